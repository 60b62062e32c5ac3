/** Guests' unpaid seats are counted by network; names of payment accounts and addresses of plays are one organisation's in the whole house. */
import { Migration } from '@mikro-orm/migrations';

export class Migration20261121062001_guests_and_accounts extends Migration {
  override name = 'Migration20261121062001_guests_and_accounts';

  override up(): void | Promise<void> {
    this.addSql(`alter table "orders" add "network" uuid null;`);
    this.addSql(`create index "orders_tenant_id_network_show_id_index" on "orders" ("tenant_id", "network", "show_id");`);

    this.addSql(`drop index "payment_accounts_provider_name_index";`);
    this.addSql(
      `alter table "payment_accounts" add constraint "payment_accounts_provider_name_unique" unique ("provider", "name");`,
    );

    // Of plays that came to have one address the oldest keeps it. Forced row-level security would hide them.
    this.addSql(`alter table productions no force row level security;`);
    this.addSql(
      `update productions p set slug = p.slug || '-' || left(md5(p.id::text), 5) where p.published_at is not null and exists (
         select 1 from productions o where o.slug = p.slug and o.published_at is not null and (o.created_at, o.id) < (p.created_at, p.id));`,
    );
    this.addSql(`alter table productions force row level security;`);
    this.addSql(`create unique index productions_slug_published_unique on productions (slug) where published_at is not null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index productions_slug_published_unique;`);

    this.addSql(`drop index "orders_tenant_id_network_show_id_index";`);
    this.addSql(`alter table "orders" drop column "network";`);

    this.addSql(`alter table "payment_accounts" drop constraint "payment_accounts_provider_name_unique";`);
    this.addSql(`create index "payment_accounts_provider_name_index" on "payment_accounts" ("provider", "name");`);
  }
}
