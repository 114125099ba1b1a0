import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import {
  brochureBatches,
  brochureRequests,
  brochureYield,
} from "#app/subscriptions/brochures/brochure-requests.server.ts"
import { markBatchSent } from "#app/subscriptions/brochures/mark-batch-sent.server.ts"
import { pickBrochures } from "#app/subscriptions/brochures/pick-brochures.server.ts"
import { cancelBrochures } from "#app/subscriptions/brochures/request-brochures.server.ts"
import { BrochureBatches, BrochureRequests, BrochureYields } from "#app/ui/brochure-tables.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { readDate } from "#app/values/calendar.ts"

const MOST_SHOWN = 200

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  return readScope(actor, async (scope) => ({
    title: i18nFor(actor.locale).t("brochures:title"),
    requests: await brochureRequests(scope, null, MOST_SHOWN),
    batches: await brochureBatches(scope),
    yields: await brochureYield(scope),
    ...{ mayAct: may(actor, "members.write"), today: scope.today, organization: actor.organization.code },
  }))
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const { t } = i18nFor(actor.locale)
  const form = await formOf(request)
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === "string" ? value : ""
  }
  const number = text("number")
  const done = (message: string) => data({ ok: true, message })
  try {
    switch (text("intent")) {
      case "pick": {
        const { batch } = await inScope(actor, pickBrochures)
        return done(batch === null ? t("brochures:nothingToPick") : t("brochures:made", { ...batch }))
      }
      case "cancel":
        await inScope(actor, (scope) => cancelBrochures(scope, number))
        return done(t("brochures:cancelled", { number }))
      case "sent": {
        const sentOn = readDate(text("sentOn"))
        if (sentOn === null) return data({ ok: false, message: t("brochures:badDay") }, { status: 422 })
        await inScope(actor, (scope) => markBatchSent(scope, number, sentOn))
        return done(t("brochures:markedSent", { number }))
      }
      default:
        throw new Response("not an act", { status: 400 })
    }
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ ok: false, message }, { status })
  }
}

/** 資料請求: what waits, batches for the partner, and what came of the requests. */
export default function Brochures() {
  const { t } = useTranslation("brochures")
  const { title, requests, batches, yields, mayAct, today, organization } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const waiting = requests.filter(({ state }) => state === "waiting").length
  const leftOut = requests.filter(({ state }) => state === "left-out").length
  return (
    <>
      <PageHeader
        title={title}
        summary={t("lead")}
        primary={
          mayAct && waiting > 0 ? (
            <ConfirmDialog verb={t("make")} title={t("makeTitle")} people={waiting} fields={{ intent: "pick" }}>
              <p>{t("makeBody")}</p>
            </ConfirmDialog>
          ) : undefined
        }
        secondary={
          <>
            <LinkButton to={`/o/${organization}/brochures`}>{t("publicForm")}</LinkButton>
            <LinkButton to="/console/brochures/materials">{t("materials")}</LinkButton>
          </>
        }
      />
      <div role="status">
        {answer ? <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout> : null}
      </div>
      <p className="flex gap-apart">
        <span>{t("waitingCount", { count: waiting })}</span>
        {leftOut > 0 ? <span>{t("leftOutCount", { count: leftOut })}</span> : null}
      </p>
      <BrochureRequests title={t("requests")} requests={requests} mayCancel={mayAct} />
      <BrochureBatches batches={batches} mayAct={mayAct} today={today} />
      <BrochureYields yields={yields} />
    </>
  )
}
