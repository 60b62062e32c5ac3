/** Holds the phone together: who holds it, which chat is open, and what happens meanwhile. */
import { get, listen, post, Refused } from './api.js';
import { createChatScreen } from './chat.js';
import { chatKey, drawChats } from './chats.js';
import { readLink } from './links.js';
import { openMiniApp } from './mini-app.js';
import { dialog, toast } from './overlay.js';
import { payInvoice } from './payment.js';
import { drawPeople } from './people.js';
import { speak, words } from './words.js';

const layer = document.getElementById('layer');
const address = new URL(location.href);
let person;
let chats = [];
let webUrl = '';
let screen;
let stop;

/** Whatever goes wrong on a tap is said, not swallowed. */
const attempt = async (work) => {
  try {
    return await work();
  } catch (error) {
    toast(error instanceof Refused ? error.message : words.failed);
    return undefined;
  }
};

const phone = {
  attempt,
  person: () => person,
  home: showChats,
  refresh,
  openLink,
  payLink: (link) => payInvoice(person, { link }),
  openApp: (bot, options) => attempt(() => openMiniApp({ person, bot, ...options }, phone)),
  findChat: (key) => chats.find((chat) => chatKey(chat) === key),
};

async function become(id) {
  stop?.();
  screen?.leave();
  screen = undefined;
  const at = await get(`/people/${id}/phone`);
  person = at.person;
  speak(person.languageCode);
  document.body.classList.remove('choosing');
  if (Number(address.searchParams.get('person')) !== person.id) {
    // A link that names nobody is followed by whoever is chosen; one person's link is nothing to the next.
    if (address.searchParams.has('person')) address.search = '';
    address.searchParams.set('person', String(person.id));
  }
  history.replaceState(null, '', address);
  take(at);
  void drawPeople(person.id, choose);
  stop = listen(person.id, { onEvent, onOnline: (online) => document.body.classList.toggle('offline', !online) && online });
  const bot = address.searchParams.get('bot');
  const first = chats.find((chat) => chat.kind === 'bot' && (!bot || chat.bot === bot));
  if (first) openChat(first, address.searchParams.get('start'));
  else showChats();
}

const choose = (id) => attempt(() => become(id));

function take(at) {
  ({ chats, webUrl } = at);
  if (at.person.stars !== person.stars) void drawPeople(person.id, choose);
  Object.assign(person, at.person);
}

async function refresh() {
  take(await get(`/people/${person.id}/phone`));
  if (screen) await screen.update(phone.findChat(screen.key));
  else showChats();
}

// Events come in bursts: an album is ten of them.
let soon;
function onEvent(event) {
  if (event.type === 'typing') screen?.typing(event);
  else if (event.type === 'answered') screen?.answered(event);
  if (event.type === 'changed' || event.type === 'answered') {
    clearTimeout(soon);
    soon = setTimeout(() => attempt(refresh), 60);
  }
}

const seenKey = (chat) => `seen ${person.id} ${chatKey(chat)}`;
const unread = (chat) => chat.last > Number(localStorage.getItem(seenKey(chat)) ?? 0);
const markSeen = (chat) => localStorage.setItem(seenKey(chat), String(chat.last));

function showChats() {
  screen?.leave();
  screen = undefined;
  layer.replaceChildren(
    drawChats(chats, unread, { onOpen: (chat) => openChat(chat), onPeople: () => document.body.classList.add('choosing') }),
  );
}

function openChat(chat, start = null) {
  screen?.leave();
  screen = createChatScreen(chat, start, phone, markSeen);
  layer.replaceChildren(screen.element);
}

async function openLink(link) {
  const meant = readLink(
    link,
    chats.flatMap((chat) => (chat.kind === 'bot' ? [chat.bot] : [])),
  );
  if (meant.kind === 'outside') window.open(meant.address, '_blank', 'noopener');
  if (meant.kind === 'share') await navigator.clipboard?.writeText(meant.text).then(() => toast(words.copied));
  if (meant.kind === 'invoice') await attempt(() => phone.payLink(meant.link));
  if (meant.kind === 'bot') openChat(phone.findChat(`@${meant.bot}`), meant.start);
  if (meant.kind === 'app') {
    const { menu, title } = phone.findChat(`@${meant.bot}`);
    await phone.openApp(meant.bot, { title, address: menu?.web_app?.url ?? webUrl, startParam: meant.startParam });
  }
  if (meant.kind === 'join') await attempt(() => join(meant.link));
}

async function join(link) {
  const { result, chatId } = await post(`/people/${person.id}/joins`, { link });
  if (result === 'refused') return dialog({ text: words.refused });
  if (result === 'requested') return toast(words.requested);
  await refresh();
  const chat = phone.findChat(String(chatId));
  return chat && openChat(chat);
}

const clock = document.getElementById('clock');
const tick = () => {
  clock.textContent = new Intl.DateTimeFormat('ru', { hour: '2-digit', minute: '2-digit' }).format(new Date());
};
tick();
setInterval(tick, 10_000);

speak('');
const wanted = address.searchParams.get('person');
if (wanted) {
  await choose(wanted);
} else {
  document.body.classList.add('choosing');
  await attempt(() => drawPeople(undefined, choose));
}
if (!person) {
  document.body.classList.add('choosing');
  if (wanted) await attempt(() => drawPeople(undefined, choose));
}
