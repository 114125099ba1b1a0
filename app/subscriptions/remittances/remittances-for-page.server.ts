import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/subscriptions/remittances/refusals.ts"
import { type FileId, isId } from "#app/values/ids.ts"

export type Remittance = Readonly<{
  id: string
  number: string
  paysOn: string
  state: "made" | "paid" | "cancelled"
  lines: number
  totalYen: number
  returned: number
  returnedYen: number
  paidOn: string | null
  sha256: string
  fileId: string
  /** False where its bytes went with somebody's erasure, or after their time. */
  hasFile: boolean
  madeAt: Date
  madeBy: string
  decidedAt: Date | null
}>

/** 振込データ with their states and sums, the newest first; of one where its id is given. */
export const remittances = (scope: Scope, id: string | null = null) => scope.sql<Remittance>`
  select remittance.id, remittance.number, remittance.pays_on as "paysOn", remittance.state, remittance.line_count as lines,
    remittance.total_yen as "totalYen", back.count as returned, back.yen as "returnedYen", remittance.paid_on as "paidOn",
    remittance.sha256, remittance.file_id as "fileId", file.erased_at is null as "hasFile", remittance.made_at as "madeAt",
    remittance.made_by as "madeBy", remittance.decided_at as "decidedAt"
  from remittance join stored_file as file on file.id = remittance.file_id
  cross join lateral (
    select count(*)::integer as count, coalesce(sum(amount_yen), 0)::bigint as yen from remittance_line as line
    where line.remittance_id = remittance.id and line.returned_on is not null
  ) as back
  where ${id}::uuid is null or remittance.id = ${id}::uuid
  order by remittance.made_at desc, remittance.number desc limit 200`

export type RemittanceLine = Readonly<{
  lineNo: number
  refundNumber: string
  amountYen: number
  payerId: string
  payerName: string
  contractId: string
  contractNumber: string
  publicationCode: string
  isLive: boolean
  returnedOn: string | null
}>

/** One 振込データ with its refunds, those given back first. Refuses: no-such-remittance. */
export async function remittanceForPage(
  scope: Scope,
  id: string,
  page: Readonly<{ limit: number; offset: number }>,
): Promise<{ remittance: Remittance; lines: readonly RemittanceLine[] }> {
  const [remittance] = isId(id) ? await remittances(scope, id) : []
  if (!remittance) throw refuse("no-such-remittance")
  const lines = await scope.sql<RemittanceLine>`
    select line.line_no as "lineNo", line.refund_number as "refundNumber", line.amount_yen as "amountYen", payer.id as "payerId",
      coalesce(nullif(payer.company_name, ''), concat_ws(' ', payer.family_name, nullif(payer.given_name, ''))) as "payerName",
      contract.id as "contractId", contract.number as "contractNumber", publication.code as "publicationCode",
      line.is_live as "isLive", line.returned_on as "returnedOn"
    from remittance_line as line join refund on refund.number = line.refund_number join member as payer on payer.id = refund.payer_id
    join contract on contract.id = refund.contract_id join publication on publication.id = contract.publication_id
    where line.remittance_id = ${id}::uuid
    order by line.returned_on is null, line.line_no limit ${page.limit}::integer offset ${page.offset}::integer`
  return { remittance, lines }
}

/** Whose accounts a file carries, by their members' numbers. Refuses: no-such-remittance. */
export async function payersOfRemittance(
  scope: Scope,
  id: string,
): Promise<{ fileId: FileId; number: string; payers: readonly string[] }> {
  const [row] = isId(id)
    ? await scope.sql<{ fileId: FileId; number: string; payers: string[] }>`
        select remittance.file_id as "fileId", remittance.number, array_agg(payer.number order by line.line_no) as payers
        from remittance join remittance_line as line on line.remittance_id = remittance.id
        join refund on refund.number = line.refund_number join member as payer on payer.id = refund.payer_id
        where remittance.id = ${id}::uuid group by remittance.file_id, remittance.number`
    : []
  if (!row) throw refuse("no-such-remittance")
  return row
}
