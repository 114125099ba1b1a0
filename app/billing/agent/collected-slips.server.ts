import type { Scope } from "#app/platform/scope.server.ts"

export type CollectedSlip = Readonly<{
  digits: string
  paidOn: string
  amountYen: number
  state: "announced" | "withdrawn" | "settled"
  invoiceId: string
  invoiceNumber: string
  addressee: string
  paymentNumber: string | null
}>

export type CollectedSlips = Readonly<{
  slips: readonly CollectedSlip[]
  total: number
  /** 未収入金(収納代行): what stores have collected and the agent has not paid out yet, yen. */
  atAgentYen: number
  /** Of it announced alone (速報): held as 仮受金. */
  announcedYen: number
  /** How many payouts of the agent are booked. */
  payouts: number
}>

/** What stores collected on slips, the latest first, and what lies at the agent. Reads only. */
export async function collectedSlips(
  scope: Scope,
  page: Readonly<{ limit: number; offset: number }>,
): Promise<CollectedSlips> {
  const rows = await scope.sql<CollectedSlip & { total: number }>`
    select slip.digits, slip.paid_on as "paidOn", slip.amount_yen as "amountYen", slip.state, invoice.id as "invoiceId",
      invoice.number as "invoiceNumber", invoice.addressee, payment.number as "paymentNumber", (count(*) over ())::integer as total
    from collected_slip as slip join issued_paper as invoice on invoice.id = slip.invoice_id
    left join payment on payment.id = slip.payment_id
    order by slip.paid_on desc, invoice.number limit ${page.limit}::integer offset ${page.offset}::integer`
  const [sums] = await scope.sql<Omit<CollectedSlips, "slips" | "total">>`
    select (select coalesce(sum(line.amount_yen), 0) from voucher_line as line join account on account.code = line.account_code
        where account.purpose = 'agent-clearing')::bigint as "atAgentYen",
      (select coalesce(sum(amount_yen), 0) from collected_slip where state = 'announced')::bigint as "announcedYen",
      (select count(*) from voucher where kind = 'payout' and starts_with(source_key, 'agent-payout:'))::integer as payouts`
  return {
    slips: rows,
    total: rows[0]?.total ?? 0,
    ...(sums ?? { atAgentYen: 0, announcedYen: 0, payouts: 0 }),
  }
}
