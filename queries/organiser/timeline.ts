/** An order's story, sentence by sentence, from what is on record. */
import type { Language, LocalText } from '../../domain/language.ts';
import { attentionWords } from './attention-words.ts';
import type { StoryRows } from './story-rows.ts';
import * as words from './story-words.ts';
import { both, counted, type Entry, some, sum, type Told, tell, theatreTime } from './telling.ts';
import { handsOn, moneyMoved, ticketsMade } from './timeline-money.ts';

/** Oldest first. */
export function timelineOf(rows: StoryRows): Entry[] {
  const money = [...moneyMoved(rows), ...ticketsMade(rows), ...handsOn(rows)];
  const told = [...ordering(rows), ...money, ...peopleMet(rows), ...changed(rows)];
  return told.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(({ at, ...entry }) => ({ at: at.toISOString(), ...entry }));
}

function ordering({ order, hold, session }: StoryRows): Told[] {
  const { seats, surface, currency, total, given_by: given } = order;
  const place = words.surfaceWords[surface];
  const began: LocalText = given
    ? {
        ru: `Театр подарил ${counted(seats, 'ru', ['билет', 'билета', 'билетов'])}.`,
        en: `The theatre gave ${counted(seats, 'en', ['ticket', 'tickets', 'tickets'])} away.`,
      }
    : both((l) =>
        l === 'ru'
          ? `Заказ оформлен ${place.ru}: ${counted(seats, l, ['место', 'места', 'мест'])}, ${sum(total, currency, l)}.`
          : `Ordered ${place.en}: ${counted(seats, l, ['seat', 'seats', 'seats'])}, ${sum(total, currency, l)}.`,
      );
  const until = (l: Language) => theatreTime(order.hold_ends_at!, order.time_zone, l);
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

function peopleMet({ messages, invitations, ratings, checkIns }: StoryRows): Told[] {
  const companion = { ru: ' (спутнику)', en: ' (to a companion)' };
  return [
    ...messages.map(({ at, key, channel, state, to_buyer: toBuyer, failed }) => {
      const by = channel === 'email' ? { ru: 'Письмо', en: 'Letter' } : { ru: 'Telegram', en: 'Telegram' };
      const text = both(
        (l) => `${by[l]}${toBuyer ? '' : companion[l]}: ${words.messageWords(key)[l]} — ${words.messageStateWords(state)[l]}.`,
      );
      return tell(at, 'sent', text, failed);
    }),
    ...checkIns.map(({ at, number, result }) =>
      tell(
        at,
        'checkedIn',
        both((l) => `${l === 'ru' ? 'Вход, билет' : 'At the door, ticket'} ${number}: ${words.checkInWords[result][l]}.`),
        result !== 'admitted',
      ),
    ),
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

/** What the house itself notes is facts; a person's words stay as they are. */
function settled({ retried, attempt, resolution }: StoryRows['attention'][number]): LocalText {
  const noted = retried && attempt ? words.retriedWords(retried, attempt) : notedBefore(resolution);
  return noted ?? both(() => resolution ?? '');
}

/** Until 0.3.0 the house wrote both languages in one line: exactly these, and no other. */
function notedBefore(resolution: string | null): LocalText | undefined {
  const attempt = Number(/\d+/.exec(resolution ?? '')?.[0]);
  return (['succeeded', 'refused'] as const)
    .map((outcome) => words.retriedWords(outcome, attempt))
    .find(({ ru, en }) => resolution === `${ru} / ${en}`);
}

function changed({ order, changes, attention }: StoryRows): Told[] {
  const pending = { ru: ' Заказ ещё не обработал это.', en: ' The order has not dealt with it yet.' };
  return [
    ...changes.map(({ kind, to, at, dealt }) => {
      const open = order.phase === 'held' || order.phase === 'awaitingPayment' || order.phase === 'paid';
      const rest = (l: Language) => (dealt || !open ? '' : pending[l]);
      const when = (l: Language) => theatreTime(to!, order.time_zone, l);
      const moved = both(
        (l) => `${l === 'ru' ? `Показ перенесён на ${when(l)}.` : `The show was moved to ${when(l)}.`}${rest(l)}`,
      );
      const off = both((l) => `${l === 'ru' ? 'Показ отменён.' : 'The show was cancelled.'}${rest(l)}`);
      return tell(at, kind, kind === 'moved' ? moved : off);
    }),
    ...attention.flatMap((item) => [
      tell(
        item.at,
        'attention',
        both((l) => `${attentionWords(item.kind).title[l]}.`),
        true,
      ),
      ...some(
        item.resolved_at,
        'resolved',
        both((l) => `${l === 'ru' ? 'Разобрано' : 'Settled'}: ${settled(item)[l]}`),
      ),
    ]),
  ];
}
