/** What the entities of whole orders cannot say: foreign keys within a tenant, rows that stay as they were written. */
import { Migration } from '@mikro-orm/migrations';

/** child (column) → parent; tenant_id is always part of the key. */
const references: Array<[child: string, column: string, parent: string]> = [
  ['check_ins', 'show_id', 'shows'],
  ['invitations', 'order_id', 'orders'],
  ['invitations', 'show_id', 'shows'],
  ['ratings', 'show_id', 'shows'],
  ['ratings', 'order_id', 'orders'],
  ['show_changes', 'show_id', 'shows'],
];
const ofOrganisation = ['members', 'payment_accounts', 'audit_entries'];
const appendOnly = ['audit_entries', 'check_ins'];

export class Migration20261121024000_orders_guards extends Migration {
  override name = 'Migration20261121024000_orders_guards';

  override up(): void {
    for (const [child, column, parent] of references)
      this.addSql(
        `alter table ${child} add constraint ${child}_${column}_foreign foreign key (tenant_id, ${column}) references ${parent} (tenant_id, id)`,
      );
    for (const table of ofOrganisation)
      this.addSql(
        `alter table ${table} add constraint ${table}_tenant_foreign foreign key (tenant_id) references organisations (id)`,
      );
    for (const table of appendOnly)
      this.addSql(
        `create trigger append_only before update or delete or truncate on ${table} for each statement execute function append_only()`,
      );
    // A ticket knows what was paid for it; those issued before read it from their order's line. Forced row-level security would hide them.
    const both = ['tickets', 'order_lines'];
    for (const table of both) this.addSql(`alter table ${table} no force row level security`);
    this.addSql(
      `update tickets t set unit_amount = l.unit_amount from order_lines l
       where l.tenant_id = t.tenant_id and l.order_id = t.order_id and l.ticket_type_id = t.ticket_type_id`,
    );
    for (const table of both) this.addSql(`alter table ${table} force row level security`);
  }

  override down(): void {
    for (const table of appendOnly) this.addSql(`drop trigger append_only on ${table}`);
    for (const table of ofOrganisation) this.addSql(`alter table ${table} drop constraint ${table}_tenant_foreign`);
    for (const [child, column] of references) this.addSql(`alter table ${child} drop constraint ${child}_${column}_foreign`);
  }
}
