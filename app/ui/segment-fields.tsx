import { useTranslation } from "react-i18next"
import { seminarDeeds } from "#app/members/member-rules.ts"
import type { SegmentChoices } from "#app/members/segment-form.ts"
import { ChecksField } from "#app/ui/checks-field.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import type { FieldLike } from "#app/ui/field.tsx"
import { FormSection } from "#app/ui/form-section.tsx"
import { MoneyField } from "#app/ui/money-field.tsx"
import { useOwnChoices } from "#app/ui/own-choices.ts"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const segmentFieldNames = [
  ...([
    "name",
    "prefectures",
    "genders",
    "ageFrom",
    "ageTo",
    "industries",
    "occupations",
    "jobTitles",
    "field",
  ] as const),
  ...(["wantsMail", "contract", "publications", "owes", "paidFrom", "paidAtLeastYen"] as const),
  ...(["seminarDeed", "seminarCodes", "seminarFrom"] as const),
] as const

type Fields = Readonly<Record<(typeof segmentFieldNames)[number], FieldLike>>
type Parts = { readonly fields: Fields; readonly choices: SegmentChoices }

/** The label of each field, for the fields and for the summary of what to mend. */
export function useSegmentLabels(): Readonly<Record<(typeof segmentFieldNames)[number], string>> {
  const { t } = useTranslation(["segments", "members", "memberCare"])
  return {
    name: t("segments:name"),
    ...{ prefectures: t("members:prefecture"), genders: t("members:gender"), industries: t("members:industry") },
    ...{ occupations: t("members:occupation"), jobTitles: t("members:jobTitle"), field: t("memberCare:ownFields") },
    ...{ ageFrom: t("segments:youngest"), ageTo: t("segments:oldest"), wantsMail: t("members:wantsMail") },
    ...{ contract: t("segments:contract"), publications: t("segments:titles"), owes: t("memberCare:owes") },
    ...{ paidFrom: t("segments:paidSince"), paidAtLeastYen: t("segments:paidInAll") },
    ...{ seminarDeed: t("segments:deed"), seminarCodes: t("segments:codes"), seminarFrom: t("segments:heldSince") },
  }
}

function Person({ fields, choices }: Parts) {
  const { t } = useTranslation(["segments", "members"])
  const labels = useSegmentLabels()
  const genders = (["female", "male", "other"] as const).map((value) => ({
    value,
    label: t(`members:gender-${value}`),
  }))
  const own = useOwnChoices(choices.own)
  const checks = (["industries", "occupations", "jobTitles"] as const).filter((name) => choices[name].length > 0)
  return (
    <FormSection title={t("segments:person")} description={t("segments:personHint")} columns={2}>
      {choices.prefectures.length > 0 ? (
        <ChecksField field={fields.prefectures} label={labels.prefectures} options={choices.prefectures} />
      ) : null}
      <ChecksField
        field={fields.genders}
        label={labels.genders}
        options={[...genders, { value: "unknown", label: t("segments:notGiven") }]}
      />
      <TextField field={fields.ageFrom} label={labels.ageFrom} inputMode="numeric" maxLength={3} autoComplete="off" />
      <TextField field={fields.ageTo} label={labels.ageTo} inputMode="numeric" maxLength={3} autoComplete="off" />
      {checks.map((name) => (
        <ChecksField key={name} field={fields[name]} label={labels[name]} options={choices[name]} />
      ))}
      {own.length > 0 ? (
        <SelectField
          field={fields.field}
          label={labels.field}
          options={[{ value: "", label: t("segments:anything") }, ...own]}
        />
      ) : null}
      <SelectField
        field={fields.wantsMail}
        label={labels.wantsMail}
        options={[
          { value: "", label: t("segments:anything") },
          { value: "yes", label: t("members:yes") },
          { value: "no", label: t("members:no") },
        ]}
      />
    </FormSection>
  )
}

function Contracts({ fields, choices }: Parts) {
  const { t } = useTranslation(["segments", "memberCare"])
  const labels = useSegmentLabels()
  return (
    <FormSection title={t("segments:contracts")} description={t("segments:contractsHint")} columns={2}>
      <SelectField
        field={fields.contract}
        label={labels.contract}
        options={[
          { value: "", label: t("segments:anything") },
          ...(["active", "lapsed", "none"] as const).map((value) => ({
            value,
            label: t(`segments:contract-${value}`),
          })),
        ]}
      />
      <ChecksField
        field={fields.publications}
        label={labels.publications}
        hint={t("segments:titlesHint")}
        options={choices.publications}
      />
      <SelectField
        field={fields.owes}
        label={labels.owes}
        options={[
          { value: "", label: t("segments:anything") },
          { value: "yes", label: t("memberCare:owesYes") },
          { value: "no", label: t("memberCare:owesNo") },
        ]}
      />
      <DateField field={fields.paidFrom} label={labels.paidFrom} />
      <MoneyField field={fields.paidAtLeastYen} label={labels.paidAtLeastYen} />
    </FormSection>
  )
}

function Seminars({ fields }: Pick<Parts, "fields">) {
  const { t } = useTranslation("segments")
  const labels = useSegmentLabels()
  return (
    <FormSection title={t("seminars")} description={t("seminarsHint")} columns={2}>
      <SelectField
        field={fields.seminarDeed}
        label={labels.seminarDeed}
        options={[
          { value: "", label: t("anything") },
          ...seminarDeeds.map((value) => ({ value, label: t(`deed-${value}`) })),
        ]}
      />
      <TextField
        field={fields.seminarCodes}
        label={labels.seminarCodes}
        hint={t("codesHint")}
        maxLength={1000}
        autoComplete="off"
      />
      <DateField field={fields.seminarFrom} label={labels.seminarFrom} />
    </FormSection>
  )
}

/** 条件の編集: every rule that a segment can hold; what is left empty lets everybody pass. */
export function SegmentFields({ fields, choices }: Parts) {
  const { t } = useTranslation("segments")
  return (
    <>
      <FormSection title={t("name")}>
        <TextField field={fields.name} label={t("name")} hint={t("nameHint")} maxLength={60} autoComplete="off" />
      </FormSection>
      <Person fields={fields} choices={choices} />
      <Contracts fields={fields} choices={choices} />
      <Seminars fields={fields} />
    </>
  )
}
