import { data, redirect } from "@remix-run/node"
import type { z } from "zod"
import { parseForm, refusalReply } from "#app/platform/form.server.ts"
import { type Actor, inScope, type Scope } from "#app/platform/scope.server.ts"

/**
 * The action of a page that lists rows of an organization with a form beside them: adds one, changes the one that the address names
 * (`?edit`), or takes one out of use (`?retire`) and back (`&again`). A Refusal stands beside its field, and what was typed stays.
 */
export async function actOnRow<Schema extends z.ZodType>(
  request: Request,
  actor: Actor,
  page: Readonly<{
    home: string
    schema: Schema
    add: (scope: Scope, value: z.infer<Schema>) => Promise<unknown>
    change: (scope: Scope, value: z.infer<Schema>, code: string) => Promise<unknown>
    retire: (scope: Scope, input: { code: string; retires: boolean }) => Promise<unknown>
  }>,
) {
  const search = new URL(request.url).searchParams
  const [retire, edit] = [search.get("retire"), search.get("edit")]
  if (retire !== null) {
    try {
      await inScope(actor, (scope) => page.retire(scope, { code: retire, retires: !search.has("again") }))
      return redirect(page.home)
    } catch (error) {
      const { message, status } = refusalReply(error, actor.locale)
      return data({ message, submission: null }, { status })
    }
  }
  const form = await parseForm(request, page.schema)
  if (!form.ok) return form.reply
  try {
    await inScope(actor, (scope) =>
      edit === null ? page.add(scope, form.value) : page.change(scope, form.value, edit),
    )
    return redirect(page.home)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}
