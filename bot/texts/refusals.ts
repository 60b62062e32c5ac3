/** What to do after a refusal, where the list of all refusals speaks of a page: in a chat there is none, there are commands. */
import type { ErrorCode } from '../../domain/errors.ts';

export const ru = {
  hows: {
    InvalidRequest: 'Нажмите кнопку под последним сообщением или начните заново: /start',
    NotFound: 'Ваши билеты: /tickets, афиша: /events',
    OrderOver: 'Что с ним стало: /paysupport',
    NotAwaitingPayment: 'Что с ним и с деньгами: /paysupport',
    NoSuchTicketType: 'Выберите билет заново: /events. Деньги не списаны.',
    NotPaid: 'Что с ним стало: /paysupport',
    NoSuchTicket: 'Откройте заказ заново: /tickets',
    TicketNotValid: 'Что с ним стало: /tickets',
    WatchClosed: 'Что и когда можно смотреть: /watch',
    CountryRefused: 'Другие показы: /events. Деньги не списаны.',
    ShowNotOpen: 'Он отменён, прошёл или уже изменён. Афиша: /events',
    Internal: 'Повторите позже.',
  } satisfies Partial<Record<ErrorCode, string>>,
};

export const en: typeof ru = {
  hows: {
    InvalidRequest: 'Press a button of the newest message, or begin again: /start',
    NotFound: 'Your tickets: /tickets, the playbill: /events',
    OrderOver: 'What became of it: /paysupport',
    NotAwaitingPayment: 'What became of it and of the money: /paysupport',
    NoSuchTicketType: 'Choose again: /events. No money was taken.',
    NotPaid: 'What became of it: /paysupport',
    NoSuchTicket: 'Open the order again: /tickets',
    TicketNotValid: 'What became of it: /tickets',
    WatchClosed: 'What can be watched and when: /watch',
    CountryRefused: 'Other shows: /events. No money was taken.',
    ShowNotOpen: 'It is cancelled, over or changed already. The playbill: /events',
    Internal: 'Try again later.',
  },
};
