import { saveBankClient } from "#app/billing/bank/bank-client.server.ts"
import { bytesOfStoredFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { PayoutAccount } from "#app/subscriptions/discontinued/discontinued-form.ts"
import { idOf } from "#app/values/ids.ts"

/** An organization's contract with its bank for 総合振込. */
export const setUpRemittances = (scope: Scope, hasLineBreaks = false) =>
  saveBankClient(scope, "remittance", {
    ...{ clientCode: "0000009876", clientName: "ﾂｷｼﾕﾂﾊﾟﾝ", bankCode: "0001", bankName: "ﾐｽﾞﾎ", branchCode: "123" },
    ...{ branchName: "ｼﾞﾝﾎﾞｳﾁﾖｳ", accountKind: "1", accountNumber: "1234567", hasLineBreaks },
  })

export const readersAccount: PayoutAccount = {
  ...{ bankCode: "0005", bankName: "三菱UFJ", branchCode: "020", branchName: "日本橋", accountKind: "ordinary" },
  ...{ accountNumber: "0007654", accountHolder: "ﾄﾞｸｼﾔ ﾀﾛｳ" },
}

/** The file that was made for the bank. */
export async function fileOfRemittance(scope: Scope, id: string): Promise<Buffer> {
  const [row] = await scope.sql<{ fileId: string }>`select file_id as "fileId" from remittance where id = ${id}::uuid`
  return Buffer.from((await bytesOfStoredFile(scope, idOf(row?.fileId ?? ""))) ?? [])
}
