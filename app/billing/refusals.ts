import { refusalsOf } from "#app/values/refusal.ts"

export const refusals = {
  "stripe-not-connected": {
    ja: "この委託元のStripeアカウントがまだ接続されていません。",
    en: "This organization's Stripe account is not connected yet.",
    status: 409,
  },
  "signature-refused": { ja: "署名を確認できません。", en: "The signature does not verify." },
  "application-not-confirmed": {
    ja: "最終確認がまだ済んでいません。",
    en: "The final confirmation has not been made yet.",
    status: 409,
  },
  "application-already-paid": {
    ja: "このお申し込みはすでにお支払い済みです。",
    en: "This application is already paid.",
    status: 409,
  },
} as const

export const refuse = refusalsOf(refusals)
