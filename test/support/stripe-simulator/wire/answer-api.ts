import { createHash } from "node:crypto"
import Stripe from "stripe"
import { settleDue } from "../acts/expire-session.ts"
import { ACCOUNT_ENDPOINTS } from "../endpoints/account-endpoints.ts"
import { CHECKOUT_ENDPOINTS } from "../endpoints/checkout-endpoints.ts"
import { CUSTOMER_ENDPOINTS } from "../endpoints/customer-endpoints.ts"
import type { Endpoint } from "../endpoints/endpoint.ts"
import { EVENT_ENDPOINTS } from "../endpoints/event-endpoints.ts"
import { PAYMENT_ENDPOINTS } from "../endpoints/payment-endpoints.ts"
import { PORTAL_ENDPOINTS } from "../endpoints/portal-endpoints.ts"
import { deliverDue } from "../state/deliver-webhooks.ts"
import type { Act } from "../state/objects.ts"
import type { FaultOutcome, Simulation } from "../state/simulation.ts"
import type { AccountState } from "../state/simulator-state.ts"
import { ApiError, notImplemented } from "./api-error.ts"
import { expand } from "./expand.ts"
import { decodeForm } from "./form.ts"
import type { JsonObject } from "./json.ts"
import { render } from "./render.ts"
import { takeFault } from "./take-fault.ts"

export interface ApiRequest {
  method: string
  path: string
  query: string
  body: string
  headers: Readonly<Record<string, string | string[] | undefined>>
}

/** What the server does with the connection: an answer, silence until the client gives up, or a cut line. */
export type Reply = { status: number; headers: Record<string, string>; body: JsonObject } | "silence" | "cut"

const ENDPOINTS: readonly Endpoint[] = [
  ...ACCOUNT_ENDPOINTS,
  ...CHECKOUT_ENDPOINTS,
  ...CUSTOMER_ENDPOINTS,
  ...EVENT_ENDPOINTS,
  ...PAYMENT_ENDPOINTS,
  ...PORTAL_ENDPOINTS,
]
const KEY_LIFE = 86_400

/** Answers one call of the API, with the fault that awaits it, if any. */
export async function answerApi(simulation: Simulation, request: ApiRequest): Promise<Reply> {
  const fault = takeFault(simulation, request.method, request.path)
  if (fault === "timeout_before") return "silence"
  if (fault === "reset_before") return "cut"
  const requestId = simulation.newId("req")
  const headers = { "request-id": requestId, "stripe-version": Stripe.API_VERSION }
  const reply = answer(simulation, request, requestId, fault)
  simulation.save()
  if (simulation.settings.webhookMode === "inline") await deliverDue(simulation)
  if (fault === "timeout_after_commit") return "silence"
  if (fault === "reset_after_commit") return "cut"
  return { ...reply, headers: { ...headers, ...reply.headers } }
}

type Answer = Exclude<Reply, string>

function answer(simulation: Simulation, request: ApiRequest, requestId: string, fault?: FaultOutcome): Answer {
  try {
    const account = simulation.accountOf(secretKeyOf(request))
    refuseOtherVersions(request)
    refuseByFault(fault)
    const key = request.method === "POST" ? headerOf(request, "idempotency-key") : undefined
    if (key === undefined) return execute(simulation, account, request, requestId, fault).answer
    return executeOnce(simulation, account, request, key, () =>
      execute(simulation, account, request, requestId, fault, key),
    )
  } catch (error) {
    if (error instanceof ApiError) return errorAnswer(error)
    throw error
  }
}

function executeOnce(
  simulation: Simulation,
  account: AccountState,
  request: ApiRequest,
  key: string,
  run: () => Execution,
): Answer {
  const fingerprint = createHash("sha256").update(`${request.method} ${request.path}\n${request.body}`).digest("hex")
  const known = Object.hasOwn(account.idempotent, key) ? account.idempotent[key] : undefined
  if (known !== undefined && known.storedAt + KEY_LIFE > simulation.seconds()) {
    if (known.fingerprint === fingerprint) {
      return { status: known.status, headers: { "idempotent-replayed": "true" }, body: structuredClone(known.body) }
    }
    const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`
    throw new ApiError(400, { type: "idempotency_error", message }, false)
  }
  const { answer: result, isStored } = run()
  if (isStored) {
    account.idempotent[key] = { fingerprint, status: result.status, body: result.body, storedAt: simulation.seconds() }
  }
  return result
}

interface Execution {
  answer: Answer
  isStored: boolean
}

function execute(
  simulation: Simulation,
  account: AccountState,
  request: ApiRequest,
  requestId: string,
  fault?: FaultOutcome,
  key: string | null = null,
): Execution {
  const act: Act = { simulation, account, request: { id: requestId, idempotency_key: key } }
  try {
    refuseStoredByFault(fault)
    settleDue({ ...act, request: null })
    return { answer: { status: 200, headers: {}, body: run(act, request) }, isStored: true }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.status === 501) {
      const where = `${request.method} ${request.path}`
      simulation.violations.push({ kind: "not_implemented", where, details: [error.message] })
    }
    return { answer: errorAnswer(error), isStored: error.isStored }
  }
}

function run(act: Act, request: ApiRequest): JsonObject {
  for (const endpoint of ENDPOINTS) {
    const id = matchPath(endpoint.path, request.path)
    if (endpoint.method !== request.method || id === undefined) continue
    const raw = decodeForm(request.method === "POST" ? request.body : request.query)
    const paths = Array.isArray(raw.expand) ? raw.expand.map(String) : []
    const body = render(act.simulation, endpoint.answer(act, id, raw))
    expand(act, body, paths)
    return body
  }
  throw notImplemented(`${request.method} ${request.path}`)
}

/** The path's `:id` when it matches, `""` when it has none. */
function matchPath(pattern: string, path: string): string | undefined {
  const wanted = pattern.split("/")
  const given = path.split("/")
  if (wanted.length !== given.length) return undefined
  let id = ""
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ""
    if (part === ":id") id = value
    else if (part !== value) return undefined
  }
  return id
}

const errorAnswer = (error: ApiError): Answer => ({
  status: error.status,
  headers: error.status === 500 ? { "stripe-should-retry": "false" } : {},
  body: error.toBody(),
})

function headerOf(request: ApiRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === "string" ? value : undefined
}

function secretKeyOf(request: ApiRequest): string {
  const bearer = /^Bearer (.+)$/.exec(headerOf(request, "authorization") ?? "")?.[1]
  if (bearer !== undefined) return bearer
  const message = "You did not provide an API key. Provide it with an Authorization header (Bearer sk_test_…)."
  throw new ApiError(401, { type: "invalid_request_error", message }, false)
}

function refuseOtherVersions(request: ApiRequest) {
  const version = headerOf(request, "stripe-version") ?? "none"
  if (version === Stripe.API_VERSION) return
  const message = `The Stripe simulator speaks the version ${Stripe.API_VERSION} only, not ${version}.`
  throw new ApiError(400, { type: "invalid_request_error", message, param: "Stripe-Version" }, false)
}

function refuseByFault(fault: FaultOutcome | undefined) {
  if (fault === "429") {
    const message = "Request rate limit exceeded (simulated)."
    throw new ApiError(429, { type: "invalid_request_error", code: "rate_limit", message }, false)
  }
  if (fault === "409") {
    const message = "There is currently another in-progress request using this idempotency key (simulated)."
    throw new ApiError(409, { type: "idempotency_error", code: "idempotency_key_in_use", message }, false)
  }
}

// A 500 or a decline is an outcome of the endpoint: Stripe remembers it under the idempotency key.
function refuseStoredByFault(fault: FaultOutcome | undefined) {
  if (fault === "500") {
    throw new ApiError(500, { type: "api_error", message: "An unknown error occurred (simulated)." }, true)
  }
  if (typeof fault === "object") {
    const message = "Your card was declined."
    const body = { type: "card_error", code: "card_declined", decline_code: fault.decline, message } as const
    throw new ApiError(402, body, true)
  }
}
