/** What was bought in the shop of a show: programmes to read at once, things that are handed over. */
import { formatMoney, type Money } from '../money.ts';
import { orderNumber } from '../uuid.ts';
import { type Evening, eveningFacts, quoted } from './evening.ts';
import { writeLetter } from './layout.ts';
import type { Block, InBoth, Letterhead, WrittenLetter } from './letter.ts';
import { plain } from './plain.ts';

/** @param gift what only a buyer may read: an address, or the text itself */
export type BoughtGoods = { title: string; quantity: number; gift: string | null };
export type BoughtLetter = Letterhead & { evening: Evening; orderId: string; goods: BoughtGoods[]; paid: Money; pageUrl: string };

type Words = {
  subject: (title: string) => string;
  title: string;
  things: string;
  read: string;
  paid: string;
  open: string;
  because: string;
};
const words: InBoth<Words> = {
  ru: {
    subject: (title) => `Ваша покупка: ${title}`,
    title: 'Спасибо за покупку!',
    things: 'Вещи театр передаст так, как вы написали в примечании. Если планы изменились, ответьте театру.',
    read: 'Читать',
    paid: 'Оплачено',
    open: 'Открыть покупку',
    because: 'Письмо пришло потому, что вы купили это в лавке показа.',
  },
  en: {
    subject: (title) => `Your purchase: ${title}`,
    title: 'Thank you for your purchase!',
    things: 'The theatre will hand things over as you asked in your note. If your plans have changed, write to the theatre.',
    read: 'Read',
    paid: 'Paid',
    open: 'Open the purchase',
    because: 'You have this letter because you bought this in the shop of the show.',
  },
};

/** Characters. */
const longestGift = 2000;
const isAddress = (gift: string): boolean => /^https?:\/\/\S+$/.test(gift) && URL.canParse(gift);

export function boughtLetter(input: BoughtLetter): WrittenLetter {
  const { language, evening, paid, pageUrl, orderId } = input;
  const goods = input.goods.map(({ title, gift, quantity }) => ({
    title: plain(title),
    quantity,
    gift: gift && plain(gift, longestGift),
  }));
  const say = words[language];
  return writeLetter(input, {
    subject: say.subject(quoted(evening, language)),
    preheader: goods.map(({ title }) => title).join(', '),
    title: say.title,
    blocks: [
      {
        kind: 'facts',
        rows: [
          ...goods.map(({ title, quantity }) => ({ label: title, value: `× ${quantity}` })),
          { label: say.paid, value: `${formatMoney(paid, language)} · ${orderNumber(orderId)}` },
        ],
      },
      ...goods.flatMap(({ title, gift }): Block[] => {
        if (gift === null) return [];
        return isAddress(gift)
          ? [{ kind: 'link', label: `${say.read}: ${title}`, url: gift }]
          : [{ kind: 'words', text: `${title}: ${gift}` }];
      }),
      ...(goods.some(({ gift }) => gift === null) ? [{ kind: 'words' as const, text: say.things }] : []),
      eveningFacts(evening, language),
      { kind: 'button', label: say.open, url: pageUrl },
    ],
    because: say.because,
  });
}
