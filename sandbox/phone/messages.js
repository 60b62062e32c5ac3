/** Draws the messages of a chat: bubbles, pictures, albums, keyboards, invoices, service lines. */
import { h, icon, portrait } from './dom.js';
import { overlay } from './overlay.js';
import { price } from './payment.js';
import { richText, unbroken } from './text.js';
import { day, time, words } from './words.js';

/** Redraws only what changed. @param actions what can be done from a message */
export function drawMessages(list, messages, { person, group }, actions) {
  const known = new Map([...list.children].map((element) => [element.dataset.key, element]));
  const wanted = [];
  let lastDay = '';
  for (const bundle of bundles(messages)) {
    const first = bundle[0];
    const today = day(first.date);
    if (today !== lastDay) wanted.push(keep(known, `day ${today}`, '', () => h('p', { class: 'day' }, today)));
    lastDay = today;
    wanted.push(
      keep(known, String(first.messageId), JSON.stringify([bundle, words.lang]), () =>
        drawBundle(bundle, person, group, actions),
      ),
    );
  }
  list.replaceChildren(...wanted);
}

function keep(known, key, state, draw) {
  const old = known.get(key);
  if (old && old.state === state) return old;
  const element = draw();
  element.dataset.key = key;
  element.state = state;
  if (old) element.classList.add('still');
  return element;
}

/** Pictures of one album are one bundle. */
function bundles(messages) {
  const result = [];
  for (const message of messages) {
    const last = result.at(-1);
    if (message.mediaGroupId && last?.[0].mediaGroupId === message.mediaGroupId) last.push(message);
    else result.push([message]);
  }
  return result;
}

function drawBundle(bundle, person, group, actions) {
  const [message] = bundle;
  if (message.service) return drawService(message);
  const mine = message.by === 'person' && message.from?.id === person.id;
  const captioned = bundle.find((one) => one.text !== '') ?? message;
  const media = bundle.filter((one) => one.media);
  const visual = media.length > 0 && media.every((one) => ['photo', 'video', 'animation'].includes(one.media.type));
  const bubble = h('div', { class: `bubble ${visual ? 'visual' : ''} ${captioned.text === '' ? 'wordless' : ''}` }, [
    group && !mine && message.from ? h('strong', { class: 'author' }, message.from.name) : null,
    media.length > 0
      ? h('div', { class: media.length > 1 ? `media album n${media.length}` : 'media' }, media.map(drawMedia))
      : null,
    message.invoice ? drawInvoice(message) : null,
    captioned.text === '' ? null : h('div', { class: 'text' }, richText(captioned.text, captioned.entities, actions)),
    h('span', { class: 'meta num' }, [
      message.protectContent ? h('span', { title: words.protected }, icon('shield', 12)) : null,
      message.editedAt ? `${words.edited} ` : '',
      time(message.date),
    ]),
  ]);
  return h('article', { class: mine ? 'message mine' : 'message', 'aria-label': message.from?.name }, [
    group && !mine && message.from ? portrait(message.from.name, message.from.id, 34) : null,
    h('div', { class: 'column' }, bubble, message.buttons.length > 0 ? drawKeyboard(message, actions) : null),
  ]);
}

function drawKeyboard(message, actions) {
  return h(
    'div',
    { class: 'keyboard' },
    message.buttons.map((row) =>
      h(
        'div',
        { class: 'row' },
        row.map((button) => drawButton(message, button, actions)),
      ),
    ),
  );
}

function drawButton(message, button, actions) {
  const mark = button.webApp ? 'app' : button.url ? 'outside' : undefined;
  const paid = button.pay && message.invoice?.paid;
  const label = button.pay ? payLabel(message, button, paid) : button.text;
  const element = h(
    'button',
    {
      class: button.pay ? 'key pay' : 'key',
      type: 'button',
      disabled: paid,
      onclick: () => actions.onButton(message, button, element),
    },
    label,
    mark ? icon(mark, 13) : null,
  );
  return element;
}

/** Telegram draws a star where the bot wrote one. */
function payLabel(message, button, paid) {
  if (paid) return words.paid;
  const standard = /^Pay /.test(button.text) && message.invoice;
  if (standard) return [words.pay, ...price(message.invoice.totalAmount, message.invoice.currency)].filter(Boolean);
  return button.text
    .split(/(⭐️?|XTR)/)
    .flatMap((part, index) => (index % 2 === 1 ? [icon('star', 16)] : part ? [h('span', {}, part.trim())] : []));
}

function drawMedia({ media, protectContent }) {
  const source = new URL(media.url).pathname;
  const guard = protectContent ? { oncontextmenu: (event) => event.preventDefault(), draggable: 'false' } : {};
  switch (media.type) {
    case 'photo': {
      const ratio = media.width && media.height ? `${media.width} / ${media.height}` : '4 / 3';
      const picture = () => h('img', { src: source, alt: words.photo, loading: 'lazy', ...guard });
      return h(
        'button',
        { class: 'picture', type: 'button', style: `--ratio:${ratio}`, onclick: () => enlarge(picture()) },
        picture(),
      );
    }
    case 'video':
    case 'animation':
    case 'video_note':
      return h('video', {
        src: source,
        controls: true,
        playsinline: true,
        controlslist: protectContent ? 'nodownload' : null,
        ...guard,
      });
    case 'audio':
    case 'voice':
      return h('audio', { src: source, controls: true, controlslist: protectContent ? 'nodownload' : null });
    default:
      return h(
        'a',
        { class: 'file', href: source, target: '_blank', download: protectContent ? null : media.fileName },
        icon('file', 24),
        h('span', {}, media.fileName),
      );
  }
}

function enlarge(picture) {
  const close = overlay(
    [picture, h('button', { class: 'round', type: 'button', 'aria-label': words.close, onclick: () => close() }, icon('close'))],
    { kind: 'viewer', label: words.photo },
  );
}

function drawInvoice({ invoice }) {
  return h('div', { class: 'invoice' }, [
    invoice.photoUrl ? h('img', { src: invoice.photoUrl, alt: '' }) : null,
    h('strong', {}, unbroken(invoice.title)),
    h('p', {}, unbroken(invoice.description)),
    h('p', { class: 'cost' }, price(invoice.totalAmount, invoice.currency)),
  ]);
}

function drawService({ service, from }) {
  const amount = () => price(service.total_amount, service.currency);
  const names = () => (service.users ?? [service]).map((user) => user.first_name).join(', ');
  const lines = {
    successful_payment: () => [`${words.youPaid} `, ...amount()],
    refunded_payment: () => [`${words.refunded} `, ...amount()],
    new_chat_members: () => [words.joined(names())],
    left_chat_member: () => [words.left(names())],
  };
  return h('p', { class: 'service' }, lines[service.type]?.() ?? [from?.name ?? '', service.type]);
}
