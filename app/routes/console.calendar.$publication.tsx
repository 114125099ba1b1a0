import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { calendarChangeKinds, calendarForm } from "#app/publications/calendar-form.ts"
import { changeCalendar } from "#app/publications/change-calendar.server.ts"
import { plannedIssues } from "#app/publications/planned-issues.server.ts"
import { tryCalendarChange } from "#app/subscriptions/try-calendar-change.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { CalendarEffectCard } from "#app/ui/calendar-effect-card.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navIssues", to: "/console/issues" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.read")
  const plan = await found(readScope(actor, (scope) => plannedIssues(scope, params.publication ?? "")))
  const name = (actor.locale === "en" && plan.nameEnglish) || plan.name
  return {
    ...{
      title: `${i18nFor(actor.locale).t("calendar:title")}: ${name}`,
      mayChange: may(actor, "issues.run"),
      locale: actor.locale,
    },
    ...{ issues: plan.issues, discontinuedAfter: plan.discontinuedAfter, code: plan.code },
  }
}

type Answer = {
  submission: SubmissionResult
  trial?: { effect: Awaited<ReturnType<typeof tryCalendarChange>>; fields: Record<string, string> }
}

export async function action({ request, params }: ActionFunctionArgs): Promise<ReturnType<typeof data<Answer>>> {
  const actor = await requireStaff(request, "issues.run")
  const form = await parseForm(request, calendarForm(actor.locale))
  if (!form.ok) return form.reply
  const code = params.publication ?? ""
  const { intent, change } = form.value
  try {
    if (intent === "confirm") {
      await inScope(actor, (scope) => changeCalendar(scope, code, change))
      throw redirect(`/console/calendar/${code}`, 303)
    }
    // The change itself is tried and rolled back, so that what it refuses is said before anybody confirms it.
    await inScope(actor, (scope) => changeCalendar(scope, code, change), { rollBack: true })
    const effect = await readScope(actor, (scope) => tryCalendarChange(scope, code, change))
    const fields = Object.fromEntries(Object.entries(change).map(([key, value]) => [key, String(value)]))
    return data({ ...form.keep(), trial: { effect, fields: { ...fields, intent: "confirm" } } })
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

function ChangeForm() {
  const { t } = useTranslation("calendar")
  const { issues, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    lastResult: answer?.submission,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: calendarForm(locale) }),
    constraint: { kind: { required: true } },
  })
  const labels = [
    { field: fields.kind, label: t("kind") },
    { field: fields.number, label: t("number") },
    { field: fields.shipsOn, label: t("shipsOn") },
    { field: fields.count, label: t("count") },
  ]
  return (
    <Form method="post" {...getFormProps(form)} noValidate>
      <div className="grid gap-apart">
        <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
        <input type="hidden" name="intent" value="try" />
        <SelectField
          field={fields.kind}
          label={t("kind")}
          options={calendarChangeKinds.map((kind) => ({ value: kind, label: t(kind) }))}
        />
        <SelectField
          field={fields.number}
          label={t("number")}
          hint={t("numberHint")}
          options={issues.map(({ number, label }) => ({ value: String(number), label: `No. ${number} ${label}` }))}
        />
        <DateField field={fields.shipsOn} label={t("shipsOn")} hint={t("shipsOnHint")} />
        <TextField field={fields.count} label={t("count")} hint={t("countHint")} inputMode="numeric" />
        <div>
          <Button type="submit" tone="primary">
            {t("try")}
          </Button>
        </div>
      </div>
    </Form>
  )
}

/** 発行カレンダー of a title: what is planned, and what a change would do before it is made. */
export default function Calendar() {
  const { t } = useTranslation("calendar")
  const { title, mayChange, issues, discontinuedAfter, code } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        title={title}
        summary={t("lead")}
        secondary={
          discontinuedAfter !== null && issues.length === 0 ? (
            <LinkButton to={`/console/discontinued/${code}`}>{t("settlement")}</LinkButton>
          ) : undefined
        }
      />
      {discontinuedAfter === null ? null : <Badge tone="warning">{t("ended", { number: discontinuedAfter })}</Badge>}
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <div className="grid gap-apart">
          {answer?.trial ? <CalendarEffectCard {...answer.trial} /> : null}
          <SectionCard title={t("planned")} flush>
            <DataTable
              caption={t("planned")}
              rows={issues}
              rowKey={(issue) => String(issue.number)}
              empty={<EmptyState icon="issue" title={t("noPlan")} />}
              columns={[
                { key: "number", header: t("issue"), render: (issue) => `No. ${issue.number}` },
                { key: "label", header: t("label"), render: (issue) => issue.label },
                { key: "ships", header: t("shipping"), render: (issue) => <DayText on={issue.shipsOn} /> },
                { key: "units", header: t("units"), align: "end", render: (issue) => issue.units },
              ]}
            />
          </SectionCard>
        </div>
        {mayChange ? (
          <div className="order-first desk:order-none">
            <SectionCard title={t("change")}>
              <ChangeForm />
            </SectionCard>
          </div>
        ) : null}
      </div>
    </>
  )
}
