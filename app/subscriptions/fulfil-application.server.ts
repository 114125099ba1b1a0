import type { CheckoutState } from "#app/billing/stripe/paid-checkout.server.ts"
import { recordPayment } from "#app/billing/record-payment.server.ts"
import { joinOrAddMember } from "#app/members/join-or-add-member.server.ts"
import { queueMail } from "#app/notices/queue-mail.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type ApplicationForm, applicationForm } from "#app/subscriptions/application.ts"
import { openOrder } from "#app/subscriptions/place-order.server.ts"
import { openContract, type OpenedContract } from "#app/subscriptions/open-contract.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"
import { receiptMail } from "#templates/mail/receipt-mail.ts"

export type Fulfilment = "done" | "already-done" | "not-paid" | "paid-twice" | "unknown"

type Row = {
  state: string
  offer_id: string
  form: unknown
  source_code: string
  source_page: string
  order_id: string | null
  locale: "ja" | "en"
  payer_id: string | null
}
type Paid = NonNullable<CheckoutState["paid"]>

/**
 * What a paid Checkout session means (D1–D3): order, member joined or added, contract, payment, entry 2, receipt mail. The
 * return page and the worker both call it, in any order and any number of times; the payment intent is the key. A second
 * payment of the same application is booked as 仮受金 and its application marked for refund.
 */
export async function fulfilApplication(scope: Scope, checkout: CheckoutState): Promise<Fulfilment> {
  if (checkout.applicationId === null) return "unknown"
  const [row] = await scope.sql<Row>`
    select application.state, application.offer_id, application.form, application.source_code, application.source_page,
      application.order_id, application.locale, customer_order.member_id as payer_id
    from application left join customer_order on customer_order.id = application.order_id
    where application.id = ${checkout.applicationId}::uuid for update of application`
  if (!row) return "unknown"
  if (checkout.paid === null) {
    if (checkout.status === "expired") await abandon(scope, checkout)
    return "not-paid"
  }
  const [known] = await scope.sql`select from payment where external_key = ${checkout.paid.paymentIntentId}`
  if (known) return "already-done"
  await closeRequest(scope, checkout.sessionId, checkout.paid.paymentIntentId)
  if (row.order_id !== null && row.payer_id !== null) {
    await keepSecondPayment(scope, checkout, checkout.paid, idOf(row.payer_id))
    return "paid-twice"
  }
  await fulfil({ ...scope, locale: row.locale }, checkout.applicationId, row, checkout.paid)
  return "done"
}

async function fulfil(scope: Scope, applicationId: string, row: Row, paid: Paid) {
  const form = applicationForm(scope.locale).parse(row.form)
  const member = await joinOrAddMember(scope, { ...form, wantsMail: form.wantsMail === "yes" }, "web")
  const order = await openOrder(scope, {
    ...{ memberId: member.memberId, channel: "web", totalYen: paid.amountYen, orderedOn: paid.paidOn },
    ...{ sourceCode: row.source_code, sourcePage: row.source_page },
  })
  const contract = await openContract(scope, {
    ...{ offerId: row.offer_id, payerId: member.memberId, orderId: order.id, totalYen: paid.amountYen },
    ...{ recipients: [{ memberId: member.memberId, copies: form.copies }], startIssue: form.startIssue },
    ...{ openedOn: paid.paidOn, sourceCode: row.source_code, channel: "web", paymentWay: "card" },
  })
  await recordPayment(scope, {
    ...{ payerId: member.memberId, orderId: order.id, way: "card", amountYen: paid.amountYen, receivedOn: paid.paidOn },
    ...{ externalKey: paid.paymentIntentId, cardBrand: paid.cardBrand, cardLast4: paid.cardLast4, contract },
  })
  await scope.sql`
    update application set state = 'paid', order_id = ${order.id}::uuid where id = ${applicationId}::uuid`
  await queueReceipt(scope, { form, member, order, contract, paid })
  await audit(scope, "fulfil-application", order.number, {
    contract: contract.number,
    member: member.number,
    how: member.how,
  })
}

const closeRequest = (scope: Scope, sessionId: string, paymentIntentId: string) => scope.sql`
  update stripe_request set state = 'paid', payment_intent_id = ${paymentIntentId} where session_id = ${sessionId}`

async function abandon(scope: Scope, checkout: CheckoutState) {
  await scope.sql`
    update stripe_request set state = 'expired' where session_id = ${checkout.sessionId} and state in ('open', 'created')`
  await scope.sql`
    update application set state = 'abandoned'
    where id = ${checkout.applicationId}::uuid and state = 'confirmed'
      and not exists (select from stripe_request where application_id = application.id and state in ('open', 'created'))`
}

async function keepSecondPayment(scope: Scope, checkout: CheckoutState, paid: Paid, payerId: MemberId) {
  await recordPayment(scope, {
    ...{ payerId, orderId: null, way: "card", amountYen: paid.amountYen, receivedOn: paid.paidOn },
    ...{ externalKey: paid.paymentIntentId, cardBrand: paid.cardBrand, cardLast4: paid.cardLast4, contract: null },
  })
  await scope.sql`update application set state = 'refund-due' where id = ${checkout.applicationId}::uuid`
  await audit(scope, "second-payment", checkout.sessionId, { amountYen: paid.amountYen })
}

async function queueReceipt(
  scope: Scope,
  made: {
    form: ApplicationForm
    member: { memberId: MemberId; number: string }
    order: { number: string }
    contract: OpenedContract
    paid: { amountYen: number; paidOn: CalendarDate; cardBrand: string | null; cardLast4: string | null }
  },
) {
  const [organization] = await scope.sql<{
    name: string
    name_english: string
    phone: string
    address: string
    registration_number: string | null
  }>`
    select name, name_english, phone, address, registration_number from organization where id = ${scope.organizationId}`
  if (!organization) throw new Error("the organization is not there")
  const mail = receiptMail({
    locale: scope.locale,
    organization: {
      name: scope.locale === "en" && organization.name_english !== "" ? organization.name_english : organization.name,
      phone: organization.phone,
      address: organization.address,
      registrationNumber: organization.registration_number,
    },
    person: { familyName: made.form.familyName, givenName: made.form.givenName, companyName: made.form.companyName },
    orderNumber: made.order.number,
    memberNumber: made.member.number,
    item: made.contract.itemName,
    units: made.contract.units,
    copies: made.form.copies,
    firstIssue: made.contract.firstIssue,
    totalYen: made.paid.amountYen,
    taxYen: made.contract.taxYen,
    taxRatePercent: made.contract.taxRatePercent,
    paidOn: made.paid.paidOn,
    card: made.paid.cardLast4 === null ? null : { brand: made.paid.cardBrand ?? "", last4: made.paid.cardLast4 },
  })
  await queueMail(scope, {
    kind: "receipt",
    dedupeKey: `receipt:${made.order.number}`,
    recipient: made.form.email,
    memberId: made.member.memberId,
    ...mail,
  })
}
