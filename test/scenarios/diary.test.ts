import { beforeAll, describe, expect, test } from "vitest"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { changeCopies } from "#app/subscriptions/contract/change-copies.server.ts"
import { holdContract } from "#app/subscriptions/contract/hold-contract.server.ts"
import { payRefund } from "#app/subscriptions/contract/pay-refund.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { transferContract } from "#app/subscriptions/contract/transfer-contract.server.ts"
import { sendPaymentNotices } from "#app/subscriptions/renewal/send-payment-notices.server.ts"
import { sendRenewalNotices } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"
import { serveLate } from "#app/subscriptions/serve-late.server.ts"
import type { ContractId, MemberId } from "#app/values/ids.ts"
import { naiveBooks } from "#test/oracle/naive-books.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

// The diary of a publisher over two years: on each day what happened, and everything that it caused. Nothing else may have happened.
const world = smallWorld(useHouse("empty"))

let hana: MemberId
let club: MemberId
const terms: Record<string, ContractId> = {}
const term = (name: string): ContractId => {
  const id = terms[name]
  if (!id) throw new Error(`no term ${name} yet`)
  return id
}

type Caused = { vouchers: string[]; events: string[]; mails: string[] }
let seen = { vouchers: 0, events: 0, mails: 0 }

/** What was written since the last look, by kind and in order. */
const caused = () =>
  world.look(async (scope): Promise<Caused> => {
    const vouchers = await scope.sql<{ what: string }>`
      select kind as what from voucher order by recorded_at offset ${seen.vouchers}`
    const events = await scope.sql<{ what: string }>`
      select kind as what from contract_event order by recorded_at, contract_id, seq offset ${seen.events}`
    const mails = await scope.sql<{ what: string }>`select kind as what from outbox order by id offset ${seen.mails}`
    seen = {
      vouchers: seen.vouchers + vouchers.length,
      events: seen.events + events.length,
      mails: seen.mails + mails.length,
    }
    const words = (rows: readonly { what: string }[]) => rows.map(({ what }) => what).sort()
    return { vouchers: words(vouchers), events: words(events), mails: words(mails) }
  })

/** The night's work: notices of both kinds, four times around midnight. */
async function night() {
  for (let time = 0; time < 4; time += 1) {
    await world.act(async (scope) => {
      await sendRenewalNotices(scope, scope.today)
      await sendPaymentNotices(scope, scope.today)
    })
  }
}

const times = (count: number, kind: string) => Array.from({ length: count }, () => kind)
const none: Caused = { vouchers: [], events: [], mails: [] }

const diary: readonly (readonly [day: string, what: string, act: () => Promise<unknown>, causes: Partial<Caused>])[] = [
  [
    "2026-04-02",
    "Hana orders a year by phone",
    async () => {
      hana = await world.reader()
      terms["hana"] = await world.order(hana, "M12", { startIssue: 1 })
    },
    { events: ["opened"] },
  ],
  ["2026-04-10", "and pays by bank", () => world.pay(term("hana"), 11_000), { vouchers: ["payment"] }],
  [
    "2026-04-12",
    "a club orders three copies for two members, on invoice",
    async () => {
      club = await world.reader({ companyName: "花会" })
      terms["club"] = await world.order(club, "Q4", {
        ...{ startIssue: 1, paymentWay: "invoice" },
        recipients: [
          { memberId: club, copies: 2 },
          { memberId: hana, copies: 1 },
        ],
      })
    },
    { events: ["opened"] },
  ],
  ["2026-04-15", "the first monthly issue ships", () => world.ship("TSUKI", 1), { vouchers: ["issue-run"] }],
  ["2026-04-27", "the club is reminded after 14 days, once", night, { mails: ["payment-notice"] }],
  [
    "2026-05-02",
    "Hana goes on holiday for two issues",
    () =>
      world.act((scope) =>
        holdContract(scope, { contractId: term("hana"), fromIssue: 2, untilIssue: 4, reason: "reader" }),
      ),
    { events: ["held"] },
  ],
  [
    "2026-05-10",
    "issues two and three pass her by; the quarterly ships unpaid",
    async () => {
      await world.ship("TSUKI", 3)
      await world.ship("KISETSU", 1)
    },
    { vouchers: times(3, "issue-run") },
  ],
  [
    "2026-06-20",
    "the club pays 10,000 of 19,800, then the rest",
    async () => {
      await world.pay(term("club"), 10_000)
      await world.pay(term("club"), 9_800)
    },
    { vouchers: ["payment", "payment"] },
  ],
  [
    "2026-06-21",
    "and wants one copy fewer",
    async () => {
      const moved = await world.act((scope) => changeCopies(scope, { contractId: term("club"), lineNo: 1, copies: 1 }))
      terms["club-2"] = moved.id
    },
    { vouchers: ["transfer"], events: ["copies", "renewed"] },
  ],
  [
    "2026-07-01",
    "the difference is paid back",
    () =>
      world.act(async (scope) => {
        const [owed] = await scope.sql<{ number: string }>`select number from refund where paid_on is null`
        await payRefund(scope, { number: owed?.number ?? "", paidOn: scope.today, way: "bank-transfer" })
      }),
    { vouchers: ["refund"], events: ["refunded"] },
  ],
  [
    "2026-07-02",
    "Hana asks for issue three after all",
    () => world.act((scope) => serveLate(scope, { publication: "TSUKI", issue: 3, contractIds: [term("hana")] })),
    { vouchers: ["issue-run"] },
  ],
  [
    "2026-07-05",
    "until February both titles ship; her term nears its end, the club's has ended",
    async () => {
      await world.ship("TSUKI", 11)
      await world.ship("KISETSU", 4)
      await night()
    },
    { vouchers: times(11, "issue-run"), mails: ["renewal", "renewal"] },
  ],
  [
    "2027-03-01",
    "she renews for three issues by bank",
    async () => {
      const offerId = await world.offerId("M3")
      const { contract } = await world.act((scope) =>
        renewContract(scope, {
          contractId: term("hana"),
          offerId,
          channel: "phone",
          paymentWay: "bank-transfer",
          effort: 1,
        }),
      )
      terms["hana-2"] = contract.id
      await world.pay(contract.id, 10_000)
    },
    { vouchers: ["payment"], events: ["renewed"] },
  ],
  [
    "2027-03-02",
    "no notice goes out for the renewed term; the new one's first step has come",
    night,
    { mails: ["renewal"] },
  ],
  [
    "2027-03-10",
    "the year ends and the new term begins without a gap",
    () => world.ship("TSUKI", 14),
    { vouchers: times(3, "issue-run") },
  ],
  [
    "2027-05-20",
    "she moves what is left to the quarterly",
    async () => {
      const offerId = await world.offerId("Q4")
      const moved = await world.act((scope) => transferContract(scope, { contractId: term("hana-2"), offerId }))
      terms["hana-3"] = moved.id
    },
    { vouchers: ["transfer"], events: ["opened", "transferred"] },
  ],
  ["2027-05-21", "the next quarterly is her first of two", () => world.ship("KISETSU", 5), { vouchers: ["issue-run"] }],
  [
    "2027-06-01",
    "Hana cancels what remains",
    () => world.act((scope) => cancelContract(scope, { contractId: term("hana-3"), reason: "no-time" })),
    { vouchers: ["cancellation"], events: ["cancelled"] },
  ],
]

beforeAll(async () => {
  await world.found()
  await caused()
})

describe("B C E the diary of two years", () => {
  for (const [day, what, act, causes] of diary) {
    test(`${day}: ${what}`, async () => {
      world.today(day)
      await act()
      expect(await caused()).toEqual({ ...none, ...causes })
      expect(await world.differences()).toEqual([])
      expect(await world.look(naiveBooks)).toEqual([])
    })
  }
})
