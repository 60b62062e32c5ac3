/** Webhook endpoints registered through the API. */
import { randomName, unixNow } from '../shared/ids.ts';
import type { Desk } from './desk.ts';
import { type Form, items, metadata, mustHave, text } from './form.ts';
import { invalidRequest, required } from './stripe-error.ts';
import { API_VERSION, type WebhookEndpoint } from './types.ts';

export function createEndpoint(desk: Desk, form: Form): unknown {
  const url = mustHave(form, 'url');
  if (!URL.canParse(url))
    throw invalidRequest('Invalid URL: An explicit scheme (such as https) must be provided.', {
      code: 'url_invalid',
      param: 'url',
    });
  const enabledEvents = items(form, 'enabled_events').map(String);
  if (enabledEvents.length === 0) throw required('enabled_events');
  const endpoint: WebhookEndpoint = {
    ...{ id: `we_1${randomName(23)}`, url, enabledEvents, secret: `whsec_${randomName(32)}`, created: unixNow() },
    ...{ description: text(form, 'description') ?? null, metadata: metadata(form) },
  };
  desk.state.endpoints[endpoint.id] = endpoint;
  desk.changed();
  // The secret is told once.
  return { ...shownEndpoint(endpoint), secret: endpoint.secret };
}

export const shownEndpoint = ({
  id,
  url,
  enabledEvents,
  created,
  description,
  metadata,
}: WebhookEndpoint): { id: string } & Record<string, unknown> => ({
  ...{ id, object: 'webhook_endpoint', api_version: API_VERSION, application: null, created, description },
  ...{ enabled_events: enabledEvents, livemode: false, metadata, status: 'enabled', url },
});
