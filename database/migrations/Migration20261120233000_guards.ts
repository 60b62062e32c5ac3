/** What the entities cannot say: foreign keys within a tenant, a ledger that balances, money rows that stay. */
import { Migration } from '@mikro-orm/migrations';

/** child (columns) → parent (columns); tenant_id is always part of the key. */
const references: Array<[child: string, column: string, parent: string, parentColumn?: string]> = [
  ['shows', 'production_id', 'productions'],
  ['ticket_types', 'show_id', 'shows'],
  ['ticket_prices', 'ticket_type_id', 'ticket_types'],
  ['orders', 'show_id', 'shows'],
  ['order_lines', 'order_id', 'orders'],
  ['order_lines', 'ticket_type_id', 'ticket_types'],
  ['tickets', 'order_id', 'orders'],
  ['tickets', 'ticket_type_id', 'ticket_types'],
  ['payment_sessions', 'order_id', 'orders'],
  ['payments', 'order_id', 'orders'],
  ['refunds', 'payment_id', 'payments'],
  ['ledger_entries', 'order_id', 'orders'],
];
const ofOrganisation = ['productions', 'contacts', 'messages', 'attention_items', 'seat_holds'];

export class Migration20261120233000_guards extends Migration {
  override name = 'Migration20261120233000_guards';

  override up(): void {
    for (const [child, column, parent] of references)
      this.addSql(
        `alter table ${child} add constraint ${child}_${column}_foreign foreign key (tenant_id, ${column}) references ${parent} (tenant_id, id)`,
      );
    for (const table of ofOrganisation)
      this.addSql(
        `alter table ${table} add constraint ${table}_tenant_foreign foreign key (tenant_id) references organisations (id)`,
      );

    this.addSql(`
      create function ledger_balances() returns trigger language plpgsql as $$
      declare total bigint;
      begin
        select sum(amount) into total from ledger_entries
          where tenant_id = new.tenant_id and transaction = new.transaction and currency = new.currency;
        if total <> 0 then
          raise exception 'ledger transaction % is off by % %', new.transaction, total, new.currency using errcode = 'check_violation';
        end if;
        return null;
      end $$`);
    this.addSql(
      `create constraint trigger ledger_balances after insert on ledger_entries deferrable initially deferred for each row execute function ledger_balances()`,
    );
    this.addSql(`
      create function append_only() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
      end $$`);
    this.addSql(
      `create trigger append_only before update or delete or truncate on ledger_entries for each statement execute function append_only()`,
    );
    for (const table of ['payments', 'refunds', 'tickets', 'orders'])
      this.addSql(
        `create trigger never_deleted before delete or truncate on ${table} for each statement execute function append_only()`,
      );
  }

  override down(): void {
    for (const table of ['payments', 'refunds', 'tickets', 'orders']) this.addSql(`drop trigger never_deleted on ${table}`);
    this.addSql('drop trigger append_only on ledger_entries');
    this.addSql('drop trigger ledger_balances on ledger_entries');
    this.addSql('drop function append_only()');
    this.addSql('drop function ledger_balances()');
    for (const table of ofOrganisation) this.addSql(`alter table ${table} drop constraint ${table}_tenant_foreign`);
    for (const [child, column] of references) this.addSql(`alter table ${child} drop constraint ${child}_${column}_foreign`);
  }
}
