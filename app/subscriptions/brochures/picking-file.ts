import { csvCell } from "#templates/paper.ts"

/** A line of a picking list: one brochure of one request, with the address as it is on the day. */
export type PickingLine = Readonly<{
  request: string
  member: string
  postalCode: string
  prefecture: string
  city: string
  street: string
  building: string
  company: string
  department: string
  name: string
  kana: string
  phone: string
  code: string
  brochure: string
  copies: number
  weightGrams: number
  requestedOn: string
}>

/** The columns of the picking list (出荷指示データ) in their order; the partner maps them by these headings. */
export const pickingColumns = [
  ...["出荷指示番号", "行番号", "請求番号", "会員番号", "郵便番号", "都道府県", "市区町村", "町域番地", "建物名", "会社名", "部署名"],
  ...["氏名", "敬称", "フリガナ", "電話番号", "資料コード", "資料名", "部数", "重量(g)", "請求日"],
] as const // prettier-ignore

/** The picking list as CSV with CRLF, without a BOM. The same lines give the same text. */
export function pickingCsv(number: string, lines: readonly PickingLine[]): string {
  const rows = lines.map((line, at) => [
    ...[number, at + 1, line.request, line.member, `${line.postalCode.slice(0, 3)}-${line.postalCode.slice(3)}`],
    ...[line.prefecture, line.city, line.street, line.building, line.company, line.department, line.name],
    ...[line.name === "" ? "御中" : "様", line.kana, line.phone, line.code, line.brochure, line.copies],
    ...[line.copies * line.weightGrams, line.requestedOn],
  ])
  return [pickingColumns, ...rows].map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("")
}

/** A kept picking list's rows by column. */
export const pickingCell = (cells: readonly string[], column: (typeof pickingColumns)[number]): string =>
  cells[pickingColumns.indexOf(column)] ?? ""
