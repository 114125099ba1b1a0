/** Why a payer may be the one (消込の根拠). */
export const identityReasons = ["code", "number", "alias", "kana", "kana-of-several", "amount-only"] as const
export type IdentityReason = (typeof identityReasons)[number]

/** How the amount fits what the payer owes. */
export const amountReasons = ["exact", "less-fee", "part", "more", "nothing-owed"] as const
export type AmountReason = (typeof amountReasons)[number]

/** What one contract or seminar order (the subject) of a payer owes, with the invoice that asks for it. */
export type OwedItem = Readonly<{
  subjectId: string
  subjectNumber: string
  /** The order by which the contract was applied for, alone or in a set of titles. */
  orderId: string | null
  owedYen: number
  invoiceId: string | null
  invoiceNumber: string | null
  dueOn: string | null
  /** It was written off: no invoice asks for it, and nobody pays it with what he owes. */
  isLost: boolean
}>

export type Payer = Readonly<{
  id: string
  number: string
  name: string
  reasons: readonly IdentityReason[]
  items: readonly OwedItem[]
}>

/** Money at the bank that something else has booked: a payout of Stripe or of an agent (payout), or a day's 口座振替 (debit). */
export type BookedDeposit = Readonly<{ key: string; kind: "payout" | "debit"; on: string; description: string }>

export type Suggestion = Readonly<{
  payer: Omit<Payer, "items" | "reasons">
  identity: IdentityReason
  amount: AmountReason
  parts: readonly Readonly<{
    subjectId: string
    subjectNumber: string
    invoiceNumber: string | null
    amountYen: number
  }>[]
  feeYen: number
  /** What nobody owes: 仮受金. */
  restYen: number
  /** Safe enough to be booked without anybody looking. */
  isCertain: boolean
}>

export type FeeRule = Readonly<{ absorbs: boolean; fees: readonly number[] }>

const weight: Readonly<Record<IdentityReason, number>> = {
  ...{ code: 100, number: 90, alias: 80, kana: 70, "kana-of-several": 40, "amount-only": 20 },
}
const fit: Readonly<Record<AmountReason, number>> = { exact: 9, "less-fee": 8, part: 3, more: 2, "nothing-owed": 0 }

/** The best explanation of a deposit among the payers who may have sent it; null where there is none. */
export function suggest(amountYen: number, payers: readonly Payer[], rule: FeeRule): Suggestion | null {
  const ranked = payers
    .flatMap((payer) => {
      const identity = payer.reasons.toSorted((one, other) => weight[other] - weight[one])[0]
      return identity === undefined ? [] : [suggestFor(amountYen, payer, identity, rule)]
    })
    .sort((one, other) => scoreOf(other) - scoreOf(one))
  const [best, second] = ranked
  if (!best) return null
  const isRivalled = second !== undefined && scoreOf(second) === scoreOf(best)
  return { ...best, isCertain: best.isCertain && !isRivalled }
}

const scoreOf = (one: Suggestion) => weight[one.identity] + fit[one.amount]

/** How a deposit pays what one payer owes: one invoice, a set of titles, one contract or seminar order, or all of it exactly; less a fee; the oldest in part. */
export function suggestFor(amountYen: number, payer: Payer, identity: IdentityReason, rule: FeeRule): Suggestion {
  const groups = groupsOf(payer.items)
  const exact = groups.find((group) => sumOf(group) === amountYen)
  const { id, number, name } = payer
  const made = (amount: AmountReason, items: readonly OwedItem[], feeYen: number): Suggestion => {
    const { parts, restYen } = sharedOut(items, amountYen + feeYen)
    const isCertain = weight[identity] >= 70 && (amount === "exact" || amount === "less-fee")
    return { payer: { id, number, name }, identity, amount, parts, feeYen, restYen, isCertain }
  }
  if (exact) return made("exact", exact, 0)
  const lacking = (group: readonly OwedItem[]) => sumOf(group) - amountYen
  const lessFee = rule.absorbs ? groups.find((group) => rule.fees.includes(lacking(group))) : undefined
  if (lessFee) return made("less-fee", lessFee, lacking(lessFee))
  if (payer.items.length === 0) return made("nothing-owed", [], 0)
  return made(sumOf(payer.items) > amountYen ? "part" : "more", payer.items, 0)
}

const sumOf = (items: readonly OwedItem[]) => items.reduce((sum, { owedYen }) => sum + owedYen, 0)

/** What people pay at once: an invoice, the titles of an order (セット), a contract or seminar order, or everything; what was written off by itself. */
function groupsOf(items: readonly OwedItem[]): readonly (readonly OwedItem[])[] {
  const owed = items.filter(({ isLost }) => !isLost)
  const sharing = (of: "invoiceId" | "orderId") => {
    const shared = [...new Set(owed.map((item) => item[of]).filter((id) => id !== null))]
    return shared.map((id) => owed.filter((item) => item[of] === id))
  }
  return [...sharing("invoiceId"), ...sharing("orderId"), ...items.map((item) => [item]), owed, items]
}

function sharedOut(items: readonly OwedItem[], moneyYen: number) {
  let restYen = moneyYen
  const parts = items.flatMap(({ subjectId, subjectNumber, invoiceNumber, owedYen }) => {
    const amountYen = Math.min(owedYen, restYen)
    restYen -= amountYen
    return amountYen === 0 ? [] : [{ subjectId, subjectNumber, invoiceNumber, amountYen }]
  })
  return { parts, restYen }
}
