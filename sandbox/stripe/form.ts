/** Stripe's form encoding: `line_items[0][price_data][currency]=rub` becomes nested values. */
import { invalidRequest, required } from './stripe-error.ts';
import type { Metadata } from './types.ts';

export type Form = { [key: string]: FormValue };
export type FormValue = string | Form | FormValue[];

export function parseForm(source: string): Form {
  const root: Form = {};
  for (const [name, value] of new URLSearchParams(source)) {
    const [head = '', ...rest] = name.split('[').map((part) => part.replace(/\]$/, ''));
    put(root, [head, ...rest], value);
  }
  return arrays(root) as Form;
}

function put(into: Form, path: string[], value: string): void {
  const [key = '', ...rest] = path;
  // `expand[]=a&expand[]=b`: an empty key counts up.
  const name = key === '' ? String(Object.keys(into).length) : key;
  if (name === '__proto__') return;
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const next = into[name];
  const nested: Form = typeof next === 'object' && !Array.isArray(next) ? next : {};
  into[name] = nested;
  put(nested, rest, value);
}

/** Objects whose keys are 0, 1, 2 … are lists. */
function arrays(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, arrays(one)] as const);
  const list = entries.length > 0 && entries.every(([key], index) => key === String(index));
  return list ? entries.map(([, one]) => one) : Object.fromEntries(entries);
}

export const text = (form: Form, name: string): string | undefined => {
  const value = form[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw invalidRequest(`Invalid string: ${name}`, { param: name });
  return value;
};

export function integer(form: Form, name: string, param = name): number | undefined {
  const value = text(form, name);
  if (value === undefined) return undefined;
  if (!/^-?\d{1,15}$/.test(value))
    throw invalidRequest(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param });
  return Number(value);
}

export function nested(form: Form, name: string): Form {
  const value = form[name];
  if (value === undefined || value === '') return {};
  if (typeof value === 'string' || Array.isArray(value)) throw invalidRequest('Invalid object', { param: name });
  return value;
}

export function items(form: Form, name: string): FormValue[] {
  const value = form[name];
  if (value === undefined || value === '') return [];
  if (!Array.isArray(value)) throw invalidRequest('Invalid array', { param: name });
  return value;
}

export function mustHave(form: Form, name: string, param = name): string {
  const value = text(form, name);
  if (value === undefined) throw required(param);
  return value;
}

export function metadata(form: Form): Metadata {
  const entries = Object.entries(nested(form, 'metadata'));
  if (entries.length > 50) throw invalidRequest('You can only set up to 50 metadata keys.', { param: 'metadata' });
  return Object.fromEntries(
    entries.map(([key, value]) => {
      if (typeof value !== 'string') throw invalidRequest('Metadata values must be strings.', { param: 'metadata' });
      if (key.length > 40) throw invalidRequest(`Metadata keys can be up to 40 characters long: ${key}`, { param: 'metadata' });
      if (value.length > 500)
        throw invalidRequest(`Metadata values can have up to 500 characters: ${key}`, { param: 'metadata' });
      return [key, value];
    }),
  );
}

/** Stripe refuses what it does not know. */
export function onlyKnown(form: Form, known: readonly string[]): void {
  const stranger = Object.keys(form).find((name) => name !== 'expand' && !known.includes(name));
  if (stranger === undefined) return;
  throw invalidRequest(`Received unknown parameter: ${stranger}`, { code: 'parameter_unknown', param: stranger });
}
