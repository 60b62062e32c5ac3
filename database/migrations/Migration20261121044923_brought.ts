import { Migration } from '@mikro-orm/migrations';

export class Migration20261121044923_brought extends Migration {
  override name = 'Migration20261121044923_brought';

  override up(): void | Promise<void> {
    this.addSql(`alter table "orders" add "brought_by" uuid null, add "refund_ceiling" int null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "orders" drop column "brought_by", drop column "refund_ceiling";`);
  }
}
