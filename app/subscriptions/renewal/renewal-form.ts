import { z } from "zod"
import { onlineWays } from "#app/billing/online-way.ts"
import { promotionCodeField } from "#app/subscriptions/application.ts"

const choose = { ja: "プランを選んでください。", en: "Please choose a plan." } as const

const way = { ja: "お支払い方法を選んでください。", en: "Please choose how to pay." } as const

/** The personal renewal form: the plan, how to pay, and the application's id from its first showing, so that a double submit is one. */
export const renewalForm = (locale: "ja" | "en") =>
  z.object({
    offerId: z.uuid(choose[locale]),
    applicationId: z.uuid(),
    payBy: z.enum(onlineWays, way[locale]).default("card"),
    promotionCode: promotionCodeField(locale),
  })
