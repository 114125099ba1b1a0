import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { changeSeminar } from "#app/seminars/plan/add-seminar.server.ts"
import { seminarEditForm, textsOfSeminar } from "#app/seminars/plan/seminar-edit-form.ts"
import { roomsForForm, seminarForPage } from "#app/seminars/plan/seminar-for-page.server.ts"
import { isId } from "#app/values/ids.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SeminarEditor } from "#app/ui/seminar-form.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navSeminars", to: "/console/seminars" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const id = params.id ?? ""
  if (!isId(id)) throw new Response("not found", { status: 404 })
  return found(
    readScope(actor, async (scope) => {
      const { input } = await seminarForPage(scope, id)
      const title = `${i18nFor(actor.locale).t("seminars:edit")}: ${input.title}`
      return { title, id, initial: textsOfSeminar(input), rooms: await roomsForForm(scope) }
    }),
  )
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const id = params.id ?? ""
  if (!isId(id)) throw new Response("not found", { status: 404 })
  const form = await parseForm(request, seminarEditForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    await inScope(actor, (scope) => changeSeminar(scope, id, form.value))
    return redirect(`/console/seminars/${id}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** セミナーの編集. */
export default function EditSeminar() {
  const { title, id, initial, rooms } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} />
      <SeminarEditor
        {...{ rooms, initial, isNew: false, backTo: `/console/seminars/${id}` }}
        lastResult={answer?.submission}
      />
    </>
  )
}
