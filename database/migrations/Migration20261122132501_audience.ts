/** Audiences: lines, actions of moderators, figures by the minute; the last part is what entities cannot say. */
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122132501_audience extends Migration {
  override name = 'Migration20261122132501_audience';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "audiences" ("tenant_id" uuid not null, "show_id" uuid not null, "seq" int not null default 0, "open" boolean not null default true, "slow_seconds" int not null default 0, "links" boolean not null default false, "words" jsonb not null default '[]', "pinned" uuid null, "lines" int not null default 0, "reactions" jsonb not null default '{}', "peak" int not null default 0, "peak_at" timestamptz null, "created_at" timestamptz not null default now(), "changed_at" timestamptz not null default now(), primary key ("tenant_id", "show_id"));`,
    );
    this.addSql(
      `comment on table "audiences" is 'One a show. Whatever changes in an audience takes the next number of its row.';`,
    );

    this.addSql(
      `create table "audience_actions" ("tenant_id" uuid not null, "show_id" uuid not null, "id" uuid not null, "seq" int not null, "kind" varchar(255) not null, "by_person" uuid not null, "person_id" uuid null, "line_id" uuid null, "details" jsonb not null, "at" timestamptz not null default now(), "undone_at" timestamptz null, "undone_by" uuid null, primary key ("tenant_id", "show_id", "id"));`,
    );
    this.addSql(`comment on table "audience_actions" is 'What a moderator did, and whether it was undone.';`);
    this.addSql(
      `alter table "audience_actions" add constraint "audience_actions_tenant_id_show_id_seq_unique" unique ("tenant_id", "show_id", "seq");`,
    );

    this.addSql(
      `create table "audience_batches" ("tenant_id" uuid not null, "show_id" uuid not null, "id" varchar(255) not null, "seq" int not null, "accepted_at" timestamptz not null default now(), primary key ("tenant_id", "show_id", "id"));`,
    );
    this.addSql(`comment on table "audience_batches" is 'What a server handed over: the same batch again changes nothing.';`);

    this.addSql(
      `create table "audience_lines" ("tenant_id" uuid not null, "show_id" uuid not null, "id" uuid not null, "seq" int not null, "key" varchar(255) not null, "kind" varchar(255) not null, "person_id" uuid not null, "ticket_id" uuid null, "order_id" uuid null, "name" varchar(255) not null, "badge" varchar(255) null, "text" text not null, "amount" int null, "currency" varchar(255) null, "at" timestamptz not null, "accepted_at" timestamptz not null default now(), "removed_at" timestamptz null, "removed_by" uuid null, primary key ("tenant_id", "show_id", "id"));`,
    );
    this.addSql(
      `create index "audience_lines_tenant_id_show_id_person_id_index" on "audience_lines" ("tenant_id", "show_id", "person_id");`,
    );
    this.addSql(
      `alter table "audience_lines" add constraint "audience_lines_tenant_id_show_id_seq_unique" unique ("tenant_id", "show_id", "seq");`,
    );

    this.addSql(
      `create table "audience_minutes" ("tenant_id" uuid not null, "show_id" uuid not null, "minute" timestamptz not null, "hub" varchar(255) not null, "viewers" int not null default 0, "joins" int not null default 0, "leaves" int not null default 0, "lines" int not null default 0, "reactions" jsonb not null default '{}', "stalls" int not null default 0, "stalled_ms" int not null default 0, "errors" int not null default 0, "bitrate_sum" bigint not null default '0', "bitrate_count" int not null default 0, "countries" jsonb not null default '{}', primary key ("tenant_id", "show_id", "minute", "hub"));`,
    );
    this.addSql(`comment on table "audience_minutes" is 'Figures of one minute as one server saw them.';`);

    this.addSql(
      `create table "audience_silences" ("tenant_id" uuid not null, "person_id" uuid not null, "scope" uuid not null, "name" varchar(255) not null, "until" timestamptz null, "action_id" uuid not null, "since" timestamptz not null default now(), "lifted_at" timestamptz null, primary key ("tenant_id", "person_id", "scope"));`,
    );
    this.addSql(
      `comment on table "audience_silences" is 'Who may not write: for a while in one show, or in all of the theatre’s.';`,
    );

    this.addSql(
      `create table "watch_times" ("tenant_id" uuid not null, "show_id" uuid not null, "ticket_id" uuid not null, "person_id" uuid not null, "seconds" int not null default 0, "joins" int not null default 0, "stalls" int not null default 0, "stalled_ms" int not null default 0, "errors" int not null default 0, "lines" int not null default 0, "reactions" int not null default 0, "country" varchar(255) null, "first_at" timestamptz not null, "last_at" timestamptz not null, primary key ("tenant_id", "show_id", "ticket_id", "person_id"));`,
    );
    this.addSql(`comment on table "watch_times" is 'How long the holder of a ticket watched, and how.';`);
    this.addSql(`create index "watch_times_person_id_first_at_index" on "watch_times" ("person_id", "first_at");`);

    this.addSql(`alter table "audiences" enable row level security;`);
    this.addSql(`alter table "audiences" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "audiences" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "audiences" for select using (current_setting('app.reader', true) = 'platform');`,
    );

    this.addSql(`alter table "audience_actions" enable row level security;`);
    this.addSql(`alter table "audience_actions" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "audience_actions" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "audience_actions" for select using (current_setting('app.reader', true) = 'platform');`,
    );

    this.addSql(`alter table "audience_batches" enable row level security;`);
    this.addSql(`alter table "audience_batches" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "audience_batches" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "audience_batches" for select using (current_setting('app.reader', true) = 'platform');`,
    );

    this.addSql(`alter table "audience_lines" enable row level security;`);
    this.addSql(`alter table "audience_lines" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "audience_lines" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "audience_lines" for select using (current_setting('app.reader', true) = 'platform');`,
    );
    this.addSql(
      `create policy "person_read" on "audience_lines" for select using (current_setting('app.reader', true) = 'person' and person_id = nullif(current_setting('app.person_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "audience_minutes" enable row level security;`);
    this.addSql(`alter table "audience_minutes" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "audience_minutes" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "audience_minutes" for select using (current_setting('app.reader', true) = 'platform');`,
    );

    this.addSql(`alter table "audience_silences" enable row level security;`);
    this.addSql(`alter table "audience_silences" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "audience_silences" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "audience_silences" for select using (current_setting('app.reader', true) = 'platform');`,
    );

    this.addSql(`alter table "watch_times" enable row level security;`);
    this.addSql(`alter table "watch_times" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "watch_times" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "watch_times" for select using (current_setting('app.reader', true) = 'platform');`,
    );
    this.addSql(
      `create policy "person_read" on "watch_times" for select using (current_setting('app.reader', true) = 'person' and person_id = nullif(current_setting('app.person_id', true), '')::uuid);`,
    );

    for (const child of [
      'audiences',
      'audience_batches',
      'audience_lines',
      'audience_actions',
      'audience_minutes',
      'watch_times',
    ])
      this.addSql(
        `alter table ${child} add constraint ${child}_show_id_foreign foreign key (tenant_id, show_id) references shows (tenant_id, id);`,
      );
    this.addSql(
      `alter table watch_times add constraint watch_times_ticket_id_foreign foreign key (tenant_id, ticket_id) references tickets (tenant_id, id);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "audiences" cascade;`);
    this.addSql(`drop table if exists "audience_actions" cascade;`);
    this.addSql(`drop table if exists "audience_batches" cascade;`);
    this.addSql(`drop table if exists "audience_lines" cascade;`);
    this.addSql(`drop table if exists "audience_minutes" cascade;`);
    this.addSql(`drop table if exists "audience_silences" cascade;`);
    this.addSql(`drop table if exists "watch_times" cascade;`);
  }
}
