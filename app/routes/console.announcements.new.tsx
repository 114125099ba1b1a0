import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { announcementChoices } from "#app/desk/announcements/announcement-for-page.server.ts"
import { announcementForm } from "#app/desk/announcements/announcement-form.ts"
import { saveAnnouncement } from "#app/desk/announcements/save-announcement.server.ts"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { AnnouncementEditor } from "#app/ui/announcement-editor.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navAnnouncements", to: "/console/announcements" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  const to = new URL(request.url).searchParams.get("segment") ?? ""
  const initial = {
    ...{ to, locale: actor.locale, subject: "", body: "{{ greeting }}\n\n", target: "none", caption: "" },
    ...{ offer: "", seminar: "", address: "", sourceCode: "" },
  }
  const choices = await readScope(actor, announcementChoices)
  return { title: i18nFor(actor.locale).t("announcements:write"), locale: actor.locale, initial, choices }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "settings.write")
  const form = await parseForm(request, announcementForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    const { id } = await inScope(actor, (scope) => saveAnnouncement(scope, { ...form.value, id: null }))
    return redirect(`/console/announcements/${id}?done=saved`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** ご案内を書く: a new draft. */
export default function NewAnnouncement() {
  const { t } = useTranslation("announcements")
  const { title, ...page } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} summary={t("lead")} />
      <AnnouncementEditor id="new-announcement" lastResult={answer?.submission ?? null} {...page} />
    </>
  )
}
