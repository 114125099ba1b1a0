import { z } from "zod"
import { contractFields, type FormLocale } from "#app/subscriptions/form-fields.ts"
import { bankKana } from "#app/values/bank-kana.ts"
import { halfWidth, tidy } from "#app/values/text.ts"

export const accountKinds = ["ordinary", "current", "savings"] as const
export type PayoutAccountKind = (typeof accountKinds)[number]

/** The account as it was typed: bank and branch by name or code, the holder in the bank's kana. */
export type TypedAccount = Readonly<{
  bankName: string
  branchName: string
  accountKind: PayoutAccountKind
  accountNumber: string
  accountHolder: string
}>

/** The account that a reader tells for his money, with the codes that banks go by and a number of seven digits. */
export type PayoutAccount = TypedAccount & Readonly<{ bankCode: string; branchCode: string }>

const messages = {
  choice: { ja: "どちらかをお選びください。", en: "Please choose one." },
  required: { ja: "入力してください。", en: "Please fill this in." },
  long: { ja: "60文字以内で入力してください。", en: "Up to 60 characters, please." },
  number: { ja: "口座番号は数字4〜7桁で入力してください。", en: "Write the account number with 4 to 7 digits." },
  holder: {
    ja: "口座名義は、通帳のとおりカナ・英数字・( ) - . で、濁点も1文字と数えて30文字以内で入力してください。",
    en: "Write the holder as the passbook does: kana, letters, digits and ( ) - . up to 30 signs; a voiced mark is a sign of its own.",
  },
} as const

/** 廃刊精算の案内: to which plan a transfer goes (none: refund only), and until when answers are taken. */
export function offerChoiceForm(locale: FormLocale) {
  const { day, id } = contractFields(locale)
  return z.object({ transferOffer: id.optional(), answerUntil: day })
}

export type OfferChoiceInput = z.infer<ReturnType<typeof offerChoiceForm>>

const answers = ["transfer", "refund", "account"] as const
const named = ["bankName", "branchName", "accountHolder"] as const

/**
 * A reader's answer: the other title, or his money to an account; or only the account, where the money is owed already. The account
 * must be whole unless he chose the title.
 */
export function discontinuedAnswerForm(locale: FormLocale) {
  const say = (key: keyof typeof messages) => messages[key][locale]
  const line = z
    .string()
    .optional()
    .transform((text) => tidy(text ?? ""))
    .refine((text) => text.length <= 60, say("long"))
  return z
    .object({
      answer: z.enum(answers, say("choice")),
      ...{ bankName: line, branchName: line, accountHolder: line },
      accountKind: z.enum(accountKinds, say("choice")).optional(),
      accountNumber: line.transform((text) => halfWidth(text).replace(/[-\s]/g, "")),
    })
    .superRefine((typed, context) => {
      if (typed.answer === "transfer") return
      const wrong = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message })
      for (const field of named) if (typed[field] === "") wrong(field, say("required"))
      if (typed.accountKind === undefined) wrong("accountKind", say("choice"))
      if (typed.accountHolder !== "" && holderKana(typed.accountHolder) === "") wrong("accountHolder", say("holder"))
      if (!/^\d{4,7}$/.test(typed.accountNumber)) wrong("accountNumber", say("number"))
    })
}

/** 受取人名 as a bank's file carries it (30 signs); empty where it cannot. */
function holderKana(text: string): string {
  const kana = bankKana(text) ?? ""
  return kana.length <= 30 ? kana : ""
}

/** The account that came with an answer. */
export const accountOf = (typed: z.infer<ReturnType<typeof discontinuedAnswerForm>>): TypedAccount => ({
  ...{ bankName: typed.bankName, branchName: typed.branchName, accountKind: typed.accountKind ?? "ordinary" },
  ...{ accountNumber: typed.accountNumber.padStart(7, "0"), accountHolder: holderKana(typed.accountHolder) },
})
