import type { TFunction } from "i18next"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import type { SummaryField } from "#app/ui/error-summary.tsx"
import { type FieldLike, mustFill } from "#app/ui/field.tsx"
import { FormSection } from "#app/ui/form-section.tsx"
import { KanaField } from "#app/ui/kana-field.tsx"
import { Money } from "#app/ui/money.tsx"
import { PostalCodeField } from "#app/ui/postal-code-field.tsx"
import { RadioCards } from "#app/ui/radio-cards.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

const personFields = [
  ...([
    "familyName",
    "givenName",
    "familyNameKana",
    "givenNameKana",
    "companyName",
    "department",
    "email",
    "phone",
  ] as const),
  ...(["postalCode", "prefecture", "city", "street", "building"] as const),
] as const

type Name = (typeof personFields)[number] | "fee" | "way" | "attends" | "others" | "voucher" | "allowsReminder" | "wantsMail" | "agrees" // prettier-ignore

type Fields = Record<Name, FieldLike>

type Seminar = {
  readonly ways: readonly ("free" | "card" | "invoice" | "onsite")[]
  readonly fees: readonly {
    readonly id: string
    readonly name: string
    readonly nameEnglish: string
    readonly audience: string
    readonly priceYen: number
    readonly partyMin: number
    readonly validUntil: string | null
    readonly left: number
  }[]
  readonly questions: readonly {
    readonly label: string
    readonly labelEnglish: string
    readonly choices: readonly string[]
    readonly choicesEnglish: readonly string[]
    readonly required: boolean
  }[]
}

/** Every field of the form with its label, for the summary of what must be mended. */
export const seminarFieldLabels = (t: TFunction<["seminarApply", "apply"]>, fields: Fields): SummaryField[] => [
  { field: fields.fee, label: t("seminarApply:feeChoice") },
  { field: fields.way, label: t("seminarApply:way") },
  ...personFields.map((name) => ({ field: fields[name], label: t(`apply:${name}`) })),
  { field: fields.attends, label: t("seminarApply:attends") },
  { field: fields.others, label: t("seminarApply:others") },
  { field: fields.voucher, label: t("seminarApply:voucher") },
  { field: fields.agrees, label: t("apply:agree") },
]

function FeeFields({ fields, seminar }: { readonly fields: Fields; readonly seminar: Seminar }) {
  const { t, i18n } = useTranslation("seminarApply")
  const isFree = seminar.fees.every(({ priceYen }) => priceYen === 0)
  const noteOf = (fee: Seminar["fees"][number]) =>
    [
      fee.audience === "member" ? t("feeMember") : "",
      fee.partyMin > 1 ? t("feeGroup", { count: fee.partyMin }) : "",
      fee.validUntil === null ? "" : t("feeUntil", { date: fee.validUntil }),
      fee.left <= 0 ? t("feeFull") : "",
    ]
      .filter(Boolean)
      .join(" · ")
  return (
    <FormSection title={t("fee")}>
      <RadioCards
        field={fields.fee}
        label={t("feeChoice")}
        cards={seminar.fees.map((fee) => ({
          value: fee.id,
          label: (i18n.language === "en" && fee.nameEnglish) || fee.name,
          description: noteOf(fee),
          aside: fee.priceYen === 0 ? t("free") : <Money amount={fee.priceYen} unit />,
        }))}
      />
      {isFree ? (
        <input type="hidden" name={fields.way.name} value="free" />
      ) : (
        <RadioCards
          field={fields.way}
          label={t("way")}
          cards={seminar.ways.filter((way) => way !== "free").map((way) => ({ value: way, label: t(`way-${way}`) }))}
        />
      )}
    </FormSection>
  )
}

function Questions({
  questions,
  answers,
}: {
  readonly questions: Seminar["questions"]
  readonly answers: readonly FieldLike[]
}) {
  const { t, i18n } = useTranslation("seminarApply")
  if (questions.length === 0) return null
  return (
    <FormSection title={t("questions")}>
      {questions.map((question, at) => {
        const answer = answers[at]
        if (!answer) return null
        const field = question.required ? mustFill(answer) : answer
        const label = (i18n.language === "en" && question.labelEnglish) || question.label
        return question.choices.length > 0 ? (
          <SelectField
            key={label}
            field={field}
            label={label}
            options={question.choices.map((value, nth) => ({
              value,
              label: (i18n.language === "en" && question.choicesEnglish[nth]) || value,
            }))}
          />
        ) : (
          <TextField key={label} field={field} label={label} maxLength={100} />
        )
      })}
    </FormSection>
  )
}

/** The applicant: name, reading, company, mail and phone. */
export function PersonFields({ fields }: { readonly fields: Pick<Fields, (typeof personFields)[number]> }) {
  const { t } = useTranslation("apply")
  return (
    <>
      <TextField field={mustFill(fields.familyName)} label={t("familyName")} autoComplete="family-name" />
      <TextField field={mustFill(fields.givenName)} label={t("givenName")} autoComplete="given-name" />
      <KanaField field={mustFill(fields.familyNameKana)} label={t("familyNameKana")} sourceId={fields.familyName.id} />
      <KanaField field={mustFill(fields.givenNameKana)} label={t("givenNameKana")} sourceId={fields.givenName.id} />
      <TextField field={mustFill(fields.email)} label={t("email")} type="email" autoComplete="email" />
      <TextField field={mustFill(fields.phone)} label={t("phone")} type="tel" autoComplete="tel" />
      <TextField field={fields.companyName} label={t("companyName")} autoComplete="organization" />
      <TextField field={fields.department} label={t("department")} />
    </>
  )
}

/** The fields of an application for a seminar; the other attendees come as children. */
export function SeminarApplyFields(props: {
  /** What a tick for news by mail consents to. */
  readonly mailWording: string
  readonly fields: Fields
  readonly seminar: Seminar
  readonly answers: readonly FieldLike[]
  readonly children: ReactNode
}) {
  const { t } = useTranslation(["seminarApply", "apply"])
  const { fields, seminar } = props
  return (
    <>
      <FeeFields fields={fields} seminar={seminar} />
      <FormSection title={t("seminarApply:applicant")} columns={2}>
        <PersonFields fields={fields} />
        <CheckboxField field={fields.attends} label={t("seminarApply:attends")} value="yes" />
      </FormSection>
      <FormSection title={t("seminarApply:others")} description={t("seminarApply:othersHint")}>
        {props.children}
      </FormSection>
      <FormSection title={t("seminarApply:addressTitle")} description={t("seminarApply:addressHint")}>
        <PostalCodeField
          field={fields.postalCode}
          label={t("apply:postalCode")}
          lookupUrl="/api/postal-codes"
          fills={{ prefecture: fields.prefecture.id, city: fields.city.id, street: fields.street.id }}
        />
        {(["prefecture", "city", "street", "building"] as const).map((name) => (
          <TextField key={name} field={fields[name]} label={t(`apply:${name}`)} />
        ))}
      </FormSection>
      <Questions questions={seminar.questions} answers={props.answers} />
      <FormSection title={t("seminarApply:extras")}>
        <TextField field={fields.voucher} label={t("seminarApply:voucher")} maxLength={30} autoComplete="off" />
        <CheckboxField field={fields.allowsReminder} label={t("seminarApply:allowsReminder")} value="yes" />
        <CheckboxField field={fields.wantsMail} label={t("apply:wantsMail")} hint={props.mailWording} value="yes" />
        <CheckboxField field={fields.agrees} label={t("apply:agree")} value="yes" />
      </FormSection>
    </>
  )
}
