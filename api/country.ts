/** The country that a request comes from, where a proxy of ours says it. */
import type { Request } from 'express';

/** @returns ISO 3166-1 alpha-2; null when nobody knows. A header counts only behind proxies that are trusted: anybody can send one. */
export function countryOfRequest(req: Request, header: string | undefined): string | null {
  if (!header || !req.app.get('trust proxy')) return null;
  const said = req.get(header)?.trim().toUpperCase();
  // What proxies say of those whom they do not know, and of Tor.
  return said && /^[A-Z]{2}$/.test(said) && said !== 'XX' ? said : null;
}
