import { beforeAll, describe, expect, test } from "vitest"
import { sourcesForOrder } from "#app/subscriptions/offers-for-order.server.ts"
import { paymentRulesForm } from "#app/subscriptions/renewal/payment-rule.ts"
import { paymentNoticesSent, paymentRules, savePaymentRules } from "#app/subscriptions/renewal/payment-rules.server.ts"
import { sendPaymentNotices } from "#app/subscriptions/renewal/send-payment-notices.server.ts"
import { addSource, changeSource, retireSource } from "#app/subscriptions/save-source.server.ts"
import { sourceForm } from "#app/subscriptions/source-form.ts"
import { sourcesForList } from "#app/subscriptions/sources-for-list.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)

beforeAll(world.found)

describe("B4 payment notice rules (入金案内の回次)", () => {
  const send = async (on: string) => {
    world.today(on)
    return world.act((scope) => sendPaymentNotices(scope, calendarDate(on)))
  }

  test("without rules of its own an organization reminds after 14 and 30 days; its own take their place", async () => {
    expect((await world.look(paymentRules)).map(({ daysAfterOrder }) => daysAfterOrder)).toEqual([14, 30])
    const rows = [{ days: "5", channel: "mail" as const }, { days: "２０", channel: "stop" as const }, { days: "" }]
    const rules = paymentRulesForm("ja").parse({ rows })
    await world.act((scope) => savePaymentRules(scope, rules))
    expect(await world.look(paymentRules)).toEqual([
      { step: 1, daysAfterOrder: 5, channel: "mail" },
      { step: 2, daysAfterOrder: 20, channel: "stop" },
    ])
    world.today("2026-04-01")
    const contract = await world.order(await world.reader(), "M12")
    expect(await send("2026-04-05")).toMatchObject({ mails: 0 })
    expect(await send("2026-04-06")).toMatchObject({ mails: 1, stopped: 0 })
    expect(await send("2026-04-21")).toMatchObject({ mails: 0, stopped: 1 })
    expect(await world.position(contract)).toMatchObject({ state: "stopped" })
    expect((await world.look(paymentNoticesSent)).map(({ step, channel }) => [step, channel])).toEqual([
      [2, "stop"],
      [1, "mail"],
    ])
    await world.act((scope) => savePaymentRules(scope, rules.slice(0, 1)))
    expect(await world.look(paymentRules)).toHaveLength(1)
  })

  test("days that go back, a step after a stop and no step at all are named at their row", () => {
    const wrong = (rows: { days: string; channel?: "mail" | "post" | "stop" }[]) =>
      paymentRulesForm("ja")
        .safeParse({ rows })
        .error?.issues.map(({ path, message }) => [path[1], message])
    expect(wrong([{ days: "14" }, { days: "14" }])).toEqual([[1, "日数は前の回次より大きくしてください。"]])
    expect(wrong([{ days: "14", channel: "stop" }, { days: "30" }])).toEqual([
      [1, "発送停止は最後の回次にしてください。"],
    ])
    expect(wrong([{ days: "x" }])).toEqual([[0, "日数は1〜365の数字で入力してください(例 14)。"]])
    expect(wrong([{ days: "" }])).toEqual([[0, "1つ以上の回次を入力してください。"]])
  })
})

describe("K3 source codes (募集コード)", () => {
  const source = {
    ...{ code: "DM-SPRING", name: "春のDM", nameEnglish: "", kind: "direct-mail", reachedCount: "５,000" },
    ...{ costYen: "400,000円", startsOn: "2026-04-01", endsOn: "" },
  }
  const input = sourceForm("ja").parse(source)

  test("a code is added once, changed under its code, and shows the new orders that carry it", async () => {
    await world.act((scope) => addSource(scope, input))
    await expect(world.act((scope) => addSource(scope, input))).rejects.toMatchObject({ code: "source-code-taken" })
    await world.act((scope) => changeSource(scope, { ...input, costYen: 500_000 }))
    await expect(world.act((scope) => changeSource(scope, { ...input, code: "X" }))).rejects.toMatchObject({
      code: "unknown-source",
    })
    await world.order(await world.reader(), "M12", { sourceCode: "DM-SPRING" })
    expect(await world.look(sourcesForList)).toMatchObject([
      { code: "DM-SPRING", reachedCount: 5_000, costYen: 500_000, orders: 1, hasEnded: false },
    ])
  })

  test("out of use no order can name it, though its orders still count; it can be used again", async () => {
    await world.act((scope) => retireSource(scope, { code: "DM-SPRING", retires: true }))
    expect(await world.look(sourcesForOrder)).toEqual([])
    expect(await world.look(sourcesForList)).toMatchObject([{ hasEnded: true, orders: 1 }])
    await world.act((scope) => retireSource(scope, { code: "DM-SPRING", retires: false }))
    expect((await world.look(sourcesForOrder)).map(({ code }) => code)).toEqual(["DM-SPRING"])
    await expect(world.act((scope) => retireSource(scope, { code: "X", retires: true }))).rejects.toMatchObject({
      code: "unknown-source",
    })
  })

  test("the form names what cannot be: code, amount, an end before the start", () => {
    const wrong = sourceForm("ja").safeParse({ ...source, code: "春", costYen: "abc" })
    expect(wrong.error?.issues.map(({ path }) => path[0])).toEqual(["code", "costYen"])
    const turned = sourceForm("ja").safeParse({ ...source, endsOn: "2026-03-01" })
    expect(turned.error?.issues.map(({ path }) => path[0])).toEqual(["endsOn"])
  })
})
