/** An audience for tests: a show on air with as many tickets as it takes, passes for them, and pages that listen. */
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { News, Over, Said, ToServer, Welcome, You } from '../../api/live/messages.ts';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import { type AudiencePass, audiencePasses } from '../../domain/audience-pass.ts';
import { nameUuid } from '../../domain/uuid.ts';
import { Heard } from './heard.ts';
import type { House } from './house.ts';
import { eventually } from './http.ts';

type Told = {
  welcome: (word: Welcome) => void;
  news: (word: News) => void;
  you: (word: Partial<You>) => void;
  over: (word: Over) => void;
};
export type TestAudience = {
  tenantId: string;
  showId: string;
  /** Of the n-th viewer. */
  pass(n: number, more?: Partial<AudiencePass>, ends?: number): string;
  ticketId(n: number): string;
  personId(n: number): string;
};

/** A show of the sample theatre on air, with paid tickets that nobody had to buy one by one. */
export async function onAir({ db, secret }: Pick<House, 'db' | 'secret'>, viewers: number): Promise<TestAudience> {
  const [show] = await db.sql<{ id: string; type: string }>(
    `select s.id, (select t.id from ticket_types t where t.show_id = s.id limit 1) as type from shows s
     where s.tenant_id = $1 and s.kind = 'stream' and s.published_at is not null
       and not exists (select 1 from stages g where g.show_id = s.id and g.state = 'live') order by s.starts_at limit 1`,
    [sampleTenantId],
  );
  const { id: showId, type } = show!;
  const passes = audiencePasses(secret('audiences'));
  const ticketId = (n: number) => nameUuid('ticket of a test', showId, n);
  const personId = (n: number) => nameUuid('person of a test', showId, n);
  await db.sql(`update shows set status = 'live', starts_at = now() where id = $1`, [showId]);
  await db.sql(
    `insert into stages (tenant_id, show_id, kind, state, on_air, planned_end, archive, started_at)
     values ($1, $2, 'stream', 'live', true, now() + interval '2 hours', '{"availableDays":7,"unlockDays":null,"watchHours":null}', now())
     on conflict (tenant_id, show_id) do update set state = 'live', on_air = true, started_at = now(), ended_at = null`,
    [sampleTenantId, showId],
  );
  const orderId = randomUUID();
  await db.sql(
    `insert into orders (tenant_id, id, person_id, show_id, phase, surface, provider, account, language, currency, total, seats, paid_at)
     values ($1, $2, $3, $4, 'paid', 'web', 'none', 'house', 'ru', 'RUB', 0, 0, now())`,
    [sampleTenantId, orderId, personId(0), showId],
  );
  const rows = Array.from({ length: viewers }, (_, n) => ({ id: ticketId(n), person: personId(n), n }));
  await db.sql(
    `insert into tickets (tenant_id, id, order_id, show_id, ticket_type_id, position, person_id, number, state)
     select $1::uuid, r.id, $2::uuid, $3::uuid, $4::uuid, r.n, r.person, 'T-' || r.n || '-' || left(($3::uuid)::text, 8), 'valid' from jsonb_to_recordset($5::jsonb) as r(id uuid, person uuid, n int)`,
    [sampleTenantId, orderId, showId, type, JSON.stringify(rows)],
  );
  const common = { tenantId: sampleTenantId, showId, country: null, theatre: null };
  return {
    ...{ tenantId: sampleTenantId, showId, ticketId, personId },
    pass: (n, more = {}, ends = Date.now() + 600_000) =>
      passes.sign({ ...common, ticketId: ticketId(n), personId: personId(n), ...more }, ends),
  };
}

/** A page with the very client that real ones have. */
export class TestPage extends Heard {
  readonly socket: Socket<Told, ToServer>;
  welcomes: Welcome[] = [];
  news: News[] = [];
  over: Over | undefined;
  you: You | undefined;
  refused: string | undefined;

  constructor(web: string, pass: string, more: { auth?: object; reconnectionDelayMax?: number } = {}) {
    super();
    const auth = (give: (auth: object) => void) => give({ pass, cursor: this.cursor, language: 'en', ...more.auth });
    this.socket = io(web, {
      ...{ path: '/live', transports: ['websocket'], forceNew: true, auth, reconnectionDelay: 300 },
      ...{ reconnectionDelayMax: more.reconnectionDelayMax ?? 2000 },
    });
    this.socket.on('connect_error', (error) => {
      this.refused = (error as Error & { data?: { error?: string } }).data?.error ?? error.message;
    });
    this.socket.on('welcome', (word) => {
      this.welcomes.push(word);
      this.you = word.you;
      this.hearWelcome(word);
      for (const [id, line] of this.own) this.socket.emit('say', { id, ...line }, () => {});
    });
    this.socket.on('news', (word) => {
      this.news.push(word);
      this.hearNews(word);
    });
    this.socket.on('you', (word) => {
      if (this.you) Object.assign(this.you, word);
    });
    this.socket.on('over', (word) => {
      this.over = word;
    });
  }

  entered = (what = 'let in') => eventually(async () => this.welcomes.length > 0, what);
  async say(text: string, { id = randomUUID() as string, name = '' } = {}): Promise<Said> {
    this.own.set(id, { text, name });
    const said = await this.socket.timeout(60_000).emitWithAck('say', { id, text, name });
    if (!said.ok) this.own.delete(id);
    return said;
  }
  close = () => this.socket.disconnect();
}
