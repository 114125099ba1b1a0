import { clockAt } from "#app/platform/clock.server.ts"
import type { Paper, PaperRow } from "#templates/paper.ts"

const line = (at: number): PaperRow => ({
  kind: "row",
  cells: [
    `C${String(at).padStart(7, "0")}`,
    "髙﨑 𠮷之助(とても長い部署名が付く株式会社つり具の﨑山商店 営業第二本部 定期購読ご担当者様)",
    at * 1000,
    -at,
  ],
})

/** A paper with two groups, names in old forms, a negative figure and a text that a spreadsheet would run. */
export const samplePaper = (rows = 60): Paper => ({
  number: "試-2026-11",
  title: "見本元帳",
  organization: "日本園芸出版株式会社",
  period: "2026年11月1日〜2026年11月30日",
  conditions: ["残高のある契約", "単位 円"],
  state: "provisional",
  printedAt: clockAt("2026-12-01T09:30:00+09:00")(),
  printedBy: "経理 一郎",
  orientation: "landscape",
  columns: [
    { heading: "契約番号", width: 12, align: "left" },
    { heading: "氏名", width: 20, align: "left" },
    { heading: "入金", unit: "円", width: 10, align: "right", summed: true },
    { heading: "増減", unit: "円", width: 10, align: "right", summed: true },
  ],
  rows:
    rows === 0
      ? []
      : [
          { kind: "group", cells: ["GARDEN 月刊ガーデン"] },
          ...Array.from({ length: rows }, (_, at) => line(at + 1)),
          { kind: "subtotal", cells: ["小計", null, 1, 2] },
          { kind: "group", cells: ["TSURI"] },
          { kind: "row", cells: ["=1+1", 'い"ろ,は', 1_234_567, -89] },
          { kind: "total", cells: ["合計", null, 3, 4] },
        ],
  stamps: ["所属長", "担当"],
  footer: "社外秘 保存期限 2037年11月末日",
})
