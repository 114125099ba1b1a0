/** The columns of the label file (宛名データ), in their order; label software maps them by these headings. */
export const labelColumns = [
  ...["郵便番号", "都道府県", "市区町村", "町域番地", "建物名", "会社名", "部署名", "氏名", "敬称", "部数"],
  ...["会員番号", "契約番号", "枝番", "媒体コード", "号数", "フリガナ", "電話番号", "種別", "封入物"],
] as const

/** A row of a kept label file: the address as it was when the run was confirmed. */
export type Label = Readonly<{
  /** The row as it stands in the file. */
  cells: readonly string[]
  postalCode: string
  address: Readonly<{ prefecture: string; city: string; street: string; building: string }>
  company: string
  department: string
  name: string
  honorific: string
  copies: number
  memberNumber: string
  contractNumber: string
  publication: string
  issue: string
  kana: string
  phone: string
  kind: string
  /** Codes of what goes beside the issue, joined by +; empty for none. */
  inserts: string
}>

/** A row's cells by name; files of older runs end before フリガナ. */
export function labelOf(cells: readonly string[]): Label {
  const at = (column: (typeof labelColumns)[number]) => cells[labelColumns.indexOf(column)] ?? ""
  return {
    cells,
    postalCode: at("郵便番号"),
    address: { prefecture: at("都道府県"), city: at("市区町村"), street: at("町域番地"), building: at("建物名") },
    company: at("会社名"),
    department: at("部署名"),
    name: at("氏名"),
    honorific: at("敬称"),
    copies: Number(at("部数")),
    memberNumber: at("会員番号"),
    contractNumber: at("契約番号"),
    publication: at("媒体コード"),
    issue: at("号数"),
    kana: at("フリガナ"),
    phone: at("電話番号"),
    kind: at("種別"),
    inserts: at("封入物"),
  }
}

/** 郵便区番号: the first three digits of the postal code, by which 区分郵便物 are bundled. */
export const zoneOf = (label: Label): string => label.postalCode.slice(0, 3)
