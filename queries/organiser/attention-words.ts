/** What waits for a person: what it is, and what to do next. */
import type { LocalText } from '../../domain/language.ts';

type Words = { title: LocalText; nextStep: LocalText };

const known: Record<string, Words> = {
  paymentMismatch: {
    title: { ru: 'Пришли не те деньги', en: 'The money does not fit' },
    nextStep: {
      ru: 'Сверьте платёж в кабинете платёжной системы с заказом. Верните его там или договоритесь с покупателем и отметьте здесь, что решили.',
      en: "Compare the payment in the provider's dashboard with the order. Return it there or settle it with the buyer, then note here what you did.",
    },
  },
  refundRefused: {
    title: { ru: 'Платёжная система не вернула деньги', en: 'The provider refused a refund' },
    nextStep: {
      ru: 'Посмотрите причину. Если она устранена (пополнен счёт, снят запрет), повторите возврат. Если нет — верните деньги иначе и отметьте это здесь.',
      en: 'See the reason. If it is mended (the balance topped up, a block lifted), try again. If not, return the money another way and note it here.',
    },
  },
  refundSlow: {
    title: { ru: 'Деньги всё ещё не вернулись', en: 'Money is still on its way back' },
    nextStep: {
      ru: 'Прошли сутки. Откройте историю заказа и кабинет платёжной системы: обычно она не отвечает или не действует её ключ. Возврат повторяется сам; когда деньги уйдут, запись исчезнет.',
      en: "A day has passed. Open the order's story and the provider's dashboard: usually it does not answer, or its key no longer works. The refund is tried again by itself; once the money has gone, this leaves the list.",
    },
  },
  messageUnknown: {
    title: { ru: 'Неизвестно, дошло ли сообщение', en: 'A message may not have arrived' },
    nextStep: {
      ru: 'Откройте заказ и отправьте билеты ещё раз или свяжитесь с покупателем: второе такое же письмо безвреднее, чем ни одного.',
      en: 'Open the order and send the tickets again, or reach the buyer: a second copy does less harm than none.',
    },
  },
  paymentUnclosed: {
    title: { ru: 'Страница оплаты не закрылась', en: 'A payment page could not be closed' },
    nextStep: {
      ru: 'Проверьте в кабинете платёжной системы, не оплачен ли этот заказ после срока. Если оплачен — верните деньги там.',
      en: "Check in the provider's dashboard whether this order was paid after its time. If it was, return the money there.",
    },
  },
  orderWithoutProcess: {
    title: { ru: 'Заказ не узнал о переносе или отмене', en: 'An order could not be told of the change' },
    nextStep: {
      ru: 'Процесс этого заказа завершён, поэтому сам он ничего не сделает. Напишите покупателю; если показ отменён, верните деньги в кабинете платёжной системы.',
      en: "This order's process is over, so nothing happens by itself. Write to the buyer; if the show is cancelled, return the money in the provider's dashboard.",
    },
  },
  showChangeStuck: {
    title: { ru: 'Не все заказы узнали о переносе или отмене', en: 'Some orders have not dealt with the change' },
    nextStep: {
      ru: 'Прошли сутки. Откройте заказы показа: у отставших в истории видно, чего они ждут. Обычно это платёжная система, которая не отвечает.',
      en: 'A day has passed. Open the orders of the show: those behind say what they wait for, usually a provider that does not answer.',
    },
  },
  noPicture: {
    title: { ru: 'Показ должен идти, а картинки нет', en: 'The show should be on and there is no picture' },
    nextStep: {
      ru: 'Откройте пульт показа: проверьте передачу, ключ потока и адрес. Не получается — скажите слово зрителям, перенесите показ или смените способ.',
      en: 'Open the desk of the show: check the encoder, its key and the address. If it cannot be mended, tell the viewers, move the show or play it another way.',
    },
  },
  publisherRefused: {
    title: { ru: 'Кому-то отказано в передаче', en: 'Somebody was refused to publish' },
    nextStep: {
      ru: 'Если это ваша программа, скопируйте ключ с пульта заново. Если нет — ключ мог утечь: смените его там же.',
      en: 'If it was your own programme, copy the key from the desk again. If not, the key may have leaked: change it there.',
    },
  },
  recordingFailed: {
    title: { ru: 'Запись не удалась', en: 'The recording failed' },
    nextStep: {
      ru: 'Зрители записи не увидят. Если есть своя копия, решите, как её показать, и напишите тем, кому запись обещана.',
      en: 'Viewers will not see one. If you have a copy of your own, decide how to show it, and write to whom it was promised.',
    },
  },
  channelRefused: {
    title: { ru: 'Медиасервер не даёт канал', en: 'The media server gives no channel' },
    nextStep: {
      ru: 'Причина — в подробностях: обычно предел или права счёта. Устраните её; попытки повторяются каждые десять минут.',
      en: 'The details say why: usually a quota or the rights of the account. Mend it; it is tried again every ten minutes.',
    },
  },
};

const unknownKind: Words = {
  title: { ru: 'Нужно решение человека', en: 'A person must decide' },
  nextStep: {
    ru: 'Посмотрите подробности и историю заказа, решите и отметьте здесь, что сделали.',
    en: "See the details and the order's story, decide, and note here what you did.",
  },
};

export const attentionWords = (kind: string): Words => (Object.hasOwn(known, kind) ? known[kind]! : unknownKind);
