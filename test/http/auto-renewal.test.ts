import { readFileSync } from "node:fs"
import { beforeAll, beforeEach, describe, expect, test } from "vitest"
import { chargeCard } from "#app/billing/stripe/charge-card.server.ts"
import { sendAsLetter } from "#app/desk/send-as-letter.server.ts"
import { bouncesForList } from "#app/notices/bounces-for-list.server.ts"
import { keepBounces } from "#app/notices/keep-bounces.server.ts"
import { pathOfFile } from "#app/platform/files.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { type AutoRenewalDue, autoRenewalsDue } from "#app/subscriptions/auto-renewal/auto-renewals-due.server.ts"
import { claimCharges } from "#app/subscriptions/auto-renewal/claim-charges.server.ts"
import { renewByCard } from "#app/subscriptions/auto-renewal/renew-by-card.server.ts"
import { settleCharge } from "#app/subscriptions/auto-renewal/settle-charge.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { contractOfReader } from "#app/subscriptions/reader/contract-of-reader.server.ts"
import { declineRenewal } from "#app/subscriptions/reader/decline-renewal.server.ts"
import { renewalOfToken } from "#app/subscriptions/renewal/renewal-of-token.server.ts"
import { renewalsDue } from "#app/subscriptions/renewal/renewals-due.server.ts"
import { addDays, calendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import { demoSecretKey } from "#test/support/demo/seed-demo.ts"
import { pagesOfPdf } from "#test/support/pages-of-pdf.ts"
import { hana, Reader, sessionOf } from "#test/support/reader.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const CHARGE_ON = calendarDate("2026-12-16")
let person = 0

const on = (date: string) => web.house.setClock(`${date}T10:00:00+09:00`)
const look = async <Row extends object>(query: Parameters<typeof readScope<Row[]>>[1]) =>
  readScope(await web.house.actor(), query)
const renew = async (date: string) => {
  on(date)
  return renewByCard(await web.house.actor(), calendarDate(date))
}
/** The renewal by card as the reader's own page tells it. */
const byCardOf = async (contractId: string) => {
  const [payer] = await look<{ id: string }>(
    (scope) => scope.sql`select payer_id as id from contract where id = ${contractId}::uuid`,
  )
  return readScope(
    await web.house.actor(),
    async (scope) => (await contractOfReader(scope, idOf(payer?.id ?? ""), contractId)).byCard,
  )
}
const sums = { announced: 0, renewed: 0, declined: 0, fallenBack: 0, refundDue: 0, unanswered: 0 }
const nothing = { ...sums, letters: 0, letterFileId: null }
const posted = (fileId: string | null) => ({ ...sums, letters: 1, letterFileId: fileId })

beforeAll(async () => {
  on("2026-11-20")
  // One issue, renewed by card: it ends with issue 522, planned for 2026-12-16.
  await inScope(await web.house.actor(), async (scope) => {
    await scope.sql`
      insert into offer (organization_id, code, publication_id, name, units, price_yen, auto_renewal)
      select ${scope.organizationId}, 'AUTO1', id, '毎号払い', 1, 1200, true from publication where code = 'GARDEN'`
  })
})

// Each test has its own readers; those of the test before renew no more.
beforeEach(async () => {
  on("2026-11-20")
  await inScope(
    await web.house.actor(),
    (scope) => scope.sql`update contract set auto_renewal = false where auto_renewal`,
  )
})

type Subscriber = { email: string; contractId: string; number: string }

async function subscribe(card: "3184" | "0341" | "4242"): Promise<Subscriber> {
  person += 1
  const email = `auto-${person}@example.com`
  const kana = Array.from(String(person), (digit) => "アイウエオカキクケコ".charAt(Number(digit))).join("")
  const phone = `03-7777-${String(person).padStart(4, "0")}`
  const reader = new Reader(web.url, { ...hana, email, phone, familyNameKana: kana, givenNameKana: "ジドウ" })
  const confirmation = await reader.apply("AUTO1", { startIssue: "522" })
  expect(await (await fetch(new URL(confirmation, web.url))).text()).toContain("あり(無期限・1回ごと)")
  const session = sessionOf(await reader.confirm(confirmation))
  await web.simulator.control.completeSession(session, { card })
  await reader.comeBack(confirmation, session)
  const [row] = await look<{ id: string; number: string; auto: boolean; last4: string }>(
    (scope) => scope.sql`
      select contract.id, contract.number, contract.auto_renewal as auto, card.last4
      from contract join member on member.id = contract.payer_id join card_on_file as card on card.member_id = member.id
      where member.email = ${email}`,
  )
  if (!row) throw new Error("no card was kept")
  expect([row.auto, row.last4]).toEqual([true, card])
  return { email, contractId: row.id, number: row.number }
}

const stateOf = async (contractId: string) =>
  (
    await look<{ state: string; attempts: number; next: string | null; amount: number; code: string }>(
      (scope) => scope.sql`
        select state, attempts, next_try_on as next, amount_yen as amount, decline_code as code from auto_renewal
        where contract_id = ${contractId}::uuid`,
    )
  )[0]

const termsAfter = (contractId: string) =>
  look<{ generation: number; channel: string; start: number; auto: boolean; paid: number }>(
    (scope) => scope.sql`
      select generation, channel, start_issue as start, auto_renewal as auto,
        (select sum(amount_yen)::integer from payment_allocation where contract_id = contract.id) as paid
      from contract where previous_id = ${contractId}::uuid`,
  )

const mailsTo = (email: string) =>
  look<{ subject: string; body: string }>(
    (scope) => scope.sql`
      select subject, body_text as body from outbox where recipient = ${email} and kind = 'auto-renewal' order by id`,
  )

const intentsOf = (contractId: string) =>
  Object.values(web.simulator.control.objects(demoSecretKey("engei")).payment_intent).filter(({ metadata }) =>
    metadata.request?.includes(contractId),
  )

const differences = async () => (await readScope(await web.house.actor(), checkBooks)).differences

describe("renewals by card", () => {
  test("D4 announced with amount, date and card, charged on the day, the next term joins without a gap; once", async () => {
    const reader = await subscribe("4242")
    expect(await byCardOf(reader.contractId)).toEqual({ brand: "visa", last4: "4242", chargeOn: null, amountYen: null })
    expect(await renew("2026-11-20")).toEqual({ ...nothing, announced: 1 })
    expect(await byCardOf(reader.contractId)).toMatchObject({ chargeOn: CHARGE_ON, amountYen: 1200 })
    expect(await renew("2026-11-20")).toEqual(nothing)
    const [mail, ...others] = await mailsTo(reader.email)
    expect(others).toEqual([])
    for (const text of ["1,200円(税込)", "2026年12月16日", "VISA **** 4242", reader.number]) {
      expect(mail?.body).toContain(text)
    }
    const due = await look<{ contractNumber: string }>((scope) => renewalsDue(scope, calendarDate("2026-12-15")))
    expect(due.map(({ contractNumber }) => contractNumber)).not.toContain(reader.number)
    expect(await renew("2026-12-15")).toEqual(nothing)
    expect(await renew(CHARGE_ON)).toEqual({ ...nothing, renewed: 1 })
    expect(await renew(CHARGE_ON)).toEqual(nothing)
    expect(await termsAfter(reader.contractId)).toEqual([
      { generation: 2, channel: "auto-renewal", start: 523, auto: true, paid: 1200 },
    ])
    expect(await stateOf(reader.contractId)).toMatchObject({ state: "renewed", next: null })
    expect(await differences()).toEqual([])
  })

  test("D4 a declined card is tried again after 3, 5 and 7 days, each told by mail; then the series asks, and the link mends it", async () => {
    const reader = await subscribe("0341")
    await renew("2026-11-20")
    const days = [CHARGE_ON, addDays(CHARGE_ON, 3), addDays(CHARGE_ON, 8), addDays(CHARGE_ON, 15)]
    for (const [at, day] of days.entries()) {
      const isLast = at === days.length - 1
      expect(await renew(day), day).toEqual({ ...nothing, [isLast ? "fallenBack" : "declined"]: 1 })
      expect(await renew(day), day).toEqual(nothing)
      const next = isLast ? null : days[at + 1]
      expect(await stateOf(reader.contractId)).toMatchObject({ attempts: at + 1, next, code: "insufficient_funds" })
    }
    const mails = await mailsTo(reader.email)
    expect(mails).toHaveLength(5)
    expect(mails.at(-1)?.body).toContain("自動での請求はこれで終わります")
    const due = await look<{ contractNumber: string }>((scope) => renewalsDue(scope, calendarDate("2026-12-31")))
    expect(due.map(({ contractNumber }) => contractNumber)).toContain(reader.number)

    const path = /\/o\/engei\/renew\/[A-Za-z0-9_-]+/.exec(mails.at(-1)?.body ?? "")?.[0] ?? ""
    const page = await (await fetch(new URL(path, web.url))).text()
    const fields = {
      applicationId: /name="applicationId" value="([^"]+)"/.exec(page)?.[1] ?? "",
      offerId: /name="offerId"[^>]*value="([^"]+)"/.exec(page)?.[1] ?? "",
    }
    const chosen = await fetch(new URL(path, web.url), {
      ...{ method: "POST", body: new URLSearchParams(fields), headers: { Origin: web.url }, redirect: "manual" },
    })
    const confirmation = chosen.headers.get("location") ?? ""
    const session = sessionOf(await new Reader(web.url, {}).confirm(confirmation))
    await web.simulator.control.completeSession(session, { card: "4242" })
    await new Reader(web.url, {}).comeBack(confirmation, session)
    expect(await termsAfter(reader.contractId)).toHaveLength(1)
    expect(await differences()).toEqual([])
  })

  test("a card that asks for authentication cannot be charged off session; the reader is asked by mail", async () => {
    const reader = await subscribe("3184")
    await renew("2026-11-20")
    expect(await renew(CHARGE_ON)).toEqual({ ...nothing, declined: 1 })
    expect(await stateOf(reader.contractId)).toMatchObject({ code: "authentication_required", state: "retrying" })
    expect((await mailsTo(reader.email)).at(-1)?.body).toContain("お支払いの手続きへ")
  })

  test("a charge that the bank has not decided is neither declined nor sent again, and ends as the bank says", async () => {
    for (const isPaid of [true, false]) {
      const reader = await subscribe("4242")
      await renew("2026-11-20")
      web.simulator.control.configure({ holdsCharges: true })
      expect(await renew(CHARGE_ON)).toEqual({ ...nothing, unanswered: 1 })
      expect(await renew(addDays(CHARGE_ON, 1))).toEqual({ ...nothing, unanswered: 1 })
      web.simulator.control.configure({ holdsCharges: false })
      const [intent, ...others] = intentsOf(reader.contractId)
      expect([intent?.status, others]).toEqual(["processing", []])
      expect(await mailsTo(reader.email)).toHaveLength(1)
      await web.simulator.control.decideCharge(intent?.id ?? "", isPaid)
      expect(await renew(addDays(CHARGE_ON, 2))).toEqual({ ...nothing, [isPaid ? "renewed" : "declined"]: 1 })
      expect(await termsAfter(reader.contractId)).toHaveLength(isPaid ? 1 : 0)
      expect(await differences()).toEqual([])
      await inScope(
        await web.house.actor(),
        (scope) => scope.sql`update contract set auto_renewal = false where auto_renewal`,
      )
    }
  })

  test("F3 F4 an answer that is lost is asked for again, by the next run or the event, and charged once", async () => {
    for (const how of ["the next run", "the event"]) {
      const reader = await subscribe("4242")
      await renew("2026-11-20")
      web.simulator.control.failNext({ path: "POST /v1/payment_intents", outcome: "reset_after_commit", times: 3 })
      on(CHARGE_ON)
      const actor = await web.house.actor()
      expect(await renewByCard(actor, CHARGE_ON), how).toEqual({ ...nothing, unanswered: 1 })
      expect(await termsAfter(reader.contractId)).toEqual([])
      if (how === "the event") {
        await web.simulator.control.deliverAll()
        await applyStripeEvents(actor)
      } else {
        // Two days later Stripe has forgotten the key: sent blindly, it would charge again.
        expect(await renew(addDays(CHARGE_ON, 2))).toEqual({ ...nothing, renewed: 1 })
      }
      expect(await termsAfter(reader.contractId), how).toHaveLength(1)
      expect(intentsOf(reader.contractId), how).toHaveLength(1)
      await inScope(actor, (scope) => scope.sql`update contract set auto_renewal = false where auto_renewal`)
      expect(await renew(addDays(CHARGE_ON, 3))).toEqual(nothing)
    }
    expect(await differences()).toEqual([])
  })

  test("stopped before the day, or renewed by phone: nothing is charged", async () => {
    const [stopped, phoned] = [await subscribe("4242"), await subscribe("4242")]
    await renew("2026-11-20")
    await inScope(await web.house.actor(), async (scope) => {
      await declineRenewal(scope, stopped.contractId)
      const [offer] = await scope.sql<{ id: string }>`select id from offer where code = 'AUTO1'`
      const by = { offerId: offer?.id ?? "", channel: "phone", paymentWay: "bank-transfer", effort: null } as const
      await renewContract(scope, { contractId: phoned.contractId, ...by })
    })
    expect(await renew(CHARGE_ON)).toEqual(nothing)
    expect((await stateOf(stopped.contractId))?.state).toBe("withdrawn")
    expect((await stateOf(phoned.contractId))?.state).toBe("withdrawn")
    expect(intentsOf(phoned.contractId)).toEqual([])
  })

  test("D4 renewed by phone while the card was being charged: the money waits as 仮受金 for its refund", async () => {
    const reader = await subscribe("4242")
    await renew("2026-11-20")
    on(CHARGE_ON)
    const actor = await web.house.actor()
    const [charge] = await inScope(actor, (scope) => claimCharges(scope, CHARGE_ON))
    if (!charge) throw new Error("nothing to charge")
    const outcome = await chargeCard(actor, charge, true)
    await inScope(actor, async (scope) => {
      const [offer] = await scope.sql<{ id: string }>`select id from offer where code = 'AUTO1'`
      const by = { offerId: offer?.id ?? "", channel: "phone", paymentWay: "bank-transfer", effort: null } as const
      await renewContract(scope, { contractId: reader.contractId, ...by })
    })
    const { idempotencyKey } = charge
    const settle = () => inScope(actor, (scope) => settleCharge(scope, { idempotencyKey, outcome, on: CHARGE_ON }))
    expect(await settle()).toBe("refund-due")
    expect(await settle()).toBe("already-settled")
    expect(await differences()).toEqual([])
  })

  test("a charge that never reached Stripe is not sent once the reader has stopped it", async () => {
    const reader = await subscribe("4242")
    await renew("2026-11-20")
    web.simulator.control.failNext({ path: "POST /v1/payment_intents", outcome: "reset_before", times: 3 })
    expect(await renew(CHARGE_ON)).toEqual({ ...nothing, unanswered: 1 })
    await inScope(await web.house.actor(), (scope) => declineRenewal(scope, reader.contractId))
    expect(await renew(addDays(CHARGE_ON, 1))).toEqual(nothing)
    expect(intentsOf(reader.contractId)).toEqual([])
    expect(await stateOf(reader.contractId)).toMatchObject({ state: "withdrawn", next: null })
  })

  test("a card that Stripe keeps no more is declined, and the reader is told", async () => {
    const reader = await subscribe("4242")
    await renew("2026-11-20")
    await inScope(await web.house.actor(), (scope) => scope.sql`update card_on_file set payment_method_id = 'pm_gone'`)
    expect(await renew(CHARGE_ON)).toEqual({ ...nothing, declined: 1 })
    expect(await stateOf(reader.contractId)).toMatchObject({ state: "retrying", code: "resource_missing" })
    expect(await mailsTo(reader.email)).toHaveLength(2)
  })

  test("what was withdrawn and is wanted again is announced anew", async () => {
    const reader = await subscribe("4242")
    await renew("2026-11-20")
    const set = async (auto: boolean) =>
      inScope(
        await web.house.actor(),
        (scope) => scope.sql`
        update contract set auto_renewal = ${auto} where id = ${reader.contractId}::uuid`,
      )
    await set(false)
    await renew(CHARGE_ON)
    expect((await stateOf(reader.contractId))?.state).toBe("withdrawn")
    await set(true)
    expect(await renew(addDays(CHARGE_ON, 1))).toEqual({ ...nothing, announced: 1 })
    expect(await stateOf(reader.contractId)).toMatchObject({ state: "announced", next: addDays(CHARGE_ON, 15) })
    expect(await mailsTo(reader.email)).toHaveLength(2)
  })
})

describe("D4 B1 renewals by card by post", () => {
  const change = async (run: Parameters<typeof inScope<unknown>>[1]) => inScope(await web.house.actor(), run)
  const payerOf = async ({ contractId }: Subscriber) => {
    const [row] = await look<{ id: string }>(
      (scope) => scope.sql`select payer_id as id from contract where id = ${contractId}::uuid`,
    )
    return row?.id ?? ""
  }
  const pagesOf = async (fileId: string | null) => {
    const [file] = await look<{ sha256: string }>(
      (scope) => scope.sql`select sha256 from stored_file where id = ${fileId}::uuid`,
    )
    return pagesOfPdf(
      await readScope(await web.house.actor(), (scope) =>
        Promise.resolve(readFileSync(pathOfFile(scope, file?.sha256 ?? ""))),
      ),
    )
  }
  const noticesOf = ({ contractId }: Subscriber) =>
    look<{ kind: string; channel: string; page: number | null }>(
      (scope) => scope.sql`
        select kind, channel, letter_page as page from auto_renewal_notice where contract_id = ${contractId}::uuid
        order by sent_on, attempt`,
    )
  const comesBack = async (email: string) => {
    const [mail] = await look<{ id: string }>(
      (scope) => scope.sql`select id from outbox where recipient = ${email} order by id desc limit 1`,
    )
    const report = {
      action: "failed",
      status: "5.1.1",
      diagnostic: "no such user",
      reportKey: `card ${email}`,
    } as const
    await change((scope) => keepBounces(scope, [{ ...report, outboxId: mail?.id ?? "" }]))
    const [bounce] = await look<{ id: string }>(
      (scope) => scope.sql`select id from mail_bounce where report_key = ${`card ${email}`}`,
    )
    return bounce?.id ?? ""
  }

  test("whom mail does not reach is announced by one letter with its page, charged three weeks later, and told by letter of a failure", async () => {
    const reader = await subscribe("0341")
    await comesBack(reader.email)
    const LATER = addDays(calendarDate("2026-12-10"), 21)
    const [due] = await look<AutoRenewalDue>((scope) => autoRenewalsDue(scope, calendarDate("2026-12-10")))
    expect(due).toMatchObject({ contractNumber: reader.number, channel: "post", chargeOn: LATER })
    const first = await renew("2026-12-10")
    expect(first).toEqual({ ...posted(first.letterFileId), announced: 1 })
    expect(await renew("2026-12-10")).toEqual(nothing)
    expect(await mailsTo(reader.email)).toEqual([])
    const [page, ...others] = await pagesOf(first.letterFileId)
    expect(others).toEqual([])
    for (const text of ["自動更新のお知らせ", "1,200円(税込)", "2026年12月31日", "VISA **** 0341", reader.number]) {
      expect(page).toContain(text)
    }
    const token = /\/renew\/([\w-]{24})/.exec(page ?? "")?.[1] ?? ""
    expect(await readScope(await web.house.actor(), (scope) => renewalOfToken(scope, token))).toMatchObject({
      contractId: reader.contractId,
    })
    expect(await renew(addDays(LATER, -1))).toEqual(nothing)
    const failed = await renew(LATER)
    expect(failed).toEqual({ ...posted(failed.letterFileId), declined: 1 })
    expect((await pagesOf(failed.letterFileId))[0]).toContain("カードでのお支払いについて")
    expect(await mailsTo(reader.email)).toEqual([])
    expect(await noticesOf(reader)).toEqual([
      { kind: "announcement", channel: "post", page: 1 },
      { kind: "charge-failed", channel: "post", page: 1 },
    ])
  })

  test("who has no mail address gets a letter, who wishes letters too; whom nothing reaches is neither announced nor charged", async () => {
    const [none, wishes, nowhere] = [await subscribe("4242"), await subscribe("4242"), await subscribe("4242")]
    const ids = [await payerOf(none), await payerOf(wishes), await payerOf(nowhere)]
    await change(async (scope) => {
      await scope.sql`update member set email = '' where id in (${ids[0]}::uuid, ${ids[2]}::uuid)`
      await scope.sql`update member set street = '' where id = ${ids[2]}::uuid`
      await scope.sql`
        insert into member_setting (organization_id, member_id, notice_channel)
        values (${scope.organizationId}, ${ids[1]}::uuid, 'post')`
    })
    const due = await look<AutoRenewalDue>((scope) => autoRenewalsDue(scope, calendarDate("2026-11-20")))
    expect(due.map(({ channel }) => channel)).toEqual(["post", "post", null])
    const run = await renew("2026-11-20")
    expect(run).toMatchObject({ announced: 2, letters: 2 })
    expect(await pagesOf(run.letterFileId)).toHaveLength(2)
    expect(await renew("2026-11-21")).toEqual(nothing)
    expect(await renew(CHARGE_ON)).toEqual({ ...nothing, renewed: 2 })
    expect(await termsAfter(nowhere.contractId)).toEqual([])
  })

  test("an announcement that came back becomes its letter, once; one that was charged needs none", async () => {
    const [reader, charged] = [await subscribe("4242"), await subscribe("4242")]
    await renew("2026-11-20")
    const lost = await comesBack(reader.email)
    const list = await readScope(await web.house.actor(), (scope) =>
      bouncesForList(scope, { state: "open", action: "", kind: "", search: reader.email, limit: 9, offset: 0 }),
    )
    expect(list).toMatchObject([{ kind: "renewal", canBeLetter: true }])
    const { fileId } = await inScope(await web.house.actor(), (scope) => sendAsLetter(scope, lost))
    const [mail] = await mailsTo(reader.email)
    const path = /\/renew\/[\w-]+/.exec(mail?.body ?? "")?.[0] ?? "none"
    expect((await pagesOf(fileId))[0]).toContain(path)
    await expect(change((scope) => sendAsLetter(scope, lost))).rejects.toMatchObject({
      code: "mail-is-a-letter-already",
    })
    await renew(CHARGE_ON)
    const late = await comesBack(charged.email)
    await expect(change((scope) => sendAsLetter(scope, late))).rejects.toMatchObject({ code: "notice-is-settled" })
  })
})
