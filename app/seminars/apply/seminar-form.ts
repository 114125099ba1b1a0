import { z } from "zod"
import { personFields } from "#app/members/person-fields.ts"
import { seminarWays } from "#app/seminars/seminar-file.ts"
import { readEmail, readPhone, readPostalCode } from "#app/values/text.ts"

type Locale = "ja" | "en"

/** The application for a seminar (受講申込): who applies and pays, who attends, at which fee, paid how. */
export function seminarForm(locale: Locale) {
  const { say, required, optional, kana, read, readOptional } = personFields(locale)
  return z.object({
    orderId: z.uuid(),
    fee: z.uuid(say("choice")),
    way: z.enum(seminarWays, say("choice")),
    familyName: required,
    givenName: required,
    familyNameKana: kana,
    givenNameKana: kana,
    companyName: optional,
    department: optional,
    email: read(readEmail, say("email")),
    phone: read(readPhone, say("phone")),
    postalCode: readOptional(readPostalCode, say("postalCode")),
    prefecture: optional,
    city: optional,
    street: optional,
    building: optional,
    /** The applicant attends himself; without it only the others do. */
    attends: z.literal("yes").optional(),
    others: z
      .array(
        z.object({
          familyName: required,
          givenName: required,
          familyNameKana: kana,
          givenNameKana: kana,
          email: readOptional(readEmail, say("email")),
        }),
      )
      .max(99)
      .default([]),
    answers: z.array(optional).max(30).default([]),
    voucher: optional,
    allowsReminder: z.literal("yes").optional(),
    wantsMail: z.literal("yes").optional(),
    agrees: z.literal("yes", say("agree")),
  })
}

/** The form before it is read: every field as text. */
export type SeminarFormText = Record<
  Exclude<keyof z.infer<ReturnType<typeof seminarForm>>, "others" | "answers">,
  string
> & {
  others: Record<"familyName" | "givenName" | "familyNameKana" | "givenNameKana" | "email", string>[]
  answers: string[]
}

export type SeminarForm = z.infer<ReturnType<typeof seminarForm>>

const text = z.string()

/** One attendee as an order keeps him. */
export const Attendee = z.object({
  familyName: text,
  givenName: text,
  familyNameKana: text,
  givenNameKana: text,
  companyName: text,
  department: text,
  email: text,
  phone: text,
})

export type Attendee = z.infer<typeof Attendee>

/** An application as it is kept with its order; never checked anew. */
export const StoredSeminarForm = z.object({
  payer: Attendee.extend({
    postalCode: text,
    prefecture: text,
    city: text,
    street: text,
    building: text,
    wantsMail: z.boolean(),
  }),
  attendees: z.array(Attendee),
  answers: z.array(z.object({ label: text, answer: text })),
  allowsReminder: z.boolean(),
})

export type StoredSeminarForm = z.infer<typeof StoredSeminarForm>

/** What is kept of a form: the payer, everybody who attends with the payer's company, the answers beside their questions. */
export function storedForm(form: SeminarForm, questions: readonly { readonly label: string }[]): StoredSeminarForm {
  const { companyName, department } = form
  const self = {
    ...{ familyName: form.familyName, givenName: form.givenName },
    ...{ familyNameKana: form.familyNameKana, givenNameKana: form.givenNameKana, companyName, department },
    ...{ email: form.email, phone: form.phone },
  }
  const { postalCode, prefecture, city, street, building } = form
  const others = form.others.map((other) => ({ ...other, companyName, department, phone: "" }))
  return {
    payer: { ...self, postalCode, prefecture, city, street, building, wantsMail: form.wantsMail === "yes" },
    attendees: form.attends === "yes" ? [self, ...others] : others,
    answers: questions.map(({ label }, at) => ({ label, answer: form.answers[at] ?? "" })),
    allowsReminder: form.allowsReminder === "yes",
  }
}
