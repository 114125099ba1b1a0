import { expect } from "vitest"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { hana, Reader, sessionOf } from "#test/support/reader.ts"
import type { TestWeb } from "#test/support/use-web.ts"

export type PaidByCard = { contractId: string; payment: string; intent: string; payerId: string }

/** Readers who have paid by card over the web, and the books to look at. */
export function cardDesk(web: TestWeb) {
  let person = 0
  const actor = () => web.house.actor()
  const look = async <Row extends object>(query: Parameters<typeof readScope<Row[]>>[1]) =>
    readScope(await actor(), query)
  const act = async <Result>(run: Parameters<typeof inScope<Result>>[1]) => inScope(await actor(), run)
  const tie = async () => {
    expect((await readScope(await actor(), checkBooks)).differences).toEqual([])
  }

  /** The lines of a voucher by its source, as people write them: 借方 positive. */
  const voucher = async (sourceKey: string) => {
    const lines = await look<{ name: string; yen: number }>(
      (scope) => scope.sql`
        select account.name, sum(amount_yen)::bigint as yen from voucher join voucher_line as line on line.voucher_id = voucher.id
        join account on account.code = line.account_code where voucher.source_key = ${sourceKey} group by account.name`,
    )
    return Object.fromEntries(lines.map(({ name, yen }) => [name, yen]))
  }

  /** A reader who has paid 13,200 yen by card for twelve issues from No. 521. */
  async function paid(): Promise<PaidByCard> {
    person += 1
    const email = `money-${person}@example.com`
    const kana = Array.from(String(person), (digit) => "アイウエオカキクケコ".charAt(Number(digit))).join("")
    const phone = `03-8888-${String(person).padStart(4, "0")}`
    const reader = new Reader(web.url, { ...hana, email, phone, familyNameKana: kana, givenNameKana: "カネ" })
    const confirmation = await reader.apply("G12")
    const session = sessionOf(await reader.confirm(confirmation))
    await web.simulator.control.completeSession(session)
    await reader.comeBack(confirmation, session)
    const [row] = await look<PaidByCard>(
      (scope) => scope.sql`
        select contract.id as "contractId", payment.number as payment, payment.external_key as intent, payer.id as "payerId"
        from contract join member as payer on payer.id = contract.payer_id
        join payment on payment.order_id = contract.order_id where payer.email = ${email}`,
    )
    if (!row) throw new Error("not paid")
    return row
  }

  return { actor, look, act, tie, voucher, paid }
}
