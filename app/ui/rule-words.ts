import { useTranslation } from "react-i18next"
import type { OwnField } from "#app/members/member-form.ts"
import type { MemberRules } from "#app/members/member-rules.ts"

const listed = (label: string, values: readonly string[] | undefined) =>
  values ? [`${label}: ${values.join("・")}`] : []

/** Says what a segment's rules choose, rule by rule, in the reader's language. */
export function useRuleWords(own: readonly OwnField[]) {
  const { t, i18n } = useTranslation(["segments", "members", "memberCare"])
  const ages = ({ ageFrom, ageTo }: MemberRules) => {
    if (ageFrom !== undefined && ageTo !== undefined) return [t("segments:age", { from: ageFrom, to: ageTo })]
    if (ageFrom !== undefined) return [t("segments:ageFrom", { from: ageFrom })]
    return ageTo === undefined ? [] : [t("segments:ageTo", { to: ageTo })]
  }
  const ownField = ({ field }: MemberRules) => {
    if (!field) return []
    const known = own.find(({ code }) => code === field.code)
    const label = (i18n.language === "en" && known?.labelEnglish) || (known?.label ?? field.code)
    const words: Readonly<Record<string, string>> =
      known?.kind === "yes-no" ? { yes: t("members:on"), no: t("members:off") } : {}
    return [`${label}: ${words[field.value] ?? field.value}`]
  }
  const seminars = ({ seminars: asked }: MemberRules) => {
    if (!asked) return []
    const which = `${asked.from ? t("segments:heldFrom", { on: asked.from }) : ""}${asked.codes ? t("segments:ofSeminars", { codes: asked.codes.join("・") }) : ""}`
    return [t("segments:deedOf", { which, deed: t(`segments:deed-${asked.did}`) })]
  }
  const yes = (is: boolean | undefined, label: string, on: string, off: string) =>
    is === undefined ? [] : [`${label}: ${is ? on : off}`]
  return (rules: MemberRules): readonly string[] => [
    ...listed(t("members:prefecture"), rules.prefectures),
    ...(rules.contract ? [t(`segments:contract-${rules.contract}`)] : []),
    ...ownField(rules),
    ...listed(
      t("members:gender"),
      rules.genders?.map((one) => (one === "" ? t("segments:notGiven") : t(`members:gender-${one}`))),
    ),
    ...ages(rules),
    ...listed(t("members:industry"), rules.industries),
    ...listed(t("members:occupation"), rules.occupations),
    ...listed(t("members:jobTitle"), rules.jobTitles),
    ...listed(t("memberCare:publication"), rules.publications),
    ...yes(rules.wantsMail, t("members:wantsMail"), t("members:yes"), t("members:no")),
    ...yes(rules.owes, t("memberCare:owes"), t("memberCare:owesYes"), t("memberCare:owesNo")),
    ...(rules.paidFrom ? [t("segments:paidFrom", { on: rules.paidFrom })] : []),
    ...seminars(rules),
    ...(rules.paidAtLeastYen ? [t("segments:paidAtLeast", { yen: rules.paidAtLeastYen })] : []),
  ]
}
