import { inScope, readScope } from "#app/platform/scope.server.ts"
import { renewByCard } from "#app/subscriptions/auto-renewal/renew-by-card.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { CardName } from "#test/support/stripe-simulator/acts/test-cards.ts"
import { MyPageReader } from "#test/support/my-page-reader.ts"
import { hana, Reader, sessionOf } from "#test/support/reader.ts"
import type { TestWeb } from "#test/support/use-web.ts"

export type CardSubscriber = Readonly<{ email: string; contractId: string; memberId: string; number: string }>

/** Readers whose term of one issue renews by the card that paid for it, and the days on which it does. */
export function cardSubscribers(web: TestWeb) {
  let count = 0
  const on = (date: string) => web.house.setClock(`${date}T10:00:00+09:00`)

  async function offer(): Promise<void> {
    on("2026-11-20")
    await inScope(
      await web.house.actor(),
      (scope) => scope.sql`
        insert into offer (organization_id, code, publication_id, name, units, price_yen, auto_renewal)
        select ${scope.organizationId}, 'AUTO1', id, '毎号払い', 1, 1200, true from publication where code = 'GARDEN'`,
    )
  }

  async function subscribe(card: CardName): Promise<CardSubscriber> {
    on("2026-11-20")
    count += 1
    const email = `portal-${count}@example.com`
    const kana = Array.from(String(count), (digit) => "アイウエオカキクケコ".charAt(Number(digit))).join("")
    const phone = `03-8888-${String(count).padStart(4, "0")}`
    const reader = new Reader(web.url, { ...hana, email, phone, familyNameKana: kana, givenNameKana: "ポータル" })
    const confirmation = await reader.apply("AUTO1", { startIssue: "522" })
    const session = sessionOf(await reader.confirm(confirmation))
    await web.simulator.control.completeSession(session, { card, email })
    await reader.comeBack(confirmation, session)
    const [row] = await readScope(
      await web.house.actor(),
      (scope) => scope.sql<CardSubscriber>`
        select member.email, contract.id as "contractId", member.id as "memberId", contract.number
        from contract join member on member.id = contract.payer_id where member.email = ${email}`,
    )
    if (!row) throw new Error("nobody subscribed")
    return row
  }

  async function renew(date: string) {
    on(date)
    return renewByCard(await web.house.actor(), calendarDate(date))
  }

  /** On his own page, signed in. */
  async function signedIn({ email }: CardSubscriber): Promise<MyPageReader> {
    const reader = new MyPageReader(web)
    await reader.signIn(email)
    return reader
  }

  return { on, offer, subscribe, renew, signedIn }
}
