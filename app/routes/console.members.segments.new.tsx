import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { filterOfUrl } from "#app/members/filter-of-url.server.ts"
import { saveSegment } from "#app/members/save-segment.server.ts"
import { segmentChoices } from "#app/members/segment-choices.server.ts"
import { segmentFields, segmentForm } from "#app/members/segment-form.ts"
import { countMembers } from "#app/members/segments-for-page.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SegmentEditor } from "#app/ui/segment-editor.tsx"

export const meta = consoleMeta
export const handle = {
  crumbs: [
    { word: "navMembers", to: "/console/members" },
    { word: "navSegments", to: "/console/members/segments" },
  ],
}

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const url = listUrl(request)
  const { search } = new URL(request.url)
  const asked = readScope(actor, async (scope) => {
    const { rules } = (await filterOfUrl(scope, url)).filter
    return { initial: segmentFields("", rules), choices: await segmentChoices(scope, rules) }
  })
  return {
    title: i18nFor(actor.locale).t("segments:newTitle"),
    locale: actor.locale,
    back: search === "" ? "/console/members/segments" : `/console/members${search}`,
    ...(await found(asked)),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const form = await parseForm(request, segmentForm(actor.locale))
  if (!form.ok) return form.reply
  const { intent, ...segment } = form.value
  try {
    if (intent === "count") {
      return { ...form.keep(), members: await readScope(actor, (scope) => countMembers(scope, segment.rules)) }
    }
    const { id } = await inScope(actor, (scope) => saveSegment(scope, segment))
    return redirect(`/console/members?segment=${id}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** 条件の保存: rules that choose members, starting with the filters set in the list, and the name they are kept under. */
export default function NewSegment() {
  const { t } = useTranslation("segments")
  const { title, ...page } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={title} summary={t("newLead")} />
      <SegmentEditor id="new-segment" answer={answer} {...page} />
    </>
  )
}
