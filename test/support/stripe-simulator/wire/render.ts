import { misfitsOf } from "../schema/validators.ts"
import type { SimulatedObjects } from "../schema/simulated-types.ts"
import type { Simulation } from "../state/simulation.ts"
import { SCHEMA_OF } from "../state/simulator-state.ts"
import { ApiError } from "./api-error.ts"
import { isJsonObject, toJson, type JsonObject } from "./json.ts"

const SCHEMAS: Record<string, keyof SimulatedObjects> = { ...SCHEMA_OF, account: "Account", balance: "Balance" }

/** The schema name for an answer, by its `object`. */
export function schemaNameOf(body: JsonObject): keyof SimulatedObjects | undefined {
  if (body.object === "webhook_endpoint" && body.deleted === true) return "DeletedWebhookEndpoint"
  return typeof body.object === "string" ? SCHEMAS[body.object] : undefined
}

/** An object as it goes over the wire, refused with a 500 and a recorded violation when it doesn't fit the SDK's type. */
export function render(simulation: Simulation, object: object): JsonObject {
  const body = toJson(object)
  if (body.object === "list" && Array.isArray(body.data)) {
    for (const item of body.data) if (isJsonObject(item)) check(simulation, item)
    return body
  }
  check(simulation, body)
  return body
}

function check(simulation: Simulation, body: JsonObject) {
  const name = schemaNameOf(body)
  const details = name === undefined ? ["no schema for this object"] : misfitsOf(name, body)
  if (details.length === 0) return
  simulation.violations.push({ kind: "response", where: JSON.stringify(body.object ?? null), details })
  const message = `The Stripe simulator was about to answer with an unfitting object: ${details.join("; ")}`
  throw new ApiError(500, { type: "api_error", code: "sim_unfitting_response", message }, false)
}
