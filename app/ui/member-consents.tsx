import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { consentForm } from "#app/members/consent-form.ts"
import { type ConsentPurpose, consentPurposes, consentWays, isConsentPurpose } from "#app/members/reader/consent.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { actorAsRead } from "#app/values/text.ts"

type Consent = {
  readonly id: string
  readonly purpose: ConsentPurpose | "third-party"
  readonly version: number
  readonly wording: string
  readonly isGiven: boolean
  readonly at: Date
  readonly receivedBy: "import" | "web" | "phone" | "fax" | "post" | "shop" | "staff"
  readonly recordedBy: string
}

type Props = {
  readonly standing: readonly {
    readonly purpose: ConsentPurpose
    readonly wording: string
    readonly isGiven: boolean
  }[]
  readonly history: readonly Consent[]
  readonly mayRecord: boolean
  readonly locale: "ja" | "en"
  readonly lastResult: SubmissionResult | null
}

function Given({ is, withdrawn = false }: { readonly is: boolean; readonly withdrawn?: boolean }) {
  const { t } = useTranslation("consents")
  return (
    <Badge tone={is ? "success" : "neutral"} icon={is ? "check" : withdrawn ? "undo" : "close"}>
      {is ? t("given") : t(withdrawn ? "withdrawn" : "notGiven")}
    </Badge>
  )
}

function RecordForm({ history, locale, lastResult }: Pick<Props, "history" | "locale" | "lastResult">) {
  const { t } = useTranslation("consents")
  const [form, { purpose, given, receivedBy }] = useForm({
    id: `consent-${history.length}`,
    lastResult,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: consentForm(locale) }),
    constraint: { purpose: { required: true }, given: { required: true }, receivedBy: { required: true } },
  })
  const purposes = Object.keys(consentPurposes).filter(isConsentPurpose)
  return (
    <SectionCard title={t("record")}>
      <Form method="post" action="?consent=1" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary
          fields={[
            { field: purpose, label: t("purpose") },
            { field: given, label: t("state") },
            { field: receivedBy, label: t("way") },
          ]}
          formErrors={form.errors ?? []}
        />
        <p className="text-small text-muted">{t("recordHint")}</p>
        <SelectField
          field={purpose}
          label={t("purpose")}
          options={purposes.map((value) => ({ value, label: t(`purpose-${value}`) }))}
        />
        <SelectField
          field={given}
          label={t("state")}
          options={[
            { value: "yes", label: t("given") },
            { value: "no", label: t("withdrawn") },
          ]}
        />
        <SelectField
          field={receivedBy}
          label={t("way")}
          options={consentWays.map((value) => ({ value, label: t(`way-${value}`) }))}
        />
        <SubmitButton>{t("record")}</SubmitButton>
      </Form>
    </SectionCard>
  )
}

function History({ history }: Pick<Props, "history">) {
  const { t } = useTranslation("consents")
  const wording = (one: Consent) => (
    <>
      <span className="text-small text-muted">{t("versionOf", { version: one.version })}</span>
      <span className="block min-w-[14rem]">{one.wording}</span>
    </>
  )
  return (
    <SectionCard title={t("history")} flush>
      <DataTable
        caption={t("history")}
        rows={history}
        rowKey={({ id }) => id}
        empty={<EmptyState icon="check" title={t("none")} />}
        columns={[
          { key: "at", header: t("at"), render: (one) => <InstantText at={one.at} /> },
          { key: "purpose", header: t("purpose"), render: (one) => t(`purpose-${one.purpose}`) },
          { key: "state", header: t("state"), render: (one) => <Given is={one.isGiven} withdrawn /> },
          { key: "wording", header: t("wording"), render: wording },
          { key: "way", header: t("way"), render: (one) => t(`way-${one.receivedBy}`) },
          { key: "by", header: t("by"), render: (one) => actorAsRead(one.recordedBy) },
        ]}
      />
    </SectionCard>
  )
}

const answers = ["recorded", "recordedAlready"] as const

/** 同意: what a member consents to now, every record of it with its wording, and the form for what came by phone or on paper. */
export function MemberConsents({ standing, history, mayRecord, locale, lastResult }: Props) {
  const { t } = useTranslation("consents")
  const [search] = useSearchParams()
  const answer = answers.find((one) => one === search.get("consent"))
  return (
    <>
      <div role="status">
        {answer ? <Callout tone={answer === "recorded" ? "success" : "info"}>{t(answer)}</Callout> : null}
      </div>
      <div className={mayRecord ? "grid items-start gap-apart desk:grid-cols-[2fr_1fr]" : "grid gap-apart"}>
        <SectionCard title={t("now")}>
          <DescriptionList
            items={standing.map(({ purpose, wording, isGiven }) => ({
              ...{ key: purpose, term: t(`purpose-${purpose}`) },
              detail: (
                <>
                  <Given is={isGiven} />
                  <span className="block text-small text-muted">{wording}</span>
                </>
              ),
            }))}
          />
        </SectionCard>
        {mayRecord ? <RecordForm key={history.length} {...{ history, locale, lastResult }} /> : null}
      </div>
      <History history={history} />
    </>
  )
}
