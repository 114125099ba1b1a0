import { addresseeForSeminarOrder } from "#app/billing/papers/addressee-for-seminar-order.server.ts"
import { issueCreditNote } from "#app/billing/papers/issue-credit-note.server.ts"
import { issueInvoice } from "#app/billing/papers/issue-invoice.server.ts"
import { creditNoteIsDue, type PaperId } from "#app/billing/papers/paper.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { calendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import type { BusinessPaper } from "#templates/pdf/business-paper.ts"

type Order = {
  number: string
  way: string
  locale: "ja" | "en"
  payer_id: string | null
  unit_yen: number
  total_yen: number
  rate: number
  due_on: string | null
  title: string
  fee: string
  first_on: string
  last_on: string
}

/**
 * 適格請求書 of a seminar order that is paid by invoice, when it is confirmed; called again it is the same paper. Null where the order is
 * paid in another way or costs nothing. Refuses what issueInvoice refuses.
 */
export async function invoiceSeminarOrder(scope: Scope, orderId: string): Promise<PaperId | null> {
  const [order] = await scope.sql<Order>`
    select seminar_order.number, way, seminar_order.locale, payer_id, unit_yen, total_yen, seminar_order.tax_rate_percent as rate, due_on,
      case seminar_order.locale when 'en' then coalesce(nullif(title_english, ''), title) else title end as title,
      case seminar_order.locale when 'en' then coalesce(nullif(fee.name_english, ''), fee.name) else fee.name end as fee,
      held.first_on, held.last_on
    from seminar_order join seminar on seminar.id = seminar_order.seminar_id join fee_type as fee on fee.id = fee_type_id
    cross join lateral (select (min(starts_at) at time zone 'Asia/Tokyo')::date::text as first_on,
      (max(ends_at) at time zone 'Asia/Tokyo')::date::text as last_on from seminar_session where seminar_id = seminar.id) as held
    where seminar_order.id = ${orderId}::uuid`
  if (!order || order.way !== "invoice" || order.total_yen === 0 || order.payer_id === null) return null
  const addressee = await addresseeForSeminarOrder(scope, orderId)
  const isEnglish = order.locale === "en"
  // A price that does not divide by the people left is stated as a whole.
  const quantity = order.total_yen % order.unit_yen === 0 ? order.total_yen / order.unit_yen : 1
  return issueInvoice(scope, {
    ...{ payerId: idOf(order.payer_id), addressee, locale: order.locale, sourceKey: `seminar-order:${order.number}` },
    dueOn: order.due_on === null ? null : calendarDate(order.due_on),
    facts: [[isEnglish ? "Application" : "受付番号", order.number]],
    lines: [
      {
        description: `${isEnglish ? "Seminar fee" : "受講料"} ${order.title} ${order.fee}`,
        ...{ supplied: heldOn(order), quantity, unitYen: order.total_yen / quantity, taxRatePercent: order.rate },
        subject: { seminarOrderId: orderId },
      },
    ],
  })
}

/** 取引年月日: the day, or the first and the last one. */
function heldOn({ locale, first_on, last_on }: Pick<Order, "locale" | "first_on" | "last_on">): string {
  const printed = locale === "en" ? dateInEnglish : dateInJapanese
  const [first, last] = [printed(calendarDate(first_on)), printed(calendarDate(last_on))]
  return first === last ? first : `${first}〜${last}`
}

type Invoice = {
  id: PaperId
  number: string
  payer_id: string
  snapshot: BusinessPaper
  left_yen: number
  order: string
  rate: number
}

/**
 * What a cancellation takes off the invoice of its order (適格返還請求書): what is still open is lowered, so that no more than the fee that
 * is kept stays open; what was paid and goes back has a note where the law asks for one. Nothing where there is no invoice.
 */
export async function creditSeminarOrder(
  scope: Scope,
  input: Readonly<{
    orderId: string
    key: string
    people: number
    returnedYen: number
    feeYen: number
    isCalledOff?: boolean
  }>,
): Promise<void> {
  const [invoice] = await scope.sql<Invoice>`
    select paper.id, paper.number, paper.payer_id, paper.snapshot, item.left_yen, seminar_order.number as order,
      line.tax_rate_percent as rate
    from issued_paper_line as line join issued_paper as paper on paper.id = line.paper_id
    join invoice_open_item as item on item.invoice_id = paper.id join seminar_order on seminar_order.id = line.seminar_order_id
    where line.seminar_order_id = ${input.orderId}::uuid and paper.kind = 'invoice' and paper.copy_no = 0`
  if (!invoice || input.returnedYen <= 0) return
  const loweredYen = Math.min(invoice.left_yen, input.returnedYen)
  const backYen = input.returnedYen - loweredYen
  if (loweredYen > 0) await note(scope, invoice, { ...input, amountYen: loweredYen, lowersInvoice: true })
  if (creditNoteIsDue(backYen)) await note(scope, invoice, { ...input, amountYen: backYen, lowersInvoice: false })
}

async function note(
  scope: Scope,
  invoice: Invoice,
  input: Readonly<{
    orderId: string
    key: string
    people: number
    feeYen: number
    amountYen: number
    lowersInvoice: boolean
    isCalledOff?: boolean
  }>,
): Promise<void> {
  const { snapshot, order } = invoice
  const isEnglish = snapshot.locale === "en"
  const fee = input.feeYen.toLocaleString(isEnglish ? "en" : "ja-JP")
  const kept = isEnglish ? `, less the fee of ¥${fee}` : `、キャンセル料${fee}円を差引`
  const [why, whyEnglish] =
    input.isCalledOff === true ? ["開催中止", "Seminar called off:"] : ["受講取消", "Cancellation of"]
  const what = isEnglish
    ? `${whyEnglish} ${order} (people: ${input.people}${input.feeYen > 0 ? kept : ""})`
    : `${why} ${order}(${input.people}名${input.feeYen > 0 ? kept : ""})`
  await issueCreditNote(scope, {
    ...{
      payerId: idOf(invoice.payer_id),
      addressee: snapshot.addressee,
      locale: snapshot.locale,
      invoiceId: invoice.id,
    },
    ...{ originalPeriod: "", returnedOn: scope.today, lowersInvoice: input.lowersInvoice },
    sourceKey: `seminar-cancel:${input.key}:${input.lowersInvoice ? "open" : "paid"}`,
    lines: [
      {
        ...{ description: what, supplied: (isEnglish ? dateInEnglish : dateInJapanese)(scope.today), quantity: 1 },
        ...{ unitYen: input.amountYen, taxRatePercent: invoice.rate, subject: { seminarOrderId: input.orderId } },
      },
    ],
  })
}
