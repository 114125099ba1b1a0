import { z } from "zod"
import { contractFields, type FormLocale } from "#app/subscriptions/form-fields.ts"

/** What may be done with one contract on its own small form (契約の手続き), and by whom. */
export const contractActs = {
  hold: "members.write",
  resume: "members.write",
  copies: "members.write",
  recipient: "members.write",
  transfer: "members.write",
  renew: "members.write",
  decline: "members.write",
  return: "members.write",
  reship: "members.write",
  late: "members.write",
  stop: "members.write",
  reactivate: "members.write",
  payment: "billing.write",
  allowance: "billing.write",
  "write-off": "billing.write",
} as const

export type ContractAct = keyof typeof contractActs

export const isContractAct = (text: string): text is ContractAct => Object.hasOwn(contractActs, text)

const contractActNames = Object.keys(contractActs).filter(isContractAct)

type ActSubject = Readonly<{
  state: "active" | "cancelled" | "stopped" | "transferred"
  units: number
  servedUnits: number
  priceYen: number
  deferredYen: number
  receivableYen: number
  unpaidYen: number
  renewalDeclinedOn: string | null
  holds: readonly Readonly<{ untilIssue: number | null }>[]
  nextIssue: number
  after: readonly Readonly<{ state: string }>[]
}>

/** The acts that make sense for a contract as it stands, in the order of its page; the commands have the last word. */
export function actsPossible(contract: ActSubject): readonly ContractAct[] {
  const { state, servedUnits, receivableYen } = contract
  const runs = state === "active" && servedUnits < contract.units
  const isRenewable = state === "active" && contract.after.every((term) => term.state !== "active")
  const isHeld = contract.holds.some(({ untilIssue }) => untilIssue === null || untilIssue > contract.nextIssue)
  const possible: Readonly<Record<ContractAct, boolean>> = {
    hold: runs,
    resume: runs && isHeld,
    copies: runs,
    recipient: runs,
    renew: isRenewable && contract.priceYen > 0,
    decline: isRenewable && contract.renewalDeclinedOn === null,
    transfer: runs && contract.deferredYen > 0,
    return: servedUnits > 0,
    reship: servedUnits > 0,
    late: runs,
    stop: runs && contract.priceYen > 0 && contract.deferredYen === 0,
    reactivate: state === "stopped" && servedUnits < contract.units && receivableYen === 0,
    payment: contract.priceYen > 0,
    allowance: servedUnits > 0 && contract.priceYen > 0,
    "write-off": receivableYen > 0 && !runs,
  }
  return contractActNames.filter((act) => possible[act])
}

export const renewalChannels = ["phone", "fax", "post"] as const
export const orderWays = ["bank-transfer", "invoice", "convenience-store", "direct-debit", "card"] as const
export const returnCauseKeys = ["unknown-address", "moved", "refused", "kept-too-long", "other"] as const

/** The form of every act; `act` says which one it is. */
export function contractActForm(locale: FormLocale) {
  const { issue, copies, money, memberNumber, note, line, day, id, oneOf } = contractFields(locale)
  const act = <const Name extends ContractAct>(name: Name) => z.literal(name)
  const untilIssue = issue.optional()
  return z.discriminatedUnion("act", [
    z.object({ act: act("hold"), fromIssue: issue, untilIssue, note }),
    z.object({ act: act("resume"), fromIssue: issue }),
    z.object({ act: act("copies"), lineNo: issue, copies }),
    z.object({ act: act("recipient"), lineNo: issue, recipientNumber: memberNumber, fromIssue: issue }),
    z.object({ act: act("transfer"), offer: id }),
    z.object({ act: act("renew"), offer: id, channel: oneOf(renewalChannels), paymentWay: oneOf(orderWays) }),
    z.object({ act: act("decline"), note }),
    z.object({ act: act("return"), issueNumber: issue, cause: oneOf(returnCauseKeys), note }),
    z.object({ act: act("reship"), issue }),
    z.object({ act: act("late"), issue }),
    z.object({ act: act("stop"), note }),
    z.object({ act: act("reactivate") }),
    z.object({
      ...{ act: act("payment"), way: oneOf(["bank-transfer", "cash"]), amountYen: money },
      ...{ receivedOn: day, reference: line },
    }),
    z.object({ act: act("allowance"), amountYen: money, note: line }),
    z.object({ act: act("write-off"), note: line }),
  ])
}

export type ContractActInput = z.infer<ReturnType<typeof contractActForm>>
