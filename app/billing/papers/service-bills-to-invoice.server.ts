import { type DueToInvoice, dueOnBy, type TermsRow } from "#app/billing/papers/due-to-invoice.ts"
import type { PaperLine } from "#app/billing/papers/paper.ts"
import { allowanceWords } from "#app/billing/services/billed-month.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import { apportion, formatYen, taxOnTop, yen, type Yen } from "#app/values/yen.ts"

type Charge = Readonly<{
  name: string
  monthlyYen: number
  fromOn: CalendarDate
  untilOn: CalendarDate
  days: number
  ofDays: number
  netYen: Yen
  /** 稼働率 of the month that missed its goal; null for a plan or an option. */
  availability: number | null
}>

type Row = TermsRow & {
  id: string
  number: string
  contract_number: string
  payer_id: string
  payer_number: string
  locale: "ja" | "en"
  rate: number
  tax_yen: Yen
  total_yen: number
  charges: readonly Charge[]
  allowances: readonly Readonly<{ reason: string; amountYen: number; on: CalendarDate }>[]
}

/**
 * Bills of service contracts (業務委託契約) that no invoice asks for yet, with a line for each plan and option (B7, B9) and for what was taken off, in yen with tax. With a payer's
 * closing day those of months that ended up to it go together.
 */
export async function serviceBillsToInvoice(scope: Scope, asOf: CalendarDate): Promise<readonly DueToInvoice[]> {
  const rows = await scope.sql<Row>`
    select bill.id, bill.number, contract.number as contract_number, payer.id as payer_id, payer.number as payer_number, payer.locale,
      closing.closed_on, coalesce(terms.due_months, 0) as due_months, coalesce(terms.due_day, 31) as due_day,
      coalesce(setting.due_days, 30) as due_days, bill.tax_rate_percent as rate, bill.tax_yen, bill.total_yen - allowed.yen as total_yen, allowed.list as allowances,
      (select jsonb_agg(jsonb_build_object('name', case when payer.locale = 'en' then coalesce(nullif(line.name_english, ''), line.name)
          else line.name end, 'monthlyYen', line.monthly_yen, 'fromOn', line.from_on, 'untilOn', line.until_on, 'days', line.days,
          'ofDays', line.of_days, 'netYen', line.net_yen, 'availability', missed.availability_percent) order by line.line_no)
        from service_bill_line as line left join service_offset as missed on missed.id = line.offset_id where line.bill_id = bill.id) as charges
    from service_bill as bill
    join service_contract as contract on contract.id = bill.contract_id
    join member as payer on payer.id = bill.payer_id
    left join payer_terms as terms on terms.member_id = payer.id
    left join billing_setting as setting on setting.organization_id = bill.organization_id
    cross join lateral (select closing_on(terms.closing_day, ${asOf}::date) as closed_on) as closing
    cross join lateral (select coalesce(sum(-receivable_yen), 0)::bigint as yen, coalesce(jsonb_agg(jsonb_build_object('reason', reason,
      'amountYen', -receivable_yen, 'on', allowed_on) order by recorded_at), '[]') as list
      from service_allowance join service_movement using (bill_id, voucher_id) where bill_id = bill.id) as allowed
    where payer.erased_at is null and bill.total_yen > allowed.yen and bill.dated_on <= coalesce(closing.closed_on, ${asOf}::date)
      and not exists (select from issued_paper_line as line join issued_paper as paper on paper.id = line.paper_id
        where line.service_bill_id = bill.id and paper.kind = 'invoice')
    order by payer.number, bill.dated_on, bill.number`
  return rows.map((row) => ({
    ...{ number: row.number, payerId: idOf(row.payer_id), payerNumber: row.payer_number, locale: row.locale },
    ...{ closedOn: row.closed_on, dueOn: dueOnBy(row, asOf), amountYen: row.total_yen, together: null },
    ...{ lines: linesOf(row), key: `service-bill:${row.number}` },
  }))
}

/** The tax is the bill's, rounded once; it is shared out over the lines, so that they add up with it to the yen. */
function linesOf(row: Row): readonly PaperLine[] {
  const charged = row.charges.filter(({ availability }) => availability === null)
  const taken = row.charges.filter(({ availability }) => availability !== null)
  const takenTax = taxOnTop(yen(-sumOf(taken)), row.rate, "floor")
  const taxes = new Map([
    ...shared(charged, yen(row.tax_yen + takenTax)),
    ...shared(taken, takenTax).map(([charge, tax]) => [charge, -tax] as const),
  ])
  const charges = row.charges.map((charge) => ({
    description: `${(charge.availability === null ? words : offsetWords)[row.locale](charge)} (${row.contract_number})`,
    supplied: heldOn(row.locale === "en" ? dateInEnglish : dateInJapanese, charge),
    ...{ quantity: 1, unitYen: yen(charge.netYen + (taxes.get(charge) ?? 0)), taxRatePercent: row.rate },
    subject: { serviceBillId: row.id },
  }))
  return [...charges, ...row.allowances.map((allowance) => allowed(row, allowance))]
}

/** 減額 of a bill that was not invoiced yet, with its tax. */
const allowed = (row: Row, { reason, amountYen, on }: Row["allowances"][number]): PaperLine => ({
  description: `${allowanceWords(reason)[row.locale]} (${row.number})`,
  supplied: (row.locale === "en" ? dateInEnglish : dateInJapanese)(on),
  ...{ quantity: 1, unitYen: -amountYen, taxRatePercent: row.rate, subject: { serviceBillId: row.id } },
})

const sumOf = (charges: readonly Charge[]) => charges.reduce((sum, { netYen }) => sum + netYen, 0)

function shared(charges: readonly Charge[], tax: Yen): readonly (readonly [Charge, number])[] {
  const weights = charges.map(({ netYen }) => yen(Math.abs(netYen)))
  return apportion(tax, weights).flatMap((part, at) => {
    const charge = charges[at]
    return charge ? [[charge, part] as const] : []
  })
}

/** The price agreed is before tax, and counts by days where the whole month was not had. */
const words = {
  ja: ({ name, monthlyYen, days, ofDays }: Charge) =>
    `${name} 月額${formatYen(monthlyYen)}円(税抜)${days === ofDays ? "" : `の${days}/${ofDays}日分`}`,
  en: ({ name, monthlyYen, days, ofDays }: Charge) =>
    `${name}, ${formatYen(monthlyYen)} yen a month before tax${days === ofDays ? "" : `, ${days} of ${ofDays} days`}`,
} as const

/** A tenth of the fee of the month whose service level was missed (D6). */
const offsetWords = {
  ja: ({ name, monthlyYen, availability }: Charge) =>
    `稼働率未達の相殺(稼働率${availability ?? 0}%) ${name} 月額${formatYen(monthlyYen)}円(税抜)の10%`,
  en: ({ name, monthlyYen, availability }: Charge) =>
    `Service level missed (${availability ?? 0}% available): 10% of ${name}, ${formatYen(monthlyYen)} yen a month before tax`,
} as const

/** 取引期間 */
const heldOn = (printed: (date: CalendarDate) => string, { fromOn, untilOn }: Charge) =>
  fromOn === untilOn ? printed(fromOn) : `${printed(fromOn)}〜${printed(untilOn)}`
