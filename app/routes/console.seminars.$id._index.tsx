import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { found, idOfPage, parseForm } from "#app/platform/form.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { signed } from "#app/platform/seal.server.ts"
import { openConflicts } from "#app/seminars/door/conflicts-for-seminar.server.ts"
import { callOffAsked } from "#app/seminars/money/ask-to-call-off.server.ts"
import { stakesOfCallingOff } from "#app/seminars/money/call-off-seminar.server.ts"
import { actOnSeminar, SeminarAct } from "#app/seminars/plan/act-on-seminar.server.ts"
import { checksBeforePublishing } from "#app/seminars/plan/checks-before-publishing.server.ts"
import { ordersOfSeminar, seminarForPage } from "#app/seminars/plan/seminar-for-page.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { KeyFigures } from "#app/ui/key-figures.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SeminarOrders } from "#app/ui/seminar-orders.tsx"
import { SeminarPapers } from "#app/ui/seminar-papers.tsx"
import { SeminarActs, SeminarSide } from "#app/ui/seminar-side.tsx"
import { SeminarStateBadge } from "#app/ui/seminar-state-badge.tsx"
import { actorAsRead } from "#app/values/text.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navSeminars", to: "/console/seminars" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.read")
  const id = idOfPage(params.id)
  return found(
    readScope(actor, async (scope) => {
      const seminar = await seminarForPage(scope, id)
      return {
        title: seminar.input.title,
        seminar,
        orders: await ordersOfSeminar(scope, id),
        checks: seminar.state === "draft" ? await checksBeforePublishing(scope, id) : [],
        mayWrite: may(actor, "seminars.write"),
        callOff: may(actor, "seminars.call-off") ? await callOffOf(scope, id) : null,
        page: `${publicUrl()}/o/${actor.organization.code}/seminars/${seminar.input.code}`,
        house: publicUrl(),
        today: scope.today,
        conflicts: await openConflicts(scope, id),
        door: `/door/${actor.organization.code}/${seminar.input.code}`,
        doorKey: may(actor, "seminars.write") ? signed("door-key", `${actor.organization.code}:${id}`) : "",
      }
    }),
  )
}

async function callOffOf(scope: Scope, id: string) {
  const asked = await callOffAsked(scope, id)
  const { reason, requestedBy } = asked ?? { reason: "", requestedBy: "" }
  return {
    stakes: await stakesOfCallingOff(scope, id),
    asked: asked && { reason, requestedBy: actorAsRead(requestedBy), isMine: requestedBy === scope.actor },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "seminars.write")
  const id = idOfPage(params.id)
  const form = await parseForm(request, SeminarAct)
  if (!form.ok) return form.reply
  if (form.value.act.endsWith("call-off")) await requireStaff(request, "seminars.call-off")
  try {
    const made = await inScope(actor, (scope) => actOnSeminar(scope, id, form.value))
    return redirect(
      made === id && form.value.act === "copy" ? "/console/seminars?state=draft" : `/console/seminars/${made}`,
    )
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** One seminar: how it stands, who applied, what is still to be done. */
export default function SeminarPage() {
  const { t } = useTranslation("seminars")
  const { t: state } = useTranslation("states")
  const { title, seminar, orders, checks, mayWrite, callOff, page, house, today, conflicts, door, doorKey } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors = Object.values(answer?.submission.error ?? {}).flatMap((texts) => texts ?? [])
  const { counts, pools } = seminar
  const capacity = pools.reduce((sum, pool) => sum + pool.capacity, 0)
  const left = pools.reduce((sum, pool) => sum + Math.max(pool.capacity + pool.overbook - pool.taken, 0), 0)
  const people = t("people")
  return (
    <>
      <PageHeader
        title={title}
        marks={<SeminarStateBadge state={seminar.state} />}
        summary={seminar.input.code}
        primary={
          mayWrite && seminar.state !== "cancelled" ? (
            <LinkButton to={`/console/seminars/${seminar.id}/apply`} tone="primary" icon="plus">
              {t("enter")}
            </LinkButton>
          ) : undefined
        }
        secondary={
          mayWrite ? <LinkButton to={`/console/seminars/${seminar.id}/edit`}>{t("edit")}</LinkButton> : undefined
        }
      />
      {errors.length > 0 ? <Callout tone="danger" title={errors.join(" ")} /> : null}
      <KeyFigures
        figures={[
          { key: "confirmed", label: t("confirmed"), value: counts.confirmed, unit: people, note: `/ ${capacity}` },
          { key: "held", label: t("held"), value: counts.held, unit: people },
          { key: "left", label: t("left"), value: left, unit: people },
          { key: "waiting", label: t("waiting"), value: counts.waiting, unit: people },
          { key: "paid", label: t("paid"), value: counts.paidYen, unit: state("yen") },
          { key: "owed", label: t("owed"), value: counts.owedYen, unit: state("yen") },
        ]}
      />
      <SeminarActs state={seminar.state} checks={checks} mayWrite={mayWrite} callOff={callOff} />
      <SeminarOrders orders={orders} />
      <div className="grid items-start gap-apart tablet:grid-cols-2 desk:grid-cols-3">
        {seminar.state === "draft" ? null : (
          <SeminarPapers {...{ seminar, mayWrite, today, conflicts, door, doorKey }} />
        )}
        <SeminarSide {...{ seminar, mayWrite, page, house }} />
      </div>
    </>
  )
}
