import type Stripe from "stripe"
import { invalidParameter, resourceMissing } from "./api-error.ts"

/** One page of objects that stand newest first, by Stripe's cursors. */
export function listOf<T extends { id: string; object: string }>(
  objects: readonly T[],
  params: Stripe.PaginationParams,
  url: string,
): Stripe.ApiList<T> {
  const limit = params.limit ?? 10
  if (limit < 1 || limit > 100) {
    throw invalidParameter("This value must be between 1 and 100.", "limit", "parameter_invalid_integer")
  }
  if (params.starting_after !== undefined && params.ending_before !== undefined) {
    throw invalidParameter("You can pass starting_after or ending_before, not both.", "ending_before")
  }
  if (params.ending_before !== undefined) {
    const end = positionOf(objects, params.ending_before, "ending_before")
    const data = objects.slice(Math.max(0, end - limit), end)
    return { object: "list", data, has_more: end > limit, url }
  }
  const start =
    params.starting_after === undefined ? 0 : positionOf(objects, params.starting_after, "starting_after") + 1
  const data = objects.slice(start, start + limit)
  return { object: "list", data, has_more: start + limit < objects.length, url }
}

function positionOf(objects: readonly { id: string }[], id: string, param: string): number {
  const position = objects.findIndex((object) => object.id === id)
  if (position === -1) throw resourceMissing("object", id, param)
  return position
}

/** Whether a time is inside Stripe's `created` filter. */
export function isInRange(time: number, range: Stripe.RangeQueryParam | number | undefined): boolean {
  if (range === undefined) return true
  if (typeof range === "number") return time === range
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range
  return time > gt && time >= gte && time < lt && time <= lte
}
