import type { LoaderFunctionArgs } from "@remix-run/node"
import { announcementWords, firstReader } from "#app/desk/announcements/announcement-for-page.server.ts"
import { announcementMail } from "#app/desk/announcements/announcement-mail.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { found, idOfPage } from "#app/platform/form.server.ts"
import { readScope } from "#app/platform/scope.server.ts"

/** An announcement's HTML as the first of its readers would have it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  const id = idOfPage(params.id)
  const { html } = await found(
    readScope(actor, async (scope) => {
      const words = await announcementWords(scope, id)
      const mailOf = await announcementMail(scope, words)
      return mailOf(await firstReader(scope, words.rules ?? {}, words.locale))
    }),
  )
  return new Response(html, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "private, no-store" },
  })
}
