import type { Scope } from "#app/platform/scope.server.ts"
import { decideApproval } from "#app/seminars/apply/decide-approval.server.ts"
import type { DeskAct } from "#app/seminars/apply/desk-form.ts"
import { placeSeminarOrder } from "#app/seminars/apply/place-seminar-order.server.ts"
import { swapAttendee } from "#app/seminars/apply/swap-attendee.server.ts"
import { cancelRegistrations } from "#app/seminars/money/cancel-registrations.server.ts"
import { paySeminarRefund } from "#app/seminars/money/pay-seminar-refund.server.ts"
import { refundToCard } from "#app/seminars/money/refund-to-cards.server.ts"
import { receiveSeminarPayment } from "#app/seminars/money/receive-seminar-payment.server.ts"
import { chooseDelivery } from "#app/seminars/office/letters-to-post.server.ts"
import { reissueTicket } from "#app/seminars/office/reissue-ticket.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

/** What staff do with one order: 承認, 確定, 取消, 代理, 再発行, 郵送, 入金, 返金. Refuses what the command behind each act refuses. */
export async function actAtDesk(scope: Scope, orderId: string, input: DeskAct): Promise<void> {
  switch (input.act) {
    case "accept":
    case "reject":
      return decideApproval(scope, orderId, input.act)
    case "confirm":
      await placeSeminarOrder(scope, orderId)
      return
    case "cancel": {
      const registrationIds = input.registration === undefined ? null : [input.registration]
      const fee = input.feePercent === undefined ? {} : { feePercent: input.feePercent }
      await cancelRegistrations(scope, { orderId, registrationIds, ...fee })
      return
    }
    case "delivery":
      return chooseDelivery(scope, orderId, input.byPost === "yes")
    case "reissue-ticket":
      return reissueTicket(scope, input.registration)
    case "swap":
      return swapAttendee(scope, input.registration, input)
    case "payment":
      if (input.receivedOn > scope.today) throw refuse("paid-ahead", {}, { field: "receivedOn" })
      await receiveSeminarPayment(scope, {
        ...{ seminarOrderId: orderId, way: input.way, amountYen: input.amountYen, receivedOn: input.receivedOn },
        ...{ externalKey: input.reference, cardBrand: null, cardLast4: null },
      })
      return
    case "refund":
      return input.way === "card"
        ? refundToCard(scope, input.number)
        : paySeminarRefund(scope, { number: input.number, way: input.way, paidOn: input.paidOn ?? scope.today })
  }
}
