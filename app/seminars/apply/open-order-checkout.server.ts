import { openCheckout } from "#app/billing/stripe/open-checkout.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Actor } from "#app/platform/scope.server.ts"
import type { OrderForReader } from "#app/seminars/apply/order-for-reader.server.ts"

/** Opens Stripe's page for a seminar order whose seats are held, and gives its address. Refuses as openCheckout does. */
export const openOrderCheckout = (actor: Actor, order: OrderForReader, page: string): Promise<string> =>
  openCheckout(actor, {
    subject: { kind: "seminar-order", id: order.id },
    item: { name: order.title, description: order.fee, unitYen: order.unitYen, quantity: order.party },
    email: order.email,
    successUrl: `${publicUrl()}${page}?session={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${publicUrl()}${page}?cancelled=1`,
  })
