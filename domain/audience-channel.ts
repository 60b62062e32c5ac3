/** How a change of rows reaches the servers that people are connected to: Postgres tells every listener once it is committed. */

export const audienceChannel = 'rampa_audience';

export type AudienceNotice = { showId: string; seq: number };
const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,9})$/;

export function parseAudienceNotice(payload: string): AudienceNotice | undefined {
  const [, showId, seq] = form.exec(payload) ?? [];
  return showId === undefined ? undefined : { showId, seq: Number(seq) };
}
