/** The part of an order's story that tells of money and of the tickets that it bought. What came back is told once, with its tickets. */
import type { Language } from '../../domain/language.ts';
import type { StoryRows } from './story-rows.ts';
import * as words from './story-words.ts';
import { both, some, sum, type Told, tell, ticketsNamed } from './telling.ts';

const verdicts = {
  accepted: { ru: 'Оплачено', en: 'Paid' },
  unearned: { ru: 'Пришли лишние деньги, вернутся', en: 'Money too much, it goes back' },
  mismatch: { ru: 'Пришла не та сумма', en: 'The sum does not fit' },
};

export function moneyMoved({ payments, refunds }: StoryRows): Told[] {
  const paid = payments.map(({ at, amount, currency, verdict, provider }) =>
    tell(
      at,
      verdict === 'accepted' ? 'paid' : verdict,
      both((l) => `${verdicts[verdict][l]}: ${sum(amount, currency, l)}, ${words.providerWords[provider][l]}.`),
      verdict === 'mismatch',
    ),
  );
  return [...paid, ...refunds.flatMap(refunded)];
}

function refunded(row: StoryRows['refunds'][number]): Told[] {
  const { at, settled_at: settled, amount, kept, currency, state, reason, by, by_name: name, numbers, attempt } = row;
  const what = (l: Language) => {
    if (numbers.length === 0) return '';
    return l === 'ru'
      ? ` за ${ticketsNamed(numbers, ['билет', 'билеты'])}`
      : ` for ${ticketsNamed(numbers, ['ticket', 'tickets'])}`;
  };
  const keeps = (l: Language) =>
    kept === 0 ? '' : l === 'ru' ? `, удержано ${sum(kept, currency, l)}` : `, ${sum(kept, currency, l)} kept`;
  // That tickets came back is said by naming them.
  const why = (l: Language) => (reason === 'refunded' && numbers.length > 0 ? '' : `: ${words.refundReasonWords(reason)[l]}`);
  const who = (l: Language) => `${words.refundByWords[by][l]}${by === 'member' && name ? `: ${name}` : ''}`;
  const asked = both(
    (l) => `${l === 'ru' ? 'Возврат' : 'Refund of'} ${sum(amount, currency, l)}${what(l)}${keeps(l)}${why(l)} (${who(l)}).`,
  );
  const times = attempt > 1 ? { ru: `, попытка ${attempt}`, en: `, attempt ${attempt}` } : { ru: '', en: '' };
  const done = both((l) =>
    state === 'succeeded'
      ? `${l === 'ru' ? 'Деньги возвращены' : 'The money went back'}: ${sum(amount, currency, l)}${times[l]}.`
      : `${l === 'ru' ? 'Платёжная система отказала в возврате' : 'The provider refused the refund'}: ${sum(amount, currency, l)}${times[l]}.`,
  );
  return [tell(at, 'refund', asked), ...(state === 'requested' ? [] : some(settled, 'refund', done, state === 'refused'))];
}

export function ticketsMade({ tickets, refunds, audit }: StoryRows): Told[] {
  const rounds = Map.groupBy(tickets, ({ issued_at: at }) => at.getTime());
  // Whoever made a ticket void did it in the same transaction: that sentence names it already.
  const named = new Set([...refunds, ...audit].flatMap(({ at, numbers }) => numbers.map((one) => `${one} ${at.getTime()}`)));
  return [
    ...[...rounds].map(([at, made]) => {
      const numbers = made.map(({ number }) => number);
      return tell(new Date(at), 'ticketed', {
        ru: `${ticketsNamed(numbers, ['Выпущен билет', 'Выпущены билеты'])}.`,
        en: `${ticketsNamed(numbers, ['Ticket issued:', 'Tickets issued:'])}.`,
      });
    }),
    ...tickets.flatMap(({ number, claimed_at: claimed, revoked_at: revoked, reason }) => [
      ...some(claimed, 'claimed', { ru: `Билет ${number} забрал спутник.`, en: `A companion took ticket ${number}.` }),
      ...(reason && revoked && !named.has(`${number} ${revoked.getTime()}`)
        ? [
            tell(
              revoked,
              'revoked',
              both((l) => `${l === 'ru' ? 'Билет' : 'Ticket'} ${number}: ${words.revokeWords[reason][l]}.`),
            ),
          ]
        : []),
    ]),
  ];
}

/** What members did by hand, without what a refund tells of already. */
export function handsOn({ refunds, audit }: StoryRows): Told[] {
  const told = new Set(refunds.filter(({ by }) => by === 'member').map(({ at }) => at.getTime()));
  return audit
    .filter(({ action, at }) => action !== 'returnTickets' || !told.has(at.getTime()))
    .map(({ action, name, at, numbers }) => {
      const what = words.actionWords(action, numbers);
      const by = { ru: name ?? 'сотрудник театра', en: name ?? 'a member of the theatre' };
      return tell(
        at,
        'member',
        both((l) => `${by[l]}: ${what[l]}.`),
      );
    });
}
