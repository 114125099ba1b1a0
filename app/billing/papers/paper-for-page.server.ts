import type { PaperKind } from "#app/billing/papers/paper.ts"
import { refuse } from "#app/billing/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"
import type { BusinessPaper } from "#templates/pdf/business-paper.ts"

export type PaperOfPage = Readonly<{
  id: string
  kind: PaperKind
  number: string
  copyNo: number
  isRevision: boolean
  payerId: string
  payerNumber: string
  fileId: string
  sha256: string
  issuedAt: Date
  issuedBy: string
  snapshot: BusinessPaper
  item: Readonly<{ billedYen: number; paidYen: number; loweredYen: number; leftYen: number }> | null
  contracts: readonly Readonly<{ id: string; number: string }>[]
  /** 業務委託契約 whose months it bills. */
  services: readonly Readonly<{ id: string; number: string }>[]
  settlements: readonly Readonly<{
    key: string
    cause: string
    settledOn: string
    amountYen: number
    number: string | null
  }>[]
  /** The first one and its copies, in order: the history of the 宛名. */
  copies: readonly Readonly<{
    id: string
    copyNo: number
    isRevision: boolean
    addressee: string
    issuedAt: string
    fileId: string
  }>[]
  corrects: Readonly<{ id: string; number: string }> | null
  correctedBy: readonly Readonly<{ id: string; number: string; totalYen: number }>[]
}>

/** One commercial paper as it was issued, with what settled it and its copies. Refuses: no-such-paper. */
export async function paperForPage(scope: Scope, id: string): Promise<PaperOfPage> {
  if (!isId(id)) throw refuse("no-such-paper")
  const [paper] = await scope.sql<PaperOfPage>`
    select paper.id, paper.kind, paper.number, paper.copy_no as "copyNo",
      coalesce(paper.taxes_of_id = paper.id, false) as "isRevision", paper.payer_id as "payerId", payer.number as "payerNumber",
      paper.file_id as "fileId", file.sha256, paper.issued_at as "issuedAt", paper.issued_by as "issuedBy", paper.snapshot,
      (select jsonb_build_object('billedYen', billed_yen, 'paidYen', paid_yen, 'loweredYen', lowered_yen, 'leftYen', left_yen)
        from invoice_open_item where invoice_id = first.id) as item,
      (select coalesce(jsonb_agg(distinct jsonb_build_object('id', contract.id, 'number', contract.number)), '[]')
        from issued_paper_line as line join contract on contract.id = line.contract_id where line.paper_id = first.id) as contracts,
      (select coalesce(jsonb_agg(distinct jsonb_build_object('id', service.id, 'number', service.number)), '[]')
        from issued_paper_line as line join service_bill as bill on bill.id = line.service_bill_id
        join service_contract as service on service.id = bill.contract_id where line.paper_id = first.id) as services,
      (select coalesce(jsonb_agg(jsonb_build_object('key', settled.source_key, 'cause', settled.cause, 'settledOn', settled_on, 'amountYen', settled.amount_yen,
          'number', coalesce(payment.number, note.number)) order by settled.settled_on, settled.source_key), '[]')
        from invoice_settlement as settled left join payment on payment.id = settled.payment_id
        left join issued_paper as note on note.id = settled.credit_note_id where settled.invoice_id = first.id) as settlements,
      (select jsonb_agg(jsonb_build_object('id', copy.id, 'copyNo', copy.copy_no,
          'isRevision', coalesce(copy.taxes_of_id = copy.id, false), 'addressee', copy.addressee,
          'issuedAt', copy.issued_at, 'fileId', copy.file_id) order by copy.copy_no)
        from issued_paper as copy where copy.id = first.id or copy.first_id = first.id) as copies,
      (select jsonb_build_object('id', invoice.id, 'number', invoice.number) from issued_paper as invoice
        where invoice.id = first.corrects_id) as corrects,
      (select coalesce(jsonb_agg(jsonb_build_object('id', note.id, 'number', note.number, 'totalYen', note.total_yen) order by note.number), '[]')
        from issued_paper as note where note.corrects_id = first.id and note.copy_no = 0) as "correctedBy"
    from issued_paper as paper join issued_paper as first on first.id = coalesce(paper.first_id, paper.id)
    join member as payer on payer.id = paper.payer_id join stored_file as file on file.id = paper.file_id
    where paper.id = ${id}::uuid`
  if (!paper) throw refuse("no-such-paper")
  return paper
}
