/** The part of Telegram's Mini App script that the pages use. https://core.telegram.org/bots/webapps */
export type InvoiceStatus = 'paid' | 'cancelled' | 'failed' | 'pending';

export type MainButton = {
  setParams: (params: {
    text?: string;
    color?: string;
    text_color?: string;
    is_active?: boolean;
    is_visible?: boolean;
  }) => unknown;
  showProgress: (leaveActive?: boolean) => unknown;
  hideProgress: () => unknown;
  hide: () => unknown;
  onClick: (run: () => void) => unknown;
  offClick: (run: () => void) => unknown;
};

export type WebApp = {
  initData: string;
  colorScheme?: 'light' | 'dark';
  ready?: () => void;
  expand?: () => void;
  onEvent?: (event: string, run: () => void) => void;
  setHeaderColor?: (colour: string) => void;
  setBackgroundColor?: (colour: string) => void;
  setBottomBarColor?: (colour: string) => void;
  isVersionAtLeast?: (version: string) => boolean;
  MainButton?: MainButton;
  BackButton?: {
    show: () => unknown;
    hide: () => unknown;
    onClick: (run: () => void) => unknown;
    offClick: (run: () => void) => unknown;
  };
  HapticFeedback?: {
    impactOccurred: (style: 'light' | 'medium') => unknown;
    notificationOccurred: (type: 'success' | 'warning' | 'error') => unknown;
    selectionChanged: () => unknown;
  };
  openInvoice?: (url: string, done: (status: InvoiceStatus) => void) => void;
  openTelegramLink?: (url: string) => void;
  openLink?: (url: string) => void;
  requestFullscreen?: () => void;
};

declare global {
  interface Window {
    Telegram?: { WebApp?: WebApp };
  }
}

/** Loads the script and returns its object; undefined when it does not come: the page's own buttons serve then. */
export function loadWebApp(origin: string): Promise<WebApp | undefined> {
  if (window.Telegram?.WebApp) return Promise.resolve(window.Telegram.WebApp);
  return new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = new URL(origin === 'https://telegram.org' ? '/js/telegram-web-app.js' : '/telegram-web-app.js', origin).href;
    script.onload = () => resolve(window.Telegram?.WebApp);
    script.onerror = () => resolve(undefined);
    document.head.append(script);
  });
}
