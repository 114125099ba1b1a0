import { z } from "zod"

const messages = {
  secretKey: { ja: "rk_ または sk_ で始まる鍵を入力してください。", en: "Give a key that begins with rk_ or sk_." },
  webhookSecret: {
    ja: "whsec_ で始まる署名シークレットを入力してください。",
    en: "Give a signing secret that begins with whsec_.",
  },
} as const

/** The form of an organization's Stripe keys. */
export const stripeKeysForm = (locale: "ja" | "en") =>
  z.object({
    secretKey: z
      .string(messages.secretKey[locale])
      .trim()
      .regex(/^(rk|sk)_(test|live)_\w+$/, messages.secretKey[locale]),
    webhookSecret: z
      .string(messages.webhookSecret[locale])
      .trim()
      .regex(/^whsec_\w+$/, messages.webhookSecret[locale]),
  })
