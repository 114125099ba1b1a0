import { useTranslation } from "react-i18next"

const formats = {
  ja: {
    day: new Intl.DateTimeFormat("ja-JP", { dateStyle: "medium", timeZone: "UTC" }),
    instant: new Intl.DateTimeFormat("ja-JP", { dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Tokyo" }),
  },
  en: {
    day: new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }),
    instant: new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Tokyo" }),
  },
} as const

const formatsOf = (language: string) => (language === "en" ? formats.en : formats.ja)

/** A calendar date in the reader's language: 2026/11/16, 16 Nov 2026. */
export const dayText = (on: string, language: string): string =>
  formatsOf(language).day.format(Date.parse(`${on}T00:00Z`))

/** An instant in the reader's language, as the clocks in Tokyo show it. */
export const instantText = (at: Date | string, language: string): string =>
  formatsOf(language).instant.format(typeof at === "string" ? Date.parse(at) : at)

/** A calendar date, for people and machines. */
export function DayText({ on }: { readonly on: string }) {
  const { i18n } = useTranslation()
  return (
    <time dateTime={on} className="figures whitespace-nowrap">
      {dayText(on, i18n.language)}
    </time>
  )
}

/** An instant, for people (Tokyo time) and machines; a text is one that came out of JSON. */
export function InstantText({ at }: { readonly at: Date | string }) {
  const { i18n } = useTranslation()
  return (
    <time dateTime={typeof at === "string" ? at : at.toISOString()} className="figures whitespace-nowrap">
      {instantText(at, i18n.language)}
    </time>
  )
}

const textOf = (at: Date | string) => (typeof at === "string" ? at : at.toISOString())

/** From an instant to another, the day once where both are on one: 2026/12/10 13:30〜16:00, 10 Dec 2026, 13:30–16:00. */
export function SpanText({ from, to }: { readonly from: Date | string; readonly to: Date | string }) {
  const { i18n } = useTranslation()
  const [start, end] = [instantText(from, i18n.language), instantText(to, i18n.language)]
  const at = end.lastIndexOf(" ") + 1
  const isOneDay = start.slice(0, start.lastIndexOf(" ") + 1) === end.slice(0, at)
  return (
    <span className="figures">
      <time dateTime={textOf(from)} className="whitespace-nowrap">
        {start}
      </time>
      {i18n.language === "en" ? "–" : "〜"}
      <time dateTime={textOf(to)} className="whitespace-nowrap">
        {isOneDay ? end.slice(at) : end}
      </time>
    </span>
  )
}
