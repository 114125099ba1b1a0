import type { Scope } from "#app/platform/scope.server.ts"
import type { StoredForm } from "#app/subscriptions/application.ts"
import type { MemberId, OrderId } from "#app/values/ids.ts"

/**
 * 在学の確認待ち: an order at the students' price stands in the operators' list until somebody has seen the proof; none is asked for where
 * the reader's studies are confirmed on the day. The same order asks once. Refuses nothing.
 */
export async function askForProof(
  scope: Scope,
  order: Readonly<{
    id: OrderId
    memberId: MemberId
    offerId: string
    form: Pick<StoredForm, "school" | "graduatesIn">
  }>,
): Promise<void> {
  const { school, graduatesIn } = order.form
  await scope.sql`
    insert into student_proof (organization_id, member_id, order_id, school, graduates_in, asked_at, state)
    select ${scope.organizationId}, ${order.memberId}::uuid, ${order.id}::uuid, ${school},
      ${graduatesIn === "" ? null : `${graduatesIn}-01`}::date, ${scope.now}, 'waiting'
    from offer_condition as condition where condition.offer_id = ${order.offerId}::uuid and condition.kind = 'students'
      and not offer_condition_holds(condition.offer_id, ${order.memberId}::uuid, ${scope.today}::date)
    on conflict (organization_id, order_id) do nothing`
}
