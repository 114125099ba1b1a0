import { openServiceContract } from "#app/desk/services/open-service-contract.server.ts"
import { addServiceItem } from "#app/desk/services/save-service-item.server.ts"
import { serviceItemForm } from "#app/desk/services/service-form.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { calendarDate } from "#app/values/calendar.ts"

const items = [
  { code: "BASIC", kind: "plan", name: "基本プラン", nameEnglish: "Basic plan", monthlyYen: "30000" },
  { code: "LARGE", kind: "plan", name: "拡大プラン", nameEnglish: "Large plan", monthlyYen: "50000" },
  {
    code: "STAFFED",
    kind: "plan",
    name: "常駐プラン",
    nameEnglish: "Plan with staff",
    monthlyYen: "300000",
    needsStaff: "on",
  },
  {
    code: "AFTER",
    kind: "option",
    name: "時間外案内ガイダンス",
    nameEnglish: "After-hours guidance",
    monthlyYen: "1400",
  },
  {
    code: "OWN",
    kind: "option",
    name: "オリジナルガイダンス",
    nameEnglish: "Guidance of one's own",
    monthlyYen: "900",
    requiresCode: "AFTER",
  },
]

/** 業務委託契約: a price list, and a contract with a company among the payers. */
export async function servicesInDemo(): Promise<void> {
  await inScope(await actorFor("engei", "demo"), async (scope) => {
    for (const item of items) await addServiceItem(scope, serviceItemForm("ja").parse(item))
    const [payer] = await scope.sql<{ number: string }>`
      select number from member where company_name <> '' and erased_at is null and merged_into_id is null order by number limit 1`
    if (!payer) return
    await openServiceContract(scope, {
      ...{ payerNumber: payer.number, startsOn: calendarDate("2026-10-15"), planCode: "BASIC" },
      optionCodes: ["AFTER", "OWN"],
    })
  })
}
