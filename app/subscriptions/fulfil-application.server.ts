import type { CheckoutState } from "#app/billing/stripe/paid-checkout.server.ts"
import type { OnlineWay } from "#app/billing/online-way.ts"
import { keepCard } from "#app/billing/keep-card.server.ts"
import { recordPayment } from "#app/billing/record-payment.server.ts"
import { recordConsent } from "#app/members/reader/record-consent.server.ts"
import { joinOrAddMember } from "#app/members/join-or-add-member.server.ts"
import { wordingsInForce } from "#app/notices/wordings-in-force.server.ts"
import { queueMail } from "#app/notices/queue-mail.server.ts"
import { awaitPayment } from "#app/subscriptions/await-payment.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { StoredForm } from "#app/subscriptions/application.ts"
import { openContracts, type SoldContract } from "#app/subscriptions/bundles/open-contracts.server.ts"
import { askForProof } from "#app/subscriptions/conditions/ask-for-proof.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { settlePromotion } from "#app/subscriptions/promotions/take-promotion.server.ts"
import { openOrder } from "#app/subscriptions/place-order.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { idOf, type MemberId, type OrderId } from "#app/values/ids.ts"
import { receiptMail, type ReceiptMail, receiptValues } from "#templates/mail/receipt-mail.ts"

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
  renews_id: string | null
  renewal_step: number | null
  /** The member on whose page it was made; null where the form told who he is. */
  applicant: { id: string; number: string } | null
  /** A renewal whose term, or one of whose bundle, was renewed or ended in the meantime: its money waits for a refund. */
  renewal_too_late: boolean
  renewing_payer_id: string | null
  started_at: Date
}
type Paid = NonNullable<CheckoutState["paid"]>
type OfApplication = CheckoutState & Readonly<{ applicationId: string }>

/**
 * What a paid Checkout session means (D1–D3): order, member joined or added, contract, payment, entry 2, receipt mail. The
 * return page and the worker both call it, in any order and any number of times; the payment intent is the key. A second
 * payment of the same application is booked as 仮受金 and its application marked for refund.
 */
export async function fulfilApplication(scope: Scope, state: CheckoutState): Promise<Fulfilment> {
  if (state.subject?.kind !== "application") return "unknown"
  const checkout = { ...state, applicationId: state.subject.id }
  const [row] = await scope.sql<Row>`
    select application.state, application.offer_id, application.form, coalesce(promotion.source_code, application.source_code) as source_code,
      application.source_page,
      application.order_id, application.locale, customer_order.member_id as payer_id, application.renews_id,
      (select jsonb_build_object('id', kept.id, 'number', kept.number) from member as kept
        where kept.id = member_kept(application.member_id)) as applicant,
      application.renewal_step, application.started_at, term.payer_id as renewing_payer_id,
      term.id is not null and (term.state <> 'active' or exists (select from contract as next where next.previous_id = term.id
        and next.state = 'active') or not exists (select from terms_to_renew(term.id, application.offer_id))) as renewal_too_late
    from application left join customer_order on customer_order.id = application.order_id
    left join contract as term on term.id = application.renews_id
    left join promotion_use as used on used.application_id = application.id
    left join promotion_code as promotion on promotion.id = used.promotion_id
    where application.id = ${checkout.applicationId}::uuid for update of application`
  if (!row) return "unknown"
  if (checkout.paid === null) {
    if (checkout.status === "expired" || checkout.status === "failed") await abandon(scope, checkout)
    else if (checkout.awaits !== null) await keepWaiting({ ...scope, locale: row.locale }, row, checkout)
    return "not-paid"
  }
  const [known] = await scope.sql`select from payment where external_key = ${checkout.paid.paymentIntentId}`
  if (known) return "already-done"
  await closeRequest(scope, checkout.sessionId, checkout.paid.paymentIntentId)
  if (row.order_id !== null && row.payer_id !== null) {
    await keepSecondPayment(scope, checkout, checkout.paid, idOf(row.payer_id))
    return "paid-twice"
  }
  if (row.renewal_too_late && row.renewing_payer_id !== null) {
    await keepSecondPayment(scope, checkout, checkout.paid, idOf(row.renewing_payer_id))
    return "paid-twice"
  }
  await fulfil({ ...scope, locale: row.locale }, checkout.applicationId, row, checkout.paid)
  return "done"
}

type Made = Readonly<{
  member: { memberId: MemberId; number: string; how: string }
  order: { id: OrderId; number: string }
  /** One, or of a bundle one for each title. */
  contracts: readonly [SoldContract, ...SoldContract[]]
}>

async function fulfil(scope: Scope, applicationId: string, row: Row, paid: Paid) {
  const form = StoredForm.parse(row.form)
  const made = row.renews_id === null ? await fulfilNew(scope, form, row, paid) : await fulfilRenewal(scope, row, paid)
  if (paid.keptCard) await keepCard(scope, made.member.memberId, paid.keptCard)
  await scope.sql`
    update application set state = 'paid', order_id = ${made.order.id}::uuid where id = ${applicationId}::uuid`
  await settlePromotion(scope, { applicationId, orderId: made.order.id, memberId: made.member.memberId })
  if (form.email !== "") await queueReceipt(scope, { form, ...made, paid })
  await audit(scope, "fulfil-application", made.order.number, {
    contract: made.contracts.map(({ number }) => number).join(" "),
    member: made.member.number,
    how: made.member.how,
  })
}

async function fulfilNew(scope: Scope, form: StoredForm, row: Row, paid: Paid): Promise<Made> {
  const member = row.applicant
    ? { memberId: idOf<"member">(row.applicant.id), number: row.applicant.number, how: "known" }
    : await joinOrAddMember(scope, { ...form, wantsMail: form.wantsMail === "yes" }, "web")
  if (form.wantsMail === "yes") {
    const said = { purpose: "mail", isGiven: true, receivedBy: "web", saidAt: row.started_at } as const
    await recordConsent(scope, member.memberId, said)
  }
  const order = await openOrder(scope, {
    ...{ memberId: member.memberId, channel: "web", totalYen: paid.amountYen, orderedOn: paid.paidOn },
    ...{ sourceCode: row.source_code, sourcePage: row.source_page, offerId: row.offer_id },
  })
  const contracts = await openContracts(scope, {
    ...{ offerId: row.offer_id, payerId: member.memberId, orderId: order.id, totalYen: paid.amountYen },
    ...{ recipients: [{ memberId: member.memberId, copies: form.copies }], startIssue: form.startIssue },
    ...{ openedOn: paid.paidOn, sourceCode: row.source_code, channel: "web", paymentWay: paid.way },
    autoRenewal: Boolean(paid.keptCard),
  })
  await askForProof(scope, { id: order.id, memberId: member.memberId, offerId: row.offer_id, form })
  const [contract, ...others] = contracts
  await recordPayment(scope, {
    ...{ payerId: member.memberId, orderId: order.id, way: paid.way, amountYen: paid.amountYen },
    ...{ receivedOn: paid.paidOn, externalKey: paid.paymentIntentId },
    ...{ cardBrand: paid.cardBrand, cardLast4: paid.cardLast4, contract, others },
  })
  return { member, order, contracts }
}

/** The personal renewal form's payment (B2): the term goes on, credited to the step of the series that brought it. */
async function fulfilRenewal(scope: Scope, row: Row, paid: Paid): Promise<Made> {
  const renewed = await renewContract(scope, {
    ...{ contractId: row.renews_id ?? "", offerId: row.offer_id, channel: "renewal-form", paymentWay: paid.way },
    ...{ effort: row.renewal_step, totalYen: paid.amountYen, autoRenewal: Boolean(paid.keptCard) },
    sourceCode: row.source_code,
    payment: {
      ...{ way: paid.way, amountYen: paid.amountYen, receivedOn: paid.paidOn, externalKey: paid.paymentIntentId },
      ...{ cardBrand: paid.cardBrand, cardLast4: paid.cardLast4 },
    },
  })
  const [payer] = await scope.sql<{ id: string; number: string }>`
    select member.id, member.number from contract join member on member.id = contract.payer_id
    where contract.id = ${renewed.contract.id}::uuid`
  if (!payer) throw new Error("the renewed contract has no payer")
  return {
    member: { memberId: idOf(payer.id), number: payer.number, how: "renewed" },
    order: { id: renewed.orderId, number: renewed.orderNumber },
    contracts: renewed.contracts,
  }
}

const closeRequest = (scope: Scope, sessionId: string, paymentIntentId: string) => scope.sql`
  update stripe_request set state = 'paid', payment_intent_id = ${paymentIntentId} where session_id = ${sessionId}`

async function keepWaiting(scope: Scope, row: Row, { applicationId, awaits }: OfApplication) {
  if (awaits === null) return
  const [item] = await scope.sql<{ name: string; priceYen: number; reductionYen: number }>`
    select offer_title(offer, ${scope.locale}) as name, offer.price_yen as "priceYen", coalesce((select reduction_yen from promotion_use where application_id = ${applicationId}::uuid), 0)
        as "reductionYen"
    from offer where offer.id = ${row.offer_id}::uuid`
  if (!item) throw new Error("the application's offer is not there")
  const form = StoredForm.parse(row.form)
  const application = {
    id: applicationId,
    itemName: item.name,
    form,
    totalYen: item.priceYen * form.copies - item.reductionYen,
  }
  await awaitPayment(scope, application, awaits)
}

async function abandon(scope: Scope, checkout: OfApplication) {
  await scope.sql`
    update stripe_request set state = 'expired' where session_id = ${checkout.sessionId} and state in ('open', 'created')`
  await scope.sql`
    update application set state = 'abandoned'
    where id = ${checkout.applicationId}::uuid and state in ('confirmed', 'awaiting-payment')
      and not exists (select from stripe_request where application_id = application.id and state in ('open', 'created'))`
}

async function keepSecondPayment(scope: Scope, checkout: OfApplication, paid: Paid, payerId: MemberId) {
  await recordPayment(scope, {
    ...{ payerId, orderId: null, way: paid.way, amountYen: paid.amountYen, receivedOn: paid.paidOn },
    ...{ externalKey: paid.paymentIntentId, cardBrand: paid.cardBrand, cardLast4: paid.cardLast4, contract: null },
  })
  await scope.sql`update application set state = 'refund-due' where id = ${checkout.applicationId}::uuid`
  await audit(scope, "second-payment", checkout.sessionId, { amountYen: paid.amountYen })
}

async function queueReceipt(
  scope: Scope,
  made: {
    form: StoredForm
    member: { memberId: MemberId; number: string }
    order: { number: string }
    contracts: Made["contracts"]
    paid: {
      way: OnlineWay
      amountYen: number
      paidOn: CalendarDate
      cardBrand: string | null
      cardLast4: string | null
    }
  },
) {
  const [organization] = await scope.sql<{
    code: string
    name: string
    name_english: string
    phone: string
    address: string
    registration_number: string | null
  }>`
    select code, name, name_english, phone, address, registration_number from organization where id = ${scope.organizationId}`
  if (!organization) throw new Error("the organization is not there")
  const data: ReceiptMail = {
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
    items: made.contracts.map(({ itemName, units, firstIssue, totalYen, taxYen, taxRatePercent }) => ({
      ...{ name: itemName, units, firstIssue, totalYen, taxYen, taxRatePercent },
    })),
    copies: made.form.copies,
    totalYen: made.paid.amountYen,
    paidOn: made.paid.paidOn,
    way: made.paid.way,
    card: made.paid.cardLast4 === null ? null : { brand: made.paid.cardBrand ?? "", last4: made.paid.cardLast4 },
    myPageUrl: `${publicUrl()}/my/${organization.code}`,
  }
  await queueMail(scope, {
    kind: "receipt",
    dedupeKey: `receipt:${made.order.number}`,
    recipient: made.form.email,
    memberId: made.member.memberId,
    ...(await wordingsInForce(scope)).mail({ kind: "receipt", values: receiptValues(data) }, receiptMail(data)),
  })
}
