export type JsonObject = Record<string, unknown>

/** Whether a value is a plain JSON object. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** A deep copy as it would go over the wire (Decimals become strings). */
export function toJson(value: object): JsonObject {
  const copy: unknown = JSON.parse(JSON.stringify(value))
  if (!isJsonObject(copy)) throw new TypeError("only objects are answered")
  return copy
}
