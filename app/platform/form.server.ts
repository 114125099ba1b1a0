import type { SubmissionResult } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { data } from "@remix-run/node"
import type { z } from "zod"
import type { Locale } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"
import { Refusal } from "#app/values/refusal.ts"

type Reply = ReturnType<typeof data<{ submission: SubmissionResult }>>

type Parsed<Value> =
  | {
      ok: true
      value: Value
      refuse: (error: unknown, locale: Locale) => Reply
      /** What was typed, for a page that answers with more than the form (a trial before the deed). */
      keep: () => { submission: SubmissionResult }
    }
  | { ok: false; reply: Reply }

/** A form's typed input, or the 422 answer that keeps what was typed and names what to mend beside each field. */
export const parseForm = async <Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<Parsed<z.infer<Schema>>> => parseFields(await request.formData(), schema)

/** The same for fields that came with a file and are read already; the file goes its own way. */
export function parseFields<Schema extends z.ZodType>(form: FormData, schema: Schema): Parsed<z.infer<Schema>> {
  const submission = parseWithZod(typed(form), { schema })
  if (submission.status !== "success") {
    return { ok: false, reply: data({ submission: submission.reply() }, { status: 422 }) }
  }
  return {
    ok: true,
    value: submission.value,
    keep: () => ({ submission: submission.reply() }),
    refuse: (error, locale) => {
      const { status, message, field } = refusalReply(error, locale)
      const errors = field === undefined ? { formErrors: [message] } : { fieldErrors: { [field]: [message] } }
      return data({ submission: submission.reply(errors) }, { status })
    },
  }
}

/** A request's form fields as a person could have typed them, for actions that read them without a schema. */
export const formOf = async (request: Request): Promise<FormData> => typed(await request.formData())

/** What a person typed: no file, and no NUL, which the database does not take. */
function typed(form: FormData): FormData {
  const clean = new FormData()
  for (const [name, value] of form) if (typeof value === "string") clean.append(name, value.replaceAll("\0", ""))
  return clean
}

/** What a Refusal tells people, and its HTTP status; any other error is thrown on. */
export function refusalReply(
  error: unknown,
  locale: Locale,
): { status: number; message: string; field: string | undefined; code: string } {
  if (!(error instanceof Refusal)) throw error
  return {
    status: error.options.status ?? 422,
    message: error.messages[locale],
    field: error.options.field,
    code: error.code,
  }
}

/** A page's subject; a Refusal of "not found" becomes the 404 page, every other error goes on. */
export async function found<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Refusal && error.options.status === 404) throw new Response(error.code, { status: 404 })
    throw error
  }
}

/** The id in a page's address; anything else is an address that is not there. */
export function idOfPage(text: string | undefined): string {
  if (text === undefined || !isId(text)) throw new Response("not found", { status: 404 })
  return text
}

/** An address of this house as a header may carry it: a path, never another host, letters beyond ASCII escaped. */
export function ownPath(wished: FormDataEntryValue | null, otherwise: string): string {
  if (typeof wished !== "string" || !/^\/(?![/\\])/.test(wished)) return otherwise
  const url = new URL(wished, "http://house")
  return url.host === "house" ? url.pathname + url.search : otherwise
}
