import { z } from "zod"
import { wordingForm } from "#app/notices/wording-form.ts"
import type { WordingVariable } from "#app/notices/wording-variables.ts"
import { tidy } from "#app/values/text.ts"

export const announcementTargets = ["none", "offer", "seminar", "address"] as const
export type AnnouncementTarget = (typeof announcementTargets)[number]

type Choices = readonly Readonly<{ value: string; label: string }>[]

/** Whom an announcement may go to, and where its button may lead. */
export type AnnouncementChoices = Readonly<{
  segments: Choices
  offers: Choices
  seminars: Choices
  sources: Choices
}>

const messages = {
  choice: { ja: "一覧から選んでください。", en: "Choose from the list." },
  to: { ja: "宛先を選んでください。", en: "Choose whom it goes to." },
  address: { ja: "https:// で始まるアドレスを入力してください。", en: "Write an address that begins with https://." },
  caption: {
    ja: "ボタンの文字を入力してください(40文字まで)。",
    en: "Write what the button says (up to 40 characters).",
  },
} as const

/** Of whom an announcement is for: everybody who wants news. */
export const EVERYBODY = "everybody"

/** What an announcement may name, and what it must: with a button, the button or its address. */
export const announcementVariables = (target: AnnouncementTarget) => ({
  variables: [
    ...(["greeting", "organization", "member_name", "member_number"] as const),
    ...(target === "none" ? [] : (["link", "link_url"] as const)),
  ] satisfies readonly WordingVariable[],
  required: target === "none" ? [] : [["link", "link_url"] as const],
})

/** The form of an announcement (ご案内): whom it goes to, its words, and where its button leads. */
export function announcementForm(locale: "ja" | "en") {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const line = z.string().optional().transform((text) => tidy(text ?? "")) // prettier-ignore
  const isWebAddress = (text: string) => URL.canParse(text) && new URL(text).protocol === "https:"
  return z
    .object({
      ...wordingForm(locale).shape,
      to: z.union([z.literal(EVERYBODY), z.uuid()], say("to")),
      locale: z.enum(["ja", "en"], say("choice")),
      target: z.enum(announcementTargets, say("choice")),
      offer: line,
      seminar: line,
      address: line,
      caption: line.refine((text) => text.length <= 40, say("caption")),
      sourceCode: line,
    })
    .refine(({ target, offer }) => target !== "offer" || offer !== "", { message: say("choice"), path: ["offer"] })
    .refine(({ target, seminar }) => target !== "seminar" || seminar !== "", {
      ...{ message: say("choice"), path: ["seminar"] },
    })
    .refine(({ target, address }) => target !== "address" || isWebAddress(address), {
      ...{ message: say("address"), path: ["address"] },
    })
    .refine(({ target, caption }) => target === "none" || caption !== "", {
      message: say("caption"),
      path: ["caption"],
    })
    .transform(({ to, target, offer, seminar, address, caption, ...words }) => ({
      ...words,
      segmentId: to === EVERYBODY ? null : to,
      target,
      targetName: { none: "", offer, seminar, address }[target],
      caption: target === "none" ? "" : caption,
    }))
}

export type AnnouncementInput = z.infer<ReturnType<typeof announcementForm>>
