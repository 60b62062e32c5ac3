import { Migration } from '@mikro-orm/migrations';

export class Migration20261121023703_orders extends Migration {
  override name = 'Migration20261121023703_orders';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "audit_entries" ("tenant_id" uuid not null, "id" uuid not null, "by_person" uuid not null, "action" varchar(255) not null, "subject" varchar(255) not null, "details" jsonb not null, "at" timestamptz not null default now(), primary key ("tenant_id", "id"));`,
    );
    this.addSql(`comment on table "audit_entries" is 'Who of an organisation changed what. Append-only.';`);
    this.addSql(`create index "audit_entries_tenant_id_subject_index" on "audit_entries" ("tenant_id", "subject");`);

    this.addSql(
      `create table "check_ins" ("tenant_id" uuid not null, "id" uuid not null, "show_id" uuid not null, "ticket_id" uuid null, "device" uuid not null, "by_person" uuid not null, "result" varchar(255) not null, "scanned_at" timestamptz not null, "synced_at" timestamptz not null default now(), primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `comment on table "check_ins" is 'Every scan at a door, as its device tells it; the first one that admits is the ticket’s used_at.';`,
    );
    this.addSql(`create index "check_ins_tenant_id_show_id_index" on "check_ins" ("tenant_id", "show_id");`);
    this.addSql(`create index "check_ins_tenant_id_ticket_id_index" on "check_ins" ("tenant_id", "ticket_id");`);

    this.addSql(
      `create table "invitations" ("tenant_id" uuid not null, "id" uuid not null, "order_id" uuid not null, "show_id" uuid not null, "person_id" uuid not null, "chat_id" bigint not null, "round" int not null default 0, "link" varchar(255) null, "state" varchar(255) not null, "created_at" timestamptz not null default now(), "admitted_at" timestamptz null, "removed_at" timestamptz null, primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `comment on table "invitations" is 'A personal way into the chat of a show; cleared only when the messenger confirms that the person is out.';`,
    );
    this.addSql(`create index "invitations_tenant_id_chat_id_index" on "invitations" ("tenant_id", "chat_id");`);
    this.addSql(`create index "invitations_link_index" on "invitations" ("link");`);
    this.addSql(
      `alter table "invitations" add constraint "invitations_tenant_id_order_id_person_id_round_unique" unique ("tenant_id", "order_id", "person_id", "round");`,
    );

    this.addSql(
      `create table "members" ("tenant_id" uuid not null, "person_id" uuid not null, "role" varchar(255) not null, "name" varchar(255) null, "created_at" timestamptz not null default now(), "changed_at" timestamptz not null default now(), "removed_at" timestamptz null, primary key ("tenant_id", "person_id"));`,
    );
    this.addSql(`comment on table "members" is 'Who works for an organisation, and as what.';`);
    this.addSql(`create index "members_person_id_index" on "members" ("person_id");`);

    this.addSql(
      `create table "payment_accounts" ("tenant_id" uuid not null, "id" uuid not null, "provider" varchar(255) not null, "name" varchar(255) not null, "settings" jsonb not null, "secrets" text not null, "surfaces" jsonb null, "active" boolean not null default true, "created_at" timestamptz not null default now(), "changed_at" timestamptz not null default now(), primary key ("tenant_id", "id"));`,
    );
    this.addSql(
      `comment on table "payment_accounts" is 'An organisation''s own account at a provider. Secrets are encrypted with the house''s account key.';`,
    );
    this.addSql(`create index "payment_accounts_provider_name_index" on "payment_accounts" ("provider", "name");`);
    this.addSql(
      `alter table "payment_accounts" add constraint "payment_accounts_tenant_id_provider_unique" unique ("tenant_id", "provider");`,
    );

    this.addSql(
      `create table "ratings" ("tenant_id" uuid not null, "show_id" uuid not null, "person_id" uuid not null, "order_id" uuid not null, "stars" int not null, "comment" text null, "created_at" timestamptz not null default now(), "changed_at" timestamptz not null default now(), primary key ("tenant_id", "show_id", "person_id"));`,
    );

    this.addSql(
      `create table "show_changes" ("tenant_id" uuid not null, "show_id" uuid not null, "revision" int not null, "kind" varchar(255) not null, "by_person" uuid not null, "from_starts_at" timestamptz not null, "to_starts_at" timestamptz null, "created_at" timestamptz not null default now(), "finished_at" timestamptz null, primary key ("tenant_id", "show_id", "revision"));`,
    );
    this.addSql(
      `comment on table "show_changes" is 'A move or a cancellation, and how many orders it concerns; how many know of it is counted in orders.show_revision.';`,
    );

    this.addSql(`drop policy "person_read" on "tickets";`);

    this.addSql(`alter table "attention_items" add "resolved_by" uuid null, add "resolution" text null;`);

    this.addSql(`alter table "contacts" add "time_zone" varchar(255) null;`);

    this.addSql(
      `alter table "orders" add "refunded_at" timestamptz null, add "show_revision" int not null default 0, add "given_by" uuid null, add "exchanges" int not null default 0;`,
    );

    this.addSql(`alter table "order_lines" drop constraint "order_lines_quantity_check";`);
    this.addSql(`alter table "order_lines" add constraint "order_lines_quantity_check" check (quantity between 0 and 10);`);

    this.addSql(
      `create policy "member_read" on "people" for select using (current_setting('app.reader', true) = 'member' and exists (select 1 from contacts c where c.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and c.person_id = people.id));`,
    );

    this.addSql(
      `alter table "refunds" add "ticket_ids" jsonb not null default '[]', add "kept" int not null default 0, add "requested_by" uuid null, add "attempt" int not null default 1;`,
    );

    this.addSql(
      `alter table "shows" add "chat_id" bigint null, add "revision" int not null default 0, add "moved_at" timestamptz null, add "cancelled_at" timestamptz null;`,
    );

    this.addSql(`alter table "tickets" drop constraint "tickets_tenant_id_order_id_ticket_type_id_position_unique";`);
    this.addSql(
      `alter table "tickets" add "round" int not null default 0, add "holder_person_id" uuid null, add "claimed_at" timestamptz null, add "unit_amount" int not null default 0, add "revoke_reason" varchar(255) null;`,
    );
    this.addSql(`create index "tickets_holder_person_id_index" on "tickets" ("holder_person_id");`);
    this.addSql(
      `alter table "tickets" add constraint "tickets_tenant_id_order_id_ticket_type_id_position_round_unique" unique ("tenant_id", "order_id", "ticket_type_id", "position", "round");`,
    );
    this.addSql(
      `create policy "person_read" on "tickets" for select using (current_setting('app.reader', true) = 'person' and person_id = nullif(current_setting('app.person_id', true), '')::uuid or current_setting('app.reader', true) = 'person' and holder_person_id = nullif(current_setting('app.person_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "ticket_types" add "open_price" boolean not null default false;`);

    this.addSql(`alter table "audit_entries" enable row level security;`);
    this.addSql(`alter table "audit_entries" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "audit_entries" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "audit_entries" for select using (current_setting('app.reader', true) = 'platform');`,
    );

    this.addSql(`alter table "check_ins" enable row level security;`);
    this.addSql(`alter table "check_ins" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "check_ins" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "check_ins" for select using (current_setting('app.reader', true) = 'platform');`,
    );

    this.addSql(`alter table "invitations" enable row level security;`);
    this.addSql(`alter table "invitations" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "invitations" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "invitations" for select using (current_setting('app.reader', true) = 'platform');`,
    );
    this.addSql(
      `create policy "person_read" on "invitations" for select using (current_setting('app.reader', true) = 'person' and person_id = nullif(current_setting('app.person_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "members" enable row level security;`);
    this.addSql(`alter table "members" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "members" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "members" for select using (current_setting('app.reader', true) = 'platform');`,
    );
    this.addSql(
      `create policy "person_read" on "members" for select using (current_setting('app.reader', true) = 'person' and person_id = nullif(current_setting('app.person_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "payment_accounts" enable row level security;`);
    this.addSql(`alter table "payment_accounts" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "payment_accounts" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "payment_accounts" for select using (current_setting('app.reader', true) = 'platform');`,
    );

    this.addSql(`alter table "ratings" add constraint "ratings_stars_check" check (stars between 1 and 5);`);
    this.addSql(`alter table "ratings" enable row level security;`);
    this.addSql(`alter table "ratings" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "ratings" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "ratings" for select using (current_setting('app.reader', true) = 'platform');`,
    );
    this.addSql(
      `create policy "person_read" on "ratings" for select using (current_setting('app.reader', true) = 'person' and person_id = nullif(current_setting('app.person_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "show_changes" enable row level security;`);
    this.addSql(`alter table "show_changes" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "show_changes" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "show_changes" for select using (current_setting('app.reader', true) = 'platform');`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "audit_entries" cascade;`);
    this.addSql(`drop table if exists "check_ins" cascade;`);
    this.addSql(`drop table if exists "invitations" cascade;`);
    this.addSql(`drop table if exists "members" cascade;`);
    this.addSql(`drop table if exists "payment_accounts" cascade;`);
    this.addSql(`drop table if exists "ratings" cascade;`);
    this.addSql(`drop table if exists "show_changes" cascade;`);

    this.addSql(`drop policy "member_read" on "people";`);

    this.addSql(`drop policy "person_read" on "tickets";`);

    this.addSql(`alter table "attention_items" drop column "resolved_by", drop column "resolution";`);

    this.addSql(`alter table "contacts" drop column "time_zone";`);

    this.addSql(`alter table "order_lines" drop constraint "order_lines_quantity_check";`);
    this.addSql(`alter table "order_lines" add constraint "order_lines_quantity_check" check (quantity between 1 and 10);`);

    this.addSql(
      `alter table "orders" drop column "refunded_at", drop column "show_revision", drop column "given_by", drop column "exchanges";`,
    );

    this.addSql(
      `alter table "refunds" drop column "ticket_ids", drop column "kept", drop column "requested_by", drop column "attempt";`,
    );

    this.addSql(
      `alter table "shows" drop column "chat_id", drop column "revision", drop column "moved_at", drop column "cancelled_at";`,
    );

    this.addSql(`alter table "ticket_types" drop column "open_price";`);

    this.addSql(`drop index "tickets_holder_person_id_index";`);
    this.addSql(`alter table "tickets" drop constraint "tickets_tenant_id_order_id_ticket_type_id_position_round_unique";`);
    this.addSql(
      `alter table "tickets" drop column "round", drop column "holder_person_id", drop column "claimed_at", drop column "unit_amount", drop column "revoke_reason";`,
    );
    this.addSql(
      `alter table "tickets" add constraint "tickets_tenant_id_order_id_ticket_type_id_position_unique" unique ("tenant_id", "order_id", "ticket_type_id", "position");`,
    );
    this.addSql(
      `create policy "person_read" on "tickets" for select using (current_setting('app.reader', true) = 'person' and person_id = nullif(current_setting('app.person_id', true), '')::uuid);`,
    );
  }
}
