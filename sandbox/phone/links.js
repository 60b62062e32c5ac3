/** What a tapped address does: t.me stays inside the phone, everything else opens outside. */

/** @returns `{kind, …}` for the phone to act on */
export function readLink(address, bots) {
  if (!URL.canParse(address)) return { kind: 'none' };
  const url = new URL(address);
  if (url.protocol === 'tg:') return readLink(fromTg(url), bots);
  if (!['t.me', 'telegram.me', 'www.t.me'].includes(url.hostname)) return { kind: 'outside', address };
  const [, first = '', second] = url.pathname.split('/').map(decodeURIComponent);
  if (first.startsWith('$')) return { kind: 'invoice', link: address };
  if (first === 'invoice') return { kind: 'invoice', link: `https://t.me/$${second}` };
  if (first.startsWith('+')) return { kind: 'join', link: `https://t.me/${first}` };
  if (first === 'joinchat') return { kind: 'join', link: `https://t.me/+${second}` };
  if (first === 'share')
    return { kind: 'share', text: [url.searchParams.get('text'), url.searchParams.get('url')].filter(Boolean).join('\n') };
  const bot = bots.find((one) => one.toLowerCase() === first.toLowerCase());
  if (bot === undefined) return { kind: 'join', link: `https://t.me/${first}` };
  if (second !== undefined || url.searchParams.has('startapp'))
    return { kind: 'app', bot, startParam: url.searchParams.get('startapp') ?? '' };
  return { kind: 'bot', bot, start: url.searchParams.get('start') };
}

/** `tg://resolve?domain=…&start=…` says the same as t.me. */
function fromTg(url) {
  const to = new URL(`https://t.me/${url.searchParams.get('domain') ?? ''}`);
  for (const name of ['start', 'startapp']) if (url.searchParams.has(name)) to.searchParams.set(name, url.searchParams.get(name));
  return to.href;
}
