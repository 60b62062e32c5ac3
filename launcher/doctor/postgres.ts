/** Can the house live in this Postgres: who are we there, and how old are its tables? */
import { Client } from 'pg';
import { migrations } from '../../database/migrations/index.ts';
import { roles } from '../../database/roles.ts';
import { type Check, type Finding, type Said, silence } from './finding.ts';

const variable = 'DATABASE_URL';
type Who = { name: string; version: string; makesRoles: boolean; makesDatabases: boolean; here: boolean };

const fails = (what: Said, mend: Said): Finding[] => [{ variable, state: 'fails', what, mend }];

export const postgres: Check = {
  variables: [variable],
  async examine({ DATABASE_URL }, patience) {
    if (!DATABASE_URL) return [];
    const named = decodeURIComponent(new URL(DATABASE_URL).pathname.slice(1));
    // As the start does: where none is named, it makes one of its own.
    const database = named === '' || named === 'postgres' ? 'rampa' : named;
    try {
      const who = await asked(DATABASE_URL, patience, (client) => whoIs(client, database));
      const ours = [roles.writer, roles.reader].includes(who.name as never);
      if (!ours && !who.makesRoles)
        return fails(
          { en: `${who.name} may not create roles`, ru: `${who.name} не может создавать роли` },
          { en: `alter role ${who.name} createrole createdb`, ru: `alter role ${who.name} createrole createdb` },
        );
      if (!who.here && !who.makesDatabases)
        return fails(
          {
            en: `there is no database ${database}, and ${who.name} may not create it`,
            ru: `базы ${database} нет, и ${who.name} не может её создать`,
          },
          { en: `create database ${database}`, ru: `create database ${database}` },
        );
      const applied = who.here ? await asked(withDatabase(DATABASE_URL, database), patience, appliedMigrations) : [];
      return [{ variable, ...tablesOf(applied, who) }];
    } catch (error) {
      return refused(error as { code?: string });
    }
  },
};

async function asked<T>(connectionString: string, patience: number, question: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString, connectionTimeoutMillis: patience, query_timeout: patience });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await question(client);
  } finally {
    await client.end();
  }
}

async function whoIs(client: Client, database: string): Promise<Who> {
  const { rows } = await client.query<Who>(
    `select current_user as name, split_part(current_setting('server_version'), ' ', 1) as version, rolsuper or rolcreaterole as "makesRoles",
       rolsuper or rolcreatedb as "makesDatabases", exists (select from pg_database where datname = $1) as here
     from pg_roles where rolname = current_user`,
    [database],
  );
  return rows[0]!;
}

async function appliedMigrations(client: Client): Promise<string[]> {
  const { rows: tables } = await client.query(`select to_regclass('mikro_orm_migrations') as name`);
  if (tables[0].name === null) return [];
  const { rows } = await client.query<{ name: string }>('select name from mikro_orm_migrations');
  return rows.map(({ name }) => name);
}

function tablesOf(applied: readonly string[], { name, version }: Who): Omit<Finding, 'variable'> {
  const known = migrations.map((migration) => migration.name);
  const newer = applied.filter((migration) => !known.includes(migration));
  const missing = known.filter((migration) => !applied.includes(migration)).length;
  const at = `Postgres ${version}, ${name}`;
  if (newer.length > 0)
    return {
      state: 'fails',
      what: {
        en: `${at}: its tables are newer than this code (${newer.at(-1)})`,
        ru: `${at}: таблицы новее этого кода (${newer.at(-1)})`,
      },
      mend: { en: 'run the version that made them, or a newer one', ru: 'запустите ту версию, что их создала, или новее' },
    };
  return missing === 0
    ? {
        state: 'works',
        what: { en: `${at}: all ${known.length} migrations`, ru: `${at}: все миграции на месте (${known.length})` },
      }
    : {
        state: 'works',
        what: {
          en: `${at}: the next start applies ${missing} migrations`,
          ru: `${at}: следующий запуск применит миграции (${missing})`,
        },
      };
}

function refused(error: { code?: string }): Finding[] {
  // 28P01 and 28000: who we say we are is not believed. 3D000: no such database.
  if (error.code?.startsWith('28'))
    return fails(
      { en: 'Postgres does not let us in', ru: 'Postgres нас не впускает' },
      { en: 'check user and password, and pg_hba.conf', ru: 'проверьте имя, пароль и pg_hba.conf' },
    );
  if (error.code === '3D000')
    return fails(
      { en: 'there is no such database', ru: 'такой базы нет' },
      {
        en: 'create it, or name none: then a start makes `rampa`',
        ru: 'создайте её или не называйте никакую: запуск создаст `rampa`',
      },
    );
  const why = silence(error);
  return fails(
    { en: `Postgres gives no answer: ${why.en}`, ru: `Postgres не отвечает: ${why.ru}` },
    { en: 'start it, and check host and port', ru: 'запустите его, проверьте адрес и порт' },
  );
}

const withDatabase = (url: string, name: string): string =>
  Object.assign(new URL(url), { pathname: `/${encodeURIComponent(name)}` }).href;
