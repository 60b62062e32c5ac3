/** One date as its organiser sees it, and everything that can be asked of it. */
import { api, ask } from '../../api/client.ts';
import { showPace } from '../../logic/organiser/progress.ts';
import type { MyShowDetails, ShowSettings } from '../../logic/organiser/types.ts';
import { serverNow } from '../../logic/server-clock.ts';
import { useOnce } from '../use-once.ts';
import { useWatched } from '../use-watched.ts';

export function useMyShow(org: string, id: string) {
  const params = { path: { org, id } };
  const watched = useWatched<MyShowDetails>(
    () => ask(api.GET('/api/organiser/{org}/shows/{id}', { params })),
    (show) => showPace(show, serverNow()),
  );
  const { take, lookNow } = watched;

  /** Each kind of wish has its own id, kept until the house has answered. */
  function wish<B extends Record<string, unknown>>(
    kind: string,
    send: (body: B & { requestId: string }) => Promise<MyShowDetails>,
  ) {
    const { busy, problem, press } = useOnce(`${kind}:${id}`);
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

  return {
    ...watched,
    settings: wish<Omit<ShowSettings, 'requestId'>>('settings', (body) =>
      ask(api.POST('/api/organiser/{org}/shows/{id}/settings', { params, body })),
    ),
    publish: wish<{ published: boolean }>('publish', (body) =>
      ask(api.POST('/api/organiser/{org}/shows/{id}/publish', { params, body })),
    ),
    move: wish<{ startsAt: string }>('move', (body) => ask(api.POST('/api/organiser/{org}/shows/{id}/move', { params, body }))),
    cancel: wish<Record<string, never>>('cancel', (body) =>
      ask(api.POST('/api/organiser/{org}/shows/{id}/cancel', { params, body })),
    ),
  };
}
