import { readFileSync } from "node:fs"
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv"
import Stripe from "stripe"
import type { SimulatedObjects, SimulatedTypes } from "./simulated-types.ts"
import { isJsonObject, type JsonObject } from "../wire/json.ts"

const parsed: unknown = JSON.parse(readFileSync(new URL("stripe-schema.json", import.meta.url), "utf8"))
const document: JsonObject = isJsonObject(parsed) ? parsed : {}
const definitions: JsonObject = isJsonObject(document.definitions) ? document.definitions : {}

if (document.apiVersion !== Stripe.API_VERSION) {
  const made = JSON.stringify(document.apiVersion)
  throw new Error(
    `stripe-schema.json is of ${made}, the SDK of ${Stripe.API_VERSION}: npx tsx test/support/stripe-simulator/schema/generate.ts`,
  )
}

const options = { allowUnionTypes: true, strictTypes: false, strictRequired: false } as const
const exact = new Ajv(options)
// A form carries strings only: the schema says which of them are numbers and booleans.
const coercing = new Ajv({ ...options, coerceTypes: true, allErrors: true })
for (const ajv of [exact, coercing]) ajv.addSchema({ $id: "stripe", definitions })

const compiled = new Map<string, ValidateFunction>()

function validatorOf(ajv: Ajv, kind: string, name: string): ValidateFunction {
  const key = `${kind} ${name}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const validate = ajv.compile({ $ref: `stripe#/definitions/${name}` })
  compiled.set(key, validate)
  return validate
}

/** Whether a value fits the SDK's own type for an object. */
export function fitsObject<K extends keyof SimulatedObjects>(name: K, value: unknown): value is SimulatedObjects[K] {
  return validatorOf(exact, "object", name)(value)
}

/** What keeps a value from fitting an object's type, for people. */
export function misfitsOf(name: keyof SimulatedObjects, value: unknown): string[] {
  const validate = validatorOf(exact, "object", name)
  if (validate(value)) return []
  return (validate.errors ?? []).map((error) => `${name}${error.instancePath} ${error.message ?? error.keyword}`)
}

/** Whether decoded form parameters fit the SDK's type; coerces their strings in place. */
export function fitsParams<K extends keyof SimulatedTypes>(name: K, value: unknown): value is SimulatedTypes[K] {
  return validatorOf(coercing, "params", name)(value)
}

/** The errors of the last `fitsParams` of this type. */
export const paramErrors = (name: keyof SimulatedTypes): readonly ErrorObject[] =>
  validatorOf(coercing, "params", name).errors ?? []

/** Whether a property holds an id or, expanded, an object. */
export function isExpandable(name: string, property: string): boolean {
  const definition = definitions[name]
  const properties = isJsonObject(definition) ? definition.properties : undefined
  const schema = isJsonObject(properties) ? properties[property] : undefined
  const type = isJsonObject(schema) ? schema.type : undefined
  return Array.isArray(type) && type.includes("string") && type.includes("object")
}
