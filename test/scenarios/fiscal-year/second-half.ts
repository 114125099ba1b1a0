import { saveTaxRate } from "#app/ledger/save-tax-rate.server.ts"
import type { KeptRate } from "#app/ledger/tax-rate-form.ts"
import { changeCalendar } from "#app/publications/change-calendar.server.ts"
import { cancelRegistrations } from "#app/seminars/money/cancel-registrations.server.ts"
import { paySeminarRefund } from "#app/seminars/money/pay-seminar-refund.server.ts"
import { allowDiscount } from "#app/subscriptions/contract/allow-discount.server.ts"
import { transferContract } from "#app/subscriptions/contract/transfer-contract.server.ts"
import { wantCardRefund } from "#app/subscriptions/card-money/want-card-refund.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { Chapter } from "#test/scenarios/fiscal-year/diary.ts"
import {
  cancels,
  holdsSeminars,
  payout,
  paysRefunds,
  ships,
  writesOff,
} from "#test/scenarios/fiscal-year/first-half.ts"
import type { Publisher } from "#test/scenarios/fiscal-year/publisher.ts"

export const autumn =
  (keepsOldRate: KeptRate): Chapter =>
  (p) => {
    const { M12 } = p.given.prices
    const orders = new Map<string, string>()
    const seat = (name: string) => orders.get(name) ?? ""
    return [
      {
        ...{ on: "2026-09-03", what: "the administrator enters the rate from October on, twice" },
        act: () =>
          p.act(async (scope) => {
            const change = { fromOn: calendarDate("2026-10-01"), percent: 12, contractedBefore: null, keepsOldRate }
            await saveTaxRate(scope, change)
            await saveTaxRate(scope, change)
          }),
        causes: {},
      },
      {
        ...{ on: "2026-09-04", what: "two pay seats of November beforehand" },
        act: async () => {
          for (const name of ["one", "two"]) {
            orders.set(name, await p.apply("FUYU", { way: "onsite" }))
            await p.paySeat(seat(name), 5_500)
          }
        },
        causes: { vouchers: { payment: 2 }, mails: { seminar: 2 } },
      },
      { on: "2026-09-15", what: "the sixth issue ships", act: () => p.ship("TSUKI", 6), causes: { vouchers: { "issue-run": 1 } } },
      {
        ...{ on: "2026-09-26", what: "the first seminar was held; a second run adds nothing" },
        act: () => holdsSeminars(p),
        causes: { vouchers: { seminar: 1 } },
      },
      {
        ...{ on: "2026-09-28", what: "somebody orders and pays a year that begins after the change" },
        act: async () => {
          await p.subscribe("ゼンノウ", "M12", { startIssue: 7 })
          await p.deposits("2026-09-28", [["ｾﾞﾝﾉｳ", M12]])
        },
        causes: { vouchers: { payment: 1 }, events: { opened: 1 } },
      },
      { on: "2026-10-07", what: "1,000 of the bad debt come in", act: () => p.recovers("2026-10-07", "ミバライ", "ﾐﾊﾞﾗｲ", 1_000), causes: { vouchers: { payment: 1 } } },
      { on: "2026-10-15", what: "the seventh ships at the new rate", act: () => p.ship("TSUKI", 7), causes: { vouchers: { "issue-run": runsOf(keepsOldRate) } } },
      { on: "2026-10-20", what: "one cancels, re-priced", act: () => cancels(p, "サイケイサン", "re-priced"), causes: { vouchers: { cancellation: 1 }, events: { cancelled: 1 } } },
      { on: "2026-10-21", what: "one cancels, without refund", act: () => cancels(p, "ヘンキンナシ", "none"), causes: { vouchers: { cancellation: 1 }, events: { cancelled: 1 } } },
      {
        ...{ on: "2026-10-22", what: "a spoiled copy is paid back, in part of the card payment" },
        act: async () => {
          await p.act(async (scope) => {
            const { refundNumber } = await allowDiscount(scope, { contractId: p.term("カード"), amountYen: 500, note: "" })
            await wantCardRefund(scope, refundNumber ?? "")
          })
          await p.reconcile()
        },
        causes: { vouchers: { allowance: 1, refund: 1 }, events: { allowance: 1, refunded: 1 } },
      },
      {
        ...{ on: "2026-11-16", what: "a seat is cancelled four days before: three tenths are the fee" },
        act: () => p.act((scope) => cancelRegistrations(scope, { orderId: seat("two"), registrationIds: null, feePercent: 30 })),
        causes: { vouchers: { cancellation: 1 }, mails: { seminar: 1 } },
      },
    ] // prettier-ignore
  }

/** Where paid periodicals keep the old rate, a run has a voucher of each. */
const runsOf = (keepsOldRate: KeptRate) => (keepsOldRate === "none" ? 1 : 2)

export const winter =
  (keepsOldRate: KeptRate): Chapter =>
  (p) => {
    const runs = runsOf(keepsOldRate)
    const { M3, M12 } = p.given.prices
    return [
    { on: "2026-11-10", what: "one is paid back", act: () => paysRefunds(p), causes: { vouchers: { refund: 1 }, events: { refunded: 1 } } },
    {
      ...{ on: "2026-11-11", what: "one moves to the quarterly" },
      act: async () => {
        const offerId = await p.offerId("Q4")
        await p.act((scope) => transferContract(scope, { contractId: p.term("イカン"), offerId }))
      },
      causes: { vouchers: { transfer: 1 }, events: { opened: 1, transferred: 1 } },
    },
    { on: "2026-11-15", what: "both titles ship", act: () => ships(p, 8, 3), causes: { vouchers: { "issue-run": 2 * runs } } },
    { on: "2026-11-21", what: "the seminar of November was held", act: () => holdsSeminars(p), causes: { vouchers: { seminar: 1 } } },
    {
      ...{ on: "2026-11-22", what: "the seat's refund is paid" },
      act: () =>
        p.act(async (scope) => {
          const owed = await scope.sql<{ number: string }>`select number from seminar_refund where paid_on is null`
          for (const { number } of owed) await paySeminarRefund(scope, { number, paidOn: scope.today, way: "bank-transfer" })
        }),
      causes: { vouchers: { refund: 1 } },
    },
    { on: "2026-12-10", what: "a trial is ordered and paid", act: () => trial(p, M3), causes: { vouchers: { payment: 1 }, events: { opened: 1 } } },
    { on: "2027-01-15", what: "after the skipped issue the tenth ships", act: () => p.ship("TSUKI", 10), causes: { vouchers: { "issue-run": runs } } },
    { on: "2027-01-20", what: "a debt of both rates is written off", act: () => writesOff(p, "シブル"), causes: { vouchers: { "write-off": 1 }, events: { stopped: 1, "written-off": 1 } } },
    { on: "2027-02-08", what: "February's issue is late", act: () => p.act((scope) => changeCalendar(scope, "TSUKI", { kind: "move", number: 11, shipsOn: calendarDate("2027-03-06") })), causes: {} },
    { on: "2027-02-15", what: "the quarterly ships", act: () => p.ship("KISETSU", 4), causes: { vouchers: { "issue-run": runs } } },
    { on: "2027-03-06", what: "the late issue ships", act: () => p.shipOn("TSUKI", 11, "2027-03-06"), causes: { vouchers: { "issue-run": runs } } },
    { on: "2027-03-15", what: "the last issue of the year ships", act: () => p.ship("TSUKI", 12), causes: { vouchers: { "issue-run": runs } } },
    { on: "2027-03-20", what: "half of the second debt comes in, and a year by card", act: () => lastMoney(p, M12), causes: { vouchers: { payment: 2 }, events: { opened: 1 }, mails: { receipt: 1 } } },
    { on: "2027-03-25", what: "the last payout of the year", act: () => payout(p), causes: { vouchers: { payout: 1 } } },
  ] // prettier-ignore
  }

async function trial(p: Publisher, yen: number) {
  await p.subscribe("タメシ", "M3", { startIssue: 10 })
  await p.deposits("2026-12-10", [["ﾀﾒｼ", yen]])
}

async function lastMoney(p: Publisher, priceYen: number) {
  await p.recovers("2027-03-20", "シブル", "ｼﾌﾞﾙ", Math.floor(priceYen / 4) + 500)
  await p.buysByCard("ライネン", 13)
}
