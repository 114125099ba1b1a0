import { createHash } from "node:crypto"
import { vouchersForMonth } from "#app/ledger/vouchers-for-month.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { booksForMonth } from "#app/reports/books-for-month.server.ts"
import { paperFileName, paperFormats, type PaperKey, paperKeys } from "#app/reports/paper-keys.ts"
import { paperForMonth } from "#app/reports/paper-for-month.server.ts"
import { accountInMonth } from "#app/reports/parts/general-ledger.server.ts"
import { zipFiles } from "#app/platform/zip-files.server.ts"
import { refuse } from "#app/reports/refusals.ts"
import { renderPaper } from "#app/reports/render-paper.server.ts"
import type { Month } from "#app/values/calendar.ts"
import { controlTotals, type Paper } from "#templates/paper.ts"
import { charactersWithoutGlyph } from "#templates/pdf/paper-pdf.ts"

export type MonthFile = Readonly<{
  name: string
  mediaType: string
  bytes: Buffer
  rows: number | null
  /** Characters written as 〓, because the font or the encoding lacks them. */
  missing: readonly string[]
}>

/** The tie of one paper's total to the general ledger, in yen. */
export type Tie = Readonly<{ item: string; paper: number; ledger: number; ok: boolean }>

/** The journals of the pack: one for accounting software, one that proves the books. The others are made when asked for. */
const packFormats = ["hledger", "yayoi"] as const

type Papers = Readonly<Record<PaperKey, Paper>>

/**
 * 月次データ一式: every paper in every form, the journals, the control totals, and one ZIP of them all. Made again from the
 * same closed month they are the same bytes. Refuses totals-differ.
 */
export async function monthFiles(scope: Scope, month: Month): Promise<readonly MonthFile[]> {
  const papers = await papersOf(scope, month)
  const files = [...(await paperFiles(papers, month)), ...(await journalFiles(scope, month))]
  const totals = await controlTotalsFile(scope, month, papers, files)
  const all = [...files, totals]
  const [organization] = await scope.sql<{ code: string }>`
    select code from organization where id = ${scope.organizationId}`
  return [
    ...all,
    {
      name: `books-${organization?.code ?? ""}-${month}.zip`,
      mediaType: "application/zip",
      bytes: await zipFiles(all, papers.vouchers.printedAt),
      rows: null,
      missing: [],
    },
  ]
}

async function papersOf(scope: Scope, month: Month): Promise<Papers> {
  return {
    vouchers: await paperForMonth(scope, month, "vouchers"),
    accounts: await paperForMonth(scope, month, "accounts"),
    deferred: await paperForMonth(scope, month, "deferred"),
    runoff: await paperForMonth(scope, month, "runoff"),
    receivable: await paperForMonth(scope, month, "receivable"),
    ageing: await paperForMonth(scope, month, "ageing"),
    tax: await paperForMonth(scope, month, "tax"),
  }
}

async function paperFiles(papers: Papers, month: Month): Promise<MonthFile[]> {
  const files: MonthFile[] = []
  for (const key of paperKeys) {
    const paper = papers[key]
    for (const format of paperFormats) {
      files.push({
        name: paperFileName(key, month, format, paper.state === "final"),
        ...(await renderPaper(paper, format)),
        rows: controlTotals(paper).rows,
        missing: format === "pdf" ? charactersWithoutGlyph(paper) : [],
      })
    }
  }
  return files
}

async function journalFiles(scope: Scope, month: Month): Promise<MonthFile[]> {
  const files: MonthFile[] = []
  for (const format of packFormats) {
    const { name, bytes, mediaType, vouchers, missing } = await booksForMonth(scope, month, format)
    files.push({ name, bytes, mediaType, rows: vouchers, missing })
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
  const content = {
    month,
    organization: papers.vouchers.organization,
    state: papers.vouchers.state,
    closedAt: papers.vouchers.printedAt.toISOString(),
    closedBy: papers.vouchers.printedBy,
    vouchers: (await vouchersForMonth(scope, month)).length,
    totals: ties,
    columns: Object.fromEntries(paperKeys.map((key) => [key, controlTotals(papers[key]).sums])),
    files: files.map(({ name, bytes, rows, missing }) => ({
      ...{ name, bytes: bytes.byteLength, sha256: sha256Of(bytes), rows },
      ...(missing.length === 0 ? {} : { missing }),
    })),
  }
  const bytes = Buffer.from(`${JSON.stringify(content, null, 2)}\n`)
  return { name: "control-totals.json", mediaType: "application/json", bytes, rows: null, missing: [] }
}

async function tiesOf(scope: Scope, month: Month, papers: Papers): Promise<readonly Tie[]> {
  const deferred = await accountInMonth(scope, month, "deferred")
  const receivable = await accountInMonth(scope, month, "receivable")
  const outputTax = await accountInMonth(scope, month, "output-tax")
  const sum = (key: PaperKey, heading: string) => controlTotals(papers[key]).sums[heading] ?? 0
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
    tie("売掛金年齢表 区分計=売掛金", ageingBuckets(papers.ageing), receivable.closing),
  ]
}

const ageingBuckets = (paper: Paper) => {
  const { sums } = controlTotals(paper)
  return ["0〜30日", "31〜60日", "61〜90日", "91日〜"].reduce((total, heading) => total + (sums[heading] ?? 0), 0)
}

export const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")
