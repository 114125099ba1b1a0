import { addresseesForPayers } from "#app/billing/papers/addressee-for-payer.server.ts"
import { billingSettings } from "#app/billing/papers/billing-settings.server.ts"
import { type PaymentWay, paymentWays } from "#app/billing/book-payment.server.ts"
import { refuse } from "#app/billing/refusals.ts"
import { organizationForNotice } from "#app/notices/organization-for-notice.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import { isId } from "#app/values/ids.ts"
import { formatPostalCode } from "#app/values/text.ts"
import type { Statement, StatementLine } from "#templates/pdf/statement-pdf.ts"

type Row = {
  on: string
  paper: string
  what: string
  cause: string
  billed_yen: number | null
  lowered_yen: number | null
  before: boolean
}

/**
 * 取引明細書 of a payer over a period of JST dates: his invoices and what settled them, in yen with tax, with the 請求残 before and after.
 * Refuses: unknown-subject.
 */
export async function statementForPayer(
  scope: Scope,
  input: Readonly<{ payerId: string; from: CalendarDate; to: CalendarDate }>,
): Promise<Statement> {
  const addressee = isId(input.payerId)
    ? (await addresseesForPayers(scope, [input.payerId])).get(input.payerId)
    : undefined
  const [payer] = isId(input.payerId)
    ? await scope.sql<{ locale: "ja" | "en" }>`select locale from member where id = ${input.payerId}::uuid`
    : []
  if (!addressee || !payer) throw refuse("unknown-subject")
  const { locale } = payer
  const rows = await rowsOf(scope, input)
  const yenOf = (row: Row) => (row.billed_yen ?? 0) - (row.lowered_yen ?? 0)
  const openingYen = rows.filter(({ before }) => before).reduce((sum, row) => sum + yenOf(row), 0)
  const lines: StatementLine[] = []
  let balanceYen = openingYen
  for (const row of rows.filter(({ before }) => !before)) {
    balanceYen += yenOf(row)
    const { on, paper, billed_yen: billedYen, lowered_yen: loweredYen } = row
    lines.push({ on, paper, what: whatOf(row, locale), billedYen, loweredYen, balanceYen })
  }
  return { ...(await headOf(scope, locale, input)), addressee, openingYen, closingYen: balanceYen, lines }
}

/** Invoices on their day, and settlements on theirs, a payment's parts as one line. */
const rowsOf = (
  scope: Scope,
  { payerId, from, to }: { payerId: string; from: CalendarDate; to: CalendarDate },
) => scope.sql<Row>`
  with line as (
    select paper.issued_on as on, paper.number as paper, (select description from issued_paper_line as first
        where first.paper_id = paper.id order by amount_yen desc, line_no limit 1) as what, 'invoice' as cause,
      paper.total_yen as billed_yen, null::bigint as lowered_yen
    from issued_paper as paper where paper.kind = 'invoice' and paper.copy_no = 0 and paper.payer_id = ${payerId}::uuid
    union all
    select settled.settled_on, coalesce(payment.number, note.number, ''), coalesce(payment.way, ''), settled.cause, null,
      sum(settled.amount_yen)::bigint
    from invoice_settlement as settled join issued_paper as paper on paper.id = settled.invoice_id
    left join payment on payment.id = settled.payment_id left join issued_paper as note on note.id = settled.credit_note_id
    where paper.payer_id = ${payerId}::uuid
    group by settled.settled_on, payment.number, note.number, payment.way, settled.cause
  )
  select line.*, line.on < ${from}::date as before from line where line.on <= ${to}::date
  order by line.on, line.cause = 'invoice' desc, line.paper`

const causes = {
  "credit-note": { ja: "減額・取消", en: "Credit" },
  "write-off": { ja: "貸倒処理", en: "Written off" },
} as const

const isCause = (cause: string): cause is keyof typeof causes => cause in causes
const isWay = (way: string): way is PaymentWay => way in paymentWays

function whatOf({ cause, what }: Row, locale: "ja" | "en"): string {
  if (cause === "invoice") return what
  if (isCause(cause)) return causes[cause][locale]
  return isWay(what) ? paymentWays[what][locale] : what
}

async function headOf(scope: Scope, locale: "ja" | "en", { from, to }: { from: CalendarDate; to: CalendarDate }) {
  const sender = await organizationForNotice(scope)
  const { bankAccount } = await billingSettings(scope)
  const printed = locale === "en" ? dateInEnglish : dateInJapanese
  return {
    locale,
    issuer: {
      name: locale === "en" ? sender.nameEnglish : sender.name,
      lines: [
        `${sender.postalCode === "" ? "" : `〒${formatPostalCode(sender.postalCode)} `}${sender.address}`,
        sender.phone === "" ? "" : `${locale === "en" ? "Tel." : "電話"} ${sender.phone}`,
      ].filter((line) => line.trim() !== ""),
    },
    printedOn: printed(scope.today),
    period: `${printed(from)}〜${printed(to)}`,
    bankAccount: bankAccount.split(/\r?\n/).filter((line) => line.trim() !== ""),
  }
}
