import type { Scope } from "#app/platform/scope.server.ts"
import { nextNumber } from "#app/platform/number-sequence.server.ts"
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
  firstIssue: string
}>

type Terms = {
  publication_id: string
  code: string
  publication: string
  offer: string
  units: number
  rate: number
  rounding: TaxRounding
}

/**
 * Opens a contract (契約) over an offer for one recipient. It starts with the issue wished for, or with the next one where
 * that has shipped meanwhile. The price is what was agreed, in yen with tax; the tax is rounded once.
 */
export async function openContract(
  scope: Scope,
  input: Readonly<{
    offerId: string
    payerId: MemberId
    orderId: OrderId
    totalYen: number
    copies: number
    startIssue: number
    openedOn: CalendarDate
    sourceCode: string
  }>,
): Promise<OpenedContract> {
  const [terms] = await scope.sql<Terms>`
    select publication.id as publication_id, publication.code, publication.name as publication, offer.name as offer,
      offer.units, publication.tax_rate_percent as rate, organization.tax_rounding as rounding
    from offer join publication on publication.id = offer.publication_id
    join organization on organization.id = offer.organization_id
    where offer.id = ${input.offerId}::uuid`
  if (!terms) throw new Error(`no offer ${input.offerId}`)
  const first = await firstIssueFrom(scope, terms.publication_id, input.startIssue)
  const taxYen = taxInside(yen(input.totalYen), terms.rate, terms.rounding)
  const number = await nextNumber(scope, "contract", "K")
  const [row] = await scope.sql<{ id: string }>`
    insert into contract (organization_id, number, publication_id, offer_id, payer_id, order_id, units, price_yen,
      tax_rate_percent, tax_yen, start_issue, payment_way, source_code, opened_on)
    values (${scope.organizationId}, ${number}, ${terms.publication_id}::uuid, ${input.offerId}::uuid,
      ${input.payerId}::uuid, ${input.orderId}::uuid, ${terms.units}, ${input.totalYen}::bigint, ${terms.rate},
      ${taxYen}::bigint, ${first.number}, 'card', ${input.sourceCode}, ${input.openedOn}::date)
    returning id`
  if (!row) throw new Error("contract gave no row")
  await scope.sql`
    insert into contract_line (organization_id, contract_id, line_no, recipient_id, copies)
    values (${scope.organizationId}, ${row.id}::uuid, 1, ${input.payerId}::uuid, ${input.copies})`
  await scope.sql`
    insert into contract_position (organization_id, contract_id) values (${scope.organizationId}, ${row.id}::uuid)`
  return {
    ...{ id: idOf(row.id), number, publicationId: idOf(terms.publication_id), publicationCode: terms.code },
    ...{ itemName: `${terms.publication} ${terms.offer}`, units: terms.units, taxYen, taxRatePercent: terms.rate },
    firstIssue: first.label === "" ? `第${first.number}号` : `${first.label}(第${first.number}号)`,
  }
}

async function firstIssueFrom(scope: Scope, publicationId: string, wished: number) {
  const [open] = await scope.sql<{ number: number; label: string }>`
    select number, label from issue
    where publication_id = ${publicationId}::uuid and number >= ${wished} and shipped_on is null order by number limit 1`
  return open ?? { number: wished, label: "" }
}
