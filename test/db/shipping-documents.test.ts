import iconv from "iconv-lite"
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs"
import { beforeAll, describe, expect, test } from "vitest"
import { insertsOfRun } from "#app/reports/shipping/inserts-of-run.server.ts"
import { runsOfIssue } from "#app/reports/shipping/runs-of-issue.server.ts"
import { shippingDocument } from "#app/reports/shipping/shipping-document.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { issueForRun } from "#app/subscriptions/issue-for-run.server.ts"
import { reshipIssue, serveLate } from "#app/subscriptions/serve-late.server.ts"
import { insertRuleForm } from "#app/subscriptions/shipping/insert-rule.ts"
import { saveInsertRule } from "#app/subscriptions/shipping/save-insert-rule.server.ts"
import type { ContractId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const form = insertRuleForm("ja")
let twoCopies: ContractId
let ended: ContractId

const rule = (code: string, attribute: string, wanted: string) =>
  form.parse({ code, name: `封入${code}`, fromIssue: "1", attribute, wanted })

const runs = () => world.look(async (scope) => runsOfIssue(scope, await issueForRun(scope, "TSUKI", 4)))

async function mainRun() {
  const run = (await runs()).find(({ kind }) => kind === "main")
  if (!run) throw new Error("issue 4 has no run")
  return run
}

async function document(name: string, inserts: string | null = null): Promise<Buffer> {
  const made = await shippingDocument(await house.actor("tsuki"), (await mainRun()).id, { name, inserts })
  if (made === null) throw new Error(`no document ${name}`)
  const chunks: Uint8Array[] = []
  for await (const chunk of made.content instanceof Uint8Array ? [made.content] : made.content) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function pagesOf(pdf: Buffer): Promise<string[]> {
  const opened = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const pages = Array.from({ length: opened.numPages }, (_, at) => opened.getPage(at + 1))
  return Promise.all(
    pages.map(async (page) => {
      const { items } = await (await page).getTextContent()
      return items.map((item) => ("str" in item ? item.str : "")).join("")
    }),
  )
}

const linesOf = (csv: string) => csv.replace("\uFEFF", "").trimEnd().split("\r\n")

beforeAll(async () => {
  await world.found()
  const [first, second, third] = [await world.reader(), await world.reader(), await world.reader()]
  await world.order(first, "M12")
  twoCopies = await world.order(second, "M12", { recipients: [{ memberId: third, copies: 2 }] })
  // A term of three issues whose renewal begins with issue 4 and earns a perk.
  ended = await world.order(third, "M3")
  await world.act(async (scope) => {
    await scope.sql`
      insert into perk_rule (organization_id, offer_id, generation, code, name)
      select ${scope.organizationId}, id, 2, 'BOOK', '図書カード' from offer where code = 'M3'`
    await scope.sql`update member set family_name = '髙﨑', street = '千代田1-2-3', building = E'A棟\\r\\n3階' where id = ${first}::uuid`
    await scope.sql`update member set prefecture = '北海道', postal_code = '0600001' where id = ${third}::uuid`
    await saveInsertRule(scope, "TSUKI", rule("A", "everyone", ""))
    await saveInsertRule(scope, "TSUKI", rule("B", "prefecture", "北海道、青森県"))
    await saveInsertRule(scope, "TSUKI", rule("C", "generation", "継続"))
  })
  await world.ship("TSUKI", 3)
  const offerId = await world.offerId("M3")
  await world.act((scope) =>
    renewContract(scope, { contractId: ended, offerId, paymentWay: "bank-transfer", channel: "phone", effort: null }),
  )
  await world.ship("TSUKI", 4)
})

describe("the documents of a run", () => {
  test("C2 inserts by attribute: each label stands in one pattern, and the copies add up to the run's", async () => {
    const run = await mainRun()
    const patterns = await world.look((scope) => insertsOfRun(scope, run.id))
    expect(patterns.map(({ inserts, labels, copies }) => [inserts, labels, copies])).toEqual([
      ["A", 2, 2],
      ["A+B", 1, 2],
      ["A+B+C", 1, 1],
    ])
    expect(patterns.reduce((sum, { copies }) => sum + copies, 0)).toBe(run.copies)
    expect(patterns.at(-1)?.names).toEqual(["A 封入A", "B 封入B", "C 封入C"])
    const split = linesOf((await document("split.csv", "A+B")).toString())
    expect(split).toHaveLength(2)
    expect(split[1]).toContain("0600001".replace(/^(.{3})/, "$1-"))
    expect(split[1]?.endsWith(",ギフト,A+B")).toBe(true)
  })

  test("the labels are those of the confirmation, however a reader moves afterwards; the same bytes again", async () => {
    const before = await document("sheet-12.pdf")
    await world.act(
      (scope) => scope.sql`update member set street = '転居先9-9', city = '港区' where street = '千代田1-2-3'`,
    )
    const after = await document("sheet-12.pdf")
    expect(after.equals(before)).toBe(true)
    const [page = ""] = await pagesOf(after)
    for (const text of ["〒060-0001", "千代田1-2-3", "髙﨑", "2部", "A+B"]) expect(page, text).toContain(text)
    expect(page).not.toContain("転居先")
    expect(await pagesOf(await document("sheet-24.pdf", "A"))).toHaveLength(1)
  })

  test("Yamato B2: 95 columns in CP932 with CRLF, the headings first, dates with slashes", async () => {
    const lines = linesOf(iconv.decode(await document("yamato.csv"), "CP932"))
    expect(lines).toHaveLength(5)
    for (const line of lines) expect(line.split(",")).toHaveLength(95)
    expect(lines[0]?.startsWith("お客様管理番号,送り状種類,クール区分,伝票番号,出荷予定日,")).toBe(true)
    const cells = lines.find((line) => line.includes("髙﨑"))?.split(",") ?? []
    expect([cells[1], cells[4], cells[10], cells[17]]).toEqual(["0", "2026/07/16", "100-0001", "様"])
    expect(lines.some((line) => line.includes("月刊つき 第4号 2部"))).toBe(true)
  })

  test("sorted mail: pieces by zone add up, bundles of at most 50 pieces, k of n", async () => {
    const zones = linesOf((await document("zones.csv")).toString()).map((line) => line.split(","))
    expect(zones.slice(1)).toEqual([
      ["060", "北海道", "2", "3", "1"],
      ["100", "東京都", "2", "2", "1"],
      ["合計", "", "4", "5", "2"],
    ])
    const [page = ""] = await pagesOf(await document("bundles.pdf"))
    for (const text of ["060", "100", "2通", "1 / 1 束", "月刊つき 第4号"]) expect(page, text).toContain(text)
  })

  test("B3 what a renewal earned is picked with the first run that ships to it, and with no other", async () => {
    const perks = linesOf((await document("perks.csv")).toString())
    expect(perks.filter((line) => line.includes(",1,□"))).toHaveLength(1)
    expect(perks[1]).toContain("BOOK 図書カード")
    await world.ship("TSUKI", 5)
    const picked = await world.look(
      (scope) => scope.sql<{ number: number }>`
        select run.issue_number as number from contract_perk join issue_run as run on run.id = picked_run_id`,
    )
    expect(picked).toEqual([{ number: 4 }])
  })

  test("追送 and 再送 have labels of their own, beside the main run's", async () => {
    const contract = await world.order(await world.reader(), "M12", { startIssue: 4 })
    await world.act((scope) => serveLate(scope, { publication: "TSUKI", issue: 4, contractIds: [contract] }))
    await world.act((scope) => reshipIssue(scope, { publication: "TSUKI", issue: 4, contractIds: [twoCopies] }))
    const made = await runs()
    expect(made.map(({ kind, labels, copies }) => [kind, labels, copies])).toEqual([
      ["main", 4, 5],
      ["late", 1, 1],
      ["reshipment", 1, 2],
    ])
  })

  test("an unknown document is none", async () => {
    const { id } = await mainRun()
    const actor = await house.actor("tsuki")
    expect(await shippingDocument(actor, id, { name: "sheet-13.pdf", inserts: null })).toBeNull()
    expect(await shippingDocument(actor, id, { name: "zones.doc", inserts: null })).toBeNull()
  })
})

describe("a rule for inserts", () => {
  test("names what to mend beside the field", () => {
    const wrong = (more: Record<string, string>) => {
      const parsed = form.safeParse({
        code: "A",
        name: "冊子",
        fromIssue: "3",
        attribute: "gender",
        wanted: "男性",
        ...more,
      })
      return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."))
    }
    expect(wrong({})).toEqual([])
    expect(wrong({ code: "冊子" })).toEqual(["code"])
    expect(wrong({ untilIssue: "2" })).toEqual(["untilIssue"])
    expect(wrong({ wanted: "" })).toEqual(["wanted"])
    expect(wrong({ wanted: "男性、火星人" })).toEqual(["wanted"])
    expect(wrong({ attribute: "shoe-size" })).toEqual(["attribute"])
  })
})
