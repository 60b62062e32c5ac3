/** Words of returning, exchanging and rating. */
export const ru = {
  returnTitle: (number: string) => `<b>Возврат билетов, заказ ${number}</b>`,
  chooseReturn: 'Отметьте билеты, которые возвращаете.',
  nothingChosen: 'Ни один билет не отмечен.',
  comesBack: (back: string) => `Вернём: <b>${back}</b>`,
  isKept: (kept: string) => `Театр удержит: ${kept}`,
  quoteUntil: (until: string) => `Эти условия — до ${until}.`,
  companionsToo: (numbers: string[]) =>
    numbers.length === 1
      ? `Билет ${numbers[0]} у спутника: он тоже перестанет действовать, спутнику мы скажем.`
      : `Билеты ${numbers.join(', ')} у спутников: они тоже перестанут действовать, спутникам мы скажем.`,
  starsWhole: 'Звёзды Telegram возвращаются только за весь заказ сразу.',
  confirmReturn: (back: string) => `Вернуть и получить ${back}`,
  quoteChanged: 'Пока вы думали, условия изменились. Вот новые:',
  returnedStars: (back: string, count: number) =>
    `Готово. Билетов возвращено: ${count}, они больше не действуют. ${back} придут на ваш баланс в Telegram.`,
  returned: (back: string, kept: string | undefined, count: number) =>
    `Готово. Билетов возвращено: ${count}, они больше не действуют. ${back} придут туда, откуда платили, обычно за 1–10 дней.${kept ? ` Театр удержал ${kept}.` : ''}`,
  alreadyReturned: 'Эти билеты уже возвращены. Что с деньгами, видно по команде /paysupport.',
  exchangeTitle: (number: string) => `<b>Обмен билетов, заказ ${number}</b>\nМеняются все билеты заказа, без доплаты.`,
  exchangeUntil: (until: string) => `Обменять можно до ${until}.`,
  noOtherDates: 'Других дат у этого спектакля пока нет.',
  noFittingDates: 'Подходящей даты пока нет.',
  unfit: { SoldOut: 'не хватает мест', NotOnSale: 'продажа закрыта', ExchangeUnfit: 'другие билеты или цены' },
  confirmExchange: (when: string, count: number) =>
    `Обменять билеты (${count}) на <b>${when}</b>?\nСтарые перестанут действовать, новые придут сюда.`,
  exchangeNow: 'Да, обменять',
  exchanged: (when: string) => `Готово: вы идёте ${when}. Новые билеты придут сюда, старые больше не действуют.`,
  thanksForStars: (stars: number) => `Спасибо! Ваша оценка: ${stars} из 5`,
};

export const en: typeof ru = {
  returnTitle: (number) => `<b>Return of tickets, order ${number}</b>`,
  chooseReturn: 'Mark the tickets to return.',
  nothingChosen: 'No ticket is marked.',
  comesBack: (back) => `Comes back: <b>${back}</b>`,
  isKept: (kept) => `The theatre keeps: ${kept}`,
  quoteUntil: (until) => `This holds until ${until}.`,
  companionsToo: (numbers) =>
    numbers.length === 1
      ? `Ticket ${numbers[0]} is with a companion: it ends too, and we tell them.`
      : `Tickets ${numbers.join(', ')} are with companions: they end too, and we tell them.`,
  starsWhole: 'Telegram Stars come back only for the whole order at once.',
  confirmReturn: (back) => `Return and get ${back}`,
  quoteChanged: 'The terms changed while you were thinking. Here are the new ones:',
  returnedStars: (back, count) =>
    `Done. Tickets returned: ${count}; they are no longer good. ${back} come back to your Telegram balance.`,
  returned: (back, kept, count) =>
    `Done. Tickets returned: ${count}; they are no longer good. ${back} goes back to where it came from, usually within 1–10 days.${kept ? ` The theatre keeps ${kept}.` : ''}`,
  alreadyReturned: 'These tickets are returned already. /paysupport says where the money is.',
  exchangeTitle: (number) => `<b>Exchange, order ${number}</b>\nAll tickets of the order move, at no charge.`,
  exchangeUntil: (until) => `Open until ${until}.`,
  noOtherDates: 'This production has no other dates yet.',
  noFittingDates: 'No date fits just now.',
  unfit: { SoldOut: 'not enough seats', NotOnSale: 'not on sale', ExchangeUnfit: 'other tickets or prices' },
  confirmExchange: (when, count) =>
    `Exchange your tickets (${count}) for <b>${when}</b>?\nThe old ones end at once, the new ones come here.`,
  exchangeNow: 'Yes, exchange',
  exchanged: (when) => `Done: you are going on ${when}. The new tickets come here; the old ones are no longer good.`,
  thanksForStars: (stars) => `Thank you! You gave ${stars} of 5`,
};
