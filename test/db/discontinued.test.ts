import { beforeAll, describe, expect, test } from "vitest"
import { inScope } from "#app/platform/scope.server.ts"
import { hashOf } from "#app/platform/random-code.server.ts"
import { changeCalendar } from "#app/publications/change-calendar.server.ts"
import { payRefund } from "#app/subscriptions/contract/pay-refund.server.ts"
import { accountForStaff } from "#app/subscriptions/discontinued/account-for-staff.server.ts"
import {
  answerByRefund,
  answerByTransfer,
  tellAccount,
} from "#app/subscriptions/discontinued/answer-discontinued.server.ts"
import {
  choiceOfToken,
  discontinuedContracts,
  discontinuedProgress,
} from "#app/subscriptions/discontinued/discontinued-for-page.server.ts"
import {
  discontinuedAnswerForm,
  offerChoiceForm,
  type PayoutAccount,
} from "#app/subscriptions/discontinued/discontinued-form.ts"
import { discontinuedTitle } from "#app/subscriptions/discontinued/discontinued-title.server.ts"
import { offerChoice } from "#app/subscriptions/discontinued/offer-choice.server.ts"
import { settleDiscontinued } from "#app/subscriptions/discontinued/settle-discontinued.server.ts"
import type { ContractId } from "#app/values/ids.ts"
import { Refusal } from "#app/values/refusal.ts"
import { naiveBooks } from "#test/oracle/naive-books.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const { act, look } = world
const account: PayoutAccount = {
  ...{ bankCode: "0005", bankName: "三菱UFJ", branchCode: "001", branchName: "本店", accountKind: "ordinary" },
  ...{ accountNumber: "1234567", accountHolder: "ﾄﾞｸｼﾔ ﾀﾛｳ" },
}

const refusal = async (run: Promise<unknown>) =>
  run.then(
    () => "done",
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )

/** Contracts of 月刊つき, each in another position when it ends with No. 5. */
const made: Record<"goesOn" | "wantsMoney" | "silent" | "unpaid" | "partly" | "byPost", ContractId | null> = {
  ...{ goesOn: null, wantsMoney: null, silent: null, unpaid: null, partly: null, byPost: null },
}
const contract = (name: keyof typeof made): ContractId => {
  const id = made[name]
  if (id === null) throw new Error(name)
  return id
}
const offer = async (until: string) =>
  offerChoiceForm("ja").parse({ transferOffer: await world.offerId("Q4"), answerUntil: until })
const progress = async () => {
  const { publicationId } = await look((scope) => discontinuedTitle(scope, "TSUKI"))
  const rows = await look((scope) => discontinuedProgress(scope, publicationId))
  return Object.fromEntries(rows.map(({ state, contracts, yen }) => [state, [contracts, yen]]))
}
const settle = () => act(settleDiscontinued)

beforeAll(async () => {
  await world.found()
  const paid = async (name: keyof typeof made, yen: number, email?: string) => {
    const reader = await world.reader(email === undefined ? {} : { email })
    made[name] = await world.order(reader, "M12")
    if (yen > 0) await world.pay(contract(name), yen)
  }
  await paid("goesOn", 11_000)
  await paid("wantsMoney", 11_000)
  await paid("silent", 11_000)
  await paid("unpaid", 0)
  await paid("partly", 6_000)
  await paid("byPost", 11_000, "")
  await act((scope) => changeCalendar(scope, "TSUKI", { kind: "discontinue", number: 5 }))
})

describe("廃刊精算", () => {
  test("E5 it begins when the last issue has shipped, with a day to come and another title", async () => {
    const input = await offer("2026-09-30")
    const begin = (code: string, more = {}) => refusal(act((scope) => offerChoice(scope, code, { ...input, ...more })))
    expect(await begin("NONE")).toBe("unknown-title")
    expect(await begin("KISETSU")).toBe("title-goes-on")
    expect(await begin("TSUKI")).toBe("title-still-ships")
    await world.ship("TSUKI", 5)
    world.today("2026-08-20")
    expect(await begin("TSUKI", { answerUntil: "2026-08-20" })).toBe("answer-day-passed")
    expect(await begin("TSUKI", { transferOffer: await world.offerId("M3") })).toBe("unknown-offer")
    expect(await begin("TSUKI", { transferOffer: await world.offerId("QF") })).toBe("unknown-offer")
    expect(await begin("TSUKI")).toBe("done")
    expect(await begin("TSUKI")).toBe("discontinued-offered-already")
    expect(await progress()).toEqual({ open: [7, 6_418 * 4 + 1_418] })
  })

  test("E5 each payer with money left is told once, by mail or letter, of a page of his own", async () => {
    const [title] = await look(
      (scope) => scope.sql<{ mails: number; letters: number; pages: number; body: string }>`
        select (select count(*) from outbox where kind = 'discontinued')::integer as mails, count(letter_file_id)::integer as letters,
          (select count(letter_page) from discontinued_contract)::integer as pages,
          (select body_text from outbox where kind = 'discontinued' order by dedupe_key limit 1) as body
        from discontinuation`,
    )
    expect(title).toMatchObject({ mails: 4, letters: 1, pages: 1 })
    expect(title?.body).toContain("6,418円(税込)")
    expect(title?.body).toContain("「季刊きせつ」3回への振り替え")
    const token = /discontinued\/([0-9A-Z]{26})/.exec(title?.body ?? "")?.[1] ?? ""
    const choice = await look((scope) => choiceOfToken(scope, hashOf(token)))
    expect(choice).toMatchObject({
      state: "open",
      yen: 6_418,
      unitsLeft: 7,
      otherTitle: "季刊きせつ",
      otherUnits: 3,
      isLate: false,
    })
    expect(await look((scope) => choiceOfToken(scope, hashOf("another")))).toBeNull()
  })

  test("E5 who goes on has his money in the other title to the yen; who wants it back is owed it", async () => {
    await act((scope) => answerByTransfer(scope, contract("goesOn"), "reader"))
    expect(await world.lastVoucher()).toEqual({ "前受金 TSUKI": 6_418, "前受金 KISETSU": -6_418 })
    const goesOn = await world.successor(contract("goesOn"))
    expect(await world.position(goesOn)).toMatchObject({ deferredYen: 6_418, state: "active" })
    await act((scope) => answerByRefund(scope, contract("wantsMoney"), "staff", account))
    expect(await look((scope) => accountForStaff(scope, "TSUKI", contract("wantsMoney")))).toMatchObject({
      ...{ bankName: "三菱UFJ", branchName: "本店", accountKind: "ordinary", accountNumber: "1234567" },
      ...{ accountHolder: "ﾄﾞｸｼﾔ ﾀﾛｳ", state: "refunded", yen: 6_418 },
    })
    expect(await refusal(look((scope) => accountForStaff(scope, "KISETSU", contract("wantsMoney"))))).toBe(
      "unknown-contract",
    )
    expect(await world.lastVoucher()).toEqual({ 前受金: 6_418, 未払金: -6_418 })
    expect(await world.position(contract("wantsMoney"))).toMatchObject({ deferredYen: 0, state: "cancelled" })
    for (const name of ["goesOn", "wantsMoney"] as const) {
      expect(await refusal(act((scope) => answerByRefund(scope, contract(name), "reader", account)))).toBe(
        "discontinued-answered",
      )
      expect(await refusal(act((scope) => answerByTransfer(scope, contract(name), "staff")))).not.toBe("done")
    }
    expect(await progress()).toEqual({ open: [5, 6_418 * 2 + 1_418], transferred: [1, 6_418], refunded: [1, 6_418] })
    expect(await world.differences()).toEqual([])
  })

  test("E5 at the day nobody answered becomes money owed, in one voucher, once", async () => {
    world.today("2026-09-30")
    expect(await settle()).toEqual([])
    world.today("2026-10-01")
    expect(await refusal(act((scope) => answerByRefund(scope, contract("silent"), "reader", account)))).toBe(
      "discontinued-too-late",
    )
    expect(await refusal(act((scope) => answerByTransfer(scope, contract("silent"), "reader")))).toBe(
      "discontinued-too-late",
    )
    const dry = await inScope(await house.actor("tsuki"), settleDiscontinued, { rollBack: true })
    const yen = 6_418 * 2 + 1_418
    expect(dry).toEqual([{ title: "TSUKI", contracts: 5, refunds: 3, yen }])
    const both = await Promise.all([settle(), settle()])
    expect(both.flat()).toEqual(dry)
    expect(await world.lastVoucher()).toEqual({ 前受金: yen, 未払金: -yen })
    expect(await settle()).toEqual([])
    expect(await progress()).toEqual({
      transferred: [1, 6_418],
      refunded: [1, 6_418],
      unanswered: [3, yen],
      ended: [2, 0],
    })
    expect(await world.position(contract("unpaid"))).toEqual({
      deferredYen: 0,
      receivableYen: 4_582,
      servedUnits: 5,
      state: "cancelled",
    })
    const refunds = await look(
      (scope) => scope.sql`
        select number, amount_yen as yen, owed_on as "owedOn" from refund where cause = 'discontinued' order by number`,
    )
    expect(refunds).toEqual([
      { number: "R000001", yen: 6_418, owedOn: "2026-08-20" },
      { number: "R000002", yen: 6_418, owedOn: "2026-10-01" },
      { number: "R000003", yen: 1_418, owedOn: "2026-10-01" },
      { number: "R000004", yen: 6_418, owedOn: "2026-10-01" },
    ])
    const events = await look(
      (scope) => scope.sql`select from contract_event where kind = 'cancelled' and detail->>'reason' = 'discontinued'`,
    )
    expect(events).toHaveLength(6)
    expect(await world.differences()).toEqual([])
    expect(await look(naiveBooks)).toEqual([])
  })

  test("E5 the account is told later, and the money paid out; then no account is asked for any more", async () => {
    expect(await refusal(act((scope) => tellAccount(scope, contract("goesOn"), account, "reader")))).toBe(
      "nothing-to-pay-out",
    )
    await act((scope) => tellAccount(scope, contract("silent"), { ...account, accountNumber: "7654321" }, "staff"))
    const { contractNumber } = await look((scope) => accountForStaff(scope, "TSUKI", contract("silent")))
    const [told] = await look(
      (scope) => scope.sql`
        select subject, detail from audit_entry where action = 'tell-payout-account' order by seq desc limit 1`,
    )
    expect(told).toEqual({ subject: contractNumber, detail: { by: "staff" } })
    await act((scope) => tellAccount(scope, contract("silent"), account, "reader"))
    const { publicationId } = await look((scope) => discontinuedTitle(scope, "TSUKI"))
    const listed = (state: "unanswered" | "paid", showsAccounts = true) =>
      look((scope) => discontinuedContracts(scope, publicationId, { state, showsAccounts, limit: 10, offset: 0 }))
    const silent = (await listed("unanswered")).find(({ contractId }) => contractId === contract("silent"))
    expect(silent?.account).toBe("三菱UFJ 本店 1234567 ﾄﾞｸｼﾔ ﾀﾛｳ")
    expect((await listed("unanswered", false)).map(({ account: shown, hasAccount }) => [shown, hasAccount])).toEqual([
      ["", true],
      ["", false],
      ["", false],
    ])
    await act((scope) =>
      payRefund(scope, { number: silent?.refundNumber ?? "", paidOn: scope.today, way: "bank-transfer" }),
    )
    expect(await world.lastVoucher()).toEqual({ 未払金: 6_418, 普通預金: -6_418 })
    expect((await listed("paid")).map(({ contractId }) => contractId)).toEqual([contract("silent")])
    expect(await refusal(act((scope) => tellAccount(scope, contract("silent"), account, "reader")))).toBe(
      "nothing-to-pay-out",
    )
    expect(await world.differences()).toEqual([])
  })

  test("E5 the account must be whole for a refund, and is not asked for with the other title", () => {
    const errors = (typed: Record<string, string>) => {
      const parsed = discontinuedAnswerForm("ja").safeParse(typed)
      return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."))
    }
    expect(errors({ answer: "transfer" })).toEqual([])
    expect(errors({ answer: "refund", ...account, accountNumber: "１２３４５６７" })).toEqual([])
    expect(errors({ answer: "account", ...account, accountNumber: "12" })).toEqual(["accountNumber"])
    expect(errors({ answer: "account", ...account, accountHolder: "読者太郎" })).toEqual(["accountHolder"])
    expect(errors({ answer: "account", ...account, accountHolder: "ドクシャ".repeat(7) })).toEqual(["accountHolder"])
    expect(errors({ answer: "refund" })).toEqual([
      "bankName",
      "branchName",
      "accountHolder",
      "accountKind",
      "accountNumber",
    ])
    expect(errors({})).toEqual(["answer"])
  })
})
