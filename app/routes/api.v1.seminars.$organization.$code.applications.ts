import type { ActionFunctionArgs } from "@remix-run/node"
import { z } from "zod"
import { found, refusalReply } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { placeSeminarOrder } from "#app/seminars/apply/place-seminar-order.server.ts"
import { saveSeminarApplication } from "#app/seminars/apply/save-seminar-application.server.ts"
import { seminarForm } from "#app/seminars/apply/seminar-form.ts"

/**
 * Applies for a free seminar from another program: the fields of the form as JSON; `orderId` is the caller's key, and the same one
 * again is the same order. 201 with number and state, 409 when full, 422 with what to mend.
 */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await found(actorFor(params.organization ?? "", "api"))
  const body: unknown = await request.json().catch(() => null)
  const form = seminarForm("ja").safeParse(body)
  if (!form.success)
    return Response.json({ error: "unfit", issues: z.flattenError(form.error).fieldErrors }, { status: 422 })
  if (form.data.way !== "free") return Response.json({ error: "way-not-offered" }, { status: 422 })
  try {
    const placed = await inScope(actor, async (scope) => {
      await saveSeminarApplication(scope, {
        ...{ code: params.code ?? "", form: form.data, channel: "web", sourceCode: "API", sourcePage: "" },
      })
      return placeSeminarOrder(scope, form.data.orderId)
    })
    return Response.json(placed, { status: 201 })
  } catch (error) {
    const { code, message, status } = refusalReply(error, "ja")
    return Response.json({ error: code, message }, { status })
  }
}
