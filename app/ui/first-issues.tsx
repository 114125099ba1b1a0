import { useFetcher } from "@remix-run/react"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { dayText } from "#app/ui/date-text.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import type { FieldLike } from "#app/ui/field.tsx"

export type FirstIssueText = {
  readonly publication: string
  readonly publicationEnglish: string
  readonly number: number | null
  readonly label: string | null
  readonly shipsOn: string | null
}

/** 適用開始号: the first issue of each running title from a date on. */
export function FirstIssues({ issues }: { readonly issues: readonly FirstIssueText[] }) {
  const { t, i18n } = useTranslation("memberCare")
  if (issues.length === 0) return <p className="text-muted">{t("noRunningTitle")}</p>
  return (
    <ul className="grid gap-tight">
      {issues.map((issue) => {
        const title = (i18n.language === "en" && issue.publicationEnglish) || issue.publication
        return (
          <li key={issue.publication}>
            <span className="font-medium">{title}</span>{" "}
            {issue.number === null || issue.shipsOn === null
              ? t("noIssuePlanned")
              : t("fromIssue", {
                  number: issue.number,
                  label: issue.label ?? "",
                  date: dayText(issue.shipsOn, i18n.language),
                })}
          </li>
        )
      })}
    </ul>
  )
}

const isIssues = (value: unknown): value is { issues: readonly FirstIssueText[] } =>
  typeof value === "object" && value !== null && "issues" in value

/** The date from which a change holds, and which issues it concerns, looked up as the date is chosen. */
export function EffectiveDate(props: {
  readonly field: FieldLike
  readonly memberId: string
  readonly issues: readonly FirstIssueText[]
}) {
  const { t } = useTranslation("memberCare")
  const { data, load } = useFetcher()
  const [asked, setAsked] = useState("")
  useEffect(() => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(asked)) load(`/console/members/${props.memberId}/first-issues?on=${asked}`)
  }, [asked, load, props.memberId])
  return (
    <div
      className="grid gap-near"
      onChange={(event) => {
        if (event.target instanceof HTMLInputElement) setAsked(event.target.value)
      }}
    >
      <DateField field={props.field} label={t("effectiveOn")} hint={t("effectiveHint")} />
      <div aria-live="polite">
        <p className="text-small text-muted">{t("firstIssues")}</p>
        <FirstIssues issues={isIssues(data) ? data.issues : props.issues} />
      </div>
    </div>
  )
}
