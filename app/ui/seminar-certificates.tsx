import type { SubmissionResult } from "@conform-to/react"
import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import type { FieldLike } from "#app/ui/field.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

type Person = {
  readonly registrationId: string
  readonly number: string
  readonly name: string
  readonly attended: number
  readonly sessions: number
  readonly needed: number
  readonly minutes: number
  readonly neededMinutes: number
  readonly isEarned: boolean
  readonly undrawable: readonly string[]
  readonly serial: string | null
  readonly checkCode: string | null
  readonly isReplacement: boolean
}

const plain = (name: string, initialValue: string, required: boolean, errors?: readonly string[]): FieldLike => ({
  ...{ id: name, name, errorId: `${name}-error`, descriptionId: `${name}-hint`, initialValue, required },
  ...(errors === undefined ? {} : { errors: [...errors] }),
})

/** 全員に発行: asks once, naming how many. */
export function IssueAll({ count, isRunning }: { readonly count: number; readonly isRunning: boolean }) {
  const { t } = useTranslation("seminarOffice")
  return (
    <ConfirmDialog
      verb={t("issueAll")}
      title={t("issueTitle")}
      people={count}
      disabled={isRunning || count === 0}
      fields={{ act: "issue" }}
    >
      <p>{t("issueBody")}</p>
    </ConfirmDialog>
  )
}

/** Why somebody has not earned one yet, or that what he has is no longer earned. */
function Standing({ person }: { readonly person: Person }) {
  const { t } = useTranslation("seminarOffice")
  if (person.isEarned) return <Badge tone="success">{t("earned")}</Badge>
  if (person.serial !== null) return <Badge tone="danger">{t("no-more")}</Badge>
  if (person.minutes === 0) return <span className="text-muted">{t("why-absent")}</span>
  const why =
    person.attended < person.needed
      ? t("why-session", { missing: person.needed - person.attended })
      : t("why-minutes", { missing: person.neededMinutes - person.minutes })
  return <span className="text-muted">{why}</span>
}

function Change({ serial, act }: { readonly serial: string; readonly act: "reissue" | "revoke" }) {
  const { t } = useTranslation("seminarOffice")
  const id = `reason-${act}-${serial}`
  return (
    <ConfirmDialog
      verb={t(act)}
      title={t(act === "reissue" ? "reissueTitle" : "revokeTitle", { serial })}
      tone={act === "revoke" ? "danger" : "primary"}
      triggerTone="quiet"
      fields={{ act, serial }}
    >
      <TextField field={{ ...plain("reason", "", true), id }} label={t("reason")} maxLength={300} />
    </ConfirmDialog>
  )
}

type TableProps = {
  readonly people: readonly Person[]
  readonly isGiven: boolean
  readonly mayWrite: boolean
  readonly verify: string
  readonly base: string
}

/** The certificate of somebody, with its file, its public page, and what may be done with it. */
function Issued({ person, props }: { readonly person: Person; readonly props: TableProps }) {
  const { t } = useTranslation("seminarOffice")
  const { serial, checkCode, isReplacement } = person
  if (serial === null) return <span className="text-muted">{t("notYet")}</span>
  return (
    <span className="grid gap-tight">
      <span className="figures">
        {serial} {isReplacement ? <Badge>{t("replacedMark")}</Badge> : null}
      </span>
      <span className="flex flex-wrap gap-tight">
        <LinkButton to={`${props.base}/${serial}.pdf`} reloadDocument tone="quiet" icon="report">
          {t("pdf")}
        </LinkButton>
        <LinkButton to={`${props.verify}${serial}-${checkCode ?? ""}`} reloadDocument tone="quiet">
          {t("openCertificate")}
        </LinkButton>
        {props.mayWrite ? (
          <>
            <Change serial={serial} act="reissue" />
            <Change serial={serial} act="revoke" />
          </>
        ) : null}
      </span>
    </span>
  )
}

/** Everybody with what was attended, how it stands, and the certificate. */
export function CertificateTable(props: TableProps) {
  const { t } = useTranslation("seminarOffice")
  return (
    <section className="card min-w-0" aria-label={t("certificates")}>
      <DataTable
        caption={t("certificates")}
        rows={props.people}
        rowKey={({ registrationId }) => registrationId}
        empty={<EmptyState icon="members" title={t(props.isGiven ? "noAttendees" : "withoutRule")} />}
        columns={[
          {
            key: "name",
            header: t("attendee"),
            render: ({ name, number }) => (
              <span>
                {name} <span className="figures block text-small text-muted">{number}</span>
              </span>
            ),
          },
          {
            key: "sessions",
            header: t("attendedOf"),
            align: "end",
            render: ({ attended, sessions }) => `${attended}/${sessions}`,
          },
          {
            key: "minutes",
            header: t("minutes"),
            unit: t("minuteUnit"),
            align: "end",
            render: ({ minutes }) => minutes,
          },
          { key: "standing", header: t("standing"), render: (person) => <Standing person={person} /> },
          { key: "serial", header: t("serial"), render: (person) => <Issued person={person} props={props} /> },
        ]}
      />
    </section>
  )
}

/** 修了の条件: none, a share of the sessions, or minutes in all. */
export function CertificateRuleForm(props: {
  readonly rule: { readonly percent: number | null; readonly minutes: number | null; readonly text: string }
  readonly submission: SubmissionResult | null
}) {
  const { t } = useTranslation("seminarOffice")
  const { rule, submission } = props
  const kind = rule.minutes !== null ? "minutes" : rule.percent !== null ? "sessions" : "none"
  const errors = (name: string) => submission?.error?.[name] ?? undefined
  return (
    <SectionCard title={t("rule")}>
      <Form method="post" className="grid gap-near">
        <SelectField
          field={plain("kind", kind, true)}
          label={t("rule")}
          options={[
            { value: "sessions", label: t("ruleSessions") },
            { value: "minutes", label: t("ruleMinutes") },
            { value: "none", label: t("ruleNone") },
          ]}
        />
        <TextField
          field={plain("percent", String(rule.percent ?? 100), false, errors("percent"))}
          label={t("rulePercent")}
          hint={t("rulePercentHint")}
          inputMode="numeric"
        />
        <TextField
          field={plain("minutes", rule.minutes === null ? "" : String(rule.minutes), false, errors("minutes"))}
          label={t("ruleMinutesField")}
          inputMode="numeric"
        />
        <TextAreaField
          field={plain("text", rule.text, false)}
          label={t("ruleText")}
          hint={t("ruleTextHint")}
          rows={2}
          maxLength={400}
        />
        <div>
          <SubmitButton name="act" value="rule" tone="secondary">
            {t("ruleSave")}
          </SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}
