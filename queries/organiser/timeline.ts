/** An order's story, sentence by sentence, from what is on record. */
import { formatShowTime } from '../../domain/dates.ts';
import type { Language, LocalText } from '../../domain/language.ts';
import { languages } from '../../domain/language.ts';
import { type Currency, formatMoney, money } from '../../domain/money.ts';
import { attentionWords } from './attention-words.ts';
import type { StoryRows } from './story-rows.ts';
import * as words from './story-words.ts';

export type Entry = { at: string; kind: string; text: LocalText; failed: boolean };
type Told = Omit<Entry, 'at'> & { at: Date };

/** Oldest first. */
export function timelineOf(rows: StoryRows): Entry[] {
  const told = [...ordering(rows), ...moneyMoved(rows), ...ticketsMade(rows), ...peopleMet(rows), ...changed(rows)];
  return told.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(({ at, ...entry }) => ({ at: at.toISOString(), ...entry }));
}

const both = (say: (language: Language) => string): LocalText =>
  Object.fromEntries(languages.map((language) => [language, say(language)])) as LocalText;
const tell = (at: Date, kind: string, text: LocalText, failed = false): Told => ({ at, kind, text, failed });
const some = (at: Date | null | undefined, kind: string, text: LocalText, failed = false): Told[] =>
  at ? [tell(at, kind, text, failed)] : [];
const sum = (amount: number, currency: Currency, language: Language) => formatMoney(money(amount, currency), language);

function ordering({ order, hold, session }: StoryRows): Told[] {
  const { seats, surface, currency, total, given_by: given } = order;
  const place = words.surfaceWords[surface];
  const began: LocalText = given
    ? { ru: `Театр подарил билеты: ${seats}.`, en: `The theatre gave tickets away: ${seats}.` }
    : both((l) =>
        l === 'ru'
          ? `Заказ оформлен ${place.ru}: мест — ${seats}, ${sum(total, currency, l)}.`
          : `Ordered ${place.en}: ${seats} seat(s), ${sum(total, currency, l)}.`,
      );
  const until = (l: Language) => formatShowTime(order.hold_ends_at!, order.time_zone, l);
  const held = both((l) => (l === 'ru' ? `Места удержаны до ${until(l)}.` : `Seats are held until ${until(l)}.`));
  const page = session && words.providerWords[session.provider];
  const why = words.reasonWords(order.reason);
  const gone = order.phase === 'expired' || order.phase === 'cancelled' ? hold?.changed_at : undefined;
  return [
    tell(order.created_at, 'ordered', began),
    ...(order.hold_ends_at && !given ? [tell(order.created_at, 'held', held)] : []),
    ...(page
      ? [
          tell(session.created_at, 'paymentPage', {
            ru: `Открыта страница оплаты: ${page.ru}.`,
            en: `A payment page is open: ${page.en}.`,
          }),
        ]
      : []),
    ...(page
      ? some(session.closed_at, 'paymentPage', { ru: 'Страница оплаты закрыта.', en: 'The payment page is closed.' })
      : []),
    ...some(gone ?? (order.phase === 'cancelled' ? order.closed_at : null), order.phase, {
      ru: `Заказ не состоялся: ${why.ru}. Места свободны.`,
      en: `The order ended: ${why.en}. Its seats are free.`,
    }),
    ...(order.phase === 'closed' ? some(order.closed_at, 'closed', { ru: 'Заказ закрыт.', en: 'The order is closed.' }) : []),
  ];
}

function moneyMoved({ payments, refunds }: StoryRows): Told[] {
  const verdicts = {
    accepted: { ru: 'Оплачено', en: 'Paid' },
    unearned: { ru: 'Пришли лишние деньги, вернутся', en: 'Money too much, it goes back' },
    mismatch: { ru: 'Пришла не та сумма', en: 'The sum does not fit' },
  };
  return [
    ...payments.map(({ at, amount, currency, verdict, provider }) =>
      tell(
        at,
        verdict === 'accepted' ? 'paid' : verdict,
        both((l) => `${verdicts[verdict][l]}: ${sum(amount, currency, l)}, ${words.providerWords[provider][l]}.`),
        verdict === 'mismatch',
      ),
    ),
    ...refunds.flatMap(({ at, settled_at: settled, amount, kept, currency, state, reason, by, attempt }) => {
      const why = words.refundReasonWords(reason);
      const who = words.refundByWords[by];
      const keeps = (l: Language) =>
        kept === 0 ? '' : l === 'ru' ? `, удержано ${sum(kept, currency, l)}` : `, ${sum(kept, currency, l)} kept`;
      const asked = both(
        (l) => `${l === 'ru' ? 'Возврат' : 'Refund'} ${sum(amount, currency, l)}${keeps(l)}: ${why[l]} (${who[l]}).`,
      );
      const times = attempt > 1 ? { ru: `, попытка ${attempt}`, en: `, attempt ${attempt}` } : { ru: '', en: '' };
      const done = both((l) =>
        state === 'succeeded'
          ? `${l === 'ru' ? 'Деньги возвращены' : 'The money went back'}: ${sum(amount, currency, l)}${times[l]}.`
          : `${l === 'ru' ? 'Платёжная система отказала в возврате' : 'The provider refused the refund'}: ${sum(amount, currency, l)}${times[l]}.`,
      );
      return [tell(at, 'refund', asked), ...(state === 'requested' ? [] : some(settled, 'refund', done, state === 'refused'))];
    }),
  ];
}

function ticketsMade({ tickets, checkIns }: StoryRows): Told[] {
  const rounds = Map.groupBy(tickets, ({ issued_at: at }) => at.getTime());
  return [
    ...[...rounds].map(([at, made]) => {
      const numbers = made.map(({ number }) => number).join(', ');
      return tell(new Date(at), 'ticketed', { ru: `Билеты выпущены: ${numbers}.`, en: `Tickets issued: ${numbers}.` });
    }),
    ...tickets.flatMap(({ number, claimed_at: claimed, revoked_at: revoked, reason }) => [
      ...some(claimed, 'claimed', { ru: `Билет ${number} забрал спутник.`, en: `A companion took ticket ${number}.` }),
      ...(reason
        ? some(
            revoked,
            'revoked',
            both((l) => `${l === 'ru' ? 'Билет' : 'Ticket'} ${number}: ${words.revokeWords[reason][l]}.`),
          )
        : []),
    ]),
    ...checkIns.map(({ at, number, result }) =>
      tell(
        at,
        'checkedIn',
        both((l) => `${l === 'ru' ? 'Вход, билет' : 'At the door, ticket'} ${number}: ${words.checkInWords[result][l]}.`),
        result !== 'admitted',
      ),
    ),
  ];
}

function peopleMet({ messages, invitations, ratings }: StoryRows): Told[] {
  const companion = { ru: ' (спутнику)', en: ' (to a companion)' };
  return [
    ...messages.map(({ at, key, channel, state, to_buyer: toBuyer, failed }) => {
      const by = channel === 'email' ? { ru: 'Письмо', en: 'Letter' } : { ru: 'Telegram', en: 'Telegram' };
      const text = both(
        (l) => `${by[l]}${toBuyer ? '' : companion[l]}: ${words.messageWords(key)[l]} — ${words.messageStateWords(state)[l]}.`,
      );
      return tell(at, 'sent', text, failed);
    }),
    ...invitations.flatMap(({ created_at: offered, admitted_at: admitted, removed_at: removed, to_buyer: toBuyer }) => {
      const whom = (l: Language) => (toBuyer ? '' : companion[l]);
      return [
        ...some(
          offered,
          'invited',
          both((l) => `${l === 'ru' ? 'Выдана ссылка в зал' : 'A link into the hall was given'}${whom(l)}.`),
        ),
        ...some(
          admitted,
          'joined',
          both((l) => `${l === 'ru' ? 'Вошли в зал' : 'Came into the hall'}${whom(l)}.`),
        ),
        ...some(
          removed,
          'left',
          both((l) => `${l === 'ru' ? 'Доступ в зал закрыт' : 'No longer in the hall'}${whom(l)}.`),
        ),
      ];
    }),
    ...ratings.map(({ at, stars, comment }) => {
      const said = comment ? `: «${comment}»` : '';
      return tell(at, 'rated', { ru: `Оценка ${stars} из 5${said}.`, en: `Rated ${stars} of 5${said}.` });
    }),
  ];
}

function changed({ order, changes, attention, audit }: StoryRows): Told[] {
  const pending = { ru: ' Заказ ещё не обработал это.', en: ' The order has not dealt with it yet.' };
  return [
    ...changes.map(({ kind, to, at, dealt }) => {
      const open = order.phase === 'held' || order.phase === 'awaitingPayment' || order.phase === 'paid';
      const rest = (l: Language) => (dealt || !open ? '' : pending[l]);
      const when = (l: Language) => formatShowTime(to!, order.time_zone, l);
      const moved = both(
        (l) => `${l === 'ru' ? `Показ перенесён на ${when(l)}.` : `The show was moved to ${when(l)}.`}${rest(l)}`,
      );
      const off = both((l) => `${l === 'ru' ? 'Показ отменён.' : 'The show was cancelled.'}${rest(l)}`);
      return tell(at, kind, kind === 'moved' ? moved : off);
    }),
    ...attention.flatMap(({ kind, at, resolved_at: resolved, resolution }) => [
      tell(
        at,
        'attention',
        both((l) => `${attentionWords(kind).title[l]}.`),
        true,
      ),
      ...some(resolved, 'resolved', { ru: `Разобрано: ${resolution ?? ''}`, en: `Settled: ${resolution ?? ''}` }),
    ]),
    ...audit.map(({ action, name, at }) => {
      const what = words.actionWords(action);
      const by = { ru: name ?? 'сотрудник театра', en: name ?? 'a member of the theatre' };
      return tell(
        at,
        'member',
        both((l) => `${by[l]}: ${what[l]}.`),
      );
    }),
  ];
}
