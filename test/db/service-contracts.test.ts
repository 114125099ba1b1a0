import { beforeAll, expect, test } from "vitest"
import {
  cancelServiceContract,
  changeServiceOptions,
  changeServicePlan,
} from "#app/desk/services/change-service-contract.server.ts"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { openServiceContract } from "#app/desk/services/open-service-contract.server.ts"
import { addServiceItem, changeServiceItem, retireServiceItem } from "#app/desk/services/save-service-item.server.ts"
import { serviceContractForPage, serviceContractsForList } from "#app/desk/services/service-contracts.server.ts"
import { serviceItemForm } from "#app/desk/services/service-form.ts"
import { calendarDate, month } from "#app/values/calendar.ts"
import { Refusal } from "#app/values/refusal.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const day = calendarDate
let payerNumber = ""

const item = (given: Readonly<Record<string, unknown>>) =>
  world.act((scope) => addServiceItem(scope, serviceItemForm("ja").parse(given)))
const open = async (startsOn: string, optionCodes: readonly string[] = [], planCode = "BASIC") =>
  (
    await world.act((scope) =>
      openServiceContract(scope, { payerNumber, startsOn: day(startsOn), planCode, optionCodes }),
    )
  ).id
const change = (id: string, noticeOn: string, wishedOn: string, planCode = "LARGE", agreedOn?: string) =>
  world.act((scope) =>
    changeServicePlan(scope, {
      ...{ id, planCode, noticeOn: day(noticeOn), wishedOn: day(wishedOn) },
      agreedOn: agreedOn === undefined ? undefined : day(agreedOn),
    }),
  )
const cancel = (id: string, noticeOn: string, endsOn: string) =>
  world.act((scope) => cancelServiceContract(scope, { id, noticeOn: day(noticeOn), endsOn: day(endsOn) }))
const page = (id: string) => world.look((scope) => serviceContractForPage(scope, id))
/** The act is refused beside a field, in words that name what there is to know. */
async function expectRefused(act: Promise<unknown>, code: string, field: string | undefined, words: string) {
  const error: unknown = await act.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Refusal)) throw new Error(`not refused: ${String(error)}`)
  expect([error.code, error.options.field]).toEqual([code, field])
  expect(error.messages.ja).toContain(words)
}

beforeAll(async () => {
  await world.found()
  const payer = await world.reader({ companyName: "みどり協会" })
  const [row] = await world.look(
    (scope) => scope.sql<{ number: string }>`select number from member where id = ${payer}::uuid`,
  )
  payerNumber = row?.number ?? ""
  await item({ code: "BASIC", kind: "plan", name: "基本", monthlyYen: "30,000" })
  await item({ code: "LARGE", kind: "plan", name: "拡大", monthlyYen: "50000" })
  await item({ code: "STAFFED", kind: "plan", name: "常駐", monthlyYen: "300000", needsStaff: "on" })
  await item({ code: "AFTER", kind: "option", name: "時間外案内ガイダンス", monthlyYen: "1400" })
  await item({ code: "OWN", kind: "option", name: "オリジナルガイダンス", monthlyYen: "900", requiresCode: "AFTER" })
})

test("B6 B7 a contract from 4/15 runs until 7/31 at least, and its first month goes by days, costs whole", async () => {
  world.today("2026-04-10")
  const id = await open("2026-04-15", ["AFTER"])
  const contract = await page(id)
  expect(contract).toMatchObject({ payerName: "みどり協会", earliestEndOn: "2026-07-31", endsOn: null })
  expect(contract.bills.map(({ month: of, netYen, taxYen, totalYen }) => [of, netYen, taxYen, totalYen])).toEqual([
    ["2026-04", 17_400, 1_740, 19_140],
    ["2026-05", 31_400, 3_140, 34_540],
    ["2026-06", 31_400, 3_140, 34_540],
  ])
  await expectRefused(cancel(id, "2026-04-10", "2026-07-30"), "minimum-term-runs", "endsOn", "2026-07-31")
  await expectRefused(cancel(id, "2026-04-11", "2026-07-31"), "notice-lies-ahead", "noticeOn", "2026-04-10")
  await cancel(id, "2026-04-10", "2026-07-31")
  await expect(cancel(id, "2026-04-10", "2026-08-31")).rejects.toMatchObject({ code: "service-contract-ends" })
  await expect(change(id, "2026-04-10", "2026-06-01")).rejects.toMatchObject({ code: "service-contract-ends" })
  const [row] = await world.look((scope) => serviceContractsForList(scope, month("2026-08")))
  expect(row?.bill.totalYen).toBe(0)
})

test("B6 the database keeps the minimum term, too", async () => {
  const id = await open("2026-11-30")
  const end = (on: string) =>
    world.act(
      (scope) => scope.sql`
        update service_contract set ends_on = ${on}::date, cancelled_notice_on = ${on}::date, cancelled_by = 'test' where id = ${id}::uuid`,
    )
  await expect(end("2027-02-27")).rejects.toThrow("a_minimum_term_is_kept")
  await end("2027-02-28")
  expect((await page(id)).earliestEndOn).toBe("2027-02-28")
})

test("B6 a client whose contract runs is not erased", async () => {
  world.today("2026-04-10")
  const id = await open("2026-04-15")
  const { number } = await page(id)
  await expectRefused(
    world.act((scope) => eraseMember(scope, payerNumber)),
    "contract-still-runs",
    undefined,
    number,
  )
})

test("B6 the end does not lie before its notice", async () => {
  world.today("2026-10-05")
  const id = await open("2026-04-15")
  await expectRefused(cancel(id, "2026-10-05", "2026-10-04"), "end-lies-before-notice", "endsOn", "2026-10-05")
})

test("B8 a change wished for 6/1 is refused on a notice of 5/2 and taken on one of 5/1", async () => {
  world.today("2026-05-20")
  const id = await open("2026-04-15")
  await expectRefused(change(id, "2026-05-02", "2026-06-01"), "change-comes-too-soon", "wishedOn", "2026-06-02")
  await expect(change(id, "2026-05-01", "2026-06-01", "BASIC")).rejects.toMatchObject({ code: "plan-stays-the-same" })
  expect(await change(id, "2026-05-01", "2026-06-01")).toEqual({ fromOn: "2026-06-01" })
  await expectRefused(
    change(id, "2026-04-01", "2026-05-30", "BASIC"),
    "change-lies-before-another",
    "wishedOn",
    "2026-06-01",
  )
  expect((await page(id)).bills.map(({ netYen }) => netYen)).toEqual([30_000, 50_000, 50_000])
})

test("B8 a change that needs staff takes the day that was agreed, and no other", async () => {
  world.today("2026-05-20")
  const id = await open("2026-04-15")
  await expectRefused(
    change(id, "2026-04-01", "2026-06-01", "STAFFED"),
    "change-needs-an-agreed-date",
    "agreedOn",
    "常駐",
  )
  await expectRefused(
    change(id, "2026-04-01", "2026-06-01", "LARGE", "2026-07-01"),
    "agreed-date-is-for-staff",
    "agreedOn",
    "拡大",
  )
  expect(await change(id, "2026-05-20", "2026-06-01", "STAFFED", "2026-07-01")).toEqual({ fromOn: "2026-07-01" })
})

test("B9 the 900 is not had alone; both stand on the month's bill with tax", async () => {
  world.today("2026-05-20")
  await expectRefused(open("2026-04-15", ["OWN"]), "service-is-not-had-alone", "optionCodes", "時間外案内ガイダンス")
  const id = await open("2026-04-15", ["OWN", "AFTER"])
  const [bill] = (await page(id)).bills
  expect(bill?.lines.map(({ name, netYen }) => [name, netYen])).toEqual([
    ["基本", 30_000],
    ["時間外案内ガイダンス", 1_400],
    ["オリジナルガイダンス", 900],
  ])
  expect([bill?.taxYen, bill?.totalYen]).toEqual([3_230, 35_530])
})

test("B9 options change from a month on, never leaving what is added to another alone, at the prices agreed", async () => {
  world.today("2026-05-20")
  const id = await open("2026-04-15", ["OWN", "AFTER"])
  const options = (optionCodes: readonly string[], fromMonth: string) =>
    world.act((scope) => changeServiceOptions(scope, { id, optionCodes, fromMonth: month(fromMonth) }))
  await expect(options(["OWN"], "2026-06")).rejects.toMatchObject({ code: "service-is-not-had-alone" })
  await expectRefused(options(["AFTER"], "2026-04"), "service-month-is-past", "fromMonth", "2026-05")
  const dearer = { code: "AFTER", kind: "option", name: "時間外案内ガイダンス", monthlyYen: "2000" }
  await world.act((scope) => changeServiceItem(scope, serviceItemForm("ja").parse(dearer)))
  await world.act((scope) => retireServiceItem(scope, { code: "AFTER", retires: true }))
  await options(["AFTER"], "2026-06")
  await options(["AFTER"], "2026-06")
  expect((await page(id)).bills.map(({ netYen }) => netYen)).toEqual([32_300, 31_400, 31_400])
  await expectRefused(open("2026-06-01", ["AFTER"]), "unknown-service", "optionCodes", "AFTER")
})

test("B9 a code is given once, and nobody unknown is a client", async () => {
  await expectRefused(
    item({ code: "BASIC", kind: "plan", name: "別", monthlyYen: "1" }),
    "service-code-taken",
    "code",
    "BASIC",
  )
  await expectRefused(
    world.act((scope) =>
      openServiceContract(scope, {
        ...{ payerNumber: "M999999", startsOn: day("2026-04-01"), planCode: "BASIC", optionCodes: [] },
      }),
    ),
    "unknown-client",
    "payerNumber",
    "M999999",
  )
  await expect(page("00000000-0000-7000-8000-000000000000")).rejects.toMatchObject({ code: "no-such-service-contract" })
})
