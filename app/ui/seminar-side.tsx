import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { readinessWords } from "#app/seminars/plan/readiness-words.ts"
import { Badge } from "#app/ui/badge.tsx"
import { CallOff, type CallOffProps } from "#app/ui/calling-off.tsx"
import { CodeBlock } from "#app/ui/code-block.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"

type Check = { readonly key: keyof typeof readinessWords; readonly state: "ok" | "warn" | "fail" }

const tones = { ok: "success", warn: "warning", fail: "danger" } as const

function Checks({ checks }: { readonly checks: readonly Check[] }) {
  const { t, i18n } = useTranslation("seminars")
  if (checks.length === 0) return null
  return (
    <SectionCard title={t("checks")}>
      <ul className="grid gap-tight">
        {checks.map(({ key, state }) => (
          <li key={key} className="flex items-center justify-between gap-near">
            {readinessWords[key][i18n.language === "en" ? "en" : "ja"]}
            <Badge tone={tones[state]}>{t(`check-${state}`)}</Badge>
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

const copyField = { id: "dates", name: "dates", errorId: "dates-error", descriptionId: "dates-hint", required: true }

/** What is to be done with a seminar now: what it lacks, publish, close, call off. */
export function SeminarActs(props: {
  readonly state: string
  readonly checks: readonly Check[]
  readonly mayWrite: boolean
  /** Null for who may not call it off. */
  readonly callOff: CallOffProps | null
}) {
  const { t } = useTranslation("seminars")
  const { state, mayWrite, callOff } = props
  const act = state === "draft" || state === "closed" ? "publish" : state === "published" ? "close" : null
  const going = state === "published" || state === "closed" ? callOff : null
  if ((!mayWrite || act === null) && going === null && props.checks.length === 0) return null
  return (
    <div className="grid gap-apart">
      <Checks checks={props.checks} />
      <div className="flex flex-wrap gap-near">
        {mayWrite && act !== null ? (
          <Form method="post">
            <SubmitButton name="act" value={act} tone={act === "publish" ? "primary" : "secondary"}>
              {t(act)}
            </SubmitButton>
          </Form>
        ) : null}
        {going ? <CallOff {...going} /> : null}
      </div>
    </div>
  )
}

/** The public page of a seminar with the code of its button, and copies of it. */
export function SeminarSide(props: {
  readonly seminar: { readonly state: string; readonly input: { readonly code: string } }
  readonly mayWrite: boolean
  readonly page: string
  readonly house: string
}) {
  const { t } = useTranslation(["seminars", "seminarApply"])
  const { seminar, page, house, mayWrite } = props
  const { code } = seminar.input
  const snippet = `<script src="${house}/embed/v1.js" defer></script>\n<teiki-apply seminar="${code}">\n  <a href="${page}/apply">${t("seminarApply:apply")}</a>\n</teiki-apply>`
  return (
    <>
      {seminar.state === "draft" ? null : (
        <SectionCard title={t("seminars:publicPage")}>
          <div className="grid gap-near">
            <LinkButton to={page} reloadDocument>
              {t("seminars:publicPage")}
            </LinkButton>
            <CodeBlock label={t("seminars:embed")} code={snippet} />
          </div>
        </SectionCard>
      )}
      {mayWrite ? (
        <SectionCard title={t("seminars:copyTitle")}>
          <Form method="post" className="grid gap-near">
            <TextAreaField field={copyField} label={t("seminars:copyDates")} hint={t("seminars:copyHint")} rows={3} />
            <div>
              <SubmitButton name="act" value="copy" tone="secondary">
                {t("seminars:copy")}
              </SubmitButton>
            </div>
          </Form>
        </SectionCard>
      ) : null}
    </>
  )
}
