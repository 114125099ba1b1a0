import { z } from "zod"

const choose = { ja: "プランを選んでください。", en: "Please choose a plan." } as const

/** The personal renewal form: the plan, and the application's id from its first showing, so that a double submit is one. */
export const renewalForm = (locale: "ja" | "en") =>
  z.object({ offerId: z.uuid(choose[locale]), applicationId: z.uuid() })
