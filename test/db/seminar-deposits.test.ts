import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { bankLines } from "#app/billing/bank/bank-lines.server.ts"
import { matchCertainLines } from "#app/billing/bank/match-certain-lines.server.ts"
import { settleBankLine } from "#app/billing/bank/settle-bank-line.server.ts"
import { takeBankFile } from "#app/billing/bank/take-bank-file.server.ts"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { papersForOrder } from "#app/seminars/money/papers-for-order.server.ts"
import { receiptsForOrder } from "#app/seminars/money/receipts-for-order.server.ts"
import { recogniseHeldSeminars } from "#app/seminars/money/recognise-held-seminars.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import { paid, seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useHouse } from "#test/support/use-house.ts"
import { zengin03 } from "#test/support/zengin-file.ts"

const office = seminarWorld(useHouse("empty"))
let files = 0

beforeAll(async () => {
  await office.found()
  await office.load(seminarGiven("BANK", paid(11_000)))
})
afterEach(async () => expect(await office.differences()).toEqual([]))

/** One deposit in a file of its own, with what is suggested for it. */
async function deposit(yen: number, name: string, edi = "") {
  files += 1
  const bytes = zengin03([{ on: "081120", yen, name, reference: String(files), edi }])
  await office.act((scope) => takeBankFile(scope, { name: "meisai.txt", bytes }))
  const { lines } = await office.look((scope) => bankLines(scope, { state: "open", limit: 100, offset: 0 }))
  const line = lines.find((one) => one.amountYen === yen && one.remitterName === name)
  if (!line) throw new Error("the deposit is not there")
  return line
}

async function accept(line: Awaited<ReturnType<typeof deposit>>) {
  const { suggestion } = line
  if (!suggestion) throw new Error("nothing is suggested")
  const { payer, parts, feeYen } = suggestion
  await office.act((scope) => settleBankLine(scope, { lineId: line.id, payerId: payer.id, parts, feeYen, reasons: [] }))
}

/** An order by invoice: its number, payer and the invoice's number. */
async function invoiced(changes: Readonly<Record<string, unknown>> = {}) {
  const id = await office.apply("BANK", { way: "invoice", ...changes })
  const [row] = await office.look(
    (scope) => scope.sql<{ payer: string; invoice: string }>`
      select seminar_order.payer_id as payer, paper.number as invoice
      from seminar_order join issued_paper_line as line on line.seminar_order_id = seminar_order.id
      join issued_paper as paper on paper.id = line.paper_id where seminar_order.id = ${id}::uuid and paper.kind = 'invoice'`,
  )
  if (!row) throw new Error("the order has no invoice")
  return { id, ...row }
}

const leftOf = async (order: string) => {
  const papers = await office.look((scope) => papersForOrder(scope, order))
  return papers.find(({ kind }) => kind === "invoice")?.leftYen
}

describe("D5 deposits for seminars", () => {
  test("the invoice's number in the message: exactly, it is settled without anybody looking", async () => {
    const one = await invoiced()
    await deposit(11_000, "ﾌｺｳ", one.invoice)
    expect(await office.act(matchCertainLines)).toMatchObject({ matched: 1 })
    expect(await office.lastVoucher()).toEqual({ 普通預金: 11_000, 前受金: -11_000 })
    expect(await office.balance(one.id)).toMatchObject({ deferred: 11_000 })
    expect(await leftOf(one.id)).toBe(0)
  })

  test("by the payer's kana: in part, then the rest less a fee; more than is owed is 仮受金", async () => {
    const one = await invoiced({ familyNameKana: "ブブン", givenNameKana: "タロウ" })
    const part = await deposit(4_000, "ﾌﾞﾌﾞﾝ ﾀﾛｳ")
    expect(part.suggestion).toMatchObject({ amount: "part", parts: [{ subjectId: one.id, amountYen: 4_000 }] })
    await accept(part)
    expect(await leftOf(one.id)).toBe(7_000)
    const rest = await deposit(6_670, "ﾌﾞﾌﾞﾝ ﾀﾛｳ")
    expect(rest.suggestion).toMatchObject({ amount: "less-fee", feeYen: 330 })
    await accept(rest)
    expect(await office.lastVoucher()).toEqual({ 普通預金: 6_670, 支払手数料: 330, 前受金: -7_000 })
    expect(await leftOf(one.id)).toBe(0)
    const more = await invoiced({ familyNameKana: "カジョウ", givenNameKana: "ジロウ" })
    await accept(await deposit(12_000, "ｶｼﾞﾖｳ ｼﾞﾛｳ"))
    expect(await office.lastVoucher()).toEqual({ 普通預金: 12_000, 前受金: -11_000, 仮受金: -1_000 })
    expect(await leftOf(more.id)).toBe(0)
  })

  test("one deposit over the invoices of a contract and a seminar of one payer", async () => {
    const one = await invoiced({ familyNameKana: "リョウホウ", givenNameKana: "ハナ" })
    const contract = await office.order(idOf(one.payer), "M12")
    await office.act((scope) =>
      invoiceContract(scope, {
        ...{ contractId: contract, dueOn: calendarDate("2026-12-31") },
        addressee: { name: "宛名", department: "", honorific: "様" },
      }),
    )
    const line = await deposit(22_000, "ﾘﾖｳﾎｳ ﾊﾅ")
    expect(line.suggestion).toMatchObject({ amount: "exact", isCertain: true })
    expect(line.suggestion?.parts).toHaveLength(2)
    await accept(line)
    expect(await office.position(contract)).toMatchObject({ deferredYen: 11_000 })
    expect(await office.balance(one.id)).toMatchObject({ deferred: 11_000 })
    expect(await leftOf(one.id)).toBe(0)
  })

  test("what comes after the seminar pays 売掛金; an order of somebody else is refused", async () => {
    const [one, other] = [await invoiced({ familyNameKana: "アトバライ", givenNameKana: "ケン" }), await invoiced()]
    office.today("2026-12-10")
    await office.act((scope) => recogniseHeldSeminars(scope, calendarDate("2026-12-10")))
    const line = await deposit(11_000, "ｱﾄﾊﾞﾗｲ ｹﾝ")
    const foreign = { lineId: line.id, payerId: one.payer, feeYen: 0, reasons: [] }
    await expect(
      office.act((scope) => settleBankLine(scope, { ...foreign, parts: [{ subjectId: other.id, amountYen: 1 }] })),
    ).rejects.toMatchObject({ code: "unknown-subject" })
    await accept(line)
    expect(await office.lastVoucher()).toEqual({ 普通預金: 11_000, 売掛金: -11_000 })
    office.today("2026-11-20")
  })
})

describe("宛名", () => {
  test("F6 a company typed only in the seminar's form is the addressee of invoice and receipt", async () => {
    await office.load(seminarGiven("NAME", paid(5_500)))
    const person = {
      familyName: "宛名",
      givenName: "かな",
      familyNameKana: "アテナ",
      givenNameKana: "カナ",
      email: "atena@example.jp",
      phone: "0312340001",
    }
    const plain = await office.apply("NAME", { way: "onsite", ...person })
    const named = await office.apply("NAME", {
      ...{ way: "invoice", ...person, companyName: "株式会社宛名商会", department: "研修課" },
      ...{ prefecture: "東京都", city: "港区", street: "芝1-1", postalCode: "1050014" },
    })
    await office.pay(named, 5_500)
    await office.act((scope) => receiptsForOrder(scope, named))
    await office.act((scope) => receiptsForOrder(scope, named))
    const rows = await office.look(
      (scope) => scope.sql`
        select paper.kind, paper.addressee, paper.snapshot->'addressee'->>'department' as department,
          paper.snapshot->'addressee'->'lines'->>0 as street, paper.snapshot->'lines'->0->>'description' as line
        from issued_paper as paper join issued_paper_line as line on line.paper_id = paper.id
        where line.seminar_order_id = ${named}::uuid order by paper.kind`,
    )
    const to = { addressee: "株式会社宛名商会", department: "研修課 宛名 かな", street: "東京都港区芝1-1" }
    expect(rows).toMatchObject([
      { kind: "invoice", ...to },
      { kind: "receipt", ...to },
    ])
    expect(await office.look((scope) => papersForOrder(scope, plain))).toEqual([])
  })
})
