import { type DunningLevel, usualLevels } from "#app/billing/dunning/dunning-level.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** 督促の段階 of an organization, or the usual ones. */
export async function dunningLevels(scope: Scope): Promise<readonly DunningLevel[]> {
  const own = await scope.sql<DunningLevel>`
    select level, days_after_due as "daysAfterDue", channel from dunning_level order by level`
  return own.length === 0 ? usualLevels : own
}

/** Replaces the levels; what was sent stays sent. Refuses nothing. */
export async function saveDunningLevels(scope: Scope, levels: readonly DunningLevel[]): Promise<void> {
  await scope.sql`delete from dunning_level where level > ${levels.length}::integer`
  await scope.sql`
    insert into dunning_level (organization_id, level, days_after_due, channel)
    select ${scope.organizationId}, given.* from unnest(${levels.map(({ level }) => level)}::integer[],
      ${levels.map(({ daysAfterDue }) => daysAfterDue)}::integer[], ${levels.map(({ channel }) => channel)}::text[]) as given
    on conflict (organization_id, level) do update set days_after_due = excluded.days_after_due, channel = excluded.channel`
  await audit(scope, "save-dunning-levels", "dunning", { levels })
}
