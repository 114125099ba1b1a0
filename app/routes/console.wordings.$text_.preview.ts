import type { LoaderFunctionArgs } from "@remix-run/node"
import { previewLetter, previewMail } from "#app/desk/preview-wording.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { keyOfText } from "#app/notices/wording-kinds.ts"
import { bytesDownload } from "#app/platform/download.server.ts"
import { refusalReply } from "#app/platform/form.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { letterPdf } from "#templates/pdf/letter-pdf.ts"

/** A version as its reader would have it: the letter's PDF, or the mail's HTML. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  const key = keyOfText(params.text)
  if (key === null) throw new Response("not found", { status: 404 })
  const search = new URL(request.url).searchParams
  const version = Number(search.get("version"))
  const asked = { ...key, version: Number.isSafeInteger(version) ? version : 0, number: search.get("number") ?? "" }
  try {
    if (key.channel === "letter") {
      const pdf = await readScope(actor, async (scope) => letterPdf([await previewLetter(scope, asked)], scope.now))
      return bytesDownload("letter.pdf", "application/pdf", pdf)
    }
    const { html } = await readScope(actor, (scope) => previewMail(scope, asked))
    return new Response(html, {
      headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "private, no-store" },
    })
  } catch (error) {
    const { message, status } = refusalReply(error, actor.locale)
    return new Response(message, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } })
  }
}
