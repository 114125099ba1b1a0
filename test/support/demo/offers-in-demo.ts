import { clockOnDate, systemClock } from "#app/platform/clock.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { offerForm } from "#app/publications/offer-form.ts"
import { saveOffer } from "#app/publications/save-offer.server.ts"
import { calendarDate } from "#app/values/calendar.ts"

const offers = [
  {
    ...{
      code: "G12-STUDENT",
      publication: "GARDEN",
      name: "学割12冊",
      nameEnglish: "Students, 12 issues",
      units: "12",
    },
    ...{ priceYen: "9240", condition: "students", successor: "G12" },
  },
  {
    ...{
      code: "T4-READER",
      publication: "TSURI",
      name: "会員価格4冊",
      nameEnglish: "Member price, 4 issues",
      units: "4",
    },
    ...{ priceYen: "5280", condition: "holders", conditionTitle: "GARDEN", successor: "T4" },
  },
  {
    ...{
      code: "G12-T4",
      publication: "GARDEN",
      name: "ガーデン・つり手帖セット",
      nameEnglish: "Garden and Angling, a year",
    },
    ...{ kind: "bundle", units: "1", priceYen: "17600", components: "G12\nT4", autoRenewal: "on" },
  },
] as const

/** 学割・会員価格・セット: offers for some readers alone and of several titles, through the form that a manager fills in. */
export async function offersInDemo(): Promise<void> {
  const clock = clockOnDate(calendarDate("2026-11-01"), systemClock)
  const actor = await actorFor("engei", "demo", { clock })
  for (const offer of offers) {
    const typed = { kind: "term", onSale: "on", refundPolicy: "pro-rata", ...offer }
    await inScope(actor, (scope) => saveOffer(scope, offerForm("ja").parse(typed), true))
  }
}
