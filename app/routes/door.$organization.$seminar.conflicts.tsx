import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaffOf } from "#app/identity/require-staff.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { conflictsForSeminar } from "#app/seminars/door/conflicts-for-seminar.server.ts"
import { ConflictDecision, decideConflict } from "#app/seminars/door/decide-conflict.server.ts"
import { headForDoor } from "#app/seminars/door/snapshot-for-door.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { DoorConflicts } from "#app/ui/door/door-conflicts.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"

export const meta: MetaFunction = () => [{ title: "受付の衝突 | Teiki" }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaffOf(request, "seminars.write", params.organization)
  const door = `/door/${params.organization ?? ""}/${params.seminar ?? ""}`
  return found(
    readScope(actor, async (scope) => {
      const head = await headForDoor(scope, params.seminar ?? "")
      return { door, head, conflicts: await conflictsForSeminar(scope, head.id) }
    }),
  )
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaffOf(request, "seminars.write", params.organization)
  const form = await parseForm(request, ConflictDecision)
  if (!form.ok) return form.reply
  try {
    await inScope(actor, async (scope) => {
      const { id } = await headForDoor(scope, params.seminar ?? "")
      await decideConflict(scope, id, form.value)
    })
    return redirect(`/door/${params.organization ?? ""}/${params.seminar ?? ""}/conflicts`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** 衝突: what doors had shown and the house decided otherwise; somebody says what it was. */
export default function ConflictsPage() {
  const { t } = useTranslation("doorBoard")
  const { door, head, conflicts } = useLoaderData<typeof loader>()
  const errors = Object.values(useActionData<typeof action>()?.submission.error ?? {}).flatMap((texts) => texts ?? [])
  return (
    <main id="main" className="fingers mx-auto grid w-full max-w-[64rem] gap-apart p-apart">
      <header className="flex flex-wrap items-center justify-between gap-near">
        <div>
          <h1 className="text-title">{t("conflictsTitle")}</h1>
          <p className="text-muted">{head.title}</p>
        </div>
        <LinkButton to={door} icon="left" reloadDocument>
          {t("backToDoor")}
        </LinkButton>
      </header>
      {errors.length > 0 ? <Callout tone="danger" title={errors.join(" ")} /> : null}
      <DoorConflicts conflicts={conflicts} />
    </main>
  )
}
