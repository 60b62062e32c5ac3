/** The stage manager's desk of one show, and everything that can be asked of it. */
import { api, ask } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { deskPace } from '../../logic/desk/lights.ts';
import type { StageDesk, StageSettings } from '../../logic/organiser/types.ts';
import { useOnce } from '../use-once.ts';
import { useWatched } from '../use-watched.ts';

type KindAsked = components['schemas']['KindAsked'];

export function useDesk(org: string, id: string) {
  const params = { path: { org, id } };
  const watched = useWatched<StageDesk>(() => ask(api.GET('/api/organiser/{org}/shows/{id}/stage', { params })), deskPace);
  const { take, lookNow } = watched;

  /** Each kind of order has its own id, kept until the house has answered. */
  function order<B extends Record<string, unknown>>(kind: string, send: (body: B & { requestId: string }) => Promise<StageDesk>) {
    const { busy, problem, press } = useOnce(`stage-${kind}:${id}`);
    return {
      ...{ busy, problem },
      async press(body: B): Promise<boolean> {
        const seen = await press(body, (requestId) => send({ ...body, requestId }));
        if (seen) {
          take(seen);
          lookNow();
        }
        return seen !== undefined;
      },
    };
  }
  type Nothing = Record<string, never>;

  return {
    ...watched,
    start: order<Nothing>('start', (body) => ask(api.POST('/api/organiser/{org}/shows/{id}/stage/start', { params, body }))),
    interval: order<{ minutes: number }>('interval', (body) =>
      ask(api.POST('/api/organiser/{org}/shows/{id}/stage/interval', { params, body })),
    ),
    resume: order<Nothing>('resume', (body) => ask(api.POST('/api/organiser/{org}/shows/{id}/stage/resume', { params, body }))),
    end: order<Nothing>('end', (body) => ask(api.POST('/api/organiser/{org}/shows/{id}/stage/end', { params, body }))),
    word: order<{ text: string | null }>('word', (body) =>
      ask(api.POST('/api/organiser/{org}/shows/{id}/stage/word', { params, body })),
    ),
    rotateKey: order<Nothing>('rotate-key', (body) =>
      ask(api.POST('/api/organiser/{org}/shows/{id}/stage/rotate-key', { params, body })),
    ),
    settings: order<StageSettings>('settings', (body) =>
      ask(api.POST('/api/organiser/{org}/shows/{id}/stage/settings', { params, body })),
    ),
    kind: order<Omit<KindAsked, 'requestId'>>('kind', (body) =>
      ask(api.POST('/api/organiser/{org}/shows/{id}/stage/kind', { params, body })),
    ),
    /** @throws HouseProblem */
    preview: () => ask(api.POST('/api/organiser/{org}/shows/{id}/stage/preview', { params })),
    /** @throws HouseProblem */
    download: () => ask(api.POST('/api/organiser/{org}/shows/{id}/stage/download', { params })),
  };
}
export type Desk = ReturnType<typeof useDesk>;
