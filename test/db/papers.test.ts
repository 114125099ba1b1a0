import { readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { addresseesForPayers } from "#app/billing/papers/addressee-for-payer.server.ts"
import { contractsToInvoice } from "#app/billing/papers/contracts-to-invoice.server.ts"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { issueDueInvoices } from "#app/billing/papers/issue-due-invoices.server.ts"
import { issueCreditNote } from "#app/billing/papers/issue-credit-note.server.ts"
import { issueInvoice } from "#app/billing/papers/issue-invoice.server.ts"
import type { PaperId, PaperLine } from "#app/billing/papers/paper.ts"
import { paperForPage } from "#app/billing/papers/paper-for-page.server.ts"
import { receiptForPayment } from "#app/billing/papers/receipt-for-payment.server.ts"
import { reissuePaper } from "#app/billing/papers/reissue-paper.server.ts"
import { pathOfFile } from "#app/platform/files.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf, type ContractId, type MemberId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const to = { name: "株式会社つばめ", department: "総務部", honorific: "御中" }
const sent = { ...to, postalCode: "1000001", lines: ["東京都千代田区千代田1-1"] }

const line = (unitYen: number, taxRatePercent = 10, quantity = 1): PaperLine => ({
  ...{ description: "受講料", supplied: "2026年4月1日", quantity, unitYen, taxRatePercent, subject: null },
})

const invoice = (payerId: MemberId, sourceKey: string, lines: readonly PaperLine[]) =>
  world.act((scope) => issueInvoice(scope, { payerId, addressee: sent, lines, dueOn: scope.today, sourceKey }))

const paper = (id: PaperId) =>
  world.look(async (scope) => {
    const [row] = await scope.sql<{
      number: string
      total_yen: number
      addressee: string
      sha256: string
      copy_no: number
    }>`
      select paper.number, paper.total_yen, paper.addressee, file.sha256, paper.copy_no
      from issued_paper as paper join stored_file as file on file.id = paper.file_id where paper.id = ${id}::uuid`
    const rates = await scope.sql<{ rate_percent: number; gross_yen: number; tax_yen: number }>`
      select rate_percent, gross_yen, tax_yen from issued_paper_rate where paper_id = ${id}::uuid order by 1 desc`
    return { ...row, rates: rates.map((rate) => Object.values(rate)), path: pathOfFile(scope, row?.sha256 ?? "") }
  })

const open = (id: PaperId) =>
  world.look(async (scope) => {
    const [item] = await scope.sql<{ billed_yen: number; paid_yen: number; lowered_yen: number; left_yen: number }>`
      select billed_yen, paid_yen, lowered_yen, left_yen from invoice_open_item where invoice_id = ${id}::uuid`
    return Object.values(item ?? {})
  })

const invoiceOf = (contractId: ContractId) =>
  world.act((scope) => invoiceContract(scope, { contractId, addressee: to, dueOn: calendarDate("2026-05-31") }))

beforeAll(world.found)
afterAll(async () => expect(await world.differences()).toEqual([]))

describe("papers", () => {
  test("M7 the tax of each rate is rounded once a paper, not line by line, and the way of the organization", async () => {
    const payer = await world.reader()
    // 108 × 3: line by line floor(108/11) × 3 = 27; once floor(324/11) = 29.
    const lines = [line(108), line(108), line(108), line(100, 8)]
    expect((await paper(await invoice(payer, "tax", lines))).rates).toEqual([
      [10, 324, 29],
      [8, 100, 7],
    ])
    await world.act(
      (scope) => scope.sql`update organization set tax_rounding = 'ceil' where id = ${scope.organizationId}`,
    )
    expect((await paper(await invoice(payer, "tax-up", lines))).rates).toEqual([
      [10, 324, 30],
      [8, 100, 8],
    ])
    await world.act(
      (scope) => scope.sql`update organization set tax_rounding = 'floor' where id = ${scope.organizationId}`,
    )
  })

  test("numbers run without gaps through refusals, rollbacks and ten issuers at once; a source key has one paper", async () => {
    const payer = await world.reader()
    await expect(invoice(payer, "empty", [])).rejects.toMatchObject({ code: "paper-without-lines" })
    await expect(invoice(payer, "less", [line(100), line(-200)])).rejects.toMatchObject({
      code: "paper-total-negative",
    })
    const actor = await house.actor("tsuki")
    const input = { payerId: payer, addressee: sent, lines: [line(5_500)], dueOn: null }
    await expect(
      world.act((scope) => issueInvoice(scope, { ...input, addressee: { ...sent, name: " " }, sourceKey: "nobody" })),
    ).rejects.toMatchObject({ code: "paper-lacks-addressee" })
    await inScope(actor, (scope) => issueInvoice(scope, { ...input, sourceKey: "dry" }), { rollBack: true })
    const ids = await Promise.all(
      Array.from({ length: 10 }, (_, at) => invoice(payer, `race-${at % 5}`, [line(5_500)])),
    )
    expect(new Set(ids).size).toBe(5)
    const numbers = await world.look(
      (scope) => scope.sql<{ serial: number }>`select serial from issued_paper where kind = 'invoice' order by serial`,
    )
    expect(numbers.map(({ serial }) => serial)).toEqual(numbers.map((_, at) => at + 1))
  })

  test("a year begins its own numbers", async () => {
    const payer = await world.reader()
    world.today("2027-01-04")
    expect((await paper(await invoice(payer, "new-year", [line(1)]))).number).toBe("I2027-000001")
    world.today("2026-04-01")
  })

  test("what was issued stays: the file's bytes under their hash, and the app's role can neither change nor delete it", async () => {
    const payer = await world.reader()
    const id = await invoice(payer, "frozen", [line(11_000)])
    const before = await paper(id)
    const bytes = readFileSync(before.path)
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-")
    await world.act((scope) => scope.sql`update member set company_name = '改名' where id = ${payer}::uuid`)
    expect(readFileSync((await paper(id)).path).equals(bytes)).toBe(true)
    for (const tampering of [
      "update issued_paper set total_yen = 1",
      "delete from issued_paper",
      "delete from invoice_settlement",
    ]) {
      await expect(world.act((scope) => Promise.resolve(scope.tx.raw(tampering)))).rejects.toMatchObject({
        code: "42501",
      })
    }
  })

  test("a paper issued once more is marked, leads to the first, may be made out to another name, and keeps its number", async () => {
    const first = await invoice(await world.reader(), "again", [line(11_000)])
    const copies: PaperId[] = []
    for (const name of ["つばめ商事", "つばめ商事 本社"]) {
      copies.push(
        await world.act((scope) =>
          reissuePaper(scope, { paperId: copies.at(-1) ?? first, addressee: { ...to, name } }),
        ),
      )
    }
    const [one, two, original] = await Promise.all([...copies, first].map(paper))
    expect([original?.copy_no, one?.copy_no, two?.copy_no]).toEqual([0, 1, 2])
    expect([one?.number, two?.number]).toEqual([original?.number, original?.number])
    expect([original?.addressee, one?.addressee, two?.addressee]).toEqual([
      "株式会社つばめ",
      "つばめ商事",
      "つばめ商事 本社",
    ])
    expect(await open(first)).toEqual([11_000, 0, 0, 11_000])
    const page = await world.look((scope) => paperForPage(scope, copies[0] ?? ""))
    expect(page.copies.map(({ copyNo }) => copyNo)).toEqual([0, 1, 2])
    await expect(
      world.act((scope) => reissuePaper(scope, { paperId: idOf(first.replace(/^./, "f")), addressee: to })),
    ).rejects.toMatchObject({ code: "no-such-paper" })
  })
})

describe("D5 what is open of an invoice (請求残)", () => {
  test("9,900 for an invoice of 11,000 leaves 1,100; the rest closes it, and more does not overpay it", async () => {
    const contract = await world.order(await world.reader(), "M12")
    const id = await invoiceOf(contract)
    await world.pay(contract, 9_900)
    expect(await open(id)).toEqual([11_000, 9_900, 0, 1_100])
    await world.pay(contract, 2_000)
    expect(await open(id)).toEqual([11_000, 11_000, 0, 0])
    expect(await invoiceOf(contract)).toBe(id)
  })

  test("money that came before the invoice settles it at once; a free contract has none", async () => {
    const contract = await world.order(await world.reader(), "M12")
    await world.pay(contract, 11_000)
    expect(await open(await invoiceOf(contract))).toEqual([11_000, 11_000, 0, 0])
    const free = await world.order(await world.reader(), "MF", { paymentWay: "free" })
    await expect(invoiceOf(free)).rejects.toMatchObject({ code: "nothing-to-invoice" })
  })

  test("a credit note lowers what is open and no further, once", async () => {
    const payer = await world.reader()
    const invoiceId = await invoice(payer, "credited", [line(11_000, 10, 2)])
    const credit = (unitYen: number, sourceKey: string) =>
      world.act((scope) =>
        issueCreditNote(scope, {
          ...{ payerId: payer, addressee: sent, lines: [line(unitYen)], sourceKey, invoiceId, originalPeriod: "" },
          ...{ returnedOn: scope.today, lowersInvoice: true },
        }),
      )
    const id = await credit(11_000, "half")
    expect(await credit(11_000, "half")).toBe(id)
    expect((await paper(id)).number).toMatch(/^C2026-/)
    expect(await open(invoiceId)).toEqual([22_000, 0, 11_000, 11_000])
    await expect(credit(11_001, "too much")).rejects.toMatchObject({ code: "credit-beyond-invoice" })
  })

  test("a receipt names the contracts that the money went to and what is held; the same payment has one receipt", async () => {
    const contract = await world.order(await world.reader(), "M12")
    await world.pay(contract, 12_000)
    const receipt = () =>
      world.act(async (scope) => {
        const [payment] = await scope.sql<{ id: string }>`select id from payment order by recorded_at desc limit 1`
        return receiptForPayment(scope, { paymentId: idOf(payment?.id ?? ""), addressee: to })
      })
    const id = await receipt()
    expect(await receipt()).toBe(id)
    expect((await paper(id)).rates).toEqual([
      [10, 11_000, 1_000],
      [0, 1_000, 0],
    ])
  })
})

describe("the run over contracts to be paid by invoice", () => {
  test("D5 each contract once; a payer with a closing day gets one invoice for all up to it, due as agreed", async () => {
    world.today("2026-05-10")
    const [alone, company] = [await world.reader(), await world.reader({ companyName: "まとめ商会" })]
    await world.act(
      (scope) => scope.sql`
        insert into payer_terms (organization_id, member_id, closing_day, due_months, due_day)
        values (${scope.organizationId}, ${company}::uuid, 20, 1, 31)`,
    )
    await world.order(alone, "M12", { paymentWay: "invoice" })
    for (const offer of ["M12", "Q4"]) await world.order(company, offer, { paymentWay: "invoice" })
    const due = (on: string) => world.look((scope) => contractsToInvoice(scope, calendarDate(on)))
    // Before the 20th the company's contracts wait for its closing day.
    expect((await due("2026-05-19")).map(({ payerId }) => payerId)).toEqual([alone])
    world.today("2026-05-21")
    expect((await due("2026-05-21")).map(({ dueOn, closedOn }) => [closedOn, dueOn])).toEqual([
      [null, "2026-06-20"],
      ["2026-05-20", "2026-06-30"],
      ["2026-05-20", "2026-06-30"],
    ])
    const run = () => world.act((scope) => issueDueInvoices(scope, scope.today))
    expect(await run()).toEqual({
      invoices: 2,
      contracts: 3,
      seminarOrders: 0,
      serviceBills: 0,
      amountYen: 28_600,
      isMore: false,
    })
    expect(await run()).toEqual({
      invoices: 0,
      contracts: 0,
      seminarOrders: 0,
      serviceBills: 0,
      amountYen: 0,
      isMore: false,
    })
    const papers = await world.look(
      (scope) => scope.sql<{ payer_id: string; total_yen: number; due_on: string }>`
        select payer_id, total_yen, due_on from issued_paper where payer_id in (${alone}::uuid, ${company}::uuid) order by number`,
    )
    expect(papers).toEqual([
      { payer_id: alone, total_yen: 11_000, due_on: "2026-06-20" },
      { payer_id: company, total_yen: 17_600, due_on: "2026-06-30" },
    ])
  })

  test("papers are made out by the payer's terms, else to the company and its contact, else to the person", async () => {
    const [person, company] = [await world.reader(), await world.reader({ companyName: "宛名商会" })]
    const names = () =>
      world.look(async (scope) => {
        const found = await addresseesForPayers(scope, [person, company])
        return [person, company].map((id) => {
          const { name, department, honorific } = found.get(id) ?? sent
          return [name, department, honorific].join("|")
        })
      })
    const before = await names()
    expect(before[0]).toMatch(/^読者 \d+番\|\|様$/)
    expect(before[1]).toMatch(/^宛名商会\|読者 \d+番\|様$/)
    await world.act(
      (scope) => scope.sql`
        insert into payer_terms (organization_id, member_id, addressee) values (${scope.organizationId}, ${company}::uuid, '宛名ホールディングス')`,
    )
    expect((await names())[1]).toBe("宛名ホールディングス||御中")
  })
})
