import type { ErrorObject } from "ajv"
import type { SimulatedParams } from "../schema/simulated-types.ts"
import { fitsParams, paramErrors } from "../schema/validators.ts"
import { invalidParameter, notImplemented, type ApiError } from "./api-error.ts"
import { isJsonObject, type JsonObject } from "./json.ts"

const ALWAYS_SUPPORTED = ["expand", "limit", "starting_after", "ending_before"]

/** Parameters checked against the SDK's type (400) and against what the simulator acts upon (501). */
export function readParams<K extends keyof SimulatedParams>(
  name: K,
  raw: JsonObject,
  supported: readonly string[],
): SimulatedParams[K] {
  const leaves = leavesOf(raw, [])
  for (const { path, value } of leaves) refuseEmpty(path, value)
  const params: unknown = raw
  if (!fitsParams(name, params)) throw misfit(paramErrors(name))
  for (const { path } of leaves) refuseUnsupported(path, [...ALWAYS_SUPPORTED, ...supported])
  return params
}

interface Leaf {
  path: readonly string[]
  value: unknown
}

function leavesOf(value: unknown, path: readonly string[]): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...path, String(index)]))
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]))
  return [{ path, value }]
}

const bracketed = (path: readonly string[]) => path.map((part, depth) => (depth === 0 ? part : `[${part}]`)).join("")

function refuseEmpty(path: readonly string[], value: unknown) {
  if (value !== "" || path.includes("metadata")) return
  const param = bracketed(path)
  const message = `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset.`
  throw invalidParameter(message, param, "parameter_invalid_empty")
}

function refuseUnsupported(path: readonly string[], supported: readonly string[]) {
  const plain = path.filter((part) => !/^\d+$/.test(part)).join(".")
  if (supported.some((known) => plain === known || plain.startsWith(`${known}.`))) return
  throw notImplemented(`the parameter ${bracketed(path)}`, bracketed(path))
}

function misfit(errors: readonly ErrorObject[]): ApiError {
  // The deepest error is the one inside the alternative that was meant.
  const depth = (error: ErrorObject) => error.instancePath.split("/").length + (error.keyword === "anyOf" ? -1 : 0)
  const error = [...errors].sort((left, right) => depth(right) - depth(left))[0]
  if (error === undefined) return invalidParameter("Invalid parameters", "")
  const path = error.instancePath.split("/").slice(1)
  const param = bracketed(path)
  const inner = (name: unknown) => bracketed([...path, textOf(name)])
  switch (error.keyword) {
    case "additionalProperties": {
      const unknown = inner(error.params.additionalProperty)
      return invalidParameter(`Received unknown parameter: ${unknown}`, unknown, "parameter_unknown")
    }
    case "required": {
      const missing = inner(error.params.missingProperty)
      return invalidParameter(`Missing required param: ${missing}.`, missing, "parameter_missing")
    }
    case "type":
      return error.params.type === "integer"
        ? invalidParameter(`Invalid integer: ${param}`, param, "parameter_invalid_integer")
        : invalidParameter(`Invalid ${textOf(error.params.type)}: ${param}`, param)
    case "enum": {
      const allowed: unknown = error.params.allowedValues
      const list = Array.isArray(allowed) ? allowed.join(", ") : ""
      return invalidParameter(`Invalid ${param}: must be one of ${list}`, param)
    }
    default:
      return invalidParameter(`Invalid parameter: ${param}`, param)
  }
}

const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value))

/** Metadata as Stripe keeps it: strings, empty ones unset, within its limits. */
export function readMetadata(metadata: unknown, param = "metadata"): Record<string, string> {
  // A form carries strings only; an empty one unsets its key.
  const entries = isJsonObject(metadata) ? Object.entries(metadata) : []
  const kept = entries.map(([key, value]) => [key, typeof value === "string" ? value : ""] as const)
  const set = kept.filter(([, value]) => value !== "")
  if (set.length > 50) throw invalidParameter("Metadata can have up to 50 keys.", param)
  for (const [key, value] of set) {
    if (key.length > 40) throw invalidParameter(`Metadata keys can have up to 40 characters: ${key}`, param)
    if (value.length > 500) {
      throw invalidParameter(`Metadata values can have up to 500 characters: ${key}`, `${param}[${key}]`)
    }
  }
  return Object.fromEntries(set)
}
