import { beforeAll, describe, expect, test } from "vitest"
import { applyDuePrices } from "#app/publications/apply-due-prices.server.ts"
import { offerForEdit } from "#app/publications/offer-for-edit.server.ts"
import { offerForm } from "#app/publications/offer-form.ts"
import { saveOffer } from "#app/publications/save-offer.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const form = offerForm("ja")

const typed = {
  ...{
    code: "m24",
    publication: "TSUKI",
    name: "2年",
    kind: "term",
    units: "24",
    priceYen: "２０，９００円",
    onSale: "on",
  },
  ...{ graceIssues: "2", refundPolicy: "fee", cancellationFeeYen: "550", singlePriceYen: "" },
  steps: "1 郵便\n\n4 メール\n-1 mail",
  perks: "2 book 図書 カード",
  prices: "2026-05-01 22000\n第3号 23000",
}

const wrong = (more: Partial<Record<keyof typeof typed, string>>) => {
  const parsed = form.safeParse({ ...typed, ...more })
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)
}

const priceOf = async (code: string) =>
  (await world.look((scope) => scope.sql<{ yen: number }>`select price_yen as yen from offer where code = ${code}`))[0]
    ?.yen

beforeAll(async () => {
  await world.found()
})

describe("offers on the console", () => {
  test("an offer is made and read back as it was typed, with series, perks and prices to come", async () => {
    await world.act((scope) => saveOffer(scope, form.parse(typed), true))
    const offer = await world.look((scope) => offerForEdit(scope, "M24"))
    expect(offer).toMatchObject({ name: "2年", units: "24", priceYen: "20900", onSale: "on", autoRenewal: "" })
    expect(offer.steps).toBe("4 メール\n1 郵便\n-1 メール")
    expect(offer.perks).toBe("2 BOOK 図書 カード")
    expect(offer.prices).toBe("2026-05-01 22000\n第3号 23000")
    const again = form.parse({ ...offer, name: "2年24冊" })
    await world.act((scope) => saveOffer(scope, again, false))
    expect(await world.look((scope) => offerForEdit(scope, "M24"))).toEqual({ ...offer, name: "2年24冊" })
  })

  test("a code that is taken, another title, an unknown one are refused", async () => {
    const input = form.parse(typed)
    await expect(world.act((scope) => saveOffer(scope, input, true))).rejects.toMatchObject({
      code: "offer-code-taken",
    })
    const moved = world.act((scope) => saveOffer(scope, { ...input, publication: "KISETSU" }, false))
    await expect(moved).rejects.toMatchObject({ code: "offer-of-another-title" })
    const nowhere = world.act((scope) => saveOffer(scope, { ...input, publication: "NONE" }, false))
    await expect(nowhere).rejects.toMatchObject({ code: "unknown-publication" })
    await expect(world.look((scope) => offerForEdit(scope, "NONE"))).rejects.toMatchObject({ code: "unknown-offer" })
  })

  test("what cannot be read is named beside its field, by line", () => {
    expect(wrong({})).toEqual([])
    expect(wrong({ units: "たくさん" })[0]).toContain("units: 回数は")
    expect(wrong({ priceYen: "-1" })[0]).toContain("priceYen: 金額は")
    expect(wrong({ steps: "3 メール\n4 はと" })).toEqual(["steps: 2行目「4 はと」を読み取れません。例: 3 メール"])
    expect(wrong({ perks: "1 BOOK 図書カード" })).toHaveLength(1)
    expect(wrong({ prices: "2026-02-30 100" })).toHaveLength(1)
    expect(wrong({ refundPolicy: "re-priced" })[0]).toContain("singlePriceYen")
  })

  test("prices come into force on their day or with their issue, once; contracts keep theirs", async () => {
    const reader = await world.reader()
    const before = await world.order(reader, "M24")
    expect(await world.act((scope) => applyDuePrices(scope, calendarDate("2026-04-30")))).toBe(0)
    expect(await world.act((scope) => applyDuePrices(scope, calendarDate("2026-05-01")))).toBe(1)
    expect(await priceOf("M24")).toBe(22_000)
    await world.ship("TSUKI", 2)
    expect(await world.act((scope) => applyDuePrices(scope, calendarDate("2026-05-20")))).toBe(1)
    expect(await world.act((scope) => applyDuePrices(scope, calendarDate("2026-05-21")))).toBe(0)
    expect(await priceOf("M24")).toBe(23_000)
    const [contract] = await world.look(
      (scope) => scope.sql<{ yen: number }>`
      select price_yen as yen from contract where id = ${before}::uuid`,
    )
    expect(contract?.yen).toBe(20_900)
    expect(await world.differences()).toEqual([])
  })
})
