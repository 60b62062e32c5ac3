/** Donations and the shop; the last part is what entities cannot say. */
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122135842_extras extends Migration {
  override name = 'Migration20261122135842_extras';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "extras" ("tenant_id" uuid not null, "order_id" uuid not null, "kind" varchar(255) not null, "person_id" uuid not null, "ticket_id" uuid not null, "state" varchar(255) not null, "name" text not null default '', "text" text not null default '', "handed_over_at" timestamptz null, "handed_over_by" uuid null, "created_at" timestamptz not null default now(), "changed_at" timestamptz not null default now(), primary key ("tenant_id", "order_id"));`,
    );
    this.addSql(
      `comment on table "extras" is 'What an order beside a ticket is for, and its claim on goods. \`released\` is a tombstone: it stands even when nothing was held, so that a late commit takes nothing.';`,
    );
    this.addSql(`create index "extras_tenant_id_ticket_id_index" on "extras" ("tenant_id", "ticket_id");`);
    this.addSql(`create index "extras_person_id_ticket_id_index" on "extras" ("person_id", "ticket_id");`);

    this.addSql(
      `create table "shop_items" ("tenant_id" uuid not null, "id" uuid not null, "kind" varchar(255) not null, "title" jsonb not null, "note" jsonb not null, "gift" jsonb null, "symbol" varchar(255) not null, "hue" int not null, "prices" jsonb not null, "stock" int null, "active" boolean not null default true, "position" int not null default 0, "created_at" timestamptz not null default now(), "changed_at" timestamptz not null default now(), primary key ("tenant_id", "id"));`,
    );

    this.addSql(
      `create table "shop_lines" ("tenant_id" uuid not null, "order_id" uuid not null, "item_id" uuid not null, "person_id" uuid not null, "quantity" int not null, "unit_amount" int not null, primary key ("tenant_id", "order_id", "item_id"));`,
    );
    this.addSql(`create index "shop_lines_tenant_id_item_id_index" on "shop_lines" ("tenant_id", "item_id");`);

    this.addSql(`alter table "orders" add "kind" varchar(255) not null default 'tickets';`);

    this.addSql(`alter table "extras" enable row level security;`);
    this.addSql(`alter table "extras" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "extras" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(`create policy "platform_read" on "extras" for select using (current_setting('app.reader', true) = 'platform');`);
    this.addSql(
      `create policy "person_read" on "extras" for select using (current_setting('app.reader', true) = 'person' and person_id = nullif(current_setting('app.person_id', true), '')::uuid);`,
    );

    this.addSql(`alter table "shop_items" add constraint "shop_items_stock_check" check (stock is null or stock >= 0);`);
    this.addSql(`alter table "shop_items" enable row level security;`);
    this.addSql(`alter table "shop_items" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "shop_items" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "shop_items" for select using (current_setting('app.reader', true) = 'platform');`,
    );

    this.addSql(`alter table "shop_lines" add constraint "shop_lines_quantity_check" check (quantity between 1 and 10);`);
    this.addSql(`alter table "shop_lines" enable row level security;`);
    this.addSql(`alter table "shop_lines" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "shop_lines" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "shop_lines" for select using (current_setting('app.reader', true) = 'platform');`,
    );
    this.addSql(
      `create policy "person_read" on "shop_lines" for select using (current_setting('app.reader', true) = 'person' and person_id = nullif(current_setting('app.person_id', true), '')::uuid);`,
    );

    this.addSql(`alter table orders add constraint orders_kind_check check (kind in ('tickets', 'donation', 'shop'));`);
    this.addSql(
      `alter table extras add constraint extras_order_id_foreign foreign key (tenant_id, order_id) references orders (tenant_id, id);`,
    );
    this.addSql(
      `alter table shop_lines add constraint shop_lines_order_id_foreign foreign key (tenant_id, order_id) references extras (tenant_id, order_id);`,
    );
    this.addSql(
      `alter table shop_lines add constraint shop_lines_item_id_foreign foreign key (tenant_id, item_id) references shop_items (tenant_id, id);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "extras" cascade;`);
    this.addSql(`drop table if exists "shop_items" cascade;`);
    this.addSql(`drop table if exists "shop_lines" cascade;`);

    this.addSql(`alter table "orders" drop column "kind";`);
  }
}
