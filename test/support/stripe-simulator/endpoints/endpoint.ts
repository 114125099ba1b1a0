import type Stripe from "stripe"
import type { SimulatedParams } from "../schema/simulated-types.ts"
import { find, newestFirst, type Act } from "../state/objects.ts"
import type { ObjectKind } from "../state/simulator-state.ts"
import type { JsonObject } from "../wire/json.ts"
import { listOf } from "../wire/list.ts"
import { readParams } from "../wire/params.ts"

export type Method = "DELETE" | "GET" | "POST"

export interface Call<P> {
  act: Act
  /** The path's `:id`, or nothing. */
  id: string
  params: P
}

export interface Endpoint {
  method: Method
  path: string
  answer: (act: Act, id: string, raw: JsonObject) => object
}

/** One endpoint: parameters of the SDK's type, of which the simulator acts upon `supported` and refuses the others. */
export function endpoint<K extends keyof SimulatedParams>(
  route: `${Method} /v1/${string}`,
  params: K,
  supported: readonly string[],
  handle: (call: Call<SimulatedParams[K]>) => object,
): Endpoint {
  const [method = "", path = ""] = route.split(" ")
  return {
    method: method === "GET" || method === "DELETE" ? method : "POST",
    path,
    answer: (act, id, raw) => handle({ act, id, params: readParams(params, raw, supported) }),
  }
}

/** The endpoint that answers with one stored object. */
export const retrieves = (path: `/v1/${string}/:id`, kind: ObjectKind) =>
  endpoint(`GET ${path}`, "RetrieveParams", [], ({ act, id }) => find(act, kind, id))

/** A page of stored objects of a kind, newest first, of those that match. */
export function page<K extends ObjectKind>(
  { act, params }: Call<Stripe.PaginationParams>,
  kind: K,
  url: string,
  matches: (object: ReturnType<typeof find<K>>) => boolean,
) {
  return listOf(newestFirst(act, kind).filter(matches), params, url)
}
