import { afterEach, beforeAll, expect, test } from "vitest"
import { billServices } from "#app/desk/services/bill-services.server.ts"
import { cancelServiceContract } from "#app/desk/services/change-service-contract.server.ts"
import { offsetServiceFee } from "#app/desk/services/offset-service-fee.server.ts"
import { openServiceContract } from "#app/desk/services/open-service-contract.server.ts"
import { addServiceItem } from "#app/desk/services/save-service-item.server.ts"
import { serviceContractForPage } from "#app/desk/services/service-contracts.server.ts"
import { serviceItemForm } from "#app/desk/services/service-form.ts"
import { calendarDate, month } from "#app/values/calendar.ts"
import { Refusal } from "#app/values/refusal.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const day = calendarDate
let id = ""

beforeAll(async () => {
  await world.found()
  world.today("2026-04-01")
  const payer = await world.reader({ companyName: "みどり協会" })
  const [client] = await world.look(
    (scope) => scope.sql<{ number: string }>`select number from member where id = ${payer}::uuid`,
  )
  await world.act(async (scope) => {
    for (const [code, kind, name, monthlyYen] of [
      ["SYSTEM", "plan", "システム利用料", "50,000"],
      ["AFTER", "option", "時間外案内ガイダンス", "1,409"],
    ]) {
      await addServiceItem(scope, serviceItemForm("ja").parse({ code, kind, name, monthlyYen }))
    }
    const given = { payerNumber: client?.number ?? "", startsOn: day("2026-04-01"), planCode: "SYSTEM" }
    id = (await openServiceContract(scope, { ...given, optionCodes: ["AFTER"] })).id
  })
})
afterEach(async () => expect(await world.differences()).toEqual([]))

const offset = (of: string, availability: number, itemCode = "SYSTEM") =>
  world.act((scope) => offsetServiceFee(scope, { id, month: month(of), availability, itemCode }))
const page = () => world.look((scope) => serviceContractForPage(scope, id))
const refusalOf = async (run: Promise<unknown>) => {
  const error: unknown = await run.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refusal)) throw new Error("it was not refused", { cause: error })
  return [error.code, error.options.field]
}
const bill = (asOf: string) => world.act((scope) => billServices(scope, day(asOf)))
const linesOf = (of: string) =>
  world.look(
    (scope) => scope.sql<{ text: string; yen: number; tax: number }>`
      select line.description as text, line.amount_yen as yen, bill.tax_yen as tax from issued_paper_line as line
      join service_bill as bill on bill.id = line.service_bill_id where bill.month = ${of} order by line.line_no`,
  )

test("D6 J4 a month of 96.9 % takes 5,000 of a fee of 50,000 off the next bill, once, with its tax, on the invoice and in the books", async () => {
  world.today("2026-05-01")
  await bill("2026-04-30")
  expect(await offset("2026-04", 96.9)).toEqual({ amountYen: 5_000 })
  const [may, june] = (await page()).bills
  expect([may?.netYen, may?.taxYen, june?.netYen]).toEqual([46_409, 4_640, 51_409])
  world.today("2026-07-01")
  expect(await bill("2026-06-30")).toMatchObject({ bills: 2, invoices: 2, amountYen: 51_049 + 56_549 })
  const lines = await linesOf("2026-05")
  expect(lines.map(({ text }) => text.replace(/ \(G.*\)/, ""))).toEqual([
    "システム利用料 月額50,000円(税抜)",
    "時間外案内ガイダンス 月額1,409円(税抜)",
    "稼働率未達の相殺(稼働率96.9%) システム利用料 月額50,000円(税抜)の10%",
  ])
  expect(lines.map(({ yen }) => yen)).toEqual([54_999, 1_550, -5_500])
  expect(lines.reduce((sum, { yen }) => sum + yen, 0)).toBe(46_409 + 4_640)
  expect((await linesOf("2026-06")).map(({ yen }) => yen)).toEqual([54_999, 1_550])
  expect((await page()).offsets).toMatchObject([{ month: "2026-04", amountYen: 5_000, billedIn: "2026-05" }])
  const [posted] = await world.look(
    (scope) => scope.sql`
      select sum(line.amount_yen)::bigint as yen from voucher join voucher_line as line on line.voucher_id = voucher.id
      join account on account.code = line.account_code where account.purpose = 'sales' and voucher.effective_on = '2026-05-31'`,
  )
  expect(posted).toEqual({ yen: -46_409 })
})

test("D6 J1 it is judged unrounded, once a month, of a fee that was charged in a month that is over", async () => {
  world.today("2026-07-05")
  expect(await refusalOf(offset("2026-04", 95))).toEqual(["offset-is-there-already", "month"])
  expect(await refusalOf(offset("2026-05", 97))).toEqual(["service-level-was-met", "availability"])
  expect(await refusalOf(offset("2026-07", 90))).toEqual(["service-month-runs", "month"])
  expect(await refusalOf(offset("2026-05", 90, "NONE"))).toEqual(["fee-was-not-charged", "itemCode"])
  expect(await refusalOf(offset("2026-03", 90))).toEqual(["fee-was-not-charged", "itemCode"])
  expect(await offset("2026-05", 96.999999, "AFTER")).toEqual({ amountYen: 140 })
  // Two that press at once make one.
  const both = await Promise.allSettled([offset("2026-06", 96), offset("2026-06", 96)])
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  world.today("2026-08-01")
  await bill("2026-07-31")
  const taken = (await page()).offsets.map(({ month: of, billedIn }) => [of, billedIn])
  expect(taken).toEqual([
    ["2026-04", "2026-05"],
    ["2026-05", "2026-07"],
    ["2026-06", "2026-07"],
  ])
})

test("D6 where no bill comes any more, nothing can be taken off", async () => {
  world.today("2026-09-01")
  const ends = { id, noticeOn: day("2026-08-31"), endsOn: day("2026-08-31") }
  await world.act((scope) => cancelServiceContract(scope, ends))
  expect(await refusalOf(offset("2026-08", 90))).toEqual(["no-bill-to-come", undefined])
  expect(await offset("2026-07", 90)).toEqual({ amountYen: 5_000 })
  await bill("2026-08-31")
  expect((await page()).offsets.at(-1)).toMatchObject({ month: "2026-07", billedIn: "2026-08" })
})
