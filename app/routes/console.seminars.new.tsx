import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { addSeminar } from "#app/seminars/plan/add-seminar.server.ts"
import { seminarEditForm, textsOfNewSeminar } from "#app/seminars/plan/seminar-edit-form.ts"
import { roomsForForm } from "#app/seminars/plan/seminar-for-page.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SeminarEditor } from "#app/ui/seminar-form.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navSeminars", to: "/console/seminars" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const rooms = await readScope(actor, roomsForForm)
  return { title: i18nFor(actor.locale).t("seminars:add"), rooms }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const form = await parseForm(request, seminarEditForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    const id = await inScope(actor, (scope) => addSeminar(scope, form.value))
    return redirect(`/console/seminars/${id}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** セミナーを作る: a draft; it is published from its own page. */
export default function NewSeminar() {
  const { title, rooms } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} />
      <SeminarEditor
        {...{ rooms, initial: textsOfNewSeminar, isNew: true, backTo: "/console/seminars" }}
        lastResult={answer?.submission}
      />
    </>
  )
}
