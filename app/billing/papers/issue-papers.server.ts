import { holdPapers } from "#app/billing/papers/hold-papers.server.ts"
import {
  type PaperDraft,
  type PaperId,
  type PaperKind,
  paperKinds,
  type RateSum,
  ratesOf,
  totalOf,
} from "#app/billing/papers/paper.ts"
import { type SlipMaker, slipsForInvoices } from "#app/billing/papers/slips-for-invoices.server.ts"
import { refuse } from "#app/billing/refusals.ts"
import { storeFiles } from "#app/platform/files.server.ts"
import { reserveNumbers } from "#app/platform/number-sequence.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import { formatPostalCode } from "#app/values/text.ts"
import type { TaxRounding } from "#app/values/yen.ts"
import type { BusinessPaper } from "#templates/pdf/business-paper.ts"
import { businessPaperPdf } from "#templates/pdf/business-paper-pdf.ts"

type Issuer = {
  name: string
  name_english: string
  postal_code: string
  address: string
  phone: string
  registration_number: string | null
  rounding: TaxRounding
  bank_account: string
  invoice_note: string
}

/** A paper with its number, sums and frozen form, before it is written down. */
type Made = Readonly<{
  draft: PaperDraft
  year: number
  serial: number
  issuedOn: CalendarDate
  rates: readonly RateSum[]
  snapshot: BusinessPaper
}>

/**
 * Issues papers (書類の発行): numbers without gaps per kind and year, one tax rounding per rate and paper, the PDF made now and kept for
 * good. A source key that has its paper already gives that one. Refuses: paper-of-another-payer, paper-without-lines, paper-total-negative, paper-lacks-addressee.
 */
export async function issuePapers(scope: Scope, drafts: readonly PaperDraft[]): Promise<readonly PaperId[]> {
  if (drafts.length === 0) return []
  // One issuer at a time: two calls with one source key must not both find nothing.
  await holdPapers(scope)
  const known = await papersOf(scope, drafts)
  const fresh = [...new Map(drafts.map((draft) => [keyOf(draft), draft])).values()].filter(
    (draft) => !known.has(keyOf(draft)),
  )
  if (fresh.length > 0) {
    const issuer = await issuerOf(scope)
    const checked = fresh.map((draft) => ({ draft, rates: checkedRates(draft, issuer.rounding) }))
    await writePapers(scope, await numbered(scope, checked, { ...issuer, slips: await slipsForInvoices(scope, fresh) }))
  }
  const all = fresh.length === 0 ? known : await papersOf(scope, drafts)
  return drafts.map((draft) => {
    const id = all.get(keyOf(draft))
    if (id === undefined) throw new Error(`no paper ${keyOf(draft)}`)
    return id
  })
}

const keyOf = (paper: { kind: PaperKind; sourceKey: string }) => `${paper.kind} ${paper.sourceKey}`

async function papersOf(scope: Scope, drafts: readonly PaperDraft[]): Promise<ReadonlyMap<string, PaperId>> {
  const rows = await scope.sql<{ id: string; kind: PaperKind; sourceKey: string; isAnothers: boolean }>`
    select paper.id, paper.kind, paper.source_key as "sourceKey", paper.payer_id <> given.payer_id as "isAnothers"
    from issued_paper as paper
    join unnest(${drafts.map(({ kind }) => kind)}::text[], ${drafts.map(({ sourceKey }) => sourceKey)}::text[],
      ${drafts.map(({ payerId }) => payerId)}::uuid[]) as given (kind, source_key, payer_id) using (kind, source_key)`
  if (rows.some(({ isAnothers }) => isAnothers)) throw refuse("paper-of-another-payer")
  return new Map(rows.map((row) => [keyOf(row), idOf<"paper">(row.id)]))
}

async function issuerOf(scope: Scope): Promise<Issuer> {
  const [issuer] = await scope.sql<Issuer>`
    select name, name_english, postal_code, address, phone, registration_number, tax_rounding as rounding,
      coalesce(setting.bank_account, '') as bank_account, coalesce(setting.invoice_note, '') as invoice_note
    from organization left join billing_setting as setting on setting.organization_id = organization.id
    where organization.id = ${scope.organizationId}`
  if (!issuer) throw new Error("the organization is not there")
  return issuer
}

function checkedRates(draft: PaperDraft, rounding: TaxRounding): readonly RateSum[] {
  if (draft.lines.length === 0) throw refuse("paper-without-lines")
  if (draft.addressee.name.trim() === "") throw refuse("paper-lacks-addressee", {}, { field: "name" })
  const rates = ratesOf(draft.lines, rounding)
  const negative = rates.find(({ grossYen }) => grossYen < 0)
  if (negative) throw refuse("paper-total-negative", { rate: negative.ratePercent })
  return rates
}

/** Numbers of one kind and year are taken in one step, in the order of the drafts. */
async function numbered(
  scope: Scope,
  checked: readonly { draft: PaperDraft; rates: readonly RateSum[] }[],
  issuer: Issuer & { slips: SlipMaker },
): Promise<readonly Made[]> {
  const dated = checked.map((one) => {
    const issuedOn = one.draft.issuedOn ?? scope.today
    return { ...one, issuedOn, year: Number(issuedOn.slice(0, 4)) }
  })
  const sequenceOf = ({ draft, year }: { draft: PaperDraft; year: number }) => `paper:${draft.kind}:${year}`
  const next = new Map<string, number>()
  for (const sequence of new Set(dated.map(sequenceOf))) {
    const count = dated.filter((one) => sequenceOf(one) === sequence).length
    next.set(sequence, await reserveNumbers(scope, sequence, count))
  }
  return dated.map((one) => {
    const { draft, rates, issuedOn, year } = one
    const serial = next.get(sequenceOf(one)) ?? 0
    next.set(sequenceOf(one), serial + 1)
    const number = `${paperKinds[draft.kind].prefix}${year}-${String(serial).padStart(6, "0")}`
    return { ...one, serial, snapshot: snapshotOf(draft, { number, issuedOn, rates, issuer }) }
  })
}

const linesOfText = (text: string) => text.split(/\r?\n/).filter((line) => line.trim() !== "")

function snapshotOf(
  draft: PaperDraft,
  made: { number: string; issuedOn: CalendarDate; rates: readonly RateSum[]; issuer: Issuer & { slips: SlipMaker } },
): BusinessPaper {
  const { issuer } = made
  const locale = draft.locale ?? "ja"
  const printed = locale === "ja" ? dateInJapanese : dateInEnglish
  const isInvoice = draft.kind === "invoice"
  const phone = locale === "ja" ? `電話 ${issuer.phone}` : `Tel. ${issuer.phone}`
  const totalYen = totalOf(draft.lines)
  const taxYen = made.rates.reduce((sum, rate) => sum + rate.taxYen, 0)
  const { slip, notes } = issuer.slips(draft, { number: made.number, totalYen, taxYen })
  const postalCode = issuer.postal_code === "" ? "" : `〒${formatPostalCode(issuer.postal_code)} `
  return {
    ...{ kind: draft.kind, locale, number: made.number, copyNo: 0, issuedOn: printed(made.issuedOn) },
    dueOn: draft.dueOn === null ? null : printed(draft.dueOn),
    addressee: draft.addressee,
    issuer: {
      name: locale === "en" && issuer.name_english !== "" ? issuer.name_english : issuer.name,
      lines: [`${postalCode}${issuer.address}`.trim(), issuer.phone === "" ? "" : phone].filter((line) => line !== ""),
      registrationNumber: issuer.registration_number,
    },
    lines: draft.lines.map(({ description, supplied, quantity, unitYen, taxRatePercent }) => ({
      ...{ description, supplied, quantity, unitYen, amountYen: quantity * unitYen, ratePercent: taxRatePercent },
    })),
    rates: made.rates,
    ...{ totalYen, slip },
    facts: draft.facts,
    bankAccount: isInvoice ? linesOfText(issuer.bank_account) : [],
    notes: [...(draft.notes ?? []), ...notes, ...(isInvoice ? linesOfText(issuer.invoice_note) : [])],
  }
}

async function writePapers(scope: Scope, made: readonly Made[]): Promise<void> {
  const files: { name: string; mediaType: string; content: Buffer }[] = []
  for (const { snapshot } of made) {
    const content = await businessPaperPdf(snapshot, scope.now)
    files.push({ name: `${snapshot.number}.pdf`, mediaType: "application/pdf", content })
  }
  const fileIds = await storeFiles(scope, files)
  const papers = made.map(({ draft, year, serial, issuedOn, snapshot }) => ({
    ...{
      kind: draft.kind,
      year,
      serial,
      number: snapshot.number,
      source_key: draft.sourceKey,
      payer_id: draft.payerId,
    },
    ...{
      addressee: draft.addressee.name,
      issued_on: issuedOn,
      due_on: draft.dueOn,
      total_yen: snapshot.totalYen,
      snapshot,
    },
    ...{ file_id: fileIds.get(`${snapshot.number}.pdf`), corrects_id: draft.correctsId, payment_id: draft.paymentId },
  }))
  const ids = await scope.sql<{ id: string; number: string }>`
    insert into issued_paper (organization_id, kind, year, serial, number, source_key, payer_id, addressee, issued_on, due_on,
      total_yen, snapshot, file_id, corrects_id, payment_id, issued_at, issued_by)
    select ${scope.organizationId}, given.*, ${scope.now}, ${scope.actor}
    from jsonb_to_recordset(${JSON.stringify(papers)}::jsonb) as given (kind text, year integer, serial integer, number text,
      source_key text, payer_id uuid, addressee text, issued_on date, due_on date, total_yen bigint, snapshot jsonb, file_id uuid,
      corrects_id uuid, payment_id uuid)
    returning id, number`
  const idOfNumber = new Map(ids.map(({ id, number }) => [number, id]))
  await writeDetails(scope, made, idOfNumber)
}

async function writeDetails(scope: Scope, made: readonly Made[], ids: ReadonlyMap<string, string>): Promise<void> {
  const lines = made.flatMap(({ draft, snapshot }) =>
    draft.lines.map((line, at) => ({
      ...{
        paper_id: ids.get(snapshot.number),
        line_no: at + 1,
        description: line.description,
        quantity: line.quantity,
      },
      ...{ unit_yen: line.unitYen, amount_yen: line.quantity * line.unitYen, tax_rate_percent: line.taxRatePercent },
      contract_id: line.subject && "contractId" in line.subject ? line.subject.contractId : null,
      seminar_order_id: line.subject && "seminarOrderId" in line.subject ? line.subject.seminarOrderId : null,
      service_bill_id: line.subject && "serviceBillId" in line.subject ? line.subject.serviceBillId : null,
    })),
  )
  await scope.sql`
    insert into issued_paper_line (organization_id, paper_id, line_no, description, quantity, unit_yen, amount_yen,
      tax_rate_percent, contract_id, seminar_order_id, service_bill_id)
    select ${scope.organizationId}, given.* from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as given (paper_id uuid,
      line_no integer, description text, quantity integer, unit_yen bigint, amount_yen bigint, tax_rate_percent integer,
      contract_id uuid, seminar_order_id uuid, service_bill_id uuid)`
  const rates = made.flatMap(({ snapshot }) =>
    snapshot.rates.map(({ ratePercent, grossYen, taxYen }) => ({
      ...{ paper_id: ids.get(snapshot.number), rate_percent: ratePercent, gross_yen: grossYen, tax_yen: taxYen },
    })),
  )
  await scope.sql`
    insert into issued_paper_rate (organization_id, paper_id, rate_percent, gross_yen, tax_yen)
    select ${scope.organizationId}, given.* from jsonb_to_recordset(${JSON.stringify(rates)}::jsonb)
      as given (paper_id uuid, rate_percent integer, gross_yen bigint, tax_yen bigint)`
}
