/** An audience for tests: a show on air with as many tickets as it takes, passes for them, and pages that listen. */
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { News, Over, Said, ToServer, Welcome, You } from '../../api/live/messages.ts';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import type { Line } from '../../domain/audience.ts';
import { type AudiencePass, audiencePasses } from '../../domain/audience-pass.ts';
import { nameUuid } from '../../domain/uuid.ts';
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
  pass(n: number, more?: Partial<AudiencePass>): string;
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
    pass: (n, more = {}) =>
      passes.sign({ ...common, ticketId: ticketId(n), personId: personId(n), ...more }, Date.now() + 600_000),
  };
}

/** A page as the real one listens: lines by their keys, what is accepted, what is gone. */
export class TestPage {
  readonly socket: Socket<Told, ToServer>;
  readonly lines = new Map<string, Line>();
  readonly accepted = new Set<string>();
  readonly removed: string[] = [];
  /** How often each line was told, whichever way. */
  readonly told = new Map<string, number>();
  welcomes: Welcome[] = [];
  news: News[] = [];
  over: Over | undefined;
  cursor: number | null = null;
  viewers = 0;
  refused: string | undefined;

  constructor(web: string, pass: string, options: { reconnectionDelayMax?: number } = {}) {
    const auth = (give: (auth: object) => void) => give({ pass, cursor: this.cursor, language: 'en' });
    this.socket = io(web, {
      ...{ path: '/live', transports: ['websocket'], forceNew: true, auth, reconnectionDelay: 300 },
      ...{ reconnectionDelayMax: options.reconnectionDelayMax ?? 2000 },
    });
    this.socket.on('connect_error', (error) => {
      this.refused = (error as Error & { data?: { error?: string } }).data?.error ?? error.message;
    });
    this.socket.on('welcome', (word) => {
      this.welcomes.push(word);
      if (word.reset) for (const id of this.accepted) this.#drop(id);
      for (const line of word.lines) this.#see(line, true);
      for (const line of word.pending) this.#see(line, false);
      for (const id of word.removed) this.#drop(id);
      this.cursor = word.seq;
      this.viewers = word.viewers;
    });
    this.socket.on('news', (word) => {
      this.news.push(word);
      for (const line of word.lines ?? []) this.#see(line, word.accepted?.includes(line.id) ?? false);
      for (const id of word.accepted ?? []) this.accepted.add(id);
      for (const id of word.removed ?? []) this.#drop(id);
      if (word.seq !== undefined) this.cursor = word.seq;
      if (word.viewers !== undefined) this.viewers = word.viewers;
    });
    this.socket.on('over', (word) => {
      this.over = word;
    });
  }

  #see(line: Line, accepted: boolean): void {
    this.told.set(line.id, (this.told.get(line.id) ?? 0) + 1);
    if (!this.accepted.has(line.id) || accepted) this.lines.set(line.id, line);
    if (accepted) this.accepted.add(line.id);
  }
  #drop(id: string): void {
    this.lines.delete(id);
    this.accepted.delete(id);
    this.removed.push(id);
  }

  entered = (what = 'let in') => eventually(async () => this.welcomes.length > 0, what, 30_000);
  /** As they stand on the page. */
  texts = () => [...this.lines.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ text }) => text);
  say(text: string, { id = randomUUID() as string, name = '' } = {}): Promise<Said> {
    return this.socket.timeout(15_000).emitWithAck('say', { id, text, name });
  }
  close = () => this.socket.disconnect();
}
