import { bankClient } from "#app/billing/bank/bank-client.server.ts"
import type { BankClient } from "#app/billing/bank/bank-client-form.ts"
import { remittanceKinds, type RemittanceRecord, writeRemittanceFile } from "#app/billing/bank/remittance-file.ts"
import { dayInFile } from "#app/billing/bank/zengin-record.ts"
import { audit, auditEach } from "#app/platform/audit.server.ts"
import { bankDayAfter, isBankDay } from "#app/platform/bank-days.server.ts"
import { kanaOfBranch } from "#app/platform/bank-list.server.ts"
import { type StoredFile, storeFile } from "#app/platform/files.server.ts"
import { nextNumber } from "#app/platform/number-sequence.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/subscriptions/remittances/refusals.ts"
import { type RefundToRemit, refundsToRemit } from "#app/subscriptions/remittances/refunds-to-remit.server.ts"
import type { RemittanceInput } from "#app/subscriptions/remittances/remittance-form.ts"
import { bankBytes, bankKana } from "#app/values/bank-kana.ts"
import { addDays, type CalendarDate } from "#app/values/calendar.ts"

export type MadeRemittance = Readonly<{ id: string; number: string; isNew: boolean }>

/** Days ahead that a file may be for: it says month and day only. */
const DAYS_AHEAD = 60

/**
 * 振込データ of a 取組日 (総合振込, 全銀 21): one record for each refund that is owed to an account with its codes, less what went to a card, in yen;
 * kept as it was made. Pressed twice, or by two at once, it is one file: whoever saw an older list (`after` is the newest file of it) gets
 * the file that was made since. Refuses: remittance-not-set-up, remittance-day-passed, remittance-day-too-far, no-bank-day, nothing-to-remit.
 */
export async function makeRemittance(scope: Scope, input: RemittanceInput): Promise<MadeRemittance> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`remittances:${scope.organizationId}`}, 0))`
  const [newest] = await scope.sql<{ id: string; number: string }>`
    select id, number from remittance order by made_at desc, number desc limit 1`
  if (newest && newest.number !== input.after) return { ...newest, isNew: false }
  refuseDay(scope, input.on)
  const client = await bankClient(scope, "remittance")
  if (client === null) throw refuse("remittance-not-set-up")
  const refunds = await lockReady(scope)
  if (refunds.length === 0) throw refuse("nothing-to-remit")
  const number = await nextNumber(scope, "remittance", "F")
  const content = bankBytes(await fileOf(client, input.on, refunds))
  const file = await storeFile(scope, {
    ...{ name: `remittance-${input.on}-${number}.txt`, mediaType: "application/octet-stream", content },
  })
  const id = await keepRemittance(scope, { number, on: input.on, refunds, file })
  const totalYen = refunds.reduce((sum, { amountYen }) => sum + amountYen, 0)
  await audit(scope, "make-remittance", number, { on: input.on, lines: refunds.length, totalYen, sha256: file.sha256 })
  // The file carries their account numbers out of the house.
  await auditEach(scope, "export-payout-account", refunds.map(({ payerNumber }) => payerNumber), { remittance: number }) // prettier-ignore
  return { id, number, isNew: true }
}

function refuseDay(scope: Scope, on: CalendarDate) {
  const until = addDays(scope.today, DAYS_AHEAD)
  if (on < scope.today) throw refuse("remittance-day-passed", {}, { field: "on" })
  if (on > until) throw refuse("remittance-day-too-far", { until }, { field: "on" })
  if (!isBankDay(on)) throw refuse("no-bank-day", { on, next: bankDayAfter(on) }, { field: "on" })
}

/** Locked first and read afterwards, so that an account corrected meanwhile, or a refund paid otherwise, is seen as it is now. */
async function lockReady(scope: Scope): Promise<readonly RefundToRemit[]> {
  await scope.sql`
    select from discontinued_contract as asked join refund on refund.number = asked.refund_number
    where refund.number in (select refund_number from refund_to_remit where state = 'ready')
    order by refund.number for update of asked, refund`
  return refundsToRemit(scope, { isReady: true, limit: null, offset: 0 })
}

/** 顧客コード1 is the refund's number, so that the bank's answer leads to it. */
async function fileOf(client: BankClient, on: CalendarDate, refunds: readonly RefundToRemit[]): Promise<string> {
  const { hasLineBreaks, ...head } = client
  const records: RemittanceRecord[] = []
  for (const refund of refunds) {
    const kana = await kanaOfBranch(refund.bankCode, refund.branchCode)
    records.push({
      ...{ bankCode: refund.bankCode, branchCode: refund.branchCode, bankName: kana.bank, branchName: kana.branch },
      ...{ accountKind: remittanceKinds[refund.accountKind], accountNumber: refund.accountNumber },
      ...{ holderName: bankKana(refund.accountHolder) ?? "", amountYen: refund.amountYen },
      customerCode: refund.number.replace(/\D/g, ""),
    })
  }
  return writeRemittanceFile({ ...head, day: dayInFile(on) }, records, hasLineBreaks)
}

async function keepRemittance(
  scope: Scope,
  made: Readonly<{ number: string; on: CalendarDate; refunds: readonly RefundToRemit[]; file: StoredFile }>,
): Promise<string> {
  const { number, on, refunds, file } = made
  const yen = refunds.map(({ amountYen }) => amountYen)
  const [remittance] = await scope.sql<{ id: string }>`
    with remittance as (
      insert into remittance (organization_id, number, pays_on, line_count, total_yen, file_id, sha256, made_at, made_by)
      values (${scope.organizationId}, ${number}, ${on}::date, ${refunds.length}::integer,
        ${yen.reduce((sum, one) => sum + one, 0)}::bigint, ${file.id}::uuid, ${file.sha256}, ${scope.now}, ${scope.actor})
      returning id
    ), line as (
      insert into remittance_line (organization_id, remittance_id, line_no, refund_number, amount_yen)
      select ${scope.organizationId}, remittance.id, given.place, given.refund, given.yen
      from remittance cross join unnest(${refunds.map((one) => one.number)}::text[], ${yen}::bigint[])
        with ordinality as given (refund, yen, place)
    )
    select id from remittance`
  if (!remittance) throw new Error("remittance gave no row")
  return remittance.id
}
