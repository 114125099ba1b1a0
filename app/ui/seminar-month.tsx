import { Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { readinessWords } from "#app/seminars/plan/readiness-words.ts"
import { addDays, calendarDate, firstDayOf, lastDayOf, type Month, weekdayOf } from "#app/values/calendar.ts"
import { Badge } from "#app/ui/badge.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { SeminarStateBadge } from "#app/ui/seminar-state-badge.tsx"

type Seminar = {
  readonly id: string
  readonly title: string
  readonly state: "draft" | "published" | "closed" | "finished" | "cancelled"
  readonly day: string
  readonly startsAt: Date
  readonly seq: number
  readonly sessions: number
  readonly room: string | null
  readonly taken: number
  readonly capacity: number
  readonly missing: readonly (keyof typeof readinessWords)[]
  readonly isBlocked: boolean
}

const timeOf = (at: Date) =>
  new Intl.DateTimeFormat("ja-JP", {
    timeZone: "Asia/Tokyo",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  }).format(at)

/** One session: when, what, how full, and what is missing. */
function Entry({ seminar, locale }: { readonly seminar: Seminar; readonly locale: "ja" | "en" }) {
  const { t } = useTranslation("seminarOffice")
  const missing = seminar.missing.map((key) => readinessWords[key][locale]).join("、")
  return (
    <li className="grid gap-tight border-t border-line py-near first:border-t-0">
      <Link to={`/console/seminars/${seminar.id}`} className="text-link leading-snug">
        <span className="figures">{timeOf(seminar.startsAt)}</span> {seminar.title}
        {seminar.sessions > 1 ? ` (${seminar.seq}/${seminar.sessions})` : ""}
      </Link>
      <span className="flex flex-wrap items-center gap-tight text-small text-muted">
        <SeminarStateBadge state={seminar.state} />
        <span className="figures">
          {seminar.taken}/{seminar.capacity}
        </span>
        {seminar.room}
      </span>
      {missing === "" ? null : (
        <Badge tone={seminar.isBlocked ? "danger" : "warning"}>{t("missing", { what: missing })}</Badge>
      )}
    </li>
  )
}

function DayCell(props: {
  readonly day: string | null
  readonly today: string
  readonly seminars: readonly Seminar[]
  readonly locale: "ja" | "en"
}) {
  if (props.day === null) return <td className="bg-sunken" />
  const isToday = props.day === props.today
  return (
    <td className="h-[6.5rem] border border-line p-near align-top">
      <p className={`figures text-small ${isToday ? "font-bold text-accent-ink" : "text-muted"}`}>
        <time dateTime={props.day} aria-current={isToday ? "date" : undefined}>
          {Number(props.day.slice(8))}
        </time>
      </p>
      <ul>
        {props.seminars.map((seminar) => (
          <Entry key={`${seminar.id}-${seminar.seq}`} seminar={seminar} locale={props.locale} />
        ))}
      </ul>
    </td>
  )
}

/** Weeks from Monday, with null for days of other months. */
function weeksOf(month: Month): readonly (readonly (string | null)[])[] {
  const first = firstDayOf(month)
  const days = Number(lastDayOf(month).slice(8))
  const lead = (weekdayOf(first) + 6) % 7
  const cells = Array.from({ length: Math.ceil((lead + days) / 7) * 7 }, (_, at) =>
    at < lead || at >= lead + days ? null : addDays(first, at - lead),
  )
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** A month of seminars: a grid on a desk, a list by day on a phone. */
export function SeminarMonth(props: {
  readonly month: Month
  readonly today: string
  readonly seminars: readonly Seminar[]
  readonly locale: "ja" | "en"
}) {
  const { t } = useTranslation("seminarOffice")
  const { month, today, seminars, locale } = props
  const on = (day: string | null) => seminars.filter((seminar) => seminar.day === day)
  const weekday = new Intl.DateTimeFormat(locale === "ja" ? "ja-JP" : "en-GB", { weekday: "short", timeZone: "UTC" })
  const names = Array.from({ length: 7 }, (_, at) => weekday.format(Date.UTC(2026, 5, 1 + at)))
  const days = [...new Set(seminars.map(({ day }) => day))]
  return (
    <section className="card min-w-0" aria-label={t("tabCalendar")}>
      {seminars.length === 0 ? <EmptyState icon="calendar" title={t("calendarEmpty")} /> : null}
      <table className="hidden w-full table-fixed border-collapse desk:table">
        <caption className="sr-only">{t("tabCalendar")}</caption>
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col" className="border border-line p-tight text-small font-normal text-muted">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week.find((day) => day !== null) ?? ""}>
              {week.map((day, at) => (
                <DayCell key={day ?? `gap-${at}`} day={day} today={today} seminars={on(day)} locale={locale} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ol className="grid gap-apart p-apart desk:hidden">
        {days.map((day) => (
          <li key={day}>
            <h2 className="text-body font-semibold">
              <time dateTime={day}>
                {Number(day.slice(5, 7))}/{Number(day.slice(8))} ({names[(weekdayOf(calendarDate(day)) + 6) % 7]})
              </time>
            </h2>
            <ul>
              {on(day).map((seminar) => (
                <Entry key={`${seminar.id}-${seminar.seq}`} seminar={seminar} locale={locale} />
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  )
}
