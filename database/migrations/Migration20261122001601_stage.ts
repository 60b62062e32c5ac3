/** Stages, what happened on them, and the screens of tickets; the last part is what entities cannot say. */
import { Migration } from '@mikro-orm/migrations';

/** child (column) → parent; tenant_id is always part of the key. */
const references: Array<[child: string, column: string, parent: string]> = [
  ['stages', 'show_id', 'shows'],
  ['stage_events', 'show_id', 'shows'],
  ['screens', 'show_id', 'shows'],
  ['screens', 'ticket_id', 'tickets'],
];

export class Migration20261122001601_stage extends Migration {
  override name = 'Migration20261122001601_stage';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "screens" ("tenant_id" uuid not null, "ticket_id" uuid not null, "id" uuid not null, "show_id" uuid not null, "order_id" uuid not null, "person_id" uuid not null, "version" int not null, "what" varchar(255) not null, "taken_at" timestamptz not null default now(), "ended_at" timestamptz null, "end_reason" varchar(255) null, "revoked_at" timestamptz null, primary key ("tenant_id", "ticket_id", "id"));`,
    );
    this.addSql(`comment on table "screens" is 'A place where a ticket is watched: at most one at a time.';`);
    this.addSql(`create index "screens_tenant_id_show_id_index" on "screens" ("tenant_id", "show_id");`);
    this.addSql(
      `alter table "screens" add constraint "screens_tenant_id_ticket_id_version_unique" unique ("tenant_id", "ticket_id", "version");`,
    );
    this.addSql(
      `create unique index "screens_one_a_ticket_unique" on "screens" ("tenant_id", "ticket_id") where ended_at is null;`,
    );

    this.addSql(
      `create table "stages" ("tenant_id" uuid not null, "show_id" uuid not null, "kind" varchar(255) not null, "provider" varchar(255) null, "channel_id" varchar(255) null, "playback_url" text null, "ingest" text null, "key_revision" int not null default 1, "state" varchar(255) not null, "on_air" boolean not null default false, "planned_end" timestamptz not null, "started_at" timestamptz null, "ended_at" timestamptz null, "interval_until" timestamptz null, "word" text null, "picture" jsonb null, "recording_id" varchar(255) null, "recording_seconds" int null, "archive" jsonb not null, "archive_until" timestamptz null, "address" text null, "mark" boolean not null default false, "torn_down_at" timestamptz null, "revision" int not null default 0, "created_at" timestamptz not null default now(), "changed_at" timestamptz not null default now(), primary key ("tenant_id", "show_id"));`,
    );
    this.addSql(
      `comment on table "stages" is 'One a show. Nobody reads it as the public: it holds sealed stream keys and the address of a show played elsewhere.';`,
    );
    this.addSql(`create index "stages_provider_channel_id_index" on "stages" ("provider", "channel_id");`);
    this.addSql(`create index "stages_state_index" on "stages" ("state");`);

    this.addSql(
      `create table "stage_events" ("tenant_id" uuid not null, "id" uuid not null, "show_id" uuid not null, "kind" varchar(255) not null, "details" jsonb not null, "at" timestamptz not null, "created_at" timestamptz not null default now(), primary key ("tenant_id", "id"));`,
    );
    this.addSql(`comment on table "stage_events" is 'What happened on a stage, and when. Append-only.';`);
    this.addSql(`create index "stage_events_tenant_id_show_id_at_index" on "stage_events" ("tenant_id", "show_id", "at");`);

    this.addSql(`alter table "shows" add "countries" jsonb null;`);

    this.addSql(`alter table "screens" enable row level security;`);
    this.addSql(`alter table "screens" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "screens" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "screens" for select using (current_setting('app.reader', true) = 'platform');`,
    );
    this.addSql(
      `create policy "person_read" on "screens" for select using (current_setting('app.reader', true) = 'person' and person_id = nullif(current_setting('app.person_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "stages" enable row level security;`);
    this.addSql(`alter table "stages" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "stages" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(`create policy "platform_read" on "stages" for select using (current_setting('app.reader', true) = 'platform');`);

    this.addSql(`alter table "stage_events" enable row level security;`);
    this.addSql(`alter table "stage_events" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "stage_events" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "stage_events" for select using (current_setting('app.reader', true) = 'platform');`,
    );

    for (const [child, column, parent] of references)
      this.addSql(
        `alter table ${child} add constraint ${child}_${column}_foreign foreign key (tenant_id, ${column}) references ${parent} (tenant_id, id);`,
      );
    this.addSql(
      `create trigger append_only before update or delete or truncate on stage_events for each statement execute function append_only();`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "screens" cascade;`);
    this.addSql(`drop table if exists "stages" cascade;`);
    this.addSql(`drop table if exists "stage_events" cascade;`);

    this.addSql(`alter table "shows" drop column "countries";`);
  }
}
