/** The ledger's guard fails closed, and the migrator's own book is its owner's alone. */
import { Migration } from '@mikro-orm/migrations';

/** @param unequal how the sum is held against zero: a reader who sees none of the rows sums them up to null. */
const ledgerBalances = (unequal: string) => `
  create or replace function ledger_balances() returns trigger language plpgsql as $$
  declare total bigint;
  begin
    select sum(amount) into total from ledger_entries
      where tenant_id = new.tenant_id and transaction = new.transaction and currency = new.currency;
    if total ${unequal} 0 then
      raise exception 'ledger transaction % is off by % %', new.transaction, total, new.currency using errcode = 'check_violation';
    end if;
    return null;
  end $$`;

export class Migration20261121001500_tighter extends Migration {
  override name = 'Migration20261121001500_tighter';

  override up(): void {
    this.addSql(ledgerBalances('is distinct from'));
    this.addSql('revoke insert, update on mikro_orm_migrations from rampa_writer');
  }

  override down(): void {
    this.addSql(ledgerBalances('<>'));
    this.addSql('grant insert, update on mikro_orm_migrations to rampa_writer');
  }
}
