import { beforeAll, describe, expect, test } from "vitest"
import { clockAt } from "#app/platform/clock.server.ts"
import { jobNamed, runForOrganization } from "#app/platform/job.server.ts"
import { changeCopies } from "#app/subscriptions/contract/change-copies.server.ts"
import { holdContract } from "#app/subscriptions/contract/hold-contract.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { paymentsDue } from "#app/subscriptions/renewal/payments-due.server.ts"
import { renewalOfToken } from "#app/subscriptions/renewal/renewal-of-token.server.ts"
import { renewalsDue } from "#app/subscriptions/renewal/renewals-due.server.ts"
import type { ContractId, MemberId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
let reader: MemberId
let contract: ContractId

beforeAll(async () => {
  await world.found()
  reader = await world.reader()
  contract = await world.order(reader, "M3", { startIssue: 1, paymentWay: "card" })
  await world.pay(contract, 10_000, "card")
})

/** The nightly job at an instant, as the worker runs it. */
async function nightly(instant: string, flags: Readonly<Record<string, unknown>> = {}) {
  const job = await jobNamed("send-notices")
  if (job?.of !== "organization") throw new Error("the job is not there")
  const done = await runForOrganization(job, {
    ...{ organization: "tsuki", flags, clock: clockAt(instant), progress: () => undefined },
  })
  return done.result
}

const mails = () =>
  world.look(
    (scope) => scope.sql<{ kind: string; dedupe_key: string }>`select kind, dedupe_key from outbox order by dedupe_key`,
  )

describe("the renewal series", () => {
  test("B1 each step is sent once, however often the night's job runs around midnight", async () => {
    expect(await world.look((scope) => renewalsDue(scope, scope.today))).toMatchObject([
      { step: 1, issuesLeft: 3, channel: "mail", reason: "issues-left", lastIssue: 3 },
    ])
    for (const instant of [
      "2026-04-30T14:59:59Z",
      "2026-04-30T15:00:00Z",
      "2026-04-30T15:00:01Z",
      "2026-04-30T21:00:00Z",
    ]) {
      await nightly(instant)
    }
    expect(await mails()).toEqual([{ kind: "renewal", dedupe_key: "renewal:K000003:1" }])
  })

  test("B1 a dry run tells who gets what and why, and sends nothing", async () => {
    await world.ship("TSUKI", 2)
    const dry = await nightly("2026-05-20T00:00:00Z", { dryRun: true })
    expect(dry).toMatchObject({
      renewals: [{ contract: "K000003", step: 2, channel: "mail", issuesLeft: 1, why: "残り回数が案内の回次に達した" }],
      payments: [],
    })
    expect(await mails()).toHaveLength(1)
  })

  test("B a hold moves the end, and with it the next step's time", async () => {
    await nightly("2026-05-20T00:00:00Z")
    expect(await mails()).toHaveLength(2)
    await world.act((scope) =>
      holdContract(scope, { contractId: contract, fromIssue: 3, untilIssue: 4, reason: "reader" }),
    )
    await world.ship("TSUKI", 3)
    await nightly("2026-07-01T00:00:00Z")
    expect(await mails()).toHaveLength(2)
    await world.ship("TSUKI", 5)
    await nightly("2026-08-20T00:00:00Z")
    expect((await mails()).map(({ dedupe_key }) => dedupe_key)).toEqual(
      [1, 2, 3].map((step) => `renewal:K000003:${step}`),
    )
  })

  test("A2 a member's own days, channel and wish for none go before the offer's series", async () => {
    world.today("2026-08-20")
    const [early, none] = [await world.reader(), await world.reader()]
    for (const one of [early, none]) {
      await world.pay(await world.order(one, "M12", { startIssue: 6, paymentWay: "card" }), 11_000, "card")
    }
    await world.act(
      (scope) => scope.sql`
        insert into member_setting (organization_id, member_id, notice_channel, notice_days_before)
        values (${scope.organizationId}, ${early}::uuid, 'post', 365), (${scope.organizationId}, ${none}::uuid, 'none', 365)`,
    )
    const due = await world.look((scope) => renewalsDue(scope, scope.today))
    expect(due.map(({ channel, reason }) => ({ channel, reason }))).toEqual([
      { channel: "post", reason: "days-before" },
      { channel: null, reason: "wants-none" },
    ])
    expect(await nightly("2026-08-20T00:00:00Z")).toMatchObject({ renewals: { mails: 0, letters: 1, skipped: 1 } })
    const [letter] = await world.look(
      (scope) => scope.sql<{ name: string; sha256: string }>`
        select file.name, file.sha256 from renewal_notice as notice join stored_file as file on file.id = notice.letter_file_id`,
    )
    expect(letter?.name).toBe("renewal-letters-2026-08-20.pdf")
  })

  test("B2 after a change of copies the letter's address leads to the term that goes on, and no step is sent again", async () => {
    world.today("2026-08-20")
    const reader = await world.reader()
    const first = await world.order(reader, "M3", { startIssue: 6 })
    await world.pay(first, 10_000)
    await nightly("2026-08-20T00:00:00Z")
    const sent = (await mails()).length
    const [mail] = await world.look(
      (scope) => scope.sql<{ body_text: string }>`
        select body_text from outbox join renewal_notice as notice on notice.outbox_id = outbox.id where notice.contract_id = ${first}::uuid`,
    )
    const token = /\/renew\/([\w-]{24})/.exec(mail?.body_text ?? "")?.[1] ?? ""
    await world.act((scope) => changeCopies(scope, { contractId: first, lineNo: 1, copies: 2 }))
    const after = await world.successor(first)
    await world.pay(after, 10_000)
    const form = await world.look((scope) => renewalOfToken(scope, token))
    expect(form).toMatchObject({ contractId: after, state: "open", copies: 2, step: 1 })
    await nightly("2026-08-21T00:00:00Z")
    expect(await mails()).toHaveLength(sent)
  })

  test("B3 the renewal of a certain year earns its perk, on the contract and once", async () => {
    const offerId = await world.offerId("M3")
    await world.act(
      (scope) => scope.sql`
        insert into perk_rule (organization_id, offer_id, generation, code, name)
        values (${scope.organizationId}, ${offerId}::uuid, 2, 'TOSHO', '図書カード'), (${scope.organizationId}, ${offerId}::uuid, 3, 'BAG', '鞄')`,
    )
    const { contract: renewed } = await world.act((scope) =>
      renewContract(scope, {
        contractId: contract,
        offerId,
        channel: "phone",
        paymentWay: "bank-transfer",
        effort: null,
      }),
    )
    const perks = await world.look(
      (scope) => scope.sql`select code, name from contract_perk where contract_id = ${renewed.id}::uuid`,
    )
    expect(perks).toEqual([{ code: "TOSHO", name: "図書カード" }])
    // By phone nobody knows which notice he answers: the last one that was sent.
    const [credited] = await world.look(
      (scope) => scope.sql`select renewal_effort from contract where id = ${renewed.id}::uuid`,
    )
    expect(credited).toEqual({ renewal_effort: 3 })
    expect(await world.look((scope) => renewalsDue(scope, scope.today))).toMatchObject([
      { reason: "wants-none" },
      { contractNumber: renewed.number, step: 1, reason: "issues-left" },
    ])
  })
})

describe("payment notices", () => {
  test("B4 an unpaid term is reminded by the rules, stopped by the last, and left alone once paid", async () => {
    world.today("2026-09-01")
    await world.act(
      (scope) => scope.sql`
        insert into dunning_rule (organization_id, step, days_after_order, channel)
        values (${scope.organizationId}, 1, 10, 'mail'), (${scope.organizationId}, 2, 40, 'stop')`,
    )
    const [pays, never] = [
      await world.order(await world.reader(), "M12", { startIssue: 7 }),
      await world.order(await world.reader(), "M12", { startIssue: 7 }),
    ]
    // The renewal of the test above has been unpaid for twelve days.
    expect(await world.look((scope) => paymentsDue(scope, scope.today))).toMatchObject([{ step: 1, owedYen: 10_000 }])
    await nightly("2026-09-12T00:00:00Z")
    await nightly("2026-09-13T00:00:00Z")
    expect((await mails()).filter(({ kind }) => kind === "payment-notice")).toHaveLength(3)
    await world.pay(pays, 11_000)
    await world.ship("TSUKI", 7)
    expect(await nightly("2026-10-20T00:00:00Z")).toMatchObject({ payments: { mails: 0, stopped: 2 } })
    expect(await world.position(pays)).toMatchObject({ state: "active" })
    expect(await world.position(never)).toMatchObject({ state: "stopped", receivableYen: 916 })
    expect(await world.differences()).toEqual([])
  })

  test("what a mail says is what the outbox keeps, with the address of the reader's own form", async () => {
    const [mail] = await world.look(
      (scope) =>
        scope.sql<{
          subject: string
          body_text: string
        }>`select subject, body_text from outbox where kind = 'renewal' limit 1`,
    )
    expect(mail?.subject).toContain("ご継続のご案内")
    expect(mail?.body_text).toMatch(/\/o\/tsuki\/renew\/[\w-]{24}\n/)
  })
})
