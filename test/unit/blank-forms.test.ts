import { parseWithZod } from "@conform-to/zod/v4"
import { describe, expect, test } from "vitest"
import type { z } from "zod"
import { debitAccountForm } from "#app/billing/debit/debit-account-form.ts"
import { bankClientForm } from "#app/billing/bank/bank-client-form.ts"
import { newStaffForm } from "#app/identity/staff-form.ts"
import { accountForm } from "#app/ledger/account-form.ts"
import { codeForm, fieldForm } from "#app/members/code-form.ts"
import { settingsForm } from "#app/seminars/surveys/settings-form.ts"
import { remittanceForm } from "#app/subscriptions/remittances/remittance-form.ts"
import { promotionForm } from "#app/subscriptions/promotions/promotion-form.ts"
import { sourceForm } from "#app/subscriptions/source-form.ts"

// A browser sends a field that was left empty as an empty text. Whatever a form says to that is said in its own words.

type Form = (locale: "ja" | "en") => z.ZodType

const bank = ["bankCode", "bankName", "branchCode", "branchName", "accountKind", "accountNumber"]

const forms: Readonly<Record<string, readonly [form: Form, fields: readonly string[], optional: readonly string[]]>> = {
  account: [accountForm, ["code", "name", "kind"], ["nameEnglish"]],
  source: [sourceForm, ["code", "name", "kind"], ["nameEnglish", "sentCount", "costYen", "startsOn", "endsOn"]],
  promotion: [
    promotionForm,
    ["code", "kind", "amount"],
    ["name", "validFrom", "validUntil", "mostUses", "sourceCode", "isOncePerMember", "isForNewMembers"],
  ],
  staff: [newStaffForm, ["email", "name", "role", "password"], []],
  code: [codeForm, ["name"], ["nameEnglish"]],
  field: [fieldForm, ["code", "kind", "label"], ["labelEnglish", "choices"]],
  "debit settings": [bankClientForm, ["clientCode", "clientName", ...bank], ["hasLineBreaks"]],
  remittance: [remittanceForm, ["on"], ["after"]],
  "debit account": [debitAccountForm, [...bank, "holderName", "mandatedOn"], ["customerNumber"]],
  "seminar settings": [settingsForm, ["surveyDays", "completionDays", "briefingDays"], ["offer"]],
}

const errorsOf = (schema: z.ZodType, fields: readonly string[]) => {
  const typed = new FormData()
  for (const field of fields) typed.append(field, "")
  return parseWithZod(typed, { schema }).reply().error ?? {}
}

describe("a form sent empty", () => {
  for (const [name, [form, fields, optional]] of Object.entries(forms)) {
    test(`${name}: each field that is needed says so in Japanese and English, and no other says anything`, () => {
      for (const [locale, own] of [
        ["ja", /[ぁ-んァ-ン]/],
        ["en", /^(?!Invalid)[A-Z]/],
      ] as const) {
        const errors = errorsOf(form(locale), [...fields, ...optional])
        expect(Object.keys(errors).sort(), locale).toEqual([...fields].sort())
        for (const [field, messages] of Object.entries(errors))
          expect(messages?.join(), `${locale} ${field}`).toMatch(own)
      }
    })
  }
})
