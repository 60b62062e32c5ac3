/** MikroORM over one role's connection. All entities are listed here; names of tables and columns come from them. */
import { MikroORM, type Options } from '@mikro-orm/postgresql';
import { LedgerEntryEntity, PaymentEntity, PaymentSessionEntity, RefundEntity } from './entities/money.ts';
import { OrderEntity, OrderLineEntity, SeatHoldEntity, TicketEntity } from './entities/orders.ts';
import { AttentionEntity, ContactEntity, MessageEntity, PersonEntity } from './entities/people.ts';
import { OrganisationEntity, ProductionEntity, ShowEntity, TicketPriceEntity, TicketTypeEntity } from './entities/theatre.ts';

export const entities = [
  OrganisationEntity,
  ProductionEntity,
  ShowEntity,
  TicketTypeEntity,
  TicketPriceEntity,
  OrderEntity,
  OrderLineEntity,
  SeatHoldEntity,
  TicketEntity,
  PaymentSessionEntity,
  PaymentEntity,
  RefundEntity,
  LedgerEntryEntity,
  PersonEntity,
  ContactEntity,
  MessageEntity,
  AttentionEntity,
];

export type OrmOptions = { url: string; poolSize?: number; applicationName?: string } & Pick<
  Options,
  'migrations' | 'extensions'
>;

export const openOrm = ({ url, poolSize = 10, applicationName = 'rampa', ...options }: OrmOptions): Promise<MikroORM> =>
  MikroORM.init({
    clientUrl: url,
    entities,
    ...options,
    // Every instant is UTC in payloads and timestamptz in Postgres.
    forceUtcTimezone: true,
    pool: { min: 0, max: poolSize },
    driverOptions: { application_name: applicationName },
    allowGlobalContext: false,
    // The processes log what they do in their own words; the ORM stays silent.
    logger: () => {},
  });
