import { beforeAll, beforeEach, expect } from "vitest"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { renewByCard } from "#app/subscriptions/auto-renewal/renew-by-card.server.ts"
import { contractOfReader } from "#app/subscriptions/reader/contract-of-reader.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import { demoSecretKey } from "#test/support/demo/seed-demo.ts"
import { hana, Reader, sessionOf } from "#test/support/reader.ts"
import { useWeb } from "#test/support/use-web.ts"

export const CHARGE_ON = calendarDate("2026-12-16")

const sums = { announced: 0, renewed: 0, declined: 0, fallenBack: 0, refundDue: 0, unanswered: 0 }
export const nothing = { ...sums, letters: 0, letterFileId: null }
export const posted = (fileId: string | null) => ({ ...sums, letters: 1, letterFileId: fileId })

export type Subscriber = { email: string; contractId: string; number: string }

/** Readers who renew an issue by card, the runs that renew them, and what came of it. */
export function useAutoRenewals() {
  const web = useWeb("legacy")
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

  /** Of a bundle the contract is the one of its first title. */
  async function subscribe(
    card: "3184" | "0341" | "4242",
    offer: Readonly<{ code: string; says: string; startIssue?: string }> = {
      ...{ code: "AUTO1", says: "あり(無期限・1回ごと)", startIssue: "522" },
    },
  ): Promise<Subscriber> {
    person += 1
    const email = `auto-${person}@example.com`
    const kana = Array.from(String(person), (digit) => "アイウエオカキクケコ".charAt(Number(digit))).join("")
    const phone = `03-7777-${String(person).padStart(4, "0")}`
    const reader = new Reader(web.url, { ...hana, email, phone, familyNameKana: kana, givenNameKana: "ジドウ" })
    const confirmation = await reader.apply(
      offer.code,
      offer.startIssue === undefined ? {} : { startIssue: offer.startIssue },
    )
    expect(await (await fetch(new URL(confirmation, web.url))).text()).toContain(offer.says)
    const session = sessionOf(await reader.confirm(confirmation))
    await web.simulator.control.completeSession(session, { card })
    await reader.comeBack(confirmation, session)
    const [row] = await look<{ id: string; number: string; auto: boolean; last4: string }>(
      (scope) => scope.sql`
        select contract.id, contract.number, contract.auto_renewal as auto, card.last4
        from contract join member on member.id = contract.payer_id join card_on_file as card on card.member_id = member.id
        where member.email = ${email} order by contract.number`,
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

  return { web, on, look, renew, byCardOf, subscribe, stateOf, termsAfter, mailsTo, intentsOf, differences }
}
