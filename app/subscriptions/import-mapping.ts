import { z } from "zod"
import { halfWidth, tidy } from "#app/values/text.ts"

/** A column of somebody's file: its heading, and the first row's cell. */
export type FileColumn = Readonly<{ heading: string; example: string }>

/**
 * Where one of our columns comes from in somebody's file (項目の対応): the file's column by its heading (empty: there is none), what stands
 * where the cell is empty, and how values are read there.
 */
const ColumnSource = z.strictObject({
  from: z.string().max(100),
  fixed: z.string().max(100),
  values: z.record(z.string(), z.string()),
})

export type ColumnSource = z.infer<typeof ColumnSource>

/** Sources by our heading; a heading without one comes from the column of its own name. */
export const ImportMapping = z.record(z.string(), ColumnSource)
export type ImportMapping = z.infer<typeof ImportMapping>

export const sourceOf = (mapping: ImportMapping, heading: string): ColumnSource =>
  mapping[heading] ?? { from: heading, fixed: "", values: {} }

/** What a file's column is called where something is wrong with it: its own heading, else ours. */
export const shownHeading = (mapping: ImportMapping, heading: string): string =>
  sourceOf(mapping, heading).from || heading

/** Pairs whose two halves may stand in one column of the file, with a space between. */
const halves: Readonly<Record<string, readonly [other: string, half: "first" | "rest"]>> = {
  ...{ 姓: ["名", "first"], 名: ["姓", "rest"], セイ: ["メイ", "first"], メイ: ["セイ", "rest"] },
}

/** Reads our column out of a file's row: the cell, its half where two of ours share it, its meaning, or what stands for nothing. */
export function cellReader(mapping: ImportMapping, heading: string, at: number): (cells: readonly string[]) => string {
  const { from, fixed, values } = sourceOf(mapping, heading)
  const [other = "", half] = halves[heading] ?? []
  const isShared = half !== undefined && from !== "" && sourceOf(mapping, other).from === from
  const meaning = new Map(Object.entries(values).map(([value, ours]) => [tidy(halfWidth(value)), ours]))
  return (cells) => {
    const whole = cells[at] ?? ""
    const raw = isShared ? halfOf(whole, half) : whole
    if (tidy(raw) === "") return fixed === "" ? raw : fixed
    return meaning.get(tidy(halfWidth(raw))) ?? raw
  }
}

function halfOf(whole: string, half: "first" | "rest"): string {
  const [first = "", ...rest] = tidy(whole).split(" ")
  return half === "first" ? first : rest.join(" ")
}

/** What older systems call our columns; compared without width, case, spaces and marks. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  会員番号: ["顧客番号", "顧客コード", "会員コード", "会員No", "お客様番号", "読者番号", "member number"],
  姓: ["氏名", "お名前", "名前", "苗字", "名字", "氏", "last name", "name"],
  名: ["氏名", "お名前", "名前", "first name", "name"],
  セイ: ["フリガナ", "カナ", "氏名カナ", "カナ氏名", "姓カナ", "セイカナ", "last name kana"],
  メイ: ["フリガナ", "カナ", "氏名カナ", "カナ氏名", "名カナ", "メイカナ", "first name kana"],
  会社名: ["会社", "法人名", "勤務先", "勤務先名", "団体名", "company"],
  部署名: ["部署", "所属", "department"],
  役職: ["役職名", "肩書", "title"],
  郵便番号: ["〒", "郵便", "zip", "postal code"],
  都道府県: ["県名", "住所1", "prefecture"],
  市区町村: ["市町村", "住所2", "city"],
  町域番地: ["番地", "住所3", "町名番地", "street"],
  建物名: ["建物", "ビル名", "住所4", "マンション名", "building"],
  電話番号: ["電話", "TEL", "tel1", "phone"],
  メールアドレス: ["メール", "e-mail", "Eメール", "mail"],
  性別: ["男女", "gender", "sex"],
  生年月日: ["誕生日", "birthday", "date of birth"],
  業種: ["業界", "industry"],
  職種: ["職業", "occupation"],
  備考: ["メモ", "摘要", "note"],
  契約番号: ["購読番号", "契約コード", "contract number"],
  媒体コード: ["雑誌コード", "誌コード", "商品コード"],
  プランコード: ["コースコード", "コース"],
  開始号: ["購読開始号", "開始号数"],
  回数: ["契約回数", "冊数"],
  部数: ["数量", "送付部数"],
  契約金額: ["金額", "購読料", "価格"],
  入金日: ["支払日", "入金年月日"],
  支払方法: ["決済方法", "入金方法"],
}

const plain = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s・_()[\]./-]/g, "")

/** A first idea of the mapping of a file by its headings: our own names, then what older systems call them. */
export function guessedMapping(ours: readonly string[], headings: readonly string[]): ImportMapping {
  const named = new Map(headings.map((heading) => [plain(heading), heading]))
  return Object.fromEntries(
    ours.map((heading) => {
      const found = [heading, ...(aliases[heading] ?? [])].flatMap((name) => named.get(plain(name)) ?? [])
      return [heading, { from: found[0] ?? "", fixed: "", values: {} }]
    }),
  )
}
