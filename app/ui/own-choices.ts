import { useTranslation } from "react-i18next"
import type { OwnField } from "#app/members/member-form.ts"

/** Choices of the own fields (独自項目), as `code:value`: of those that have choices. */
export function useOwnChoices(own: readonly OwnField[]) {
  const { t, i18n } = useTranslation("members")
  return own.flatMap((one) => {
    const label = (i18n.language === "en" && one.labelEnglish) || one.label
    const choice = (value: string, word: string) => ({ value: `${one.code}:${value}`, label: `${label}: ${word}` })
    if (one.kind === "yes-no") return [choice("yes", t("on")), choice("no", t("off"))]
    return one.kind === "choice" ? one.choices.map((value) => choice(value, value)) : []
  })
}
