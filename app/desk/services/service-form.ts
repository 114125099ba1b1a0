import { z } from "zod"
import { yenField } from "#app/billing/services/service-bill-form.ts"
import { isCalendarDate, readMonth } from "#app/values/calendar.ts"
import { tidy } from "#app/values/text.ts"

type Locale = "ja" | "en"

export const serviceKinds = ["plan", "option"] as const
export type ServiceKind = (typeof serviceKinds)[number]

const messages = {
  code: {
    ja: "コードは半角の英数字・-・_・. で30字までにしてください。",
    en: "Use letters, digits, -, _ and ., at most 30.",
  },
  name: { ja: "名称を60文字以内で入力してください。", en: "Please give a name of at most 60 characters." },
  price: {
    ja: "月額は1〜999,999,999円の数字で入力してください。",
    en: "Write the monthly price, 1 to 999,999,999 yen.",
  },
  choice: { ja: "一覧から選んでください。", en: "Choose from the list." },
  payer: { ja: "請求先の会員番号を入力してください。", en: "Write the client's member number." },
  date: { ja: "日付を入力してください。", en: "Write a date." },
  month: { ja: "月を 2026-06 のように入力してください。", en: "Write a month, such as 2026-06." },
  reference: {
    ja: "参照番号(通帳の摘要・領収番号など)を100文字以内で入力してください。",
    en: "Write a reference, such as the bank's, of at most 100 characters.",
  },
  amount: { ja: "金額は1〜999,999,999円の数字で入力してください。", en: "Write an amount, 1 to 999,999,999 yen." },
  availability: {
    ja: "稼働率は 96.9 のように0〜100の数字で入力してください(小数点以下6桁まで)。",
    en: "Write the availability as a number from 0 to 100, such as 96.9 (up to 6 decimals).",
  },
  itself: { ja: "自分自身は選べません。", en: "It cannot be added to itself." },
} as const

const sayIn = (locale: Locale) => (key: keyof typeof messages) => messages[key][locale]
const tick = z.literal("on").optional().transform((value) => value === "on") // prettier-ignore
const codeOf = (message: string) => z.string(message).transform((text) => text.normalize("NFKC").trim())
const dateOf = (message: string) => z.string(message).refine(isCalendarDate, message)
const monthOf = (message: string) =>
  z.string(message).transform((text, context) => {
    const value = readMonth(text)
    if (value !== null) return value
    context.addIssue({ code: "custom", message })
    return z.NEVER
  })
const codes = z.array(z.string().max(30)).max(50).default([])

/** A row of the list of services (料金表): a plan or an option, in yen a month before tax. */
export function serviceItemForm(locale: Locale) {
  const say = sayIn(locale)
  return z
    .object({
      code: codeOf(say("code")).pipe(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$/, say("code"))),
      kind: z.enum(serviceKinds, say("choice")),
      name: z
        .string(say("name"))
        .transform(tidy)
        .pipe(z.string().min(1, say("name")).max(60, say("name"))),
      nameEnglish: z
        .string()
        .optional()
        .transform((text) => tidy(text ?? ""))
        .refine((text) => text.length <= 60, say("name")),
      monthlyYen: yenField(say("price")),
      isProrated: tick,
      needsStaff: tick,
      requiresCode: z
        .string()
        .max(30)
        .optional()
        .transform((code) => code ?? null),
    })
    .refine(({ code, requiresCode }) => code !== requiresCode, { message: say("itself"), path: ["requiresCode"] })
    .transform((item) =>
      // A plan goes by days and stands alone; an option takes no staff.
      item.kind === "plan" ? { ...item, isProrated: true, requiresCode: null } : { ...item, needsStaff: false },
    )
}

export type ServiceItemInput = z.infer<ReturnType<typeof serviceItemForm>>

/** A new service contract: the client by member number, start, plan and options; the month from which it is billed here, where that is later (請求開始月). */
export function serviceContractForm(locale: Locale) {
  const say = sayIn(locale)
  return z.object({
    payerNumber: codeOf(say("payer")),
    startsOn: dateOf(say("date")),
    billsFrom: monthOf(say("month")).optional(),
    planCode: z.string(say("choice")).max(30),
    optionCodes: codes,
  })
}

/** プラン変更: the plan, the day of the written notice, the wished day, and the day that was agreed where staff is needed. */
export function planChangeForm(locale: Locale) {
  const say = sayIn(locale)
  return z.object({
    act: z.literal("plan"),
    planCode: z.string(say("choice")).max(30),
    noticeOn: dateOf(say("date")),
    wishedOn: dateOf(say("date")),
    agreedOn: dateOf(say("date")).optional(),
  })
}

/** オプションの変更: all options that are to hold from a month on. */
export function optionChangeForm(locale: Locale) {
  const say = sayIn(locale)
  return z.object({
    act: z.literal("options"),
    optionCodes: codes,
    fromMonth: monthOf(say("month")),
  })
}

/** 解約: the day of the notice and the last day. */
export function serviceCancelForm(locale: Locale) {
  const say = sayIn(locale)
  return z.object({ act: z.literal("cancel"), noticeOn: dateOf(say("date")), endsOn: dateOf(say("date")) })
}

/** 入金: money by bank or in cash for one of a contract's bills, in yen, on a JST date. */
export function servicePaymentForm(locale: Locale) {
  const say = sayIn(locale)
  return z.object({
    act: z.literal("payment"),
    billId: z.uuid(say("choice")),
    way: z.enum(["bank-transfer", "cash"], say("choice")),
    amountYen: yenField(say("amount")),
    receivedOn: dateOf(say("date")),
    reference: z
      .string(say("reference"))
      .transform(tidy)
      .pipe(z.string().min(1, say("reference")).max(100, say("reference"))),
  })
}

/** 稼働率未達の相殺 (D6): the month, its 稼働率 in per cent, and the fee of which a tenth is taken off a later bill. */
export function serviceOffsetForm(locale: Locale) {
  const say = sayIn(locale)
  return z.object({
    act: z.literal("offset"),
    month: monthOf(say("month")),
    availability: z.string(say("availability")).transform((typed, context) => {
      const text = tidy(typed.normalize("NFKC")).replace(/%$/, "")
      if (/^\d{1,3}(\.\d{1,6})?$/.test(text) && Number(text) <= 100) return Number(text)
      context.addIssue({ code: "custom", message: say("availability") })
      return z.NEVER
    }),
    itemCode: z.string(say("choice")).max(30),
  })
}

/** One of the acts on a service contract's page. */
export const serviceActForm = (locale: Locale) =>
  z.discriminatedUnion("act", [
    planChangeForm(locale),
    optionChangeForm(locale),
    serviceCancelForm(locale),
    servicePaymentForm(locale),
    serviceOffsetForm(locale),
  ])
