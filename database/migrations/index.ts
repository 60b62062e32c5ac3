/** Every migration, in order; the runner takes this list and not the folder, so that nothing runs unseen. */
import { Migration20261120232756_initial } from './Migration20261120232756_initial.ts';
import { Migration20261120233000_guards } from './Migration20261120233000_guards.ts';
import { Migration20261121001500_tighter } from './Migration20261121001500_tighter.ts';
import { Migration20261121023703_orders } from './Migration20261121023703_orders.ts';
import { Migration20261121024000_orders_guards } from './Migration20261121024000_orders_guards.ts';
import { Migration20261121044923_brought } from './Migration20261121044923_brought.ts';
import { Migration20261121062001_guests_and_accounts } from './Migration20261121062001_guests_and_accounts.ts';
import { Migration20261122001601_stage } from './Migration20261122001601_stage.ts';

export const migrations = [
  Migration20261120232756_initial,
  Migration20261120233000_guards,
  Migration20261121001500_tighter,
  Migration20261121023703_orders,
  Migration20261121024000_orders_guards,
  Migration20261121044923_brought,
  Migration20261121062001_guests_and_accounts,
  Migration20261122001601_stage,
];
