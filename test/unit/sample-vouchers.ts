import type { AccountPurpose, TaxClass } from "#app/ledger/account.ts"
import { standardAccounts } from "#app/ledger/account.ts"
import type { JournalForm } from "#app/ledger/journal-sides.ts"
import type { PlaceInMonth } from "#app/ledger/balances-for-month.server.ts"
import type { VoucherForPaper, VoucherLineForPaper } from "#app/ledger/vouchers-for-month.server.ts"
import { calendarDate } from "#app/values/calendar.ts"

export function sampleLine(
  purpose: AccountPurpose,
  amountYen: number,
  more: { subAccount?: string; taxClass?: TaxClass; accountName?: string } = {},
): VoucherLineForPaper {
  const account = standardAccounts.find((known) => known.purpose === purpose)
  if (!account) throw new Error(purpose)
  return {
    accountCode: account.code,
    accountName: account.name,
    accountKind: account.kind,
    ...{ purpose, amountYen, subAccount: "", taxClass: "none" },
    ...more,
  }
}

const garden = { subAccount: "GARDEN" } as const
const taxed = { subAccount: "GARDEN", taxClass: "sales-10" } as const

export const voucher = (
  number: number,
  on: string,
  description: string,
  lines: readonly VoucherLineForPaper[],
): VoucherForPaper => ({
  ...{ id: `v${number}`, kind: "manual", sourceKey: `sample:${number}` },
  ...{ number, effectiveOn: calendarDate(on), description, lines },
})

/** Rows 8, 2 and 13 of the example of the entries: an issue that crosses zero, a card payment, money back for a served issue. */
export const sampleVouchers = (): readonly VoucherForPaper[] => [
  voucher(1, "2026-11-16", "月刊ガーデン 第521号 発送売上", [
    sampleLine("deferred", 500, garden),
    sampleLine("receivable", 416, garden),
    sampleLine("sales", -833, taxed),
    sampleLine("output-tax", -83, taxed),
  ]),
  voucher(2, "2026-11-17", '入金 "髙﨑",分', [
    sampleLine("card-clearing", 11_000),
    sampleLine("deferred", -11_000, garden),
  ]),
  voucher(3, "2026-11-20", "返金", [
    sampleLine("sales-discount", 833, taxed),
    sampleLine("output-tax", 83, taxed),
    sampleLine("bank", -916),
  ]),
]

/** A journal as one text. */
export const journalText = ({ head, entry, end }: JournalForm, vouchers: readonly VoucherForPaper[]): string =>
  head + vouchers.map(entry).join("") + end

/** What the database says of the accounts of some opening balances and vouchers. */
export const placesOf = (
  balances: readonly VoucherLineForPaper[],
  vouchers: readonly VoucherForPaper[],
): readonly PlaceInMonth[] => [
  ...balances.map((line) => ({ ...line, openingYen: line.amountYen, closingYen: line.amountYen })),
  ...vouchers.flatMap(({ lines }) => lines.map((line) => ({ ...line, openingYen: 0, closingYen: line.amountYen }))),
]
