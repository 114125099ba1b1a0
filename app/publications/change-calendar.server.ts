import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarChange, predictedIssues } from "#app/publications/issue-calendar.ts"
import { plannedIssues, type TitlePlan } from "#app/publications/planned-issues.server.ts"
import { refuse } from "#app/publications/refusals.ts"

/**
 * Changes the calendar of a title (発行カレンダー): moves an issue, makes it a double or a regular one, skips it (休刊), adds issues by the
 * frequency, or ends the title after one (廃刊). Shipped issues stay. Refuses: unknown-publication, issue-not-planned, date-out-of-order,
 * calendar-not-predictable.
 */
export async function changeCalendar(scope: Scope, code: string, change: CalendarChange): Promise<void> {
  await scope.sql`select from publication where code = ${code} for update`
  const plan = await plannedIssues(scope, code)
  if (change.kind !== "extend" && !plan.issues.some(({ number }) => number === change.number)) {
    throw refuse("issue-not-planned", { number: change.number }, { field: "number" })
  }
  await apply(scope, plan, change)
  await audit(scope, "change-calendar", code, { ...change })
}

async function apply(scope: Scope, plan: TitlePlan, change: CalendarChange): Promise<void> {
  const id = plan.publicationId
  switch (change.kind) {
    case "move":
      refuseDisorder(plan, change.number, change.shipsOn)
      await scope.sql`
        update issue set ships_on = ${change.shipsOn}::date where publication_id = ${id}::uuid and number = ${change.number}::integer`
      return
    case "double":
    case "regular":
      await scope.sql`
        update issue set kind = ${change.kind}, consume_units = ${change.kind === "double" ? 2 : 1}::integer
        where publication_id = ${id}::uuid and number = ${change.number}::integer`
      return
    case "skip":
      await scope.sql`
        update issue set skipped_on = ${scope.today}::date where publication_id = ${id}::uuid and number = ${change.number}::integer`
      return
    case "discontinue":
      await scope.sql`
        update issue set skipped_on = ${scope.today}::date
        where publication_id = ${id}::uuid and number > ${change.number}::integer and shipped_on is null`
      await scope.sql`update publication set discontinued_after = ${change.number}::integer where id = ${id}::uuid`
      return
    case "extend":
      await addIssues(scope, plan, change.count)
  }
}

/** Issues ship in the order of their numbers: a date before a neighbour's would let the run refuse both. */
function refuseDisorder(plan: TitlePlan, number: number, shipsOn: string) {
  const before = plan.issues.filter((issue) => issue.number < number).at(-1)?.shipsOn ?? plan.lastShipped?.shipsOn ?? ""
  const after = plan.issues.find((issue) => issue.number > number)?.shipsOn ?? "9999-12-31"
  if (shipsOn <= before || shipsOn >= after) {
    throw refuse("date-out-of-order", { before: before === "" ? "—" : before, after }, { field: "shipsOn" })
  }
}

async function addIssues(scope: Scope, plan: TitlePlan, count: number) {
  const added = predictedIssues(plan.issues, plan.frequency, count)
  if (added.length === 0) throw refuse("calendar-not-predictable", { title: plan.name }, { field: "count" })
  await scope.sql`
    insert into issue (organization_id, publication_id, number, label, ships_on)
    select ${scope.organizationId}, ${plan.publicationId}::uuid, given.number, given.label, given.ships_on
    from unnest(${added.map(({ number }) => number)}::integer[], ${added.map(({ label }) => label)}::text[],
      ${added.map(({ shipsOn }) => shipsOn)}::date[]) as given (number, label, ships_on)
    on conflict (organization_id, publication_id, number) do nothing`
}
