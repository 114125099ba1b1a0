import type { PaperKind } from "#app/billing/papers/paper.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** 電子帳簿保存法: papers are found by ranges of dates and amounts and by counterparty, in any combination. */
export type PaperFilter = Readonly<{
  kind: PaperKind | ""
  from: string | null
  to: string | null
  minYen: number | null
  maxYen: number | null
  /** 取引先: part of the 宛名, or the payer's number. */
  counterparty: string
  /** Only invoices with something left to pay. */
  isOpen: boolean
  /** Only what was revised (修正した適格請求書). */
  isRevised: boolean
}>

export type PaperOfList = Readonly<{
  id: string
  kind: PaperKind
  number: string
  copyNo: number
  /** 修正した適格請求書 */
  isRevision: boolean
  issuedOn: string
  dueOn: string | null
  addressee: string
  payerId: string
  payerNumber: string
  totalYen: number
  leftYen: number | null
  fileId: string
  sha256: string
  taxes: readonly { rate: number; gross: number; tax: number }[]
}>

/** A page of the papers that fit, newest first, with how many there are and what they add up to. */
export async function papersForSearch(
  scope: Scope,
  filter: PaperFilter,
  page: Readonly<{ limit: number; offset: number }>,
): Promise<{ papers: readonly PaperOfList[]; total: number; sumYen: number; leftYen: number }> {
  const rows = await scope.sql<PaperOfList & { total: number; sumYen: number; sumLeftYen: number }>`
    select paper.id, paper.kind, paper.number, paper.copy_no as "copyNo", paper.issued_on as "issuedOn", paper.due_on as "dueOn",
      paper.addressee, paper.payer_id as "payerId", payer.number as "payerNumber", paper.total_yen as "totalYen",
      item.left_yen as "leftYen", paper.file_id as "fileId", file.sha256,
      (select coalesce(jsonb_agg(jsonb_build_object('rate', rate_percent, 'gross', gross_yen, 'tax', tax_yen) order by rate_percent desc), '[]')
        from issued_paper_rate as rate where rate.paper_id = coalesce(paper.taxes_of_id, paper.first_id, paper.id)) as taxes,
      coalesce(paper.taxes_of_id = paper.id, false) as "isRevision",
      (count(*) over ())::integer as total, (sum(paper.total_yen) over ())::bigint as "sumYen",
      (coalesce(sum(item.left_yen) over (), 0))::bigint as "sumLeftYen"
    from issued_paper as paper join member as payer on payer.id = paper.payer_id
    join stored_file as file on file.id = paper.file_id
    left join invoice_open_item as item on item.invoice_id = paper.id
    where (${filter.kind} = '' or paper.kind = ${filter.kind})
      and (${filter.from}::date is null or paper.issued_on >= ${filter.from}::date)
      and (${filter.to}::date is null or paper.issued_on <= ${filter.to}::date)
      and (${filter.minYen}::bigint is null or paper.total_yen >= ${filter.minYen}::bigint)
      and (${filter.maxYen}::bigint is null or paper.total_yen <= ${filter.maxYen}::bigint)
      and (${filter.counterparty} = '' or strpos(paper.search_addressee, search_form(${filter.counterparty})) > 0
        or strpos(payer.search_name, search_form(${filter.counterparty})) > 0
        or upper(payer.number) = upper(${filter.counterparty}) or upper(paper.number) = upper(${filter.counterparty}))
      and (not ${filter.isOpen}::boolean or item.left_yen > 0)
      and (not ${filter.isRevised}::boolean or paper.taxes_of_id = paper.id)
    order by paper.issued_on desc, paper.number desc, paper.copy_no desc
    limit ${page.limit}::integer offset ${page.offset}::integer`
  const [first] = rows
  return { papers: rows, total: first?.total ?? 0, sumYen: first?.sumYen ?? 0, leftYen: first?.sumLeftYen ?? 0 }
}
