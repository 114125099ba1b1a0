import { isExpandable } from "../schema/validators.ts"
import { findAny, newestFirst, type Act } from "../state/objects.ts"
import { invalidParameter } from "./api-error.ts"
import { isJsonObject, type JsonObject } from "./json.ts"
import { listOf } from "./list.ts"
import { render, schemaNameOf } from "./render.ts"

/** Puts objects in place of ids for each `expand[]` path, four levels deep at most, as Stripe does. */
export function expand(act: Act, body: JsonObject, paths: readonly string[]) {
  for (const path of paths) {
    const segments = path.split(".")
    if (segments.length > 4) throw invalidParameter("You cannot expand more than 4 levels.", "expand")
    expandPath(act, body, segments)
  }
}

function expandPath(act: Act, node: JsonObject, segments: readonly string[]) {
  const [head, ...rest] = segments
  if (head === undefined) return
  if (node.object === "list" && head === "data" && Array.isArray(node.data)) {
    for (const item of node.data) if (isJsonObject(item)) expandPath(act, item, rest)
    return
  }
  node[head] = expanded(act, node, head)
  const next = node[head]
  if (isJsonObject(next)) expandPath(act, next, rest)
}

function expanded(act: Act, node: JsonObject, property: string): unknown {
  const value = node[property]
  if (isJsonObject(value) || value === null) return value
  const included = includedList(act, node, property)
  if (included !== undefined) return included
  const name = schemaNameOf(node)
  if (typeof value === "string" && name !== undefined && isExpandable(name, property)) {
    const object = findAny(act.account, value)
    if (object !== undefined) return render(act.simulation, object)
  }
  throw invalidParameter(`This property cannot be expanded (${property}).`, "expand")
}

/** The lists Stripe leaves out unless they are asked for. */
function includedList(act: Act, node: JsonObject, property: string): JsonObject | undefined {
  const id = String(node.id)
  if (node.object === "checkout.session" && property === "line_items") {
    const items = act.account.checkouts[id]?.lineItems ?? []
    const objects = items.flatMap((item) => act.account.objects.item[item] ?? [])
    return render(act.simulation, listOf(objects, {}, `/v1/checkout/sessions/${id}/line_items`))
  }
  if (node.object === "charge" && property === "refunds") {
    const refunds = newestFirst(act, "refund").filter((refund) => refund.charge === id)
    return render(act.simulation, listOf(refunds, {}, `/v1/charges/${id}/refunds`))
  }
  return undefined
}
