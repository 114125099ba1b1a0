import { bookAgentPayout } from "#app/billing/agent/book-agent-payout.server.ts"
import { issueDueInvoices } from "#app/billing/papers/issue-due-invoices.server.ts"
import { changeCalendar } from "#app/publications/change-calendar.server.ts"
import { recogniseHeldSeminars } from "#app/seminars/money/recognise-held-seminars.server.ts"
import { wantCardRefund } from "#app/subscriptions/card-money/want-card-refund.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { holdContract } from "#app/subscriptions/contract/hold-contract.server.ts"
import { payRefund } from "#app/subscriptions/contract/pay-refund.server.ts"
import type { RefundPolicy } from "#app/subscriptions/contract/settlement.ts"
import { stopContract } from "#app/subscriptions/contract/stop-contract.server.ts"
import { writeOffContract } from "#app/subscriptions/contract/write-off-contract.server.ts"
import { idOf } from "#app/values/ids.ts"
import type { Chapter } from "#test/scenarios/fiscal-year/diary.ts"
import type { Publisher } from "#test/scenarios/fiscal-year/publisher.ts"
import { paid, seminarGiven } from "#test/support/seminar-world.ts"

const invoices = (p: Publisher) => p.act((scope) => issueDueInvoices(scope, scope.today))

export const cancels = (p: Publisher, name: string, policy: RefundPolicy) =>
  p.act((scope) => cancelContract(scope, { contractId: p.term(name), reason: "price", policy }))

/** Everything owed back and not on its way to a card is paid from the bank. */
export const paysRefunds = (p: Publisher) =>
  p.act(async (scope) => {
    const owed = await scope.sql<{ number: string }>`
      select number from refund where paid_on is null
        and not exists (select from card_refund where refund_number = refund.number) order by number`
    for (const { number } of owed) await payRefund(scope, { number, paidOn: scope.today, way: "bank-transfer" })
  })

const orders = async (p: Publisher) => {
  for (const name of ["ハナ", "テスウリヨウ", "カバライ", "ブブン", "ミバライ", "アンブン", "カイヤク", "サイケイサン", "ヘンキンナシ", "イカン"]) {
    await p.subscribe(name, "M12")
  } // prettier-ignore
  await p.subscribe("フリカエ", "M12", { paymentWay: "direct-debit" })
  await p.debitAccount("フリカエ")
  await p.meet("コンビニ", { terms: { hasSlip: true } })
  await p.subscribe("コンビニ", "M12", { paymentWay: "convenience-store" })
}

export const april: Chapter = (p) => {
  const { M12 } = p.given.prices
  return [
    { on: "2026-04-02", what: "twelve order a year", act: () => orders(p), causes: { events: { opened: 12 } } },
    {
      ...{ on: "2026-04-03", what: "who pays by debit or slip is invoiced; a second run adds nothing" },
      act: async () => {
        await invoices(p)
        await invoices(p)
      },
      causes: { papers: { invoice: 2 } },
    },
    {
      ...{ on: "2026-04-08", what: "a bank file: exact, less a fee, in part, too much, and one that nobody knows" },
      act: () =>
        p.deposits("2026-04-08", [
          ...([["ﾊﾅ", M12], ["ﾃｽｳﾘﾖｳ", M12 - 220], ["ｶﾊﾞﾗｲ", M12 + 1_500], ["ﾌﾞﾌﾞﾝ", M12 - 1_100]] as const),
          ...([["ﾌﾒｲ", p.given.prices.Q4], ["ｱﾝﾌﾞﾝ", M12], ["ｶｲﾔｸ", M12], ["ｻｲｹｲｻﾝ", M12]] as const),
          ...([["ﾍﾝｷﾝﾅｼ", M12], ["ｲｶﾝ", M12]] as const),
        ]), // prettier-ignore
      causes: { vouchers: { payment: 10 } },
    },
    {
      ...{ on: "2026-04-10", what: "three pay by card, one of them for a term that begins in May" },
      act: async () => {
        await p.buysByCard("カード", 1)
        await p.buysByCard("イギ", 1)
        await p.buysByCard("ヤメル", 2)
      },
      causes: { vouchers: { payment: 3 }, events: { opened: 3 }, mails: { receipt: 3 } },
    },
    { on: "2026-04-15", what: "the first issue ships", act: () => p.ship("TSUKI", 1), causes: { vouchers: { "issue-run": 1 } } },
    {
      ...{ on: "2026-04-20", what: "a store collects: 速報, then 確報" },
      act: async () => {
        await p.collected("コンビニ", ["速報"])
        await p.collected("コンビニ", ["速報", "確報"])
      },
      causes: { vouchers: { payment: 2 } },
    },
    { on: "2026-04-21", what: "the bank finds no money in the account", act: () => p.debit("2026-05-07", "1"), causes: {} },
  ] // prettier-ignore
}

export const spring: Chapter = (p) => [
  {
    ...{ on: "2026-05-07", what: "one cancels before the first issue: all goes back to the card" },
    act: async () => {
      const { refundNumber } = await cancels(p, "ヤメル", "pro-rata")
      await p.act((scope) => wantCardRefund(scope, refundNumber ?? ""))
      await p.reconcile()
    },
    causes: { vouchers: { cancellation: 1, refund: 1 }, events: { cancelled: 1, refunded: 1 } },
  },
  { on: "2026-05-08", what: "a card's payout comes, less its fees", act: () => payout(p), causes: { vouchers: { payout: 1 } } },
  {
    ...{ on: "2026-05-10", what: "the calendar: August is a double issue, December is skipped" },
    act: () =>
      p.act(async (scope) => {
        await changeCalendar(scope, "TSUKI", { kind: "double", number: 5 })
        await changeCalendar(scope, "TSUKI", { kind: "skip", number: 9 })
      }),
    causes: {},
  },
  {
    ...{ on: "2026-05-12", what: "the unknown deposit was for a quarterly that is ordered now" },
    act: async () => {
      await p.subscribe("アトカラ", "Q4")
      await p.match("アトカラ")
    },
    causes: { vouchers: { payment: 1 }, events: { opened: 1 } },
  },
  { on: "2026-05-15", what: "both titles ship", act: () => ships(p, 2, 1), causes: { vouchers: { "issue-run": 2 } } },
  { on: "2026-05-21", what: "the debit is asked for again, and done", act: () => p.debit("2026-05-27", "0"), causes: { vouchers: { payment: 1 } } },
  { on: "2026-05-28", what: "the rest of the part comes", act: () => p.deposits("2026-05-28", [["ﾌﾞﾌﾞﾝ", 1_100]]), causes: { vouchers: { payment: 1 } } },
  {
    ...{ on: "2026-06-08", what: "the stores' agent pays out, less its fee" },
    act: () =>
      p.act((scope) =>
        bookAgentPayout(scope, { reference: "A-1", receivedOn: scope.today, collectedYen: p.given.prices.M12, feeYen: 330 }),
      ),
    causes: { vouchers: { payout: 1 } },
  },
  {
    ...{ on: "2026-06-10", what: "Hana is away for two issues" },
    act: () =>
      p.act((scope) => holdContract(scope, { contractId: p.term("ハナ"), fromIssue: 4, untilIssue: 6, reason: "reader" })),
    causes: { events: { held: 1 } },
  },
  { on: "2026-06-15", what: "the third issue ships", act: () => p.ship("TSUKI", 3), causes: { vouchers: { "issue-run": 1 } } },
  { on: "2026-06-18", what: "who never paid is stopped and written off", act: () => writesOff(p, "ミバライ"), causes: { vouchers: { "write-off": 1 }, events: { stopped: 1, "written-off": 1 } } },
  {
    ...{ on: "2026-06-22", what: "a card payment is disputed, and lost" },
    act: async () => {
      const dispute = await p.stripe().dispute(await p.chargeOf("イギ"))
      await p.reconcile(["dispute-open"])
      await p.stripe().closeDispute(dispute.id, "lost")
      await p.reconcile()
      await p.reconcile()
    },
    causes: { vouchers: { chargeback: 1 }, events: { stopped: 1 } },
  },
] // prettier-ignore

export const summer: Chapter = (p) => {
  const union = {
    ...{
      familyName: "総務",
      givenName: "花",
      familyNameKana: "ソウム",
      givenNameKana: "ハナ",
      companyName: "まとめ商会",
    },
    ...{ email: "soumu@matome.example", phone: "0312345678", way: "invoice" },
  }
  return [
    {
      ...{ on: "2026-07-02", what: "two more pay by card; the payout fails at the bank and comes again" },
      act: async () => {
        await p.buysByCard("フタリメ", 4)
        await p.buysByCard("サンニンメ", 4)
        const first = await p.stripe().payout(p.key, { includePending: true })
        await p.reconcile()
        await p.stripe().failPayout(first.id)
        await p.reconcile()
        await p.stripe().payout(p.key, { includePending: true })
        await p.reconcile()
      },
      causes: { vouchers: { payment: 2, payout: 3 }, events: { opened: 2 }, mails: { receipt: 2 } },
    },
    {
      ...{ on: "2026-07-10", what: "a company with a closing day orders a year and a seat; another seat is to be paid at the door" },
      act: async () => {
        await p.load(
          seminarGiven("AKI", paid(11_000, { ...sessionOn("2026-09-25"), ...closes20 })),
          seminarGiven("FUYU", paid(5_500, { ...sessionOn("2026-11-20"), ...closes20 })),
        )
        // The first seat is to be paid at the door, and nobody comes to pay it.
        const order = await p.apply("FUYU", { ...union, way: "onsite" })
        const [row] = await p.look(
          (scope) => scope.sql<{ payer: string }>`select payer_id as payer from seminar_order where id = ${order}::uuid`,
        )
        const payer = idOf<"member">(row?.payer ?? "")
        await p.act(
(scope) => scope.sql`
            update member set postal_code = \'1000001\', prefecture = \'東京都\', city = \'千代田区\', street = \'千代田2-1\'
            where id = ${payer}::uuid`,
)
        await p.act((scope) => scope.sql`
            insert into payer_terms (organization_id, member_id, closing_day, due_months, due_day)
            values (${scope.organizationId}, ${payer}::uuid, 20, 1, 31)`,
        )
        await p.apply("AKI", union)
        p.terms.set("マトメ", await p.order(payer, "M12", { startIssue: 4, paymentWay: "invoice" }))
      },
      causes: { events: { opened: 1 }, mails: { seminar: 2 } },
    },
    { on: "2026-07-15", what: "the fourth issue ships", act: () => p.ship("TSUKI", 4), causes: { vouchers: { "issue-run": 1 } } },
    { on: "2026-07-21", what: "after the closing day one invoice bills both", act: () => invoices(p), causes: { papers: { invoice: 1 } } },
    { on: "2026-07-22", what: "one cancels, pro rata", act: () => cancels(p, "アンブン", "pro-rata"), causes: { vouchers: { cancellation: 1 }, events: { cancelled: 1 } } },
    { on: "2026-07-23", what: "one cancels, with a fee", act: () => cancels(p, "カイヤク", "fee"), causes: { vouchers: { cancellation: 1 }, events: { cancelled: 1 } } },
    { on: "2026-08-06", what: "both are paid back", act: () => paysRefunds(p), causes: { vouchers: { refund: 2 }, events: { refunded: 2 } } },
    { on: "2026-08-07", what: "another orders and never pays", act: () => p.subscribe("シブル", "M12", { startIssue: 5 }), causes: { events: { opened: 1 } } },
    { on: "2026-08-15", what: "the double issue and the quarterly ship", act: () => ships(p, 5, 2), causes: { vouchers: { "issue-run": 2 } } },
    { on: "2026-08-28", what: "the company pays its invoice", act: () => p.deposits("2026-08-28", [["ｿｳﾑﾊﾅ", p.given.prices.M12 + 11_000]]), causes: { vouchers: { payment: 1 } } },
  ] // prettier-ignore
}

const closes20 = { pools: [{ name: "会場", capacity: 5 }] }
export const sessionOn = (day: string) => ({
  sessions: [{ startsAt: `${day} 13:30`, endsAt: `${day} 16:00`, room: "KANDA" }],
})

export async function ships(p: Publisher, monthly: number, quarterly: number) {
  await p.ship("TSUKI", monthly)
  await p.ship("KISETSU", quarterly)
}

export async function payout(p: Publisher) {
  await p.stripe().payout(p.key, { includePending: true })
  await p.reconcile()
  await p.reconcile()
}

export const writesOff = (p: Publisher, name: string) =>
  p.act(async (scope) => {
    await stopContract(scope, { contractId: p.term(name) })
    await writeOffContract(scope, { contractId: p.term(name), note: "" })
  })

export const holdsSeminars = (p: Publisher) =>
  p.act(async (scope) => {
    await recogniseHeldSeminars(scope, scope.today)
    await recogniseHeldSeminars(scope, scope.today)
  })
