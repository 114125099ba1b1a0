import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { changeSegment } from "#app/members/save-segment.server.ts"
import { segmentChoices } from "#app/members/segment-choices.server.ts"
import { segmentFields, segmentForm } from "#app/members/segment-form.ts"
import { countMembers, segmentForForm } from "#app/members/segments-for-page.server.ts"
import { found, idOfPage, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SegmentEditor } from "#app/ui/segment-editor.tsx"

export const meta = consoleMeta
export const handle = {
  crumbs: [
    { word: "navMembers", to: "/console/members" },
    { word: "navSegments", to: "/console/members/segments" },
  ],
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const id = idOfPage(params.id)
  const asked = readScope(actor, async (scope) => {
    const { name, rules } = await segmentForForm(scope, id)
    return { title: name, initial: segmentFields(name, rules), choices: await segmentChoices(scope, rules) }
  })
  return { id, locale: actor.locale, back: "/console/members/segments", ...(await found(asked)) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const id = idOfPage(params.id)
  await found(readScope(actor, (scope) => segmentForForm(scope, id)))
  const form = await parseForm(request, segmentForm(actor.locale))
  if (!form.ok) return form.reply
  const { intent, ...segment } = form.value
  try {
    if (intent === "count") {
      return { ...form.keep(), members: await readScope(actor, (scope) => countMembers(scope, segment.rules)) }
    }
    await inScope(actor, (scope) => changeSegment(scope, { id, ...segment }))
    return redirect("/console/members/segments?done=changed")
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** 条件の変更: the name and the rules of a saved segment. */
export default function Segment() {
  const { t } = useTranslation("segments")
  const { title, id, ...page } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} summary={t("changeLead")} />
      <SegmentEditor id={`segment-${id}`} answer={answer} {...page} />
    </>
  )
}
