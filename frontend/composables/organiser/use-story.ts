/** An order as its organiser follows it, and what can be asked of it. */
import { api, ask } from '../../api/client.ts';
import type { OrderStory } from '../../logic/organiser/types.ts';
import { useOnce } from '../use-once.ts';
import { useWatched } from '../use-watched.ts';

export function useStory(org: string, id: string) {
  const params = { path: { org, id } };
  const watched = useWatched<OrderStory>(
    () => ask(api.GET('/api/organiser/{org}/orders/{id}', { params })),
    ({ order }) =>
      order.phase === 'held' || order.phase === 'awaitingPayment' || order.refunds.some(isUnderWay) ? 4000 : 15_000,
  );
  const { take } = watched;
  const isUnderWay = ({ status }: OrderStory['order']['refunds'][number]) => status === 'requested';

  const refunding = useOnce(`refund:${id}`);
  const sending = useOnce(`resend:${id}`);
  const voiding = useOnce(`void:${id}`);
  const taken = (story: OrderStory | undefined): boolean => {
    if (story) take(story);
    return story !== undefined;
  };

  return {
    ...watched,
    refund: {
      ...refunding,
      press: async (wanted: { whole: boolean; ticketIds?: string[] }) =>
        taken(
          await refunding.press(wanted, (requestId) =>
            ask(api.POST('/api/organiser/{org}/orders/{id}/refund', { params, body: { ...wanted, requestId } })),
          ),
        ),
    },
    resend: {
      ...sending,
      press: async () =>
        taken(
          await sending.press({}, (requestId) =>
            ask(api.POST('/api/organiser/{org}/orders/{id}/resend', { params, body: { requestId } })),
          ),
        ),
    },
    revoke: {
      ...voiding,
      press: async (ticketId: string) =>
        taken(
          await voiding.press({ ticketId }, (requestId) => {
            const path = { org, id: ticketId };
            return ask(api.POST('/api/organiser/{org}/tickets/{id}/revoke', { params: { path }, body: { requestId } }));
          }),
        ),
    },
  };
}
