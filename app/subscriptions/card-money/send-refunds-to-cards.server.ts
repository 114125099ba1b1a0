import { sendCardRefunds } from "#app/billing/card-refunds/send-card-refunds.server.ts"
import type { Actor } from "#app/platform/scope.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"

/** Sends every card refund that waits to Stripe; a contract's history says when its refund was paid. */
export const sendRefundsToCards = (actor: Actor): Promise<{ sent: number; unanswered: number }> =>
  sendCardRefunds(actor, async (scope, { contractId, number, amountYen }) => {
    await noteContractEvent(scope, contractId, {
      ...{ kind: "refunded", fromIssue: null, happenedOn: scope.today },
      detail: { number, yen: amountYen },
    })
  })
