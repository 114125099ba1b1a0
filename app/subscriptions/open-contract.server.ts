import type { Scope } from "#app/platform/scope.server.ts"
import { nextNumber } from "#app/platform/number-sequence.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import { type ContractId, idOf, type MemberId, type OrderId, type PublicationId } from "#app/values/ids.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { taxInside, type TaxRounding, yen } from "#app/values/yen.ts"

export type OpenedContract = Readonly<{
  id: ContractId
  number: string
  publicationId: PublicationId
  publicationCode: string
  itemName: string
  units: number
  taxYen: number
  taxRatePercent: number
  startIssue: number
  firstIssue: string
}>

export type ContractCategory = "individual" | "corporate" | "gift" | "membership" | "complimentary" | "sample"

export type NewContract = Readonly<{
  offerId: string
  payerId: MemberId
  orderId: OrderId | null
  /** What was agreed for all copies, in yen with tax. */
  totalYen: number
  recipients: readonly Readonly<{ memberId: MemberId; copies: number }>[]
  startIssue: number
  openedOn: CalendarDate
  sourceCode: string
  channel: "web" | "phone" | "fax" | "post" | "shop" | "renewal-form" | "auto-renewal"
  paymentWay: "card" | "convenience-store" | "bank-transfer" | "direct-debit" | "invoice" | "free"
  category?: ContractCategory
  /** Where it goes on from another term (継続); served only when that one has ended. */
  previous?: Readonly<{ id: ContractId | null; generation: number; firstStartIssue: number; effort: number | null }>
  /** A term of other length than the offer's, where what is left of a term moves (移管). */
  units?: number
  taxRatePercent?: number
  autoRenewal?: boolean
  shipEvery?: number
}>

type Terms = {
  publication_id: string
  code: string
  publication: string
  offer: string
  offer_kind: string
  units: number
  grace: number
  rate: number
  rounding: TaxRounding
}

/**
 * Opens a contract (契約) over an offer for its recipients. It starts with the issue wished for, or with the next one where
 * that has shipped meanwhile; a single back issue keeps its number. The price is what was agreed; its tax is rounded once.
 */
export async function openContract(scope: Scope, input: NewContract): Promise<OpenedContract> {
  const [terms] = await scope.sql<Terms>`
    select publication.id as publication_id, publication.code, publication.name as publication, offer.name as offer,
      offer.kind as offer_kind, offer.units, offer.grace_issues as grace, tax_rate_on(publication.tax_rate_percent, ${input.openedOn}::date) as rate,
      organization.tax_rounding as rounding
    from offer join publication on publication.id = offer.publication_id
    join organization on organization.id = offer.organization_id
    where offer.id = ${input.offerId}::uuid`
  if (!terms) throw new Error(`no offer ${input.offerId}`)
  const first =
    terms.offer_kind === "single" || input.previous
      ? { number: input.startIssue, label: "" }
      : await firstIssueFrom(scope, terms.publication_id, input.startIssue)
  const rate = input.taxRatePercent ?? terms.rate
  const taxYen = taxInside(yen(input.totalYen), rate, terms.rounding)
  const units = input.units ?? terms.units
  const number = await nextNumber(scope, "contract", "K")
  const id = await insertContract(scope, input, {
    ...{ publicationId: terms.publication_id, number, units, rate, taxYen, startIssue: first.number },
    graceIssues: terms.offer_kind === "term" ? terms.grace : 0,
  })
  await scope.sql`
    insert into contract_line (organization_id, contract_id, line_no, recipient_id, copies)
    select ${scope.organizationId}, ${id}::uuid, given.line_no, given.recipient_id, given.copies
    from unnest(${input.recipients.map(({ memberId }) => memberId)}::uuid[],
      ${input.recipients.map(({ copies }) => copies)}::integer[]) with ordinality as given (recipient_id, copies, line_no)`
  await scope.sql`
    insert into contract_position (organization_id, contract_id) values (${scope.organizationId}, ${id}::uuid)`
  await noteContractEvent(scope, id, {
    ...{ kind: input.previous ? "renewed" : "opened", fromIssue: first.number, happenedOn: input.openedOn },
    detail: { offer: terms.offer, channel: input.channel, totalYen: input.totalYen },
  })
  return {
    ...{ id: idOf(id), number, publicationId: idOf(terms.publication_id), publicationCode: terms.code },
    ...{ itemName: `${terms.publication} ${terms.offer}`, units, taxYen, taxRatePercent: rate },
    startIssue: first.number,
    firstIssue: first.label === "" ? `第${first.number}号` : `${first.label}(第${first.number}号)`,
  }
}

async function insertContract(
  scope: Scope,
  input: NewContract,
  made: Readonly<{
    publicationId: string
    number: string
    units: number
    rate: number
    taxYen: number
    startIssue: number
    graceIssues: number
  }>,
): Promise<string> {
  const category = input.category ?? (await categoryOf(scope, input))
  const [row] = await scope.sql<{ id: string }>`
    insert into contract (organization_id, number, publication_id, offer_id, payer_id, order_id, units, price_yen,
      tax_rate_percent, tax_yen, start_issue, payment_way, source_code, opened_on, channel, category, previous_id,
      generation, first_start_issue, renewal_effort, auto_renewal, ship_every, grace_issues)
    values (${scope.organizationId}, ${made.number}, ${made.publicationId}::uuid, ${input.offerId}::uuid,
      ${input.payerId}::uuid, ${input.orderId}::uuid, ${made.units}, ${input.totalYen}::bigint, ${made.rate},
      ${made.taxYen}::bigint, ${made.startIssue}, ${input.paymentWay}, ${input.sourceCode}, ${input.openedOn}::date,
      ${input.channel}, ${category}, ${input.previous?.id ?? null}::uuid, ${input.previous ? input.previous.generation : 1},
      ${input.previous ? input.previous.firstStartIssue : made.startIssue}, ${input.previous?.effort ?? null}::integer,
      ${input.autoRenewal ?? false}, ${input.shipEvery ?? 1}, ${made.graceIssues})
    returning id`
  if (!row) throw new Error("contract gave no row")
  return row.id
}

/** 区分: what nobody pays for is complimentary, what a company pays for is corporate, what another reads is a gift. */
async function categoryOf(scope: Scope, input: NewContract): Promise<ContractCategory> {
  if (input.totalYen === 0) return "complimentary"
  const [payer] = await scope.sql<{ company_name: string }>`
    select company_name from member where id = ${input.payerId}::uuid`
  if (payer && payer.company_name !== "") return "corporate"
  return input.recipients.every(({ memberId }) => memberId !== input.payerId) ? "gift" : "individual"
}

async function firstIssueFrom(scope: Scope, publicationId: string, wished: number) {
  const [open] = await scope.sql<{ number: number; label: string }>`
    select number, label from issue
    where publication_id = ${publicationId}::uuid and number >= ${wished} and shipped_on is null and skipped_on is null
    order by number limit 1`
  return open ?? { number: wished, label: "" }
}
