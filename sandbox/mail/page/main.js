/** Holds the mailbox together: which letters, which one is open, and what comes meanwhile. */
import { drawBox, drawRows } from './list.js';
import { drawLetter, drawNothing } from './reader.js';
import { lang, words } from './words.js';

const PAUSE_MS = 2000;
const offline = document.getElementById('offline');
const address = new URL(location.href);
let to = address.searchParams.get('to') ?? '';
let letters = [];
let openId = '';
let drawn = '';

const get = async (path) => {
  const response = await fetch(path);
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
};

async function refresh() {
  try {
    letters = await get('/mailbox?brief');
    offline.hidden = true;
    draw();
  } catch {
    offline.hidden = false;
  }
}

function draw() {
  const shown = letters.filter((letter) => letter.to.toLowerCase().includes(to.toLowerCase()));
  // Drawn again only when something changed: whoever reads or tabs must not lose their place.
  const state = JSON.stringify([shown.map(({ id }) => id), openId, to, lang]);
  if (state === drawn) return;
  drawn = state;
  drawRows(shown, { openId, searching: to !== '' });
}

async function open() {
  openId = location.hash.slice(1);
  document.body.classList.toggle('reading', openId !== '');
  draw();
  if (openId === '') {
    drawNothing(letters.length > 0 ? words.choose : '');
    return;
  }
  const wanted = openId;
  drawNothing(words.loading);
  try {
    const letter = await get(`/mailbox/${encodeURIComponent(wanted)}`);
    if (wanted === openId) drawLetter(letter);
  } catch {
    if (wanted === openId) drawNothing(words.gone);
  }
}

function search(text) {
  to = text;
  if (to) address.searchParams.set('to', to);
  else address.searchParams.delete('to');
  address.hash = location.hash;
  history.replaceState(null, '', address);
  draw();
}

document.documentElement.lang = lang;
document.title = `${words.brand} · ${words.mailbox}`;
offline.textContent = words.offline;
drawBox({ to, onSearch: search });
addEventListener('hashchange', open);
await refresh();
await open();
setInterval(() => document.hidden || refresh(), PAUSE_MS);
