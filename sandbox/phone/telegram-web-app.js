/** Stands in for Telegram's own telegram-web-app.js: the same `window.Telegram.WebApp`, the same messages to the client around it. */
(() => {
  const KEPT = 'rampa sandbox launch';
  const tabStorage = usable(() => sessionStorage);
  const longStorage = usable(() => localStorage);
  const launch = readLaunch();
  const listeners = new Map();
  const inside = window.parent !== window;

  /** A frame of another site may be denied its storage: memory serves then. */
  function usable(open) {
    try {
      const storage = open();
      storage.getItem(KEPT);
      return storage;
    } catch {
      const kept = new Map();
      return {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      };
    }
  }

  /** The first page of a Mini App has the data in its hash; later ones have it from the session. */
  function readLaunch() {
    const given = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    if (given.tgWebAppVersion) {
      tabStorage.setItem(KEPT, JSON.stringify(given));
      return given;
    }
    return JSON.parse(tabStorage.getItem(KEPT) ?? '{}');
  }

  function parse(initData) {
    const fields = [...new URLSearchParams(initData)];
    return Object.fromEntries(fields.map(([key, value]) => [key, /^[{[]/.test(value) ? JSON.parse(value) : value]));
  }

  function send(eventType, eventData = {}) {
    if (inside) window.parent.postMessage(JSON.stringify({ eventType, eventData }), '*');
  }

  function onEvent(name, callback) {
    if (!listeners.has(name)) listeners.set(name, new Set());
    listeners.get(name).add(callback);
  }
  const offEvent = (name, callback) => listeners.get(name)?.delete(callback);
  const emit = (name, data) => {
    for (const callback of [...(listeners.get(name) ?? [])]) callback.call(WebApp, data);
  };

  /** Buttons return themselves, so that calls can be chained. */
  const listen = (button, event, callback, change = onEvent) => {
    change(event, callback);
    return button;
  };

  const invoices = new Map();
  let popup;
  const hears = {
    theme_changed: ({ theme_params }) => paint(theme_params),
    viewport_changed({ height, is_state_stable }) {
      WebApp.viewportHeight = height;
      if (is_state_stable) WebApp.viewportStableHeight = height;
      document.documentElement.style.setProperty('--tg-viewport-height', `${height}px`);
      document.documentElement.style.setProperty('--tg-viewport-stable-height', `${WebApp.viewportStableHeight}px`);
      emit('viewportChanged', { isStateStable: is_state_stable });
    },
    back_button_pressed: () => emit('backButtonClicked'),
    main_button_pressed: () => emit('mainButtonClicked'),
    secondary_button_pressed: () => emit('secondaryButtonClicked'),
    settings_button_pressed: () => emit('settingsButtonClicked'),
    popup_closed({ button_id = null }) {
      const callback = popup;
      popup = undefined;
      callback?.(button_id);
      emit('popupClosed', { button_id });
    },
    invoice_closed({ slug, status }) {
      invoices.get(slug)?.(status);
      invoices.delete(slug);
      emit('invoiceClosed', { url: `https://t.me/$${slug}`, status });
    },
    write_access_requested: ({ status }) => emit('writeAccessRequested', { status }),
    clipboard_text_received: ({ data }) => emit('clipboardTextReceived', { data }),
  };
  addEventListener('message', ({ source, data }) => {
    if (source !== window.parent || typeof data !== 'string' || !data.startsWith('{')) return;
    const { eventType, eventData = {} } = JSON.parse(data);
    hears[eventType]?.(eventData);
  });

  function paint(theme) {
    WebApp.themeParams = theme;
    for (const [name, value] of Object.entries(theme)) {
      document.documentElement.style.setProperty(`--tg-theme-${name.replaceAll('_', '-')}`, value);
    }
    document.documentElement.style.setProperty('--tg-color-scheme', WebApp.colorScheme);
    emit('themeChanged');
  }

  function bottomButton(setup, event) {
    const state = { text: 'Continue', isVisible: false, isActive: true, isProgressVisible: false, hasShineEffect: false };
    const update = (change) => {
      Object.assign(state, change);
      send(setup, {
        is_visible: state.isVisible && state.text !== '',
        is_active: state.isActive,
        is_progress_visible: state.isProgressVisible,
        text: state.text,
        color: state.color,
        text_color: state.textColor,
      });
      return button;
    };
    const rename = {
      is_visible: 'isVisible',
      is_active: 'isActive',
      text_color: 'textColor',
      has_shine_effect: 'hasShineEffect',
    };
    const button = {
      setText: (text) => update({ text }),
      show: () => update({ isVisible: true }),
      hide: () => update({ isVisible: false }),
      enable: () => update({ isActive: true }),
      disable: () => update({ isActive: false }),
      showProgress: (leaveActive) => update({ isProgressVisible: true, isActive: Boolean(leaveActive) }),
      hideProgress: () => update({ isProgressVisible: false, isActive: true }),
      setParams: (params) =>
        update(Object.fromEntries(Object.entries(params).map(([key, value]) => [rename[key] ?? key, value]))),
      onClick: (callback) => listen(button, event, callback),
      offClick: (callback) => listen(button, event, callback, offEvent),
    };
    for (const key of [...Object.keys(state), 'color', 'textColor']) {
      Object.defineProperty(button, key, {
        get: () => state[key],
        set: (value) => void update({ [key]: value }),
        enumerable: true,
      });
    }
    return button;
  }

  function smallButton(setup, event) {
    const show = (isVisible) => {
      button.isVisible = isVisible;
      send(setup, { is_visible: isVisible });
      return button;
    };
    const button = {
      isVisible: false,
      show: () => show(true),
      hide: () => show(false),
      onClick: (callback) => listen(button, event, callback),
      offClick: (callback) => listen(button, event, callback, offEvent),
    };
    return button;
  }

  function feel(type, detail = {}) {
    send('web_app_trigger_haptic_feedback', { type, ...detail });
    return HapticFeedback;
  }
  const HapticFeedback = {
    impactOccurred: (style) => feel('impact', { impact_style: style }),
    notificationOccurred: (kind) => feel('notification', { notification_type: kind }),
    selectionChanged: () => feel('selection_change'),
  };

  const stored = (key) => `cloud ${parse(launch.tgWebAppData ?? '').user?.id} ${key}`;
  const CloudStorage = {
    setItem(key, value, callback) {
      longStorage.setItem(stored(key), value);
      callback?.(null, true);
      return CloudStorage;
    },
    getItem(key, callback) {
      callback(null, longStorage.getItem(stored(key)) ?? '');
      return CloudStorage;
    },
    removeItem(key, callback) {
      longStorage.removeItem(stored(key));
      callback?.(null, true);
      return CloudStorage;
    },
  };

  const nothing = () => undefined;
  const inset = { top: 0, bottom: 0, left: 0, right: 0 };
  const WebApp = {
    version: launch.tgWebAppVersion ?? '6.0',
    platform: launch.tgWebAppPlatform ?? 'unknown',
    initData: launch.tgWebAppData ?? '',
    initDataUnsafe: parse(launch.tgWebAppData ?? ''),
    themeParams: {},
    colorScheme: 'dark',
    isExpanded: true,
    isActive: true,
    isFullscreen: false,
    isClosingConfirmationEnabled: false,
    viewportHeight: innerHeight,
    viewportStableHeight: innerHeight,
    safeAreaInset: inset,
    contentSafeAreaInset: inset,
    BackButton: smallButton('web_app_setup_back_button', 'backButtonClicked'),
    SettingsButton: smallButton('web_app_setup_settings_button', 'settingsButtonClicked'),
    MainButton: bottomButton('web_app_setup_main_button', 'mainButtonClicked'),
    SecondaryButton: bottomButton('web_app_setup_secondary_button', 'secondaryButtonClicked'),
    HapticFeedback,
    CloudStorage,
    onEvent,
    offEvent,
    isVersionAtLeast: (wanted) => WebApp.version.localeCompare(wanted, 'en', { numeric: true }) >= 0,
    ready: () => send('web_app_ready'),
    expand: () => send('web_app_expand'),
    close: () => send('web_app_close'),
    sendData: (data) => send('web_app_data_send', { data }),
    openLink: (url, options = {}) =>
      inside ? send('web_app_open_link', { url, ...options }) : void window.open(url, '_blank', 'noopener'),
    openTelegramLink(url) {
      const { pathname, search, hostname } = new URL(url);
      if (hostname !== 't.me') throw new Error('WebAppTgUrlInvalid');
      if (inside) send('web_app_open_tg_link', { path_full: pathname + search });
      else window.open(url, '_blank', 'noopener');
    },
    openInvoice(url, callback) {
      const slug = /t\.me\/(?:\$|invoice\/)([\w-]+)/.exec(url)?.[1];
      if (slug === undefined) throw new Error('WebAppInvoiceUrlInvalid');
      if (invoices.has(slug)) throw new Error('WebAppInvoiceOpened');
      invoices.set(slug, callback ?? nothing);
      send('web_app_open_invoice', { slug });
    },
    showPopup({ title, message, buttons = [{ id: '', type: 'close' }] }, callback) {
      if (popup) throw new Error('WebAppPopupOpened');
      popup = callback ?? nothing;
      send('web_app_open_popup', { title, message, buttons: buttons.map((button) => ({ id: '', type: 'default', ...button })) });
    },
    showAlert: (message, callback) => WebApp.showPopup({ message }, () => callback?.()),
    showConfirm: (message, callback) =>
      WebApp.showPopup(
        {
          message,
          buttons: [
            { id: 'ok', type: 'ok' },
            { id: '', type: 'cancel' },
          ],
        },
        (id) => callback?.(id === 'ok'),
      ),
    requestWriteAccess(callback) {
      const heard = ({ status }) => {
        offEvent('writeAccessRequested', heard);
        callback?.(status === 'allowed');
      };
      onEvent('writeAccessRequested', heard);
      send('web_app_request_write_access');
    },
    readTextFromClipboard(callback) {
      const heard = ({ data }) => {
        offEvent('clipboardTextReceived', heard);
        callback?.(data);
      };
      onEvent('clipboardTextReceived', heard);
      send('web_app_read_text_from_clipboard', { req_id: String(Math.random()) });
    },
    setHeaderColor: nothing,
    setBackgroundColor: nothing,
    setBottomBarColor: nothing,
    enableVerticalSwipes: nothing,
    disableVerticalSwipes: nothing,
    requestFullscreen: nothing,
    exitFullscreen: nothing,
    lockOrientation: nothing,
    unlockOrientation: nothing,
    addToHomeScreen: nothing,
    enableClosingConfirmation: () => send('web_app_setup_closing_behavior', { need_confirmation: true }),
    disableClosingConfirmation: () => send('web_app_setup_closing_behavior', { need_confirmation: false }),
  };

  window.Telegram = { ...window.Telegram, WebApp };
  window.TelegramWebviewProxy ??= undefined;
  if (launch.tgWebAppThemeParams) paint(JSON.parse(launch.tgWebAppThemeParams));
  send('web_app_request_viewport');
  addEventListener('resize', () => send('web_app_request_viewport'));
})();
