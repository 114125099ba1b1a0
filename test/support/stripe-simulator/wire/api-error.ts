import type { JsonObject } from "./json.ts"

interface ErrorBody {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error"
  message: string
  code?: string
  param?: string
  decline_code?: string
}

/** An answer in Stripe's error form; `isStored` tells whether an idempotency key remembers it. */
export class ApiError extends Error {
  readonly status: number
  readonly body: ErrorBody
  readonly isStored: boolean

  constructor(status: number, body: ErrorBody, isStored: boolean) {
    super(body.message)
    this.status = status
    this.body = body
    this.isStored = isStored
  }

  /** The body on the wire: always `{ error: … }`, because the SDK decides by that key and not by the status. */
  toBody(): JsonObject {
    return { error: { ...this.body } }
  }
}

/** A parameter refused before the endpoint ran; not remembered by an idempotency key. */
export const invalidParameter = (message: string, param: string, code?: string) =>
  new ApiError(400, { type: "invalid_request_error", message, param, ...(code === undefined ? {} : { code }) }, false)

/** A request refused by the state of the objects; remembered by an idempotency key. */
export const refused = (message: string, param?: string, code?: string) =>
  new ApiError(
    400,
    {
      type: "invalid_request_error",
      message,
      ...(code === undefined ? {} : { code }),
      ...(param === undefined ? {} : { param }),
    },
    true,
  )

/** An object that isn't there: 404 when it stands in the path, 400 when a parameter names it. */
export const resourceMissing = (label: string, id: string, param = "id") =>
  new ApiError(
    param === "id" ? 404 : 400,
    { type: "invalid_request_error", code: "resource_missing", message: `No such ${label}: '${id}'`, param },
    true,
  )

/** Something real Stripe does and the simulator doesn't: loud, so that no test passes by accident. */
export const notImplemented = (what: string, param?: string) =>
  new ApiError(
    501,
    {
      type: "api_error",
      code: "sim_not_implemented",
      message: `The Stripe simulator does not implement ${what}.`,
      ...(param === undefined ? {} : { param }),
    },
    false,
  )
