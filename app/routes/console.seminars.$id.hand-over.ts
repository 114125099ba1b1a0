import type { ActionFunctionArgs } from "@remix-run/node"
import { z } from "zod"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { bytesDownload } from "#app/platform/download.server.ts"
import { formOf } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { handOverAddresses } from "#app/seminars/office/hand-over-addresses.server.ts"
import { isId } from "#app/values/ids.ts"

const Form = z.object({ recipient: z.string().trim().min(1).max(100), purpose: z.string().trim().max(200).default("") })

/** 名簿の引渡し: the CSV of those who allow it; that it was handed over is kept. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const id = params.id ?? ""
  const form = Form.safeParse(Object.fromEntries(await formOf(request)))
  if (!isId(id) || !form.success) throw new Response("recipient is missing", { status: 422 })
  const { csv } = await inScope(actor, (scope) => handOverAddresses(scope, { seminarId: id, ...form.data }))
  return bytesDownload("hand-over.csv", "text/csv; charset=utf-8", csv)
}
