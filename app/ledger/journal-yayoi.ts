import { isSales, type TaxClass, taxClassWords } from "#app/ledger/account.ts"
import { csvRows, type JournalForm, type Side, sidesOf, slashed, withinWidth } from "#app/ledger/journal-sides.ts"
import type { VoucherForPaper } from "#app/ledger/vouchers-for-month.server.ts"

// 弥生インポート形式 (弥生会計05以降): 25 columns, no header row, CRLF, CP932.

/** A class as the program calls it; a return of sales has a name of its own. */
function nameOf(taxClass: TaxClass, isReturn: boolean): string {
  const { ratePercent, isReduced } = taxClassWords(taxClass)
  if (taxClass === "none") return "対象外"
  if (!isSales(taxClass)) return isReduced ? `課対仕入内軽減${ratePercent}%適格` : `課対仕入内${ratePercent}%適格`
  if (isReturn) return isReduced ? `課税売返内軽減${ratePercent}%` : `課税売返内${ratePercent}%`
  return isReduced ? `課税売上内軽減${ratePercent}%` : `課税売上内${ratePercent}%`
}

/**
 * The month's vouchers as a file for 弥生会計. Amounts include tax (税込金額), so a sales line takes its consumption tax with
 * it; one side a row in vouchers of several lines (2110, 2100, 2101), one row where a voucher has one line on each side.
 */
export const yayoiJournal: JournalForm = { head: "", entry: (voucher) => csvRows(rowsOf(voucher)), end: "" }

function rowsOf(voucher: VoucherForPaper): string[][] {
  const sides = sidesOf(voucher)
  const [first, second] = sides
  if (sides.length === 2 && first && second && first.debit && !second.debit) {
    return [row(voucher, { flag: "2111", type: "3" }, first, second)]
  }
  return sides.map((side, at) => {
    const flag = at === 0 ? "2110" : at === sides.length - 1 ? "2101" : "2100"
    return row(voucher, { flag, type: "3" }, side.debit ? side : undefined, side.debit ? undefined : side)
  })
}

const classOf = (side: Side) => nameOf(side.taxClass, side.isReturn)

function row(
  voucher: VoucherForPaper,
  form: Readonly<{ flag: string; type: string; short?: boolean }>,
  debit: Side | undefined,
  credit: Side | undefined,
): string[] {
  const [name, sub] = form.short === true ? [24, 30] : [Infinity, Infinity]
  const side = (of: Side | undefined) =>
    of
      ? [
          withinWidth(of.account, name),
          withinWidth(of.sub, sub),
          "",
          classOf(of),
          String(of.amountYen),
          String(of.taxYen),
        ]
      : ["", "", "", "対象外", "0", "0"]
  const number = form.short === true ? "" : String(voucher.number).padStart(6, "0")
  return [
    ...[form.flag, number, "", slashed(voucher.effectiveOn)],
    ...[...side(debit), ...side(credit)],
    ...[withinWidth(voucher.description, 64), "", "", form.type, "", "", "0", "0", "no"],
  ]
}

const NINE_DIGITS = 999_999_999

/**
 * The same for 弥生会計オンライン and やよいの青色申告オンライン, which take single entries only (flag 2000, one account a side, nine
 * digits): a voucher of several lines becomes single entries that add up to it, its tax shared out exactly.
 */
export const yayoiOnlineJournal: JournalForm = {
  head: "",
  entry: (voucher) =>
    csvRows(
      singleEntries(voucher).map(([debit, credit]) =>
        row(voucher, { flag: "2000", type: "0", short: true }, debit, credit),
      ),
    ),
  end: "",
}

function singleEntries(voucher: VoucherForPaper): [Side, Side][] {
  const sides = sidesOf(voucher)
  const open = (debit: boolean) => sides.filter((side) => side.debit === debit).map((side) => ({ side, usedYen: 0 }))
  const [debits, credits] = [open(true), open(false)]
  const entries: [Side, Side][] = []
  for (;;) {
    const [debit, credit] = [debits[0], credits[0]]
    if (!debit || !credit) return entries
    const left = (of: typeof debit) => of.side.amountYen - of.usedYen
    const amountYen = Math.min(left(debit), left(credit), NINE_DIGITS)
    entries.push([part(debit, amountYen), part(credit, amountYen)])
    if (left(debit) === 0) debits.shift()
    if (left(credit) === 0) credits.shift()
  }
}

/** A part of a side with its share of the tax, by the cumulative method: the parts' taxes add up to the side's. */
function part(of: { side: Side; usedYen: number }, amountYen: number): Side {
  const { side } = of
  const until = (usedYen: number) => Number((BigInt(side.taxYen) * BigInt(usedYen)) / BigInt(side.amountYen))
  const taxYen = until(of.usedYen + amountYen) - until(of.usedYen)
  of.usedYen += amountYen
  return { ...side, amountYen, taxYen }
}
