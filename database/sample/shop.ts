/** What the sample theatre sells beside its tickets: a programme to read, a poster and a mug to fetch. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';
import type { Money } from '../../domain/money.ts';
import type { ItemKind } from '../../domain/shop.ts';
import type { PosterSymbol } from '../../domain/shows.ts';
import { nameUuid } from '../../domain/uuid.ts';

type SampleItem = {
  slug: string;
  kind: ItemKind;
  title: LocalText;
  note: LocalText;
  gift: LocalText | null;
  symbol: PosterSymbol;
  hue: number;
  prices: Money[];
  stock: number | null;
};

const sampleItems: SampleItem[] = [
  {
    ...{ slug: 'programme', kind: 'programme', symbol: 'letter', hue: 40, stock: null },
    title: { ru: 'Программка сезона', en: 'Programme of the season' },
    note: { ru: 'читать сразу после оплаты', en: 'to read as soon as it is paid' },
    gift: {
      ru: 'Пять пьес сезона. «Чайка» и «Вишнёвый сад» Антона Чехова: озеро и сад, о которых говорят вполголоса. «Гамлет» Уильяма Шекспира: иммерсивный вечер, где вопрос могут задать вам. «Ревизор» Николая Гоголя: пятеро актёров, сорок ролей. «Сон в летнюю ночь»: цену галёрки называете вы.',
      en: 'Five plays of the season. Anton Chekhov’s The Seagull and The Cherry Orchard: a lake and an orchard that people speak of in low voices. William Shakespeare’s Hamlet: an immersive evening on which you may be asked a question. Nikolai Gogol’s The Government Inspector: five actors, forty parts. A Midsummer Night’s Dream: in the gallery you name the price.',
    },
    prices: [
      { amount: 15_000, currency: 'RUB' },
      { amount: 150, currency: 'EUR' },
      { amount: 75, currency: 'XTR' },
    ],
  },
  {
    ...{ slug: 'mug', kind: 'merchandise', symbol: 'gull', hue: 215, stock: 40, gift: null },
    title: { ru: 'Кружка «Чайка»', en: 'Mug “The Seagull”' },
    note: { ru: '330 мл; напишите, куда отправить', en: '330 ml; write where to send it' },
    prices: [
      { amount: 90_000, currency: 'RUB' },
      { amount: 1000, currency: 'EUR' },
      { amount: 450, currency: 'XTR' },
    ],
  },
  {
    ...{ slug: 'poster', kind: 'merchandise', symbol: 'cherry', hue: 345, stock: 25, gift: null },
    title: { ru: 'Афиша «Вишнёвый сад»', en: 'Poster “The Cherry Orchard”' },
    note: { ru: 'А2, с подписями труппы', en: 'A2, signed by the company' },
    prices: [
      { amount: 120_000, currency: 'RUB' },
      { amount: 1300, currency: 'EUR' },
      { amount: 600, currency: 'XTR' },
    ],
  },
];

/** Safe to repeat: what is there already stays as it is. */
export async function addSampleShop(tx: EntityManager, tenantId: string): Promise<void> {
  for (const [position, { slug, kind, title, note, gift, symbol, hue, prices, stock }] of sampleItems.entries())
    await tx.execute(
      `insert into shop_items (tenant_id, id, kind, title, note, gift, symbol, hue, prices, stock, position)
       values (?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?, ?::jsonb, ?, ?) on conflict do nothing`,
      [
        ...[tenantId, nameUuid('shop item', tenantId, slug), kind, JSON.stringify(title), JSON.stringify(note)],
        ...[gift && JSON.stringify(gift), symbol, hue, JSON.stringify(prices), stock, position],
      ],
    );
}
