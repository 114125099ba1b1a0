import type { LoaderFunctionArgs } from "@remix-run/node"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { bytesDownload } from "#app/platform/download.server.ts"
import { found } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { attendeesNotReading } from "#app/seminars/office/hand-over-addresses.server.ts"
import { csvCell } from "#templates/paper.ts"
import { isId } from "#app/values/ids.ts"

/** Attended and does not read a title (クロスセル), as CSV. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  const { id = "", publication = "" } = params
  if (!isId(id)) throw new Response("not found", { status: 404 })
  const rows = await found(
    inScope(actor, async (scope) => {
      const people = await attendeesNotReading(scope, { seminarId: id, publication })
      await audit(scope, "read-cross-sell-segment", id, { publication, count: people.length })
      return people
    }),
  )
  const lines = [["会員番号", "氏名", "メール"], ...rows.map(({ number, name, email }) => [number, name, email])]
  const csv = `\uFEFF${lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("")}`
  return bytesDownload("not-reading.csv", "text/csv; charset=utf-8", Buffer.from(csv))
}
