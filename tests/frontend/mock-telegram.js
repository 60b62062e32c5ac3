/** Telegram's Mini App script, as much of it as the pages touch; what they did is kept in `Telegram.log`. */
(() => {
  const log = [];
  const note =
    (name) =>
    (...given) =>
      void log.push([name, ...given.filter((one) => typeof one !== 'function')]);
  const presses = new Set();
  const backs = new Set();
  const theme = JSON.parse(new URLSearchParams(location.hash.slice(1)).get('tgWebAppThemeParams') ?? '{}');
  window.Telegram = {
    log,
    /** The person's finger. */
    pressMain: () => [...presses].forEach((run) => void run()),
    pressBack: () => [...backs].forEach((run) => void run()),
    payWith: 'paid',
    WebApp: {
      initData: '',
      colorScheme: theme.bg_color === '#ffffff' ? 'light' : 'dark',
      ready: note('ready'),
      expand: note('expand'),
      onEvent: note('onEvent'),
      setHeaderColor: note('setHeaderColor'),
      setBackgroundColor: note('setBackgroundColor'),
      setBottomBarColor: note('setBottomBarColor'),
      isVersionAtLeast: () => true,
      MainButton: {
        setParams: note('MainButton.setParams'),
        showProgress: note('MainButton.showProgress'),
        hideProgress: note('MainButton.hideProgress'),
        hide: note('MainButton.hide'),
        onClick: (run) => presses.add(run),
        offClick: (run) => presses.delete(run),
      },
      BackButton: {
        show: note('BackButton.show'),
        hide: note('BackButton.hide'),
        onClick: (run) => backs.add(run),
        offClick: (run) => backs.delete(run),
      },
      HapticFeedback: {
        impactOccurred: note('impact'),
        notificationOccurred: note('notification'),
        selectionChanged: note('selection'),
      },
      openInvoice: (url, done) => {
        log.push(['openInvoice', url]);
        setTimeout(() => done(window.Telegram.payWith), 30);
      },
      openLink: note('openLink'),
      openTelegramLink: note('openTelegramLink'),
    },
  };
})();
