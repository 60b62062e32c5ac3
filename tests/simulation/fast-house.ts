/** A whole house whose worker, workflows and database live by a fast clock; doors and partners live by ours. */
import { type House, openHouse } from '../support/house.ts';
import { type FastClock, shown } from './clock/clock.ts';
import type { Guard } from './guards.ts';

export type FastHouse = House & { clock: FastClock /** By the fast clock. */; now(): Date };

export async function openFastHouse({ speed, without }: { speed: number; without?: Guard }): Promise<FastHouse> {
  const clock = { zero: Date.now(), speed };
  const house = await openHouse({
    env: {
      NODE_OPTIONS: `--import=${new URL('./clock/in-processes.ts', import.meta.url).href}`,
      RAMPA_CLOCK_ZERO: String(clock.zero),
      RAMPA_CLOCK_SPEED: String(speed),
      ...(without ? { RAMPA_WITHOUT: without } : {}),
    },
    retryGapsMs: [100, 300, 1000],
  });
  await setClock(house, clock);
  return { ...house, clock, now: () => new Date(shown(clock, Date.now())) };
}

/** `now()` of this database is the fast one: in what the product asks, and in what its columns hold by default. */
async function setClock({ db }: House, { zero, speed }: FastClock): Promise<void> {
  const [own] = await db.sql<{ name: string }>('select current_database() as name');
  await db.sql('create schema clock');
  await db.sql(
    `create function clock.now() returns timestamptz language sql stable as
     $$ select to_timestamp(${zero / 1000} + (extract(epoch from pg_catalog.now()) - ${zero / 1000}) * ${speed}) $$`,
  );
  await db.sql('grant usage on schema clock to public');
  await db.sql(`alter database "${own!.name}" set search_path = clock, pg_catalog, public`);
  const columns = await db.sql<{ at: string }>(
    `select format('%I alter column %I', table_name, column_name) as at from information_schema.columns
     where table_schema = 'public' and column_default = 'now()'`,
  );
  for (const { at } of columns) await db.sql(`alter table ${at} set default clock.now()`);
  await db.sql('set search_path = clock, pg_catalog, public');
  // Whoever came before comes again.
  await db.sql(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
}
