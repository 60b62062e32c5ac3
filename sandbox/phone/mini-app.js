/** Opens a Mini App over the chat and speaks with it as a Telegram client does (postMessage of `{eventType, eventData}`). */
import { get } from './api.js';
import { h, icon } from './dom.js';
import { dialog, overlay, toast } from './overlay.js';
import { words } from './words.js';

export const THEME = {
  bg_color: '#100c14',
  text_color: '#f7f1e6',
  hint_color: '#b8abb9',
  link_color: '#ffb24d',
  button_color: '#ffb24d',
  button_text_color: '#2a1700',
  secondary_bg_color: '#1a1520',
  header_bg_color: '#1a1520',
  bottom_bar_bg_color: '#1a1520',
  accent_text_color: '#ffb24d',
  section_bg_color: '#251e2d',
  section_header_text_color: '#b8abb9',
  section_separator_color: '#3a3045',
  subtitle_text_color: '#b8abb9',
  destructive_text_color: '#ff6b7d',
};

/** @param actions `{openLink, payLink}` of the phone */
export async function openMiniApp({ person, bot, title, address, startParam }, actions) {
  const asked = new URLSearchParams({ bot, ...(startParam ? { startParam } : {}) });
  const { initData } = await get(`/people/${person.id}/init-data?${asked}`);
  const url = new URL(address, location.href);
  if (startParam) url.searchParams.set('tgWebAppStartParam', startParam);
  const hash = new URLSearchParams({
    tgWebAppData: initData,
    tgWebAppVersion: '8.0',
    tgWebAppPlatform: 'web',
    tgWebAppThemeParams: JSON.stringify(THEME),
  });
  url.hash = `${url.hash ? `${url.hash.slice(1)}&` : ''}${hash}`;

  const frame = h('iframe', {
    src: url.href,
    title,
    allow: 'clipboard-read; clipboard-write; autoplay; fullscreen; camera; microphone',
  });
  const leave = h('button', { class: 'round', type: 'button', 'aria-label': words.close, onclick: leaving }, icon('close'));
  const main = bottomButton('main', 'main_button_pressed');
  const second = bottomButton('second', 'secondary_button_pressed');
  let back = false;
  let asksBeforeClosing = false;
  const close = overlay(
    [
      h('header', { class: 'bar' }, leave, h('strong', {}, title), h('span', { class: 'round' })),
      frame,
      h('footer', {}, second, main),
    ],
    { kind: 'app', label: title, onClose: () => removeEventListener('message', hear) },
  );
  addEventListener('message', hear);

  function tell(eventType, eventData = {}) {
    frame.contentWindow?.postMessage(JSON.stringify({ eventType, eventData }), '*');
  }

  async function leaving() {
    if (back) return tell('back_button_pressed');
    if (
      asksBeforeClosing &&
      (await dialog({
        text: words.close,
        buttons: [
          { id: 'yes', text: words.close, destructive: true },
          { id: 'no', text: words.cancel },
        ],
      })) !== 'yes'
    )
      return;
    close();
  }

  function bottomButton(name, event) {
    return h('button', { class: `big ${name}`, type: 'button', hidden: true, onclick: () => tell(event) });
  }

  function setButton(button, { is_visible, is_active = true, text = '', color, text_color, is_progress_visible }) {
    button.hidden = !is_visible;
    button.disabled = !is_active;
    button.replaceChildren(is_progress_visible ? h('i', { class: 'spinner' }) : text);
    if (color) button.style.background = color;
    if (text_color) button.style.color = text_color;
  }

  function hear({ source, data }) {
    if (source !== frame.contentWindow || typeof data !== 'string') return;
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    handlers[message.eventType]?.(message.eventData ?? {});
  }

  const handlers = {
    web_app_close: () => close(),
    web_app_request_theme: () => tell('theme_changed', { theme_params: THEME }),
    web_app_request_viewport: () =>
      tell('viewport_changed', {
        height: frame.clientHeight,
        width: frame.clientWidth,
        is_expanded: true,
        is_state_stable: true,
      }),
    web_app_request_safe_area: () => tell('safe_area_changed', { top: 0, bottom: 0, left: 0, right: 0 }),
    web_app_request_content_safe_area: () => tell('content_safe_area_changed', { top: 0, bottom: 0, left: 0, right: 0 }),
    web_app_setup_back_button({ is_visible }) {
      back = is_visible;
      leave.replaceChildren(icon(back ? 'back' : 'close'));
      leave.setAttribute('aria-label', back ? words.back : words.close);
    },
    web_app_setup_main_button: (state) => setButton(main, state),
    web_app_setup_secondary_button: (state) => setButton(second, state),
    web_app_setup_closing_behavior: ({ need_confirmation }) => {
      asksBeforeClosing = need_confirmation;
    },
    async web_app_open_popup({ title: heading, message, buttons }) {
      const labels = { ok: words.ok, close: words.close, cancel: words.cancel };
      const id = await dialog({
        title: heading,
        text: message,
        buttons: buttons.map((one) => ({
          id: one.id,
          text: one.text ?? labels[one.type] ?? words.ok,
          destructive: one.type === 'destructive',
        })),
      });
      tell('popup_closed', id === null ? {} : { button_id: id });
    },
    async web_app_open_invoice({ slug }) {
      tell('invoice_closed', { slug, status: await actions.payLink(`https://t.me/$${slug}`) });
    },
    web_app_open_tg_link({ path_full }) {
      close();
      actions.openLink(`https://t.me${path_full}`);
    },
    web_app_open_link: ({ url: outside }) => window.open(outside, '_blank', 'noopener'),
    web_app_request_write_access: () => tell('write_access_requested', { status: 'allowed' }),
    web_app_read_text_from_clipboard: async ({ req_id }) =>
      tell('clipboard_text_received', { req_id, data: await navigator.clipboard.readText().catch(() => null) }),
    web_app_trigger_haptic_feedback() {
      // A phone would tremble; the bezel does.
      document
        .getElementById('phone')
        .animate([{ translate: '0' }, { translate: '1px' }, { translate: '-1px' }, { translate: '0' }], 90);
    },
    web_app_data_send: ({ data }) => toast(data),
  };
}
