/** Speaks to the sandbox as one person. */
export class Refused extends Error {}

async function ask(path, options = {}) {
  const response = await fetch(path, options);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.message ?? response.statusText);
  return body;
}

export const get = (path) => ask(path);
export const post = (path, body = {}) =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** @returns what ends the listening */
export function listen(personId, { onEvent, onOnline }) {
  const source = new EventSource(`/people/${personId}/events`);
  source.onmessage = ({ data }) => onEvent(JSON.parse(data));
  source.onopen = () => onOnline(true);
  source.onerror = () => onOnline(false);
  return () => source.close();
}
