import { z } from "zod"
import { isCardName } from "../acts/test-cards.ts"
import type { SimulatorControl } from "./control.ts"

interface ControlRequest {
  method: string
  path: string
  body: string
}

interface ControlReply {
  status: number
  body: unknown
}

type Handle = (control: SimulatorControl, body: unknown, id: string) => unknown

const Webhook = z.strictObject({
  secretKey: z.string(),
  url: z.string(),
  secret: z.string(),
  enabledEvents: z.array(z.string()).optional(),
})
const Settings = z.strictObject({
  webhookMode: z.enum(["inline", "queued"]).optional(),
  webhookTiming: z.enum(["before_redirect", "after_redirect"]).optional(),
  feeRate: z.number().min(0).max(1).optional(),
  availableAfter: z.number().int().min(0).optional(),
  holdsCharges: z.boolean().optional(),
})
const Deliver = z.strictObject({
  order: z.enum(["fifo", "shuffle"]).optional(),
  seed: z.number().int().optional(),
  duplicates: z.number().int().min(0).optional(),
  drop: z.number().int().min(0).optional(),
})
const OUTCOMES = [
  "timeout_before",
  "timeout_after_commit",
  "reset_before",
  "reset_after_commit",
  "500",
  "429",
  "409",
] as const
const NextFault = z.strictObject({
  path: z.string(),
  outcome: z.union([z.enum(OUTCOMES), z.strictObject({ decline: z.string() })]),
  times: z.number().int().min(1).optional(),
})
const Payer = z.strictObject({
  card: z.string().refine(isCardName, "not a test card").optional(),
  email: z.string().optional(),
  authentication: z.enum(["ok", "fail"]).optional(),
})
const Payout = z.strictObject({ secretKey: z.string(), includePending: z.boolean().optional() })
const Verdict = z.strictObject({ status: z.enum(["lost", "won"]) })
const Advance = z.strictObject({ seconds: z.number().int().min(0) })

const ROUTES: Readonly<Record<string, Handle>> = {
  "GET /_sim/clock": (control) => ({ seconds: control.seconds() }),
  "POST /_sim/clock/advance": async (control, body) => ({
    seconds: await control.advance(Advance.parse(body).seconds),
  }),
  "GET /_sim/violations": (control) => control.violations(),
  "GET /_sim/webhooks": (control) => ({ settings: control.configure({}), pending: control.pending() }),
  "POST /_sim/webhooks": (control, body) => control.configure(Settings.parse(body)),
  "POST /_sim/webhooks/register": (control, body) => control.registerWebhook(Webhook.parse(body)),
  "POST /_sim/webhooks/deliver": (control, body) => control.deliverAll(Deliver.parse(body)),
  "POST /_sim/events/:id/redeliver": (control, _body, id) => control.redeliver(id),
  "POST /_sim/next": (control, body) => {
    control.failNext(NextFault.parse(body))
    return { ok: true }
  },
  "GET /_sim/objects/:id": (control, _body, id) => control.find(id) ?? null,
  "POST /_sim/sessions/:id/complete": (control, body, id) => control.completeSession(id, Payer.parse(body)),
  "POST /_sim/sessions/:id/pay-later": (control, _body, id) => control.payLater(id),
  "POST /_sim/sessions/:id/fail-later": (control, _body, id) => control.failLater(id),
  "POST /_sim/sessions/:id/expire": (control, _body, id) => control.expireSession(id),
  "POST /_sim/charges/:id/dispute": (control, _body, id) => control.dispute(id),
  "POST /_sim/disputes/:id/close": (control, body, id) => control.closeDispute(id, Verdict.parse(body).status),
  "POST /_sim/payouts/:id/fail": (control, _body, id) => control.failPayout(id),
  "POST /_sim/payouts": (control, body) => {
    const { secretKey, includePending = false } = Payout.parse(body)
    return control.payout(secretKey, { includePending })
  },
}

/** The control over HTTP, for processes that can't hold the simulator itself; bodies are JSON. */
export async function answerControl(control: SimulatorControl, request: ControlRequest): Promise<ControlReply> {
  const id = request.path.split("/")[3] ?? ""
  const plain = `${request.method} ${request.path}`
  const handle = ROUTES[plain] ?? ROUTES[`${request.method} ${request.path.replace(`/${id}`, "/:id")}`]
  if (handle === undefined) return { status: 404, body: { error: `no control route ${plain}` } }
  try {
    const body: unknown = request.body === "" ? {} : JSON.parse(request.body)
    return { status: 200, body: await handle(control, body, id) }
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } }
  }
}
