import { beforeAll, expect, test } from "vitest"
import { exportFormats } from "#app/ledger/accounting-software.ts"
import { exportNames, ExportNamesInput, saveExportNames } from "#app/ledger/export-names.server.ts"
import { booksForMonth } from "#app/reports/books-for-month.server.ts"
import { closeMonth } from "#app/reports/close-month.server.ts"
import { monthFiles } from "#app/reports/month-files.server.ts"
import { month } from "#app/values/calendar.ts"
import { bytesOf } from "#test/support/bytes-of.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const april = month("2026-04")

const textOf = (format: (typeof exportFormats)[number]) =>
  world.look(async (scope) => {
    const { content, name } = await booksForMonth(scope, april, format)
    const bytes = await bytesOf(content)
    return { name, text: new TextDecoder(/yayoi|bugyo/.test(name) ? "shift_jis" : "utf-8").decode(bytes) }
  })

beforeAll(async () => {
  await world.found()
  const contract = await world.order(await world.reader(), "M12")
  await world.pay(contract, 11_000)
  await world.ship("TSUKI", 1)
})

test("E2 every format has every voucher of the month, to the yen, and says while the month is open", async () => {
  for (const format of exportFormats) {
    const { name, text } = await textOf(format)
    expect(name, format).toContain("未締")
    for (const yen of ["11000", "916"]) {
      // The plain-text ledgers keep tax apart from sales.
      const shown = yen === "916" && ["hledger", "beancount"].includes(format) ? "833" : yen
      expect(text, format).toContain(shown)
    }
  }
})

test("E2 accounts take the other program's names, for that program alone; an empty name takes ours again", async () => {
  const names = (software: "freee" | "bugyo", of: Record<string, string>) =>
    world.act((scope) => saveExportNames(scope, ExportNamesInput.parse({ software, names: of })))
  await names("freee", { "318": " 契約負債 ", "500": "" })
  await names("bugyo", { "318": "2150" })
  expect((await textOf("freee")).text).toContain(",契約負債,,TSUKI,")
  expect((await textOf("freee")).text).not.toContain("前受金")
  expect((await textOf("moneyforward")).text).toContain("前受金")
  expect((await textOf("bugyo")).text).toContain(",2150,TSUKI,0000,")
  await names("freee", { "318": "" })
  expect((await textOf("freee")).text).toContain("前受金")
  const kept = await world.look((scope) => exportNames(scope, "bugyo"))
  expect(kept.filter(({ exportName }) => exportName !== "")).toEqual([
    { code: "318", name: "前受金", exportName: "2150" },
  ])
})

test("E2 the pack of a closed month is the same bytes when it is made again", async () => {
  world.today("2026-05-01")
  await world.act((scope) => closeMonth(scope, { month: april, explanation: "試験" }))
  const [one, two] = await Promise.all([1, 2].map(() => world.look((scope) => monthFiles(scope, april))))
  expect(one).toEqual(two)
  expect(await world.look((scope) => booksForMonth(scope, april, "freee"))).toMatchObject({ name: "freee-2026-04.csv" })
})
