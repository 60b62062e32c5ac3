/** The people of immersive stages; the foreign keys are what entities cannot say. */
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122033957_stage_people extends Migration {
  override name = 'Migration20261122033957_stage_people';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "stage_people" ("tenant_id" uuid not null, "show_id" uuid not null, "ticket_id" uuid not null, "person_id" uuid not null, "role" varchar(255) not null default 'guest', "hand_at" timestamptz null, "hand_requests" jsonb not null default '[]', "removed_at" timestamptz null, "changed_at" timestamptz not null default now(), primary key ("tenant_id", "show_id", "ticket_id"));`,
    );
    this.addSql(`comment on table "stage_people" is 'A ticket on an immersive stage: invited, with a hand raised, or put out.';`);

    this.addSql(`alter table "stages" add "present" jsonb null;`);

    this.addSql(`alter table "stage_people" enable row level security;`);
    this.addSql(`alter table "stage_people" force row level security;`);
    this.addSql(
      `create policy "tenant_all" on "stage_people" using (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) with check (current_setting('app.reader', true) = 'member' and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);`,
    );
    this.addSql(
      `create policy "platform_read" on "stage_people" for select using (current_setting('app.reader', true) = 'platform');`,
    );

    for (const [column, parent] of [
      ['show_id', 'shows'],
      ['ticket_id', 'tickets'],
    ])
      this.addSql(
        `alter table stage_people add constraint stage_people_${column}_foreign foreign key (tenant_id, ${column}) references ${parent} (tenant_id, id);`,
      );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "stage_people" cascade;`);

    this.addSql(`alter table "stages" drop column "present";`);
  }
}
