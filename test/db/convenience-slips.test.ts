import { beforeAll, expect, test } from "vitest"
import { readSlip } from "#app/billing/papers/convenience-slip.ts"
import { billingSettings, saveBillingSettings } from "#app/billing/papers/billing-settings.server.ts"
import { issueInvoice } from "#app/billing/papers/issue-invoice.server.ts"
import type { PaperId } from "#app/billing/papers/paper.ts"
import { payerTerms, savePayerTerms } from "#app/billing/papers/payer-terms.server.ts"
import { reissuePaper } from "#app/billing/papers/reissue-paper.server.ts"
import { readStoredFile } from "#app/platform/files.server.ts"
import { type CalendarDate, calendarDate } from "#app/values/calendar.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"
import type { BusinessPaper } from "#templates/pdf/business-paper.ts"
import { pagesOfPdf, symbolsOfPage } from "#test/support/pages-of-pdf.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const own = { companyCode: "912345", clientCode: "77" }
let invoices = 0

async function payer(hasSlip: boolean): Promise<MemberId> {
  const id = await world.reader()
  await world.act(async (scope) => savePayerTerms(scope, id, { ...(await payerTerms(scope, id)), hasSlip }))
  return id
}

function invoice(payerId: MemberId, unitYen: number, dueOn: CalendarDate | null = calendarDate("2026-05-31")) {
  invoices += 1
  const addressee = { name: "宛名", department: "", honorific: "様", postalCode: "", lines: [] }
  const line = { description: "講座", supplied: "", quantity: 1, unitYen, taxRatePercent: 10, subject: null }
  return world.act((scope) =>
    issueInvoice(scope, { payerId, addressee, lines: [line], sourceKey: `slip:${invoices}`, dueOn }),
  )
}

const paperOf = (id: PaperId) =>
  world.look(async (scope) => {
    const [row] = await scope.sql<{ number: string; snapshot: BusinessPaper; file_id: string }>`
      select number, snapshot, file_id from issued_paper where id = ${id}::uuid`
    if (!row) throw new Error("no paper")
    const file = await readStoredFile(scope, idOf(row.file_id))
    const chunks: Buffer[] = []
    for await (const chunk of file?.content ?? []) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
    return { ...row, pdf: Buffer.concat(chunks) }
  })

beforeAll(async () => {
  await world.found()
  world.today("2026-04-10")
  const slips = { slipCompanyCode: "912345", slipClientCode: "77", slipAgentName: "収納代行", slipDays: 14 }
  await world.act(async (scope) => saveBillingSettings(scope, { ...(await billingSettings(scope)), ...slips }))
})

test("D2 the invoice of a payer whose terms say so carries a slip that a store can read; a copy has another 再発行区分", async () => {
  const id = await invoice(await payer(true), 55_000)
  const { number, snapshot, pdf } = await paperOf(id)
  const digits = snapshot.slip?.digits ?? ""
  expect(readSlip(digits, own)).toEqual({ invoiceNumber: number, copyNo: 0, amountYen: 55_000 })
  expect([digits.slice(30, 36), digits[36]]).toEqual(["260614", "1"])
  expect(snapshot.slip).toMatchObject({ expiresOn: "2026年6月14日", hasStampBox: true, agentName: "収納代行" })
  expect((await symbolsOfPage(pdf, 2, { formats: ["Code128"], dotsAnInch: 300 })).map(({ text }) => text)).toEqual([`(91)${digits.slice(2)}`]) // prettier-ignore

  const addressee = { name: "別の宛名", department: "", honorific: "様" }
  const copy = await paperOf(await world.act((scope) => reissuePaper(scope, { paperId: id, addressee })))
  const again = copy.snapshot.slip?.digits ?? ""
  expect(readSlip(again, own)).toEqual({ invoiceNumber: number, copyNo: 1, amountYen: 55_000 })
  expect((await symbolsOfPage(copy.pdf, 2, { formats: ["Code128"], dotsAnInch: 300 })).map(({ text }) => text)).toEqual([`(91)${again.slice(2)}`]) // prettier-ignore
})

test("D2 300,000 yen have a slip; one yen more has none and the invoice says why; neither nothing nor an open day has one", async () => {
  const id = await payer(true)
  expect((await paperOf(await invoice(id, 300_000))).snapshot.slip).not.toBeNull()
  const beyond = await paperOf(await invoice(id, 300_001))
  expect(beyond.snapshot.slip).toBeNull()
  expect(beyond.snapshot.notes).toContain(
    "ご請求金額が30万円を超えるため、コンビニエンスストアではお支払いいただけません。",
  )
  const pages = await pagesOfPdf(beyond.pdf)
  expect(pages.length).toBe(1)
  expect(pages[0]).toContain("30万円を超えるため")
  expect((await paperOf(await invoice(id, 0))).snapshot.slip).toBeNull()
  expect((await paperOf(await invoice(id, 11_000, null))).snapshot.slip).toBeNull()
})

test("D2 other payers' invoices are as they were, and so are all where the organization has no company code", async () => {
  const other = await paperOf(await invoice(await payer(false), 11_000))
  expect(other.snapshot.slip).toBeNull()
  expect((await pagesOfPdf(other.pdf)).length).toBe(1)
  await world.act(async (scope) =>
    saveBillingSettings(scope, { ...(await billingSettings(scope)), slipCompanyCode: "" }),
  )
  expect((await paperOf(await invoice(await payer(true), 11_000))).snapshot.slip).toBeNull()
})
