import type Stripe from "stripe"
import { emitEvent } from "../state/emit-event.ts"
import type { Act } from "../state/objects.ts"

/** A customer, known from now on. */
export function addCustomer(act: Act, facts: Partial<Stripe.Customer>): Stripe.Customer {
  const customer: Stripe.Customer = {
    id: act.simulation.newId("cus"),
    object: "customer",
    address: null,
    balance: 0,
    created: act.simulation.seconds(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
    ...facts,
  }
  act.account.objects.customer[customer.id] = customer
  emitEvent(act, "customer.created", customer)
  return customer
}
