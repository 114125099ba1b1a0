import { clockOnDate, systemClock } from "#app/platform/clock.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { brochureForm, staffBrochureForm } from "#app/subscriptions/brochures/brochure-form.ts"
import { markBatchSent } from "#app/subscriptions/brochures/mark-batch-sent.server.ts"
import { pickBrochures } from "#app/subscriptions/brochures/pick-brochures.server.ts"
import { requestByStaff } from "#app/subscriptions/brochures/request-brochures.server.ts"
import { addBrochure } from "#app/subscriptions/brochures/save-brochure.server.ts"
import { newOrderId } from "#app/subscriptions/enter-order.server.ts"
import { calendarDate } from "#app/values/calendar.ts"

const on = async (day: string) => actorFor("engei", "受付 春江", { clock: clockOnDate(calendarDate(day), systemClock) })

async function ask(day: string, email: string, more: Readonly<Record<string, unknown>>) {
  await inScope(await on(day), async (scope) => {
    const [member] = await scope.sql<{
      number: string
    }>`select number from member where email = ${email} order by number limit 1`
    const form = staffBrochureForm("ja").parse({
      requestId: await newOrderId(scope),
      copies: "1",
      sourceCode: "",
      ...more,
    })
    await requestByStaff(scope, member?.number ?? "", form)
  })
}

/** Two brochures, a batch that was sent, and a request that waits. */
export async function brochuresInDemo(): Promise<void> {
  await inScope(await on("2026-11-02"), async (scope) => {
    const form = brochureForm("ja")
    await addBrochure(
      scope,
      form.parse({ code: "GUIDE", name: "定期購読のご案内", nameEnglish: "Our titles", weightGrams: "120" }),
    )
    await addBrochure(
      scope,
      form.parse({ code: "SAMPLE", name: "見本誌「月刊ガーデン」", weightGrams: "410", stockCopies: "80" }),
    )
  })
  await ask("2026-11-17", "takasaki@example.jp", { brochures: ["GUIDE", "SAMPLE"], channel: "phone" })
  await ask("2026-11-18", "minoru@example.jp", { brochures: ["GUIDE"], copies: "5", channel: "visit" })
  const { batch } = await inScope(await on("2026-11-19"), pickBrochures)
  if (batch !== null) {
    await inScope(await on("2026-11-20"), (scope) => markBatchSent(scope, batch.number, calendarDate("2026-11-20")))
  }
  await ask("2026-11-20", "takasaki@example.jp", { brochures: ["SAMPLE"], channel: "post" })
}
