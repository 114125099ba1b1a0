import type { BadLine } from "#app/billing/bank/bank-file.ts"
import { refuse } from "#app/billing/refusals.ts"

/** The refusal of a bank's file: how many lines are wrong, the first of them in words, all of them as details. */
export function fileNotReadable(bad: readonly BadLine[]) {
  const shown = (language: "ja" | "en") =>
    bad.slice(0, 5).map((line) => `${line.lineNo}: ${line[language]}`).join(" / ") // prettier-ignore
  return refuse(
    "bank-file-not-readable",
    { count: bad.length, ja: shown("ja"), en: shown("en") },
    { field: "file", details: bad },
  )
}
