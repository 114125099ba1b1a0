import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData, useNavigate } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { seminarsForCalendar } from "#app/seminars/plan/seminars-for-calendar.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { monthLabel } from "#app/ui/month-label.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SeminarMonth } from "#app/ui/seminar-month.tsx"
import { SeminarTabs } from "#app/ui/seminar-tabs.tsx"
import { useShortcuts } from "#app/ui/use-shortcuts.ts"
import { addMonths, isMonth, month, monthOf } from "#app/values/calendar.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navSeminars", to: "/console/seminars" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "seminars.read")
  const asked = new URL(request.url).searchParams.get("month") ?? ""
  return readScope(actor, async (scope) => {
    const shown = isMonth(asked) ? month(asked) : monthOf(scope.today)
    return {
      title: i18nFor(actor.locale).t("seminarOffice:tabCalendar"),
      ...{ shown, today: scope.today, before: addMonths(shown, -1), after: addMonths(shown, 1) },
      ...{ seminars: await seminarsForCalendar(scope, shown), locale: actor.locale },
      mayWrite: may(actor, "seminars.write"),
    }
  })
}

/** カレンダー: a month of seminars and what each still lacks; a list on a phone. `[` and `]` turn the month. */
export default function SeminarCalendar() {
  const { t } = useTranslation(["seminarOffice", "seminars"])
  const navigate = useNavigate()
  const { title, shown, today, before, after, seminars, locale, mayWrite } = useLoaderData<typeof loader>()
  const at = (value: string) => `/console/seminar-calendar?month=${value}`
  useShortcuts({
    "[": () => {
      navigate(at(before))
    },
    "]": () => {
      navigate(at(after))
    },
  })
  const ids = new Set(seminars.map(({ id }) => id))
  const lacking = new Set(seminars.filter(({ missing }) => missing.length > 0).map(({ id }) => id))
  return (
    <>
      <PageHeader
        title={`${title} ${monthLabel(shown, locale)}`}
        summary={t("seminarOffice:calendarLead", { count: ids.size, lacking: lacking.size })}
        secondary={
          <>
            <LinkButton to={at(before)} icon="left">
              {t("seminarOffice:monthBefore")}
            </LinkButton>
            <LinkButton to="/console/seminar-calendar">{t("seminarOffice:monthNow")}</LinkButton>
            <LinkButton to={at(after)} icon="right">
              {t("seminarOffice:monthAfter")}
            </LinkButton>
          </>
        }
        primary={
          mayWrite ? (
            <LinkButton to="/console/seminars/new" tone="primary" icon="plus">
              {t("seminars:add")}
            </LinkButton>
          ) : undefined
        }
      />
      <SeminarTabs current="/console/seminar-calendar" />
      <SeminarMonth month={shown} today={today} seminars={seminars} locale={locale} />
    </>
  )
}
