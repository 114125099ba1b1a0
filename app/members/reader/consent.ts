/** What consent is asked for, in the words that stand until an organization writes its own (同意の文言). */
export const consentPurposes = {
  mail: {
    ja: "新刊・セミナーなどのご案内を、メールで受け取ることに同意します。",
    en: "I agree to receive news of titles and seminars by mail.",
  },
  post: {
    ja: "新刊・セミナーなどのご案内を、郵便で受け取ることに同意します。",
    en: "I agree to receive news of titles and seminars by post.",
  },
  phone: {
    ja: "新刊・セミナーなどのご案内を、電話で受けることに同意します。",
    en: "I agree to be called with news of titles and seminars.",
  },
} as const

export type ConsentPurpose = keyof typeof consentPurposes

export const isConsentPurpose = (text: unknown): text is ConsentPurpose =>
  typeof text === "string" && Object.hasOwn(consentPurposes, text)

/** By which way a consent came (受付の方法), as people record it. */
export const consentWays = ["phone", "fax", "post", "shop", "web", "staff"] as const

export type ConsentWay = (typeof consentWays)[number]
