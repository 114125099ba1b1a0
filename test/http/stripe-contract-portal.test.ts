import { describe, expect, it } from "vitest"
import { HOUR, refusal, START, useStripe } from "#test/support/stripe-simulator/contract-world.ts"

const world = useStripe()

const cardOnly = { payment_method_update: { enabled: true }, invoice_history: { enabled: false } } as const

async function visit() {
  const { session: paid } = await world.paid({
    customer_creation: "always",
    payment_intent_data: { setup_future_usage: "off_session" },
  })
  const customer = paid.customer
  if (typeof customer !== "string") throw new Error("nobody was kept")
  const { id: configuration } = await world.stripe.billingPortal.configurations.create({ features: cardOnly })
  const session = await world.stripe.billingPortal.sessions.create({
    ...{ customer, configuration, locale: "en", return_url: "http://teiki.test/card" },
    flow_data: {
      type: "payment_method_update",
      after_completion: { type: "redirect", redirect: { return_url: "http://teiki.test/card?changed=1" } },
    },
  })
  return { customer, configuration, session }
}

const choose = (url: string, card: string) =>
  fetch(url, { method: "POST", body: new URLSearchParams({ card }), redirect: "manual" })

describe("Stripe contract: customer portal", () => {
  it("lets customers do what its configuration allows, and nothing else", async () => {
    const { configuration, session, customer } = await visit()
    const made = await world.stripe.billingPortal.configurations.retrieve(configuration)
    expect(made).toMatchObject({
      object: "billing_portal.configuration",
      features: {
        payment_method_update: { enabled: true },
        invoice_history: { enabled: false },
        customer_update: { enabled: false },
        subscription_cancel: { enabled: false },
      },
    })
    expect((await world.stripe.billingPortal.configurations.list()).data.map(({ id }) => id)).toEqual([configuration])
    expect(session).toMatchObject({
      ...{ object: "billing_portal.session", customer, configuration, created: START, locale: "en" },
      flow: { type: "payment_method_update" },
      url: `${world.simulator.url}/p/session/${session.id}`,
    })
  })

  it("the card chosen on its page becomes the customer's default, told by two events", async () => {
    const receiver = await world.registered()
    const { customer, session } = await visit()
    await world.control.deliverAll()
    const before = receiver.received.length
    const page = await (await fetch(session.url)).text()
    expect(page).toContain("Update your payment method")
    expect(page).toContain("http://teiki.test/card")
    const answer = await choose(session.url, "0341")
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "http://teiki.test/card?changed=1"])
    const known = await world.stripe.customers.retrieve(customer)
    if (known.deleted) throw new Error("the customer is gone")
    const chosen = known.invoice_settings.default_payment_method
    if (typeof chosen !== "string") throw new Error("no card was kept")
    expect(await world.stripe.paymentMethods.retrieve(chosen)).toMatchObject({ customer, card: { last4: "0341" } })
    await world.control.deliverAll()
    const events = receiver.events().slice(before)
    expect(events.map(({ type }) => type)).toEqual(["payment_method.attached", "customer.updated"])
  })

  it("a card that the bank refuses is not kept, and the page says why", async () => {
    const { customer, session } = await visit()
    const answer = await choose(session.url, "0069")
    expect([answer.status, await answer.text()]).toEqual([402, expect.stringContaining("Your card has expired")])
    expect(await world.stripe.customers.retrieve(customer)).toMatchObject({
      invoice_settings: { default_payment_method: null },
    })
  })

  it("a visit ends after an hour; nobody visits without customer, configuration and a flow", async () => {
    const { customer, configuration, session } = await visit()
    const { sessions } = world.stripe.billingPortal
    await world.control.advance(HOUR + 1)
    expect((await fetch(session.url)).status).toBe(404)
    expect((await fetch(`${world.simulator.url}/p/session/bps_none`)).status).toBe(404)
    const flow_data = { type: "payment_method_update" } as const
    expect(await refusal(sessions.create({ configuration, flow_data }))).toMatchObject({ param: "customer" })
    const nobody = sessions.create({ customer: "cus_none", configuration, flow_data })
    expect(await refusal(nobody)).toMatchObject({ code: "resource_missing", param: "customer" })
    const none = sessions.create({ customer, configuration: "bpc_none", flow_data })
    expect(await refusal(none)).toMatchObject({ code: "resource_missing", param: "configuration" })
    const { id } = await world.stripe.billingPortal.configurations.create({
      features: { payment_method_update: { enabled: false } },
    })
    expect(await refusal(sessions.create({ customer, configuration: id, flow_data }))).toMatchObject({
      param: "flow_data[type]",
    })
  })
})
