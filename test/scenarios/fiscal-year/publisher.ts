import { expect } from "vitest"
import { takeCollectedSlips } from "#app/billing/agent/take-collected-slips.server.ts"
import { type BankLine, bankLines } from "#app/billing/bank/bank-lines.server.ts"
import { holdBankLine, settleBankLine } from "#app/billing/bank/settle-bank-line.server.ts"
import { takeBankFile } from "#app/billing/bank/take-bank-file.server.ts"
import { makeDebitRequest } from "#app/billing/debit/make-debit-request.server.ts"
import { takeDebitResult } from "#app/billing/debit/take-debit-result.server.ts"
import { billingSettings, saveBillingSettings } from "#app/billing/papers/billing-settings.server.ts"
import { payerTerms, savePayerTerms } from "#app/billing/papers/payer-terms.server.ts"
import type { PayerTerms } from "#app/billing/papers/payer-terms-form.ts"
import { openCheckout } from "#app/billing/stripe/open-checkout.server.ts"
import { connectStripe } from "#app/billing/stripe/stripe-client.server.ts"
import { confirmIssueRun } from "#app/reports/confirm-issue-run.server.ts"
import { applicationForm } from "#app/subscriptions/application.ts"
import { reconcileStripe } from "#app/subscriptions/card-money/reconcile-stripe.server.ts"
import { confirmApplication } from "#app/subscriptions/confirm-application.server.ts"
import { saveApplication } from "#app/subscriptions/save-application.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { type ContractId, idOf, type MemberId } from "#app/values/ids.ts"
import type { TaxRounding } from "#app/values/yen.ts"
import { bankAnswers, fileOfRequest, registerAccount, setUpDebits } from "#test/support/debit-desk.ts"
import { demoSecretKey, demoWebhookSecret } from "#test/support/demo/seed-demo.ts"
import { sessionOf } from "#test/support/reader.ts"
import { seminarWorld } from "#test/support/seminar-world.ts"
import type { SmallPublisher } from "#test/support/small-world.ts"
import type { StripeSimulator } from "#test/support/stripe-simulator/start-stripe-simulator.ts"
import type { TestHouse } from "#test/support/use-house.ts"
import { zengin03 } from "#test/support/zengin-file.ts"

export type Publisher = ReturnType<typeof publisher>

/** A publisher for a year: the seminar office's words, and those of the bank, the stores and Stripe; people are known by their name. */
export function publisher(
  house: TestHouse,
  stripe: () => StripeSimulator,
  given: SmallPublisher,
  rounding: TaxRounding,
  booksPolicy: "net" | "gross" = "net",
) {
  const office = seminarWorld(house, given)
  const key = demoSecretKey(given.code)
  const actor = () => house.actor(given.code)
  const terms = new Map<string, ContractId>()
  const people = new Map<string, MemberId>()
  let transfers = 0
  const known = <Value>(of: ReadonlyMap<string, Value>, name: string): Value => {
    const value = of.get(name)
    if (value === undefined) throw new Error(`nobody is called ${name}`)
    return value
  }
  const term = (name: string) => known(terms, name)
  const person = (name: string) => known(people, name)

  async function found() {
    await office.found()
    office.today("2026-04-01")
    const keys = { secretKey: key, webhookSecret: demoWebhookSecret(given.code) }
    await office.act(async (scope) => {
      await connectStripe(scope, keys)
      await setUpDebits(scope)
      const slips = { slipCompanyCode: "912345", slipClientCode: "77", slipAgentName: "", slipDays: 0, booksPolicy }
      await saveBillingSettings(scope, { ...(await billingSettings(scope)), ...slips })
      await scope.sql`update organization set tax_rounding = ${rounding} where id = ${scope.organizationId}`
      await scope.sql`update offer set single_price_yen = 1_100, cancellation_fee_yen = 500 where code in ('M12', 'Q4')`
    })
  }

  /** Somebody whose name a bank writes in kana, with terms of payment where the office has agreed any. */
  async function meet(name: string, more: { companyName?: string; terms?: Partial<PayerTerms> } = {}) {
    const id = await office.reader(more)
    await office.act(async (scope) => {
      await scope.sql`update member set family_name_kana = ${name}, given_name_kana = '' where id = ${id}::uuid`
      if (more.terms) await savePayerTerms(scope, id, { ...(await payerTerms(scope, id)), ...more.terms })
    })
    people.set(name, id)
    return id
  }

  type Order = Parameters<typeof office.order>[2]
  async function subscribe(name: string, offer: "M12" | "M3" | "Q4", more: Order = {}) {
    terms.set(name, await office.order(people.get(name) ?? (await meet(name)), offer, more))
  }

  async function file(on: string, rows: readonly (readonly [name: string, yen: number])[]) {
    const [year = "", month = "", day = ""] = on.split("-")
    const era = `${String(Number(year) - 2018).padStart(2, "0")}${month}${day}`
    const bytes = zengin03(rows.map(([name, yen]) => ({ on: era, yen, name, reference: `${(transfers += 1)}` })))
    await office.act((scope) => takeBankFile(scope, { name: "meisai.txt", bytes }))
    const { lines } = await office.look((scope) => bankLines(scope, { state: "open", limit: 100, offset: 0 }))
    return lines
  }

  /** A file of the bank's, and what the office does with each deposit: by its suggestion, or held where there is none. */
  async function deposits(on: string, rows: readonly (readonly [name: string, yen: number])[]) {
    const lines = await file(on, rows)
    for (const { id, suggestion } of lines) {
      await office.act(async (scope) => {
        if (!suggestion) return holdBankLine(scope, id)
        const { payer, parts, feeYen, identity } = suggestion
        await settleBankLine(scope, { lineId: id, payerId: payer.id, parts, feeYen, reasons: [identity] })
      })
    }
  }

  /** What was held as nobody's is somebody's after all. */
  async function match(name: string) {
    const { lines } = await office.look((scope) => bankLines(scope, { state: "held", limit: 1, offset: 0 }))
    await give(name, lines)
  }

  /** Who was written off is not known to owe: the office itself says what his money is for. */
  async function recovers(on: string, name: string, inKana: string, yen: number) {
    await give(name, await file(on, [[inKana, yen]]))
  }

  async function give(name: string, [line]: readonly BankLine[]) {
    if (!line) throw new Error("no deposit waits")
    const parts = [{ subjectId: term(name), amountYen: line.amountYen }]
    await office.act((scope) =>
      settleBankLine(scope, { lineId: line.id, payerId: person(name), parts, feeYen: 0, reasons: [] }),
    )
  }

  /** The bank is asked to take what is due, and answers: 0 done, 1 資金不足. */
  async function debit(on: string, results: string) {
    const { requestId } = await office.act((scope) => makeDebitRequest(scope, calendarDate(on)))
    const sent = await office.look((scope) => fileOfRequest(scope, requestId))
    office.today(on)
    await office.act((scope) =>
      takeDebitResult(scope, { name: "kekka.txt", bytes: bankAnswers(sent, results), requestId }),
    )
  }

  const debitAccount = (name: string) => office.act((scope) => registerAccount(scope, person(name)))

  /** What a store collected on a payer's slip. */
  async function collected(name: string, kinds: readonly ("速報" | "確報")[]) {
    const [slip] = await office.look(
      (scope) => scope.sql<{ digits: string; yen: number; today: string }>`
        select snapshot #>> '{slip,digits}' as digits, total_yen as yen, ${scope.today} as today from issued_paper
        where payer_id = ${person(name)}::uuid and kind = 'invoice'`,
    )
    const rows = kinds.map((kind) => `${slip?.digits ?? ""},${slip?.today ?? ""},${slip?.yen ?? 0},${kind}`)
    await office.act((scope) =>
      takeCollectedSlips(scope, Buffer.from(["払込票番号,収納日,金額,区分", ...rows].join("\r\n"))),
    )
  }

  /** Somebody applies on the publisher's page and pays with a card; gives the payment intent. */
  async function buysByCard(name: string, startIssue: number): Promise<void> {
    const kana = Array.from(name, (letter) => letter).join("")
    const [made] = await office.look((scope) => scope.sql<{ id: string }>`select new_id() as id`)
    const form = applicationForm("ja").parse({
      ...{ companyName: "", department: "", building: "", agrees: "yes", postalCode: "101-0051", prefecture: "東京都" },
      ...{
        city: "千代田区",
        street: "神田神保町1-1",
        familyName: kana,
        givenName: "花",
        familyNameKana: kana,
        givenNameKana: "ハナ",
      },
      ...{
        phone: `03-7777-${String(1000 + terms.size)}`,
        email: `${terms.size}@card.example`,
        applicationId: made?.id ?? "",
      },
      ...{ startIssue, copies: 1 },
    })
    const id = await office.act((scope) =>
      saveApplication(scope, { offerCode: "M12", form, sourceCode: "", sourcePage: "/" }),
    )
    const application = await office.act((scope) => confirmApplication(scope, id))
    const url = await openCheckout(await actor(), {
      ...{ subject: { kind: "application", id }, email: form.email, keepsCard: false },
      item: { name: application.itemName, description: "12回", unitYen: application.unitYen, quantity: 1 },
      ...{ successUrl: "http://localhost/done", cancelUrl: "http://localhost/" },
    })
    await stripe().control.completeSession(sessionOf(url))
    await reconcile()
    const [row] = await office.look(
      (scope) => scope.sql<{ id: string }>`
        select contract.id from contract join application on application.order_id = contract.order_id where application.id = ${id}::uuid`,
    )
    terms.set(name, idOf(row?.id ?? ""))
  }

  /** Stripe's news come in; the books and Stripe agree but for what people have to answer. */
  async function reconcile(known: readonly string[] = []) {
    const { differences } = await reconcileStripe(await actor())
    expect(differences.map(({ kind }) => kind)).toEqual(known)
  }

  const chargeOf = async (name: string) => {
    const [payment] = await office.look(
      (scope) => scope.sql<{ intent: string }>`
        select external_key as intent from payment join payment_allocation as part on part.payment_id = payment.id
        where part.contract_id = ${term(name)}::uuid and through_stripe`,
    )
    const { latest_charge } = stripe().control.objects(key).payment_intent[payment?.intent ?? ""] ?? {}
    if (typeof latest_charge !== "string") throw new Error("no charge")
    return latest_charge
  }

  /** An issue ships on a day of its own. */
  async function shipOn(publication: string, issue: number, on: string) {
    office.today(on)
    await office.act((scope) => confirmIssueRun(scope, { publication, issue, shipsOn: calendarDate(on) }))
  }

  return {
    ...office,
    paySeat: office.pay,
    ...{
      given,
      key,
      actor,
      found,
      meet,
      subscribe,
      term,
      person,
      terms,
      deposits,
      match,
      recovers,
      debit,
      debitAccount,
    },
    ...{ collected, buysByCard, reconcile, chargeOf, shipOn, stripe: () => stripe().control },
  }
}
