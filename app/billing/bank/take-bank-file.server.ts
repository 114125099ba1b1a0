import { createHash } from "node:crypto"
import iconv from "iconv-lite"
import type { BankFile } from "#app/billing/bank/bank-file.ts"
import { fileNotReadable } from "#app/billing/bank/file-not-readable.ts"
import { readBankCsv } from "#app/billing/bank/read-bank-csv.ts"
import { isZengin, readZengin } from "#app/billing/bank/read-zengin.ts"
import { audit } from "#app/platform/audit.server.ts"
import { storeFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { tidy } from "#app/values/text.ts"

export type TakenFile = Readonly<{
  format: BankFile["format"]
  deposits: number
  depositYen: number
  /** Deposits that no file brought before. */
  added: number
  passedOver: number
  alreadyTaken: boolean
}>

/**
 * Takes a bank's file (入出金明細の取込): 全銀 03, 全銀 01 or CSV, kept as it came; each deposit is one line however many files bring it. All lines
 * or none. `account` names the account that a CSV is of. Refuses: bank-file-not-readable (with every bad line).
 */
export async function takeBankFile(
  scope: Scope,
  input: { name: string; bytes: Buffer; account?: string },
): Promise<TakenFile> {
  const read = readBankFile(input.bytes, Number(scope.today.slice(0, 4)))
  // A CSV does not say whose account it is of: equal deposits of one day at two banks are two.
  const account = tidy(input.account ?? "")
  const file = read.format === "csv" && account !== "" ? { ...read, account: `csv:${account}` } : read
  if (file.bad.length > 0 || file.deposits.length + file.passedOver === 0) throw fileNotReadable(file.bad)
  const sha256 = createHash("sha256").update(input.bytes).digest("hex")
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`bank:${scope.organizationId}`}, 0))`
  const [known] = await scope.sql`select from bank_file where sha256 = ${sha256}`
  const depositYen = file.deposits.reduce((sum, deposit) => sum + deposit.amountYen, 0)
  const facts = { format: file.format, deposits: file.deposits.length, depositYen, passedOver: file.passedOver }
  if (known) return { ...facts, added: 0, alreadyTaken: true }
  const stored = await storeFile(scope, {
    name: input.name,
    mediaType: "application/octet-stream",
    content: input.bytes,
  })
  const added = await scope.sql`
    with taken as (
      insert into bank_file (organization_id, name, format, sha256, file_id, account, deposit_count, deposit_yen, taken_at, taken_by)
      values (${scope.organizationId}, ${input.name}, ${file.format}, ${sha256}, ${stored.id}::uuid, ${file.account},
        ${file.deposits.length}::integer, ${depositYen}::bigint, ${scope.now}, ${scope.actor}) returning id
    )
    insert into bank_line (organization_id, bank_file_id, line_no, line_key, received_on, amount_yen, remitter_code, remitter_name,
      message, from_bank)
    select ${scope.organizationId}, taken.id, given."lineNo", concat_ws(':', ${file.account}::text, given."receivedOn", given.reference,
        given."amountYen", given."remitterName", row_number() over (partition by given."receivedOn", given.reference, given."amountYen",
          given."remitterName" order by given."lineNo")),
      given."receivedOn", given."amountYen", given."remitterCode", given."remitterName", given.message, given."fromBank"
    from taken, jsonb_to_recordset(${JSON.stringify(file.deposits)}::jsonb) as given ("lineNo" integer, reference text,
      "receivedOn" date, "amountYen" bigint, "remitterCode" text, "remitterName" text, message text, "fromBank" text)
    on conflict (organization_id, line_key) do nothing returning id`
  await audit(scope, "take-bank-file", input.name, { ...facts, added: added.length, sha256 })
  return { ...facts, added: added.length, alreadyTaken: false }
}

function readBankFile(bytes: Buffer, thisYear: number): BankFile {
  if (isZengin(bytes)) return readZengin(bytes, thisYear)
  const utf8 = bytes.toString("utf8")
  return readBankCsv(utf8.includes("\uFFFD") ? iconv.decode(bytes, "CP932") : utf8)
}
