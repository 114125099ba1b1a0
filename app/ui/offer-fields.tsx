import { type FieldMetadata, type FormMetadata, getFormProps } from "@conform-to/react"
import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { conditionKinds } from "#app/publications/offer-condition.ts"
import { offerKinds, refundPolicies } from "#app/publications/offer-form.ts"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { MoneyField } from "#app/ui/money-field.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextAreaField } from "#app/ui/text-area-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

const names = [
  ...(["code", "publication", "name", "nameEnglish", "kind", "units", "priceYen", "graceIssues"] as const),
  ...(["refundPolicy", "cancellationFeeYen", "singlePriceYen", "steps", "perks", "prices", "components"] as const),
] as const

const conditionNames = ["condition", "conditionTitle", "successor"] as const

type Name = (typeof names)[number] | (typeof conditionNames)[number] | "autoRenewal" | "onSale"
type Fields = Readonly<Record<Name, FieldMetadata>>

function Basics(props: { readonly fields: Fields; readonly isNew: boolean; readonly titles: readonly Title[] }) {
  const { t, i18n } = useTranslation("offerEdit")
  const { fields, isNew, titles } = props
  return (
    <SectionCard title={t("basics")}>
      <div className="grid gap-apart">
        {isNew ? (
          <>
            <TextField field={fields.code} label={t("code")} hint={t("codeHint")} maxLength={20} />
            <SelectField
              field={fields.publication}
              label={t("publication")}
              options={titles.map(({ code, name, nameEnglish }) => ({
                value: code,
                label: (i18n.language === "en" && nameEnglish) || name,
              }))}
            />
          </>
        ) : (
          <>
            <input type="hidden" name="code" value={String(fields.code.initialValue)} />
            <input type="hidden" name="publication" value={String(fields.publication.initialValue)} />
          </>
        )}
        <TextField field={fields.name} label={t("name")} maxLength={80} />
        <TextField field={fields.nameEnglish} label={t("nameEnglish")} maxLength={80} />
        <SelectField
          field={fields.kind}
          label={t("kind")}
          options={offerKinds.map((value) => ({ value, label: t(`kind-${value}`) }))}
        />
        <TextAreaField field={fields.components} label={t("components")} hint={t("componentsHint")} rows={2} />
        <TextField field={fields.units} label={t("units")} inputMode="numeric" />
        <MoneyField field={fields.priceYen} label={t("price")} hint={t("priceHint")} />
        <CheckboxField field={fields.onSale} label={t("onSale")} />
        <CheckboxField field={fields.autoRenewal} label={t("autoRenewal")} hint={t("autoRenewalHint")} />
      </div>
    </SectionCard>
  )
}

function Rules({ fields }: { readonly fields: Fields }) {
  const { t } = useTranslation("offerEdit")
  return (
    <SectionCard title={t("rules")}>
      <div className="grid gap-apart">
        <TextAreaField field={fields.prices} label={t("prices")} hint={t("pricesHint")} rows={3} />
        <TextAreaField field={fields.steps} label={t("steps")} hint={t("stepsHint")} rows={4} />
        <TextAreaField field={fields.perks} label={t("perks")} hint={t("perksHint")} rows={3} />
        <TextField field={fields.graceIssues} label={t("grace")} hint={t("graceHint")} inputMode="numeric" />
        <SelectField
          field={fields.refundPolicy}
          label={t("refundPolicy")}
          options={refundPolicies.map((value) => ({ value, label: t(`policy-${value}`) }))}
        />
        <MoneyField field={fields.cancellationFeeYen} label={t("cancellationFee")} />
        <MoneyField field={fields.singlePriceYen} label={t("singlePrice")} hint={t("singlePriceHint")} />
      </div>
    </SectionCard>
  )
}

type Successor = {
  readonly code: string
  readonly name: string
  readonly nameEnglish: string
  readonly title: string
  readonly publication: string
}

/** For whom the offer is, and what follows it. */
function Condition(props: {
  readonly fields: Fields
  readonly isNew: boolean
  readonly titles: readonly Title[]
  readonly successors: readonly Successor[]
}) {
  const { t, i18n } = useTranslation("conditions")
  const { fields, isNew, titles } = props
  const nameOf = (one: { readonly name: string; readonly nameEnglish: string }) =>
    (i18n.language === "en" && one.nameEnglish) || one.name
  const own = props.successors.filter(
    ({ code, publication }) =>
      isNew || (publication === fields.publication.initialValue && code !== fields.code.initialValue),
  )
  return (
    <SectionCard title={t("section")}>
      <div className="grid gap-apart">
        <p className="text-small text-muted">{t("sectionLead")}</p>
        <SelectField
          field={fields.condition}
          label={t("condition")}
          options={(["anyone", ...conditionKinds] as const).map((value) => ({ value, label: t(value) }))}
        />
        <SelectField
          field={fields.conditionTitle}
          label={t("conditionTitle")}
          hint={t("conditionTitleHint")}
          options={[
            { value: "", label: t("noCondition") },
            ...titles.map((title) => ({ value: title.code, label: nameOf(title) })),
          ]}
        />
        <SelectField
          field={fields.successor}
          label={t("successor")}
          hint={t("successorHint")}
          options={[
            { value: "", label: t("noCondition") },
            ...own.map((offer) => ({ value: offer.code, label: `${offer.title} ${nameOf(offer)} (${offer.code})` })),
          ]}
        />
      </div>
    </SectionCard>
  )
}

type Title = { readonly code: string; readonly name: string; readonly nameEnglish: string }

/** The form of an offer: what is sold, and the rules that go with it. */
export function OfferFields<Schema extends Record<string, unknown>>(props: {
  readonly form: FormMetadata<Schema>
  readonly fields: Fields
  readonly isNew: boolean
  readonly titles: readonly Title[]
  readonly successors: readonly Successor[]
}) {
  const { t } = useTranslation(["offerEdit", "actions", "conditions"])
  const { form, fields } = props
  const labels = [
    ...names.map((name) => ({ field: fields[name], label: t(`offerEdit:field-${name}`) })),
    { field: fields.autoRenewal, label: t("offerEdit:autoRenewal") },
    ...conditionNames.map((name) => ({ field: fields[name], label: t(`conditions:${name}`) })),
  ]
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
      <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
      <div className="grid items-start gap-apart desk:grid-cols-2">
        <div className="grid gap-apart">
          <Basics {...props} />
          <Condition {...props} />
        </div>
        <Rules fields={fields} />
      </div>
      <div>
        <SubmitButton>{t("offerEdit:save")}</SubmitButton>
      </div>
    </Form>
  )
}
