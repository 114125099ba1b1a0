import { Readable } from "node:stream"
import { finished } from "node:stream/promises"
import { Cp932Stream, type MissingCharacters, noneMissing } from "#app/platform/cp932-stream.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CsvEncoding, ledgerAsCsv, mediaTypeOf } from "#app/reports/ledger-as-csv.server.ts"
import { ledgerForMonth, paperForMonth } from "#app/reports/paper-for-month.server.ts"
import { isLedgerKey, type PaperKey } from "#app/reports/paper-keys.ts"
import type { Month } from "#app/values/calendar.ts"
import { paperCsv } from "#templates/paper.ts"

/** A paper of a month as CSV; what is missing is complete when the content is read to its end. */
export async function csvForMonth(
  scope: Scope,
  month: Month,
  key: PaperKey,
  encoding: CsvEncoding,
): Promise<Readonly<{ mediaType: string; content: AsyncIterable<Uint8Array>; missing: () => MissingCharacters }>> {
  if (isLedgerKey(key)) return ledgerAsCsv(scope, await ledgerForMonth(scope, month, key), encoding)
  const text = paperCsv(await paperForMonth(scope, month, key))
  const mediaType = mediaTypeOf(encoding)
  if (encoding === "utf-8")
    return { mediaType, content: Readable.from([Buffer.from(`\uFEFF${text}`)]), missing: () => noneMissing }
  const cp932 = new Cp932Stream()
  return { mediaType, content: cp932.of(Readable.from([Buffer.from(text)])), missing: () => cp932.missing }
}

/** 〓: what a month's paper in CP932 cannot say, by record and field. */
export async function missingInCp932(scope: Scope, month: Month, key: PaperKey): Promise<MissingCharacters> {
  const { content, missing } = await csvForMonth(scope, month, key, "cp932")
  await finished(Readable.from(content).resume())
  return missing()
}
