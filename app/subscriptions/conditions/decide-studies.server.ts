import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { lastDayOfStudies } from "#app/subscriptions/conditions/student-proof-form.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { MemberId } from "#app/values/ids.ts"

type Decision =
  | Readonly<{ state: "confirmed"; school: string; studiesUntil: CalendarDate; note: string }>
  | Readonly<{ state: "refused"; school: string; studiesUntil: null; note: string }>

/**
 * 在学を確認: an operator has seen the proof; the member may take students' prices until a JST day, included. Everything that waits for his
 * proof is decided with it; who and when is kept, and nothing decided before is changed. Refuses: unknown-member, studies-end-unlikely.
 */
export async function confirmStudies(
  scope: Scope,
  memberId: MemberId,
  proof: Readonly<{ school: string; studiesUntil: CalendarDate; note?: string | undefined }>,
): Promise<void> {
  const latest = lastDayOfStudies(scope.today)
  if (proof.studiesUntil < scope.today || proof.studiesUntil > latest) {
    throw refuse("studies-end-unlikely", { from: scope.today, until: latest }, { field: "studiesUntil" })
  }
  await decide(scope, memberId, { ...proof, state: "confirmed", note: proof.note ?? "" })
}

/**
 * 在学を確認できない: what waits for a proof is refused with its reason, or a confirmation is taken back; the member may take no students' price
 * any more. What he has ordered goes on until somebody cancels it. Refuses: unknown-member, nothing-to-refuse.
 */
export async function refuseStudies(scope: Scope, memberId: MemberId, reason: string): Promise<void> {
  const [last] = await scope.sql<{ school: string }>`
    select school from student_proof where member_id in (select member_family(${memberId}::uuid)) and state <> 'refused'
    order by state = 'waiting' desc, decided_at desc limit 1`
  if (!last) throw refuse("nothing-to-refuse", {}, { field: "reason" })
  await decide(scope, memberId, { state: "refused", school: last.school, studiesUntil: null, note: reason })
}

async function decide(scope: Scope, memberId: MemberId, decision: Decision) {
  const [member] = await scope.sql<{ number: string }>`
    select number from member where id = ${memberId}::uuid and erased_at is null for no key update`
  if (!member) throw refuse("unknown-member", { number: "" })
  const waiting = await scope.sql`
    update student_proof set state = ${decision.state}, school = ${decision.school}, studies_until = ${decision.studiesUntil}::date,
      note = ${decision.note}, decided_at = ${scope.now}, decided_by = ${scope.actor}
    where state = 'waiting' and member_id in (select member_family(${memberId}::uuid)) returning id`
  if (waiting.length === 0) {
    await scope.sql`
      insert into student_proof (organization_id, member_id, school, asked_at, state, studies_until, note, decided_at, decided_by)
      values (${scope.organizationId}, ${memberId}::uuid, ${decision.school}, ${scope.now}, ${decision.state},
        ${decision.studiesUntil}::date, ${decision.note}, ${scope.now}, ${scope.actor})`
  }
  await audit(scope, decision.state === "confirmed" ? "confirm-studies" : "refuse-studies", member.number, {
    until: decision.studiesUntil,
  })
}
