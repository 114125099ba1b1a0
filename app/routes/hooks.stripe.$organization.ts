import type { ActionFunctionArgs } from "@remix-run/node"
import { receiveEvent } from "#app/billing/stripe/receive-event.server.ts"
import { found } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { wake } from "#app/platform/wake.server.ts"
import { Refusal } from "#app/values/refusal.ts"

/** Stripe's webhook of one organization: verify, store, answer 200; the worker does the rest. */
export async function action({ request, params }: ActionFunctionArgs) {
  const code = params.organization ?? ""
  const actor = await found(actorFor(code, "stripe"))
  try {
    const { stored } = await receiveEvent(actor, await request.text(), request.headers.get("stripe-signature") ?? "")
    if (stored) await wake("apply-stripe-events", code)
    return Response.json({ received: true })
  } catch (error) {
    if (error instanceof Refusal) return Response.json({ error: error.code }, { status: 400 })
    throw error
  }
}

export const loader = () => new Response("POST only", { status: 405 })
