/** MikroORM over one role's connection. All entities are listed here; names of tables and columns come from them. */
import { MikroORM, type Options } from '@mikro-orm/postgresql';
import pg from 'pg';
import { LedgerEntryEntity, PaymentAccountEntity, PaymentEntity, PaymentSessionEntity, RefundEntity } from './entities/money.ts';
import {
  CheckInEntity,
  InvitationEntity,
  OrderEntity,
  OrderLineEntity,
  RatingEntity,
  SeatHoldEntity,
  TicketEntity,
} from './entities/orders.ts';
import { AttentionEntity, ContactEntity, MessageEntity, PersonEntity } from './entities/people.ts';
import { ScreenEntity, StageEntity, StageEventEntity } from './entities/stage.ts';
import {
  AuditEntryEntity,
  MemberEntity,
  OrganisationEntity,
  ProductionEntity,
  ShowChangeEntity,
  ShowEntity,
  TicketPriceEntity,
  TicketTypeEntity,
} from './entities/theatre.ts';
import { QuickClient } from './quick-client.ts';

export const entities = [
  OrganisationEntity,
  MemberEntity,
  ProductionEntity,
  ShowEntity,
  ShowChangeEntity,
  TicketTypeEntity,
  TicketPriceEntity,
  AuditEntryEntity,
  OrderEntity,
  OrderLineEntity,
  SeatHoldEntity,
  TicketEntity,
  CheckInEntity,
  InvitationEntity,
  RatingEntity,
  PaymentAccountEntity,
  PaymentSessionEntity,
  PaymentEntity,
  RefundEntity,
  LedgerEntryEntity,
  PersonEntity,
  ContactEntity,
  MessageEntity,
  AttentionEntity,
  StageEntity,
  StageEventEntity,
  ScreenEntity,
];

/** How long somebody waits for Postgres, ms. Without it a pool that is used up, or a cable that was cut, holds everybody for ever. */
export type Patience = {
  /** For a free connection of the pool, and for a new one. */
  connect: number;
  /** For the answer to one query. */
  query: number;
};

export type OrmOptions = { url: string; poolSize?: number; applicationName?: string; patience?: Patience } & Pick<
  Options,
  'migrations' | 'extensions'
>;

export const openOrm = ({ url, poolSize = 10, applicationName = 'rampa', patience, ...options }: OrmOptions): Promise<MikroORM> =>
  MikroORM.init({
    clientUrl: url,
    entities,
    ...options,
    // Every instant is UTC in payloads and timestamptz in Postgres.
    forceUtcTimezone: true,
    pool: { min: 0, max: poolSize },
    driverOptions: {
      application_name: applicationName,
      types: { getTypeParser },
      keepAlive: true,
      ...(patience ? { connectionTimeoutMillis: patience.connect, query_timeout: patience.query, Client: QuickClient } : {}),
    },
    allowGlobalContext: false,
    // The processes log what they do in their own words; the ORM stays silent.
    logger: () => {},
  });

const { TIMESTAMPTZ, INT8 } = pg.types.builtins;

/** The ORM leaves instants as strings for its own mapping; our SQL reads rows as they are, so an instant is a Date and a count a number. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === TIMESTAMPTZ) return (text: string) => new Date(text);
  if (oid === INT8) return Number;
  return pg.types.getTypeParser(oid, format as 'text');
}
