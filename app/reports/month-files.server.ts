import { ledgerAsCsv } from "#app/reports/ledger-as-csv.server.ts"
import { ledgerAsPaper } from "#app/reports/ledger-as-paper.server.ts"
import { controlTotalsOf } from "#app/reports/ledger.ts"
import { booksForMonth } from "#app/reports/books-for-month.server.ts"
import {
  isLedgerKey,
  MOST_PRINTED_ROWS,
  type LedgerKey,
  paperFileName,
  type PaperFormat,
  paperFormats,
  type PaperKey,
  paperKeys,
} from "#app/reports/paper-keys.ts"
import { ledgerForMonth, paperForMonth } from "#app/reports/paper-for-month.server.ts"
import { accountInMonth } from "#app/reports/parts/general-ledger.server.ts"
import { voucherCount } from "#app/ledger/vouchers-for-month.server.ts"
import type { MissingCharacter } from "#app/platform/cp932-stream.server.ts"
import { keepBytes, pathOfFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { KeptBytes } from "#app/platform/write-whole.server.ts"
import { zipFiles } from "#app/platform/zip-files.server.ts"
import { refuse } from "#app/reports/refusals.ts"
import { renderPaper } from "#app/reports/render-paper.server.ts"
import type { Month } from "#app/values/calendar.ts"
import { controlTotals, type Paper } from "#templates/paper.ts"
import { charactersWithoutGlyph } from "#templates/pdf/paper-pdf.ts"

/** A file of the month whose bytes are kept; it has no row yet. */
export type MonthFile = KeptBytes &
  Readonly<{
    name: string
    mediaType: string
    rows: number | null
    /** Characters written as 〓, because the font or the encoding lacks them. */
    missing: readonly string[]
    /** Where they stand, of an encoding. */
    missingAt?: readonly MissingCharacter[]
  }>

/** The tie of one paper's total to the general ledger, in yen. */
export type Tie = Readonly<{ item: string; paper: number; ledger: number; ok: boolean }>

/** The journals of the pack: one for accounting software, one that proves the books. The others are made when asked for. */
const packFormats = ["hledger", "yayoi"] as const

/** What is known of a paper once its files are kept. */
type Made = Readonly<{
  head: Pick<Paper, "organization" | "state" | "printedAt" | "printedBy">
  totals: Readonly<{ rows: number; sums: Readonly<Record<string, number>> }>
  files: readonly MonthFile[]
  /** Names of the files that are not made, for the paper has too many rows. */
  leftOut: readonly string[]
}>
type Papers = Readonly<Record<PaperKey, Made>>

/**
 * 月次データ一式: every paper in every form, the journals, the control totals, and one ZIP of them all; their bytes are kept. Made
 * again from the same closed month they are the same bytes. Refuses totals-differ.
 */
export async function monthFiles(scope: Scope, month: Month): Promise<readonly MonthFile[]> {
  const papers = await papersOf(scope, month)
  const files = [...paperKeys.flatMap((key) => papers[key].files), ...(await journalFiles(scope, month))]
  const all = [...files, await controlTotalsFile(scope, month, papers, files)]
  const [organization] = await scope.sql<{ code: string }>`
    select code from organization where id = ${scope.organizationId}`
  const zip = zipFiles(
    all.map(({ name, sha256 }) => ({ name, content: { path: pathOfFile(scope, sha256) } })),
    papers.vouchers.head.printedAt,
  )
  const name = `books-${organization?.code ?? ""}-${month}.zip`
  return [...all, await keep(scope, { name, mediaType: "application/zip", rows: null, missing: [] }, zip)]
}

const keep = async (
  scope: Scope,
  file: Omit<MonthFile, keyof KeptBytes>,
  content: AsyncIterable<Uint8Array> | Uint8Array,
): Promise<MonthFile> => ({ ...file, ...(await keepBytes(scope, content)) })

async function papersOf(scope: Scope, month: Month): Promise<Papers> {
  return {
    vouchers: await made(scope, month, "vouchers"),
    accounts: await made(scope, month, "accounts"),
    deferred: await made(scope, month, "deferred"),
    runoff: await made(scope, month, "runoff"),
    receivable: await made(scope, month, "receivable"),
    ageing: await made(scope, month, "ageing"),
    tax: await made(scope, month, "tax"),
  }
}

/** A paper in every form: a ledger's CSV as a stream, the rest of its rows at hand where they are not too many. */
async function made(scope: Scope, month: Month, key: PaperKey): Promise<Made> {
  if (isLedgerKey(key)) return madeOfLedger(scope, month, key)
  const paper = await paperForMonth(scope, month, key)
  const files: MonthFile[] = []
  for (const format of paperFormats) files.push(await paperFile(scope, month, { key, format, paper }))
  return { head: paper, totals: controlTotals(paper), files, leftOut: [] }
}

async function madeOfLedger(scope: Scope, month: Month, key: LedgerKey): Promise<Made> {
  const ledger = await ledgerForMonth(scope, month, key)
  const { mediaType, content, tally } = ledgerAsCsv(scope, ledger, "utf-8")
  const nameOf = (format: PaperFormat) => paperFileName(key, month, format, ledger.state === "final")
  const bytes = await keepBytes(scope, content)
  const totals = controlTotalsOf(ledger.columns, tally())
  const csv: MonthFile = { name: nameOf("csv"), mediaType, ...bytes, rows: totals.rows, missing: [] }
  if (totals.rows > MOST_PRINTED_ROWS) {
    return { head: ledger, totals, files: [csv], leftOut: [nameOf("pdf"), nameOf("xlsx")] }
  }
  const paper = await ledgerAsPaper(scope, ledger)
  const pdf = await paperFile(scope, month, { key, format: "pdf", paper })
  const xlsx = await paperFile(scope, month, { key, format: "xlsx", paper })
  return { head: ledger, totals, files: [pdf, xlsx, csv], leftOut: [] }
}

async function paperFile(
  scope: Scope,
  month: Month,
  { key, format, paper }: { key: PaperKey; format: PaperFormat; paper: Paper },
): Promise<MonthFile> {
  const { bytes, mediaType } = await renderPaper(paper, format)
  const file = {
    ...{ name: paperFileName(key, month, format, paper.state === "final"), mediaType },
    ...{ rows: controlTotals(paper).rows, missing: format === "pdf" ? charactersWithoutGlyph(paper) : [] },
  }
  return keep(scope, file, bytes)
}

async function journalFiles(scope: Scope, month: Month): Promise<MonthFile[]> {
  const files: MonthFile[] = []
  for (const format of packFormats) {
    const { name, content, mediaType, vouchers, missing } = await booksForMonth(scope, month, format)
    const bytes = await keepBytes(scope, content)
    const { named } = missing()
    const characters = named.map(({ character }) => character)
    files.push({ name, mediaType, ...bytes, rows: vouchers, missing: characters, missingAt: named })
  }
  return files
}

/** control-totals.json: each file's bytes, hash and rows; each total beside the general ledger's. */
async function controlTotalsFile(
  scope: Scope,
  month: Month,
  papers: Papers,
  files: readonly MonthFile[],
): Promise<MonthFile> {
  const ties = await tiesOf(scope, month, papers)
  const broken = ties.find(({ ok }) => !ok)
  if (broken) throw refuse("totals-differ", { item: broken.item, left: broken.paper, right: broken.ledger })
  const { head } = papers.vouchers
  const leftOut = paperKeys.flatMap((key) => papers[key].leftOut)
  const content = {
    month,
    organization: head.organization,
    state: head.state,
    closedAt: head.printedAt.toISOString(),
    closedBy: head.printedBy,
    vouchers: await voucherCount(scope, month),
    totals: ties,
    columns: Object.fromEntries(paperKeys.map((key) => [key, papers[key].totals.sums])),
    files: files.map(({ name, byteCount, sha256, rows, missing, missingAt = [] }) => ({
      ...{ name, bytes: byteCount, sha256, rows },
      ...(missing.length === 0 ? {} : { missing }),
      ...(missingAt.length === 0 ? {} : { missingAt }),
    })),
    ...(leftOut.length === 0 ? {} : { leftOut }),
  }
  const file = { name: "control-totals.json", mediaType: "application/json", rows: null, missing: [] }
  return keep(scope, file, Buffer.from(`${JSON.stringify(content, null, 2)}\n`))
}

async function tiesOf(scope: Scope, month: Month, papers: Papers): Promise<readonly Tie[]> {
  const deferred = await accountInMonth(scope, month, "deferred")
  const receivable = await accountInMonth(scope, month, "receivable")
  const outputTax = await accountInMonth(scope, month, "output-tax")
  const sum = (key: PaperKey, heading: string) => papers[key].totals.sums[heading] ?? 0
  const tie = (item: string, paper: number, ledger: number): Tie => ({ item, paper, ledger, ok: paper === ledger })
  return [
    tie("伝票 借方=貸方", sum("vouchers", "借方"), sum("vouchers", "貸方")),
    tie("科目別合計 借方=伝票 借方", sum("accounts", "借方"), sum("vouchers", "借方")),
    tie("科目別合計 貸方=伝票 貸方", sum("accounts", "貸方"), sum("vouchers", "貸方")),
    tie("前受金 前月末=総勘定元帳", sum("deferred", "前月末残高"), deferred.opening),
    tie("前受金 当月末=総勘定元帳", sum("deferred", "当月末残高"), deferred.closing),
    tie("前受金取崩予定=総勘定元帳", sum("runoff", "取崩額"), deferred.closing),
    tie("消費税集計 税額=総勘定元帳", sum("tax", "消費税額"), outputTax.closing - outputTax.opening),
    tie(
      "売掛金 増減=総勘定元帳",
      sum("receivable", "発生(借方)") - sum("receivable", "回収(貸方)"),
      receivable.closing - receivable.opening,
    ),
    tie("売掛金年齢表=総勘定元帳", sum("ageing", "売掛金"), receivable.closing),
    tie("売掛金年齢表 区分計=売掛金", ageingBuckets(papers.ageing.totals.sums), receivable.closing),
  ]
}

const ageingBuckets = (sums: Made["totals"]["sums"]) =>
  ["0〜30日", "31〜60日", "61〜90日", "91日〜"].reduce((total, heading) => total + (sums[heading] ?? 0), 0)
