/** What waits for a person's decision, each with its next step. */
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { attentionList } from '../../queries/organiser/attention.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Member, type Route } from '../route.ts';
import { Id } from '../schemas/common.ts';
import { AttentionList, AttentionResolved, AttentionRetried } from '../schemas/organiser.ts';

const common = { tag: 'Organiser', access: 'member', permission: 'manageOrders', answer: AttentionList } as const;
const ById = z.object({ id: Id });

export const organiserAttentionRoutes = ({ readers, productions }: ApiDeps): Route[] => {
  const list = ({ tenantId }: Member) => attentionList(readers.member(tenantId), tenantId);
  const seen = async (member: Member) => ({ body: { items: await list(member) } });
  return [
    defineRoute({
      ...{ ...common, method: 'get', path: '/organiser/{org}/attention', problems: [] },
      summary: 'What is open, oldest first',
      handle: ({ member }) => seen(member),
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: '/organiser/{org}/attention/{id}/resolve', params: ById, body: AttentionResolved },
      problems: ['RefundUnderWay'],
      summary: 'Say what was done about it; it leaves the list',
      async handle({ member, params, body }) {
        await productions.resolveAttention(member.tenantId, { ...body, itemId: params.id, by: member.personId });
        return seen(member);
      },
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: '/organiser/{org}/attention/{id}/retry', params: ById, body: AttentionRetried },
      problems: [],
      summary: 'Ask the provider once more for a refund that it refused',
      async handle({ member, params, body }) {
        const item = (await list(member)).find(({ id }) => id === params.id);
        if (item && !item.canRetry) throw new Refusal('InvalidRequest');
        await productions.retryRefund(member.tenantId, { ...body, itemId: params.id, by: member.personId });
        return seen(member);
      },
    }),
  ];
};
