import { contractLines, joinedParts } from "#app/billing/papers/contract-lines.server.ts"
import { reissuedSlip } from "#app/billing/papers/convenience-slip.ts"
import { holdPapers } from "#app/billing/papers/hold-papers.server.ts"
import { issueCopy } from "#app/billing/papers/issue-copy.server.ts"
import { type PaperId, type PaperLine, ratesOf } from "#app/billing/papers/paper.ts"
import { papersToRevise, type PaperToRevise } from "#app/billing/papers/papers-to-revise.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import type { TaxRounding } from "#app/values/yen.ts"
import { type BusinessPaper, revisionNotes } from "#templates/pdf/business-paper.ts"

/** Papers of one Scope: their PDFs are made in it, and it must not last. */
const BATCH = 50

type Known = {
  snapshot: BusinessPaper
  copyNo: number
  openYen: number | null
  rounding: TaxRounding
  lines: readonly Readonly<{ subjectId: string | null }>[]
}

/**
 * Issues the next papers whose split by rate is no longer right once more, revised (修正した適格請求書, 消費税法57条の4第4項): the same number, date and sum, the
 * lines and taxes of now, and the date of the revision. What was issued stays; books and open amounts do not change. Refuses nothing.
 */
export async function revisePapers(scope: Scope): Promise<{ papers: readonly PaperId[]; isMore: boolean }> {
  await holdPapers(scope)
  const due = await papersToRevise(scope, BATCH + 1)
  const papers: PaperId[] = []
  for (const paper of due.slice(0, BATCH)) papers.push(await revise(scope, paper))
  return { papers, isMore: due.length > BATCH }
}

async function revise(scope: Scope, paper: PaperToRevise): Promise<PaperId> {
  const known = await latestOf(scope, paper.id)
  const { locale } = known.snapshot
  const lines = await linesNow(scope, paper, known)
  const copyNo = known.copyNo + 1
  const { slip } = known.snapshot
  const snapshot: BusinessPaper = {
    ...{ ...known.snapshot, copyNo, rates: ratesOf(lines, known.rounding) },
    lines: lines.map(({ description, supplied, quantity, unitYen, taxRatePercent }) => ({
      ...{ description, supplied, quantity, unitYen, amountYen: quantity * unitYen, ratePercent: taxRatePercent },
    })),
    revisedOn: (locale === "en" ? dateInEnglish : dateInJapanese)(scope.today),
    notes: [...new Set([revisionNotes[locale], ...known.snapshot.notes])],
    // Who has paid must not pay twice.
    slip: slip && (known.openYen ?? 0) > 0 ? { ...slip, digits: reissuedSlip(slip.digits, copyNo) } : null,
  }
  const id = await writeRevision(scope, paper.id, snapshot)
  await audit(scope, "revise-paper", paper.number, { copy: copyNo, was: paper.was, now: paper.now })
  return id
}

/** The paper as it was issued last, and what each line of the first one is about. */
async function latestOf(scope: Scope, id: PaperId): Promise<Known> {
  const [known] = await scope.sql<Known>`
    select paper.snapshot, paper.copy_no as "copyNo", organization.tax_rounding as rounding,
      (select left_yen from invoice_open_item where invoice_id = ${id}::uuid) as "openYen",
      (select jsonb_agg(jsonb_build_object('subjectId', coalesce(contract_id, seminar_order_id)) order by line_no)
        from issued_paper_line where paper_id = ${id}::uuid) as lines
    from issued_paper as paper join organization on organization.id = paper.organization_id
    where paper.id = ${id}::uuid or paper.first_id = ${id}::uuid order by paper.copy_no desc limit 1`
  if (!known) throw new Error(`paper ${id} is not there`)
  return known
}

/** The first paper's lines, each subject's split by the rates of now. */
async function linesNow(scope: Scope, paper: PaperToRevise, known: Known): Promise<readonly PaperLine[]> {
  const first = await firstLines(scope, paper.id)
  const { locale } = known.snapshot
  const contracts = paper.subjects.filter(({ isContract }) => isContract)
  const billed = await contractLines(
    scope,
    contracts.map(({ subjectId, parts }) => ({ contractId: subjectId, locale, parts })),
  )
  return first.flatMap((line, at) => {
    const subjectId = known.lines[at]?.subjectId ?? null
    const subject = paper.subjects.find((one) => one.subjectId === subjectId)
    if (!subject) return [line]
    if (known.lines.findIndex((one) => one.subjectId === subjectId) < at && subject.isContract) return []
    if (!subject.isContract) return [{ ...line, taxRatePercent: subject.parts[0]?.ratePercent ?? line.taxRatePercent }]
    if (paper.kind === "invoice") return billed.get(subject.subjectId) ?? []
    return joinedParts(subject.parts).map(({ ratePercent, amountYen }) => ({
      ...{ ...line, quantity: 1, unitYen: amountYen, taxRatePercent: ratePercent },
    }))
  })
}

async function firstLines(scope: Scope, id: PaperId): Promise<readonly PaperLine[]> {
  const [first] = await scope.sql<{ snapshot: BusinessPaper }>`
    select snapshot from issued_paper where id = ${id}::uuid`
  return (first?.snapshot.lines ?? []).map(({ description, supplied, quantity, unitYen, ratePercent }) => ({
    ...{ description, supplied, quantity, unitYen, taxRatePercent: ratePercent, subject: null },
  }))
}

/** A revision has taxes of its own beside its copy. */
async function writeRevision(scope: Scope, firstId: PaperId, snapshot: BusinessPaper): Promise<PaperId> {
  const id = await issueCopy(scope, firstId, snapshot, "own")
  const rates = snapshot.rates.map(({ ratePercent, grossYen, taxYen }) => ({
    ...{ rate_percent: ratePercent, gross_yen: grossYen, tax_yen: taxYen },
  }))
  await scope.sql`
    insert into issued_paper_rate (organization_id, paper_id, rate_percent, gross_yen, tax_yen)
    select ${scope.organizationId}, ${id}::uuid, given.* from jsonb_to_recordset(${JSON.stringify(rates)}::jsonb)
      as given (rate_percent integer, gross_yen bigint, tax_yen bigint)`
  return id
}
