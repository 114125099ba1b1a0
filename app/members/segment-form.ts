import { z } from "zod"
import type { OwnField } from "#app/members/member-form.ts"
import { MemberRules, seminarDeeds } from "#app/members/member-rules.ts"
import { readDate } from "#app/values/calendar.ts"
import { halfWidth, tidy } from "#app/values/text.ts"

export type Choice = Readonly<{ value: string; label: string }>

/** What a segment's rules can be chosen from. */
export type SegmentChoices = Readonly<{
  prefectures: readonly Choice[]
  industries: readonly Choice[]
  occupations: readonly Choice[]
  jobTitles: readonly Choice[]
  publications: readonly Choice[]
  own: readonly OwnField[]
}>

const messages = {
  name: { ja: "条件の名前を入力してください。", en: "Please give the segment a name." },
  long: { ja: "60文字以内で入力してください。", en: "Up to 60 characters, please." },
  choice: { ja: "一覧から選んでください。", en: "Choose from the list." },
  age: { ja: "年齢は0〜130の数字で入力してください。", en: "Write an age from 0 to 130." },
  ages: { ja: "上の年齢は下の年齢以上にしてください。", en: "The upper age must not be below the lower one." },
  date: { ja: "日付で入力してください(例 2026-11-16)。", en: "Write a date (2026-11-16)." },
  money: { ja: "金額は1円以上の数字で入力してください。", en: "Write an amount of at least 1 yen." },
  titles: {
    ja: "媒体を選んだときは、契約の有無も選んでください。",
    en: "With titles, choose what contract is meant, too.",
  },
  deed: { ja: "セミナーの条件を選んでください。", en: "Choose what the member did at the seminars." },
} as const

/**
 * The name of a segment and its rules, as the form's fields hold them: what is left empty is no rule. To count whom the rules choose, no
 * name is needed.
 */
export function segmentForm(locale: "ja" | "en") {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const line = z.string().optional().transform((text) => tidy(text ?? "")) // prettier-ignore
  const some = z.array(z.string().max(100)).max(100).default([])
  const oneOf = <const Choice extends string>(choices: readonly Choice[]) => z.enum(choices, say("choice")).optional()
  const whole = (message: "age" | "money", least: number, most: number) =>
    line.transform((text, context) => {
      const plain = halfWidth(text).replace(/[,\s円¥歳]/g, "")
      if (plain === "") return undefined
      if (/^\d{1,12}$/.test(plain) && Number(plain) >= least && Number(plain) <= most) return Number(plain)
      context.addIssue({ code: "custom", message: say(message) })
      return z.NEVER
    })
  const day = line.transform((text, context) => {
    const date = text === "" ? undefined : readDate(text)
    if (date !== null) return date
    context.addIssue({ code: "custom", message: say("date") })
    return z.NEVER
  })
  return z
    .object({
      name: line.refine((text) => text.length <= 60, say("long")),
      intent: z.literal("count").optional(),
      ...{ prefectures: some, genders: z.array(z.enum(["male", "female", "other", "unknown"])).default([]) },
      ...{ industries: some, occupations: some, jobTitles: some, publications: some },
      ...{ ageFrom: whole("age", 0, 130), ageTo: whole("age", 0, 130) },
      ...{ contract: oneOf(["active", "none", "lapsed"]), wantsMail: oneOf(["yes", "no"]), owes: oneOf(["yes", "no"]) },
      ...{ paidFrom: day, paidAtLeastYen: whole("money", 1, 999_999_999), field: line },
      ...{ seminarDeed: oneOf(seminarDeeds), seminarCodes: line, seminarFrom: day },
    })
    .refine(({ name, intent }) => name !== "" || intent === "count", { message: say("name"), path: ["name"] })
    .refine(({ ageFrom, ageTo }) => ageFrom === undefined || ageTo === undefined || ageFrom <= ageTo, {
      ...{ message: say("ages"), path: ["ageTo"] },
    })
    .refine(({ publications, contract }) => publications.length === 0 || contract !== undefined, {
      ...{ message: say("titles"), path: ["contract"] },
    })
    .refine(
      ({ seminarDeed, seminarCodes, seminarFrom }) =>
        seminarDeed !== undefined || (seminarCodes === "" && seminarFrom === undefined),
      { message: say("deed"), path: ["seminarDeed"] },
    )
    .transform(({ name, intent, genders, field, seminarDeed, seminarCodes, seminarFrom, ...fields }) => {
      const codes = seminarCodes.split(/[\s,、,]+/).filter((code) => code !== "")
      const seminars = seminarDeed && given({ did: seminarDeed, codes, from: seminarFrom })
      const { wantsMail, owes } = fields
      const answers = { wantsMail: wantsMail && wantsMail === "yes", owes: owes && owes === "yes" }
      const sexes = genders.map((one) => (one === "unknown" ? "" : one))
      const rules = given({ ...fields, ...answers, genders: sexes, seminars, ...fieldRule(field) })
      return { name, intent, rules: MemberRules.parse(rules) }
    })
}

/** The rules that say something: an empty field is no rule. */
const given = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  )

/** `code:value` of an own field, as filters and forms write it. */
export function fieldRule(asked: string): Pick<MemberRules, "field"> {
  const at = asked.indexOf(":")
  return at < 1 ? {} : { field: { code: asked.slice(0, at), value: asked.slice(at + 1) } }
}

const answer = (is: boolean | undefined) => (is === undefined ? "" : is ? "yes" : "no")

/** What the form starts with for a segment that is changed, or for filters that were set in the list. */
export const segmentFields = (name: string, rules: MemberRules) => ({
  name,
  prefectures: rules.prefectures ?? [],
  genders: (rules.genders ?? []).map((one) => (one === "" ? "unknown" : one)),
  ...{ industries: rules.industries ?? [], occupations: rules.occupations ?? [], jobTitles: rules.jobTitles ?? [] },
  ...{ publications: rules.publications ?? [], contract: rules.contract ?? "" },
  ...{ ageFrom: rules.ageFrom?.toString() ?? "", ageTo: rules.ageTo?.toString() ?? "" },
  ...{ wantsMail: answer(rules.wantsMail), owes: answer(rules.owes) },
  ...{ paidFrom: rules.paidFrom ?? "", paidAtLeastYen: rules.paidAtLeastYen?.toString() ?? "" },
  field: rules.field ? `${rules.field.code}:${rules.field.value}` : "",
  seminarDeed: rules.seminars?.did ?? "",
  seminarCodes: rules.seminars?.codes?.join(" ") ?? "",
  seminarFrom: rules.seminars?.from ?? "",
})
