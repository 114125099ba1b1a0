import type { ContractEventKind } from "#app/subscriptions/contract/contract-event.ts"
import type { LockedContract } from "#app/subscriptions/contract/lock-contract.server.ts"

type Person = Readonly<{ id: string; number: string; name: string }>
export type ChainedTerm = Readonly<{ id: string; number: string; offer: string; state: string; startIssue: number }>

/** What a contract's page shows; made by contractForPage. */
export type ContractOfPage = LockedContract &
  Readonly<{
    publicationNameEnglish: string
    offerNameEnglish: string
    payer: Person
    orderId: string | null
    orderNumber: string | null
    openedOn: string
    endedOn: string | null
    endedFromIssue: number | null
    endReason: string
    graceIssues: number
    renewalDeclinedOn: string | null
    channel: "import" | "web" | "phone" | "fax" | "post" | "shop" | "renewal-form" | "auto-renewal"
    note: string
    /** The last issue of the term as the calendar stands; what was really the last one once all units are served. */
    expectedLastIssue: number | null
    paidYen: number
    /** Of the price: owed for served units and not yet paid of what is still to be served (請求残). */
    unpaidYen: number
    /** 請求による計上: under the gross policy, 売掛金 and 前受金 hold this beyond what is served and what is paid; otherwise 0. */
    billedYen: number
    lines: readonly (Person & { lineNo: number; copies: number; fromIssue: number | null; untilIssue: number | null })[]
    holds: readonly {
      seq: number
      fromIssue: number
      untilIssue: number | null
      reason: "reader" | "undeliverable"
      note: string
    }[]
    refunds: readonly {
      number: string
      amountYen: number
      cause: "cancellation" | "allowance" | "copies" | "discontinued"
      owedOn: string
      paidOn: string | null
    }[]
    perks: readonly { code: string; name: string; isPicked: boolean }[]
    returns: readonly {
      id: string
      issue: number
      returnedOn: string
      cause: "unknown-address" | "moved" | "refused" | "kept-too-long" | "other"
      isSolved: boolean
    }[]
    /** The terms before and after, and contracts that it came from or went on as by a change. */
    before: readonly ChainedTerm[]
    after: readonly ChainedTerm[]
    events: readonly {
      seq: number
      kind: ContractEventKind
      fromIssue: number | null
      happenedOn: string
      detail: Readonly<Record<string, string | number | boolean | null>>
      by: string
    }[]
  }>

export type IssueChoice = Readonly<{ number: number; label: string; shipsOn: string }>
export type OfferChoice = Readonly<{
  id: string
  name: string
  nameEnglish: string
  publication: string
  publicationEnglish: string
  units: number
  priceYen: number
}>
