import type { SubmissionResult } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { data } from "@remix-run/node"
import type { z } from "zod"
import type { Locale } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"
import { Refusal } from "#app/values/refusal.ts"

type Reply = ReturnType<typeof data<{ submission: SubmissionResult }>>

/** A form's typed input, or the 422 answer that keeps what was typed and names what to mend beside each field. */
export async function parseForm<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<
  | {
      ok: true
      value: z.infer<Schema>
      refuse: (error: unknown, locale: Locale) => Reply
      /** What was typed, for a page that answers with more than the form (a trial before the deed). */
      keep: () => { submission: SubmissionResult }
    }
  | { ok: false; reply: Reply }
> {
  const submission = parseWithZod(withoutNul(await request.formData()), { schema })
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
export const formOf = async (request: Request): Promise<FormData> => withoutNul(await request.formData())

/** A NUL is nothing that a person typed, and the database takes none. */
function withoutNul(form: FormData): FormData {
  const clean = new FormData()
  for (const [name, value] of form) clean.append(name, typeof value === "string" ? value.replaceAll("\0", "") : value)
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
