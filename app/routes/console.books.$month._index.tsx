import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { CloseInput } from "#app/reports/close-input.ts"
import { closeMonth } from "#app/reports/close-month.server.ts"
import { monthForPage } from "#app/reports/month-for-page.server.ts"
import { monthsForList } from "#app/reports/months-for-list.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { Checklist } from "#app/ui/checklist.tsx"
import { CloseDialog } from "#app/ui/close-dialog.tsx"
import { ClosedFiles } from "#app/ui/closed-files.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { InstantText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { ExportLinks } from "#app/ui/export-links.tsx"
import { KeyFigures } from "#app/ui/key-figures.tsx"
import { monthLabel } from "#app/ui/month-label.ts"
import { RequestDialog } from "#app/ui/request-dialog.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { isMonth, month as monthOf } from "#app/values/calendar.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMonthClose", to: "/console/books" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const month = params.month ?? ""
  if (!isMonth(month)) throw new Response("not found", { status: 404 })
  return readScope(actor, async (scope) => {
    const figures = (await monthsForList(scope, month)).find((one) => one.month === month)
    if (!figures) throw new Response("not found", { status: 404 })
    const page = await monthForPage(scope, month)
    const { locale } = actor
    return {
      title: monthLabel(month, locale),
      ...{ month, figures, locale, mayClose: may(actor, "books.close"), page },
      checklist: page.checklist.map((item) => ({ ...item, label: item.label[locale], detail: item.detail[locale] })),
    }
  })
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "books.close")
  const month = monthOf(params.month ?? "")
  const form = await parseForm(request, CloseInput)
  if (!form.ok) return form.reply
  try {
    await inScope(actor, (scope) => closeMonth(scope, { month, ...form.value }))
    return redirect(`/console/books/${month}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

function OpenMonth() {
  const { t } = useTranslation("books")
  const { month, checklist, figures, mayClose, locale } = useLoaderData<typeof loader>()
  const submission = useActionData<typeof action>()?.submission
  const failed = checklist.filter(({ state }) => state === "fail")
  const isBlocked = failed.some(({ explainable }) => !explainable)
  const errors = Object.values(submission?.error ?? {}).flatMap((messages) => messages ?? [])
  const typed = submission?.initialValue?.explanation
  return (
    <>
      {errors.length > 0 ? <Callout tone="danger" title={errors.join(" ")} /> : null}
      <SectionCard
        flush
        title={t("checklist")}
        actions={
          mayClose ? (
            <CloseDialog
              month={monthLabel(month, locale)}
              figures={figures}
              isBlocked={isBlocked}
              needsExplanation={failed.length > 0}
              explanation={typeof typed === "string" ? typed : undefined}
            />
          ) : undefined
        }
      >
        <Checklist
          label={t("checklist")}
          items={checklist.map(({ link, ...item }) => ({
            ...item,
            link: link === undefined ? undefined : { to: link, label: t("fix") },
          }))}
        />
      </SectionCard>
      {mayClose ? null : <Callout title={t("notAllowed")} />}
      {isBlocked ? <Callout tone="danger" title={t("blocked")} /> : null}
      <ExportLinks month={month} isClosed={false} />
    </>
  )
}

function ClosedMonth() {
  const { t } = useTranslation(["books", "approvals"])
  const { month, page, mayClose, locale } = useLoaderData<typeof loader>()
  const facts = [
    { key: "at", term: t("books:closedAt"), detail: page.closedAt ? <InstantText at={page.closedAt} /> : undefined },
    { key: "by", term: t("books:closedBy"), detail: page.closedBy ?? undefined },
    ...(page.explanation ? [{ key: "why", term: t("books:explanation"), detail: page.explanation }] : []),
  ]
  return (
    <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
      <div className="grid min-w-0 gap-apart">
        <ClosedFiles files={page.files} />
        <ExportLinks month={month} isClosed />
      </div>
      <SectionCard title={t("books:closedTitle")}>
        <DescriptionList items={facts} />
        <p className="py-near text-small text-muted">{t("books:secondPerson")}</p>
        {mayClose ? (
          <RequestDialog
            verb={t("approvals:reopen")}
            title={t("approvals:reopenTitle", { month: monthLabel(month, locale) })}
            intent="reopen"
            subject={month}
          />
        ) : null}
      </SectionCard>
    </div>
  )
}

/** 月次締め of one month: what stands in its way, the close itself, and afterwards the files that it left. */
export default function CloseOfMonth() {
  const { t } = useTranslation(["books", "states"])
  const { figures, page } = useLoaderData<typeof loader>()
  const yen = t("states:yen")
  return (
    <>
      <KeyFigures
        figures={[
          { key: "vouchers", label: t("voucherCount"), value: figures.vouchers, unit: t("voucherUnit") },
          { key: "revenue", label: t("revenueMonth"), value: figures.revenueYen, unit: yen },
          { key: "deferred", label: t("deferredEnd"), value: figures.deferredYen, unit: yen },
          { key: "receivable", label: t("receivableEnd"), value: figures.receivableYen, unit: yen },
        ]}
      />
      {page.closed ? <ClosedMonth /> : <OpenMonth />}
    </>
  )
}
