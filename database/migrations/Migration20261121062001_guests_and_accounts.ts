/** Guests' unpaid seats are counted by network; a payment account's name is one organisation's in the whole house. */
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
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "orders_tenant_id_network_show_id_index";`);
    this.addSql(`alter table "orders" drop column "network";`);

    this.addSql(`alter table "payment_accounts" drop constraint "payment_accounts_provider_name_unique";`);
    this.addSql(`create index "payment_accounts_provider_name_index" on "payment_accounts" ("provider", "name");`);
  }
}
