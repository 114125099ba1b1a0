import type { Scope } from "#app/platform/scope.server.ts"
import { joinWaitingList, leaveWaitingList } from "#app/seminars/apply/join-waiting-list.server.ts"
import { type OrderForReader, orderForReader } from "#app/seminars/apply/order-for-reader.server.ts"
import { placeSeminarOrder } from "#app/seminars/apply/place-seminar-order.server.ts"
import { seminarShownVersion } from "#app/seminars/apply/seminar-confirmation.ts"
import { cancelRegistrations } from "#app/seminars/money/cancel-registrations.server.ts"
import { receiptsForOrder } from "#app/seminars/money/receipts-for-order.server.ts"

const acts = ["place", "wait", "leave", "cancel", "receipt"] as const
export type OrderAct = (typeof acts)[number]

export const isOrderAct = (text: string): text is OrderAct => acts.some((act) => act === text)

/**
 * What an applicant does on his order's page: 申し込みを確定 (with what was shown as evidence), キャンセル待ち, 辞退, 領収書, 取消. Refuses what
 * placeSeminarOrder, joinWaitingList, leaveWaitingList and cancelRegistrations refuse.
 */
export async function actOnOrder(scope: Scope, id: string, act: OrderAct): Promise<OrderForReader> {
  if (act === "place") {
    const { lines } = await orderForReader(scope, id)
    await placeSeminarOrder(scope, id, { shown: lines, shownVersion: seminarShownVersion })
  } else if (act === "wait") await joinWaitingList(scope, id)
  else if (act === "leave") await leaveWaitingList(scope, id)
  else if (act === "receipt") await receiptsForOrder(scope, id)
  else await cancelRegistrations(scope, { orderId: id, registrationIds: null })
  return orderForReader(scope, id)
}
