import type { BadLine } from "#app/billing/bank/bank-file.ts"
import { badLine } from "#app/billing/bank/bank-file.ts"
import {
  badColumn,
  debitColumns,
  type DebitFile,
  type DebitHeader,
  type DebitRecord,
} from "#app/billing/debit/debit-file.ts"

const headerKeys = ["clientCode", "day", "bankCode", "branchCode", "accountKind", "accountNumber"] as const
const recordKeys = ["bankCode", "branchCode", "accountKind", "accountNumber", "amount"] as const

/**
 * Where a 結果データ is not the answer to a 請求データ: another header, a payer who was not asked or is asked twice or not answered, another
 * account or amount, and a trailer that does not add up. Names of banks and holders may come back in the bank's own spelling.
 */
export function resultDifferences(request: DebitFile, result: DebitFile): readonly BadLine[] {
  return [
    ...headerDifferences(request.header, result.header),
    ...recordDifferences(request, result),
    ...trailerDifferences(result),
  ]
}

const otherThan = (is: string, asked: string) =>
  [`「${is}」が請求データの「${asked}」と違います`, `“${is}” differs from “${asked}” of the request`] as const

function headerDifferences(asked: DebitHeader | null, head: DebitHeader | null): BadLine[] {
  if (!asked || !head) return []
  return headerKeys
    .filter((key) => head[key] !== asked[key])
    .map((key) => badColumn(1, debitColumns.header[key], ...otherThan(head[key], asked[key])))
}

function recordDifferences(request: DebitFile, result: DebitFile): BadLine[] {
  const asked = new Map(request.records.map(({ record }) => [record.customerNumber, record]))
  const answered = new Map<string, number>()
  const bad = result.records.flatMap(({ lineNo, record }): BadLine[] => {
    const first = answered.get(record.customerNumber)
    const own = asked.get(record.customerNumber)
    answered.set(record.customerNumber, lineNo)
    const at = debitColumns.data.customerNumber
    if (!own) return [badColumn(lineNo, at, `「${record.customerNumber}」は請求していません`, `“${record.customerNumber}” was not asked`)] // prettier-ignore
    if (first !== undefined) return [badColumn(lineNo, at, `${first}行目と同じ顧客番号です`, `the same as in line ${first}`)] // prettier-ignore
    return differing(lineNo, own, record)
  })
  const end = result.trailer?.lineNo ?? result.records.length + 1
  const unanswered = [...asked.keys()]
    .filter((number) => !answered.has(number))
    .map((number) =>
      badLine(end, "顧客番号", `顧客番号 ${number} の結果がありません`, `no result of customer ${number}`),
    )
  return [...bad, ...unanswered]
}

const differing = (lineNo: number, own: DebitRecord, record: DebitRecord): BadLine[] =>
  recordKeys
    .filter((key) => record[key] !== own[key])
    .map((key) => badColumn(lineNo, debitColumns.data[key], ...otherThan(record[key], own[key])))

function trailerDifferences({ records, trailer }: DebitFile): BadLine[] {
  if (!trailer) return []
  const sumOf = (of: DebitFile["records"]) => of.reduce((sum, { record }) => sum + Number(record.amount), 0)
  const done = records.filter(({ record }) => record.result === "0")
  const failed = records.filter(({ record }) => record.result !== "0")
  const sums = {
    ...{ count: records.length, yen: sumOf(records), doneCount: done.length, doneYen: sumOf(done) },
    ...{ failedCount: failed.length, failedYen: sumOf(failed) },
  }
  const keys = ["count", "yen", "doneCount", "doneYen", "failedCount", "failedYen"] as const
  return keys
    .filter((key) => Number(trailer.values[key]) !== sums[key])
    .map(
      (key) =>
      badColumn(trailer.lineNo, debitColumns.trailer[key], `${Number(trailer.values[key])} と明細 ${sums[key]} が一致しません`, `${Number(trailer.values[key])} differs from ${sums[key]} of the records`), // prettier-ignore
    )
}
