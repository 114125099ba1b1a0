import {
  type Cell,
  type CellProblem,
  codeCell,
  dateCell,
  emailCell,
  flagCell,
  genderCell,
  integerCell,
  kanaCell,
  paymentWayCell,
  phoneCell,
  postalCodeCell,
  prefectureCell,
  requiredCell,
  textCell,
} from "#app/subscriptions/import-cell.ts"
import { cellReader, type ImportMapping, shownHeading, sourceOf } from "#app/subscriptions/import-mapping.ts"

export type ImportCatalogue = Readonly<{
  publications: ReadonlySet<string>
  /** offer code → publication code */
  offers: ReadonlyMap<string, string>
}>

type CellValue = string | number | boolean | null
type Reader = (raw: string) => Cell<CellValue>

/** Where each column of the older system's file goes (項目対応). Contract columns are read only in rows with a contract. */
export const memberColumns: readonly (readonly [heading: string, field: string, read: Reader])[] = [
  ["会員番号", "member_number", codeCell],
  ["姓", "family_name", requiredCell],
  ["名", "given_name", textCell],
  ["セイ", "family_name_kana", kanaCell],
  ["メイ", "given_name_kana", kanaCell],
  ["会社名", "company_name", textCell],
  ["部署名", "department", textCell],
  ["役職", "job_title", textCell],
  ["郵便番号", "postal_code", postalCodeCell],
  ["都道府県", "prefecture", prefectureCell],
  ["市区町村", "city", textCell],
  ["町域番地", "street", textCell],
  ["建物名", "building", textCell],
  ["電話番号", "phone", phoneCell],
  ["メールアドレス", "email", emailCell],
  ["性別", "gender", genderCell],
  ["生年月日", "born_on", dateCell],
  ["業種", "industry", textCell],
  ["職種", "occupation", textCell],
  ["募集源コード", "source_code", textCell],
  ["メール配信", "wants_mail", flagCell],
  ["備考", "note", textCell],
]

export const contractColumns: readonly (readonly [heading: string, field: string, read: Reader])[] = [
  ["契約番号", "contract_number", codeCell],
  ["枝番", "line_no", (raw) => integerCell(raw, 1, 1)],
  ["媒体コード", "publication_code", codeCell],
  ["プランコード", "offer_code", codeCell],
  ["開始号", "start_issue", (raw) => integerCell(raw, 1)],
  ["回数", "units", (raw) => integerCell(raw, 1)],
  ["発送済回数", "served_units", (raw) => integerCell(raw, 0, 0)],
  ["部数", "copies", (raw) => integerCell(raw, 1, 1)],
  ["契約金額", "price_yen", (raw) => integerCell(raw, 0)],
  ["入金額", "paid_yen", (raw) => integerCell(raw, 0, 0)],
  ["入金日", "paid_on", dateCell],
  ["支払方法", "payment_way", paymentWayCell],
  ["自動継続", "auto_renewal", flagCell],
  ["送付先会員番号", "recipient_number", (raw) => ({ value: raw.trim() === "" ? null : raw.normalize("NFKC").trim() })],
]

export const allColumns = [...memberColumns, ...contractColumns]

export type RowProblem = Readonly<{ column: string; value: string; problem: CellProblem }>
export type ReadRow = Readonly<{ values: readonly CellValue[]; problems: readonly RowProblem[] }>

const LONGEST = 500

/**
 * Makes a reader for rows of a file with these headings, mapped to ours: values in the order of `allColumns`, and each bad cell, named by the
 * file's own column.
 */
export function rowReader(
  headings: readonly string[],
  catalogue: ImportCatalogue,
  mapping: ImportMapping,
): (cells: readonly string[]) => ReadRow {
  const places = new Map(headings.map((heading, at) => [heading, at]))
  const placeOf = (heading: string) => places.get(sourceOf(mapping, heading).from) ?? -1
  const shown = (heading: string) => shownHeading(mapping, heading)
  const plan = allColumns.map(([heading, field, read], at) => ({
    heading: shown(heading),
    ...{ field, read, at: placeOf(heading), cell: cellReader(mapping, heading, placeOf(heading)) },
    ofContract: at >= memberColumns.length,
  }))
  const contractNumber = cellReader(mapping, "契約番号", placeOf("契約番号"))
  return (cells) => {
    const values: CellValue[] = []
    const problems: RowProblem[] = []
    if (cells.length !== headings.length) {
      return { values, problems: [{ column: "", value: String(cells.length), problem: "column-count" }] }
    }
    const hasContract = contractNumber(cells).trim() !== ""
    if (!hasContract && plan.some(({ ofContract, at }) => ofContract && meansSomething(cells[at] ?? ""))) {
      problems.push({ column: shown("契約番号"), value: "", problem: "contract-number-missing" })
    }
    for (const { heading, read, cell: rawOf, ofContract } of plan) {
      if (ofContract && !hasContract) {
        values.push(null)
        continue
      }
      const raw = rawOf(cells)
      const cell = readable(raw) ?? read(raw)
      if ("problem" in cell) problems.push({ column: heading, value: raw, problem: cell.problem })
      values.push("value" in cell ? cell.value : null)
    }
    if (hasContract)
      problems.push(...contractProblems(values, (heading) => cells[placeOf(heading)] ?? "", shown, catalogue))
    return { values, problems }
  }
}

/** Old systems fill the cells of a row without a contract with zeros. */
const meansSomething = (raw: string) => !/^[\s0０]*$/.test(raw)

function readable(raw: string): { problem: CellProblem } | null {
  if (raw.includes("\0") || raw.includes("\uFFFD")) return { problem: "characters" }
  return raw.length > LONGEST ? { problem: "too-long" } : null
}

const fieldAt = new Map(allColumns.map(([, field], at) => [field, at]))

function contractProblems(
  values: readonly CellValue[],
  raw: (heading: string) => string,
  shown: (heading: string) => string,
  catalogue: ImportCatalogue,
): RowProblem[] {
  const value = (field: string) => values[fieldAt.get(field) ?? -1]
  const problem = (column: string, kind: CellProblem): RowProblem => ({
    column: shown(column),
    value: raw(column),
    problem: kind,
  })
  const publication = value("publication_code")
  const offer = value("offer_code")
  if (typeof publication === "string" && !catalogue.publications.has(publication)) {
    return [problem("媒体コード", "publication")]
  }
  if (typeof offer === "string" && catalogue.offers.get(offer) !== publication)
    return [problem("プランコード", "offer")]
  const units = value("units")
  const served = value("served_units")
  if (typeof units === "number" && typeof served === "number" && served > units) {
    return [problem("発送済回数", "served-beyond-units")]
  }
  return []
}
