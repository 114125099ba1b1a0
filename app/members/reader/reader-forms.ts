import { z } from "zod"
import { addressForm, fieldsIn } from "#app/members/member-form.ts"

type Locale = "ja" | "en"

const say = {
  code: { ja: "メールに書かれた数字6桁を入力してください。", en: "Write the six digits from the mail." },
  member: { ja: "一覧からお選びください。", en: "Please choose from the list." },
  body: { ja: "内容を入力してください(2,000文字まで)。", en: "Please write your message (up to 2,000 characters)." },
} as const

/** Sign-in: the mail address that the publisher knows. */
export function emailForm(locale: Locale) {
  const { email, say: message } = fieldsIn(locale)
  return z.object({ email: email.refine((text) => text !== "", message("required")) })
}

/** The mailed code, in any width and with spaces. */
export const codeForm = (locale: Locale) =>
  z.object({
    code: z
      .string(say.code[locale])
      .transform((text) => text.normalize("NFKC").replace(/[\s-]/g, ""))
      .pipe(z.string().regex(/^\d{6}$/, say.code[locale])),
  })

/** Several members with one mail address: which of them. */
export const memberChoiceForm = (locale: Locale) => z.object({ memberId: z.uuid(say.member[locale]) })

/** お届け先の変更: an address and the day from which it holds. */
export const ownAddressForm = (locale: Locale) => addressForm(locale).omit({ kind: true })

/** A reader's own profile: name, phone, mail, language. */
export function profileForm(locale: Locale) {
  const { line, required, kana, phone, oneOf } = fieldsIn(locale)
  return z.object({
    ...{ familyName: required, givenName: line(), familyNameKana: kana, givenNameKana: kana },
    ...{ phone, email: emailForm(locale).shape.email, locale: oneOf(["ja", "en"]) },
  })
}

/** ご意見: what a signed-in reader writes. */
export const opinionForm = (locale: Locale) =>
  z.object({ body: z.string(say.body[locale]).trim().min(1, say.body[locale]).max(2_000, say.body[locale]) })

/** The same of somebody who cannot sign in: he says how to reach him. */
export function helpForm(locale: Locale) {
  const { required } = fieldsIn(locale)
  return opinionForm(locale).extend({ name: required, contact: required })
}
