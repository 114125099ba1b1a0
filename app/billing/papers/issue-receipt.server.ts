import { paymentWays, type PaymentWay } from "#app/billing/book-payment.server.ts"
import { issuePapers } from "#app/billing/papers/issue-papers.server.ts"
import type { PaperId, PaperInput } from "#app/billing/papers/paper.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import type { PaymentId } from "#app/values/ids.ts"

export type ReceiptInput = PaperInput &
  Readonly<{ receivedOn: CalendarDate; way: PaymentWay; paymentId: PaymentId | null }>

/**
 * Issues a 領収書 for money received. Paid by card it says so (クレジットカード利用: such a paper is no 17号文書). A second call with the
 * same source key gives the same paper. Refuses: paper-without-lines, paper-total-negative, paper-lacks-addressee.
 */
export async function issueReceipt(scope: Scope, input: ReceiptInput): Promise<PaperId> {
  const isEnglish = input.locale === "en"
  const way = paymentWays[input.way]
  const cardNote = isEnglish ? "Paid by credit card" : "クレジットカード利用"
  const [id] = await issuePapers(scope, [
    {
      ...input,
      ...{ kind: "receipt", dueOn: null, correctsId: null },
      notes: [...(input.way === "card" ? [cardNote] : []), ...(input.notes ?? [])],
      facts: [
        [isEnglish ? "Received on" : "ご入金日", (isEnglish ? dateInEnglish : dateInJapanese)(input.receivedOn)],
        [isEnglish ? "Paid by" : "お支払方法", isEnglish ? way.en : way.ja],
      ],
    },
  ])
  if (id === undefined) throw new Error("no receipt was issued")
  return id
}
