import { debitAccountForm } from "#app/billing/debit/debit-account-form.ts"
import { saveBankClient } from "#app/billing/bank/bank-client.server.ts"
import { registerDebitAccount } from "#app/billing/debit/register-debit-account.server.ts"
import { readStoredFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { bankBytes, bankText } from "#app/values/bank-kana.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"

/** An organization's contract with its bank. */
export const setUpDebits = (scope: Scope) =>
  saveBankClient(scope, "debit", {
    ...{ clientCode: "0012345678", clientName: "ﾂｷｼﾕﾂﾊﾟﾝ", bankCode: "0001", bankName: "ﾐｽﾞﾎ", branchCode: "123" },
    ...{ branchName: "ｼﾞﾝﾎﾞｳﾁﾖｳ", accountKind: "1", accountNumber: "1234567", hasLineBreaks: false },
  })

/** A payer's account as somebody types it from the mandate. */
export const typedAccount = {
  ...{ bankCode: "5", bankName: "みつびしUFJ", branchCode: "45", branchName: "ニホンバシ", accountKind: "1" },
  ...{ accountNumber: "7654", holderName: "ヤマザキ ハナコ", mandatedOn: "2026-04-01" },
} as const

export const registerAccount = (scope: Scope, memberId: MemberId, more: Readonly<Record<string, string>> = {}) =>
  registerDebitAccount(scope, memberId, debitAccountForm("ja").parse({ ...typedAccount, ...more }))

export async function fileOfRequest(scope: Scope, requestId: string): Promise<Buffer> {
  const [row] = await scope.sql<{ file_id: string }>`select file_id from debit_request where id = ${requestId}::uuid`
  const file = await readStoredFile(scope, idOf(row?.file_id ?? ""))
  const chunks: Buffer[] = []
  for await (const chunk of file?.content ?? []) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const digits = (value: number, length: number) => String(value).padStart(length, "0")

/** What a bank makes of a request: results in the order of its records (all 0 where nothing else is said), and the sums. */
export function bankAnswers(request: Buffer, results: string): Buffer {
  const text = bankText(request)
  const lines = Array.from({ length: text.length / 120 }, (_, at) => text.slice(at * 120, at * 120 + 120))
  const sums = { done: 0, doneYen: 0, failed: 0, failedYen: 0 }
  const answered = lines.map((line, at) => {
    if (!line.startsWith("2")) return line
    const result = results[at - 1] ?? "0"
    const amount = Number(line.slice(80, 90))
    if (result === "0") Object.assign(sums, { done: sums.done + 1, doneYen: sums.doneYen + amount })
    else Object.assign(sums, { failed: sums.failed + 1, failedYen: sums.failedYen + amount })
    return line.slice(0, 111) + result + line.slice(112)
  })
  const trailer = answered.findIndex((line) => line.startsWith("8"))
  answered[trailer] = `${lines[trailer]?.slice(0, 19) ?? ""}${digits(sums.done, 6)}${digits(sums.doneYen, 12)}${digits(sums.failed, 6)}${digits(sums.failedYen, 12)}${" ".repeat(65)}` // prettier-ignore
  return Buffer.from(bankBytes(answered.join("")))
}
