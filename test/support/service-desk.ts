import { expect } from "vitest"
import { bankLines } from "#app/billing/bank/bank-lines.server.ts"
import { takeBankFile } from "#app/billing/bank/take-bank-file.server.ts"
import { billServices } from "#app/desk/services/bill-services.server.ts"
import { openServiceContract } from "#app/desk/services/open-service-contract.server.ts"
import { addServiceItem } from "#app/desk/services/save-service-item.server.ts"
import { serviceContractForPage } from "#app/desk/services/service-contracts.server.ts"
import { serviceItemForm } from "#app/desk/services/service-form.ts"
import { calendarDate as day } from "#app/values/calendar.ts"
import type { MemberId } from "#app/values/ids.ts"
import { Refusal } from "#app/values/refusal.ts"
import { smallWorld } from "#test/support/small-world.ts"
import type { TestHouse } from "#test/support/use-house.ts"
import { vouchersKnown, vouchersSince } from "#test/support/voucher-lines.ts"
import { zengin03 } from "#test/support/zengin-file.ts"

export const serviceItem = (given: Readonly<Record<string, unknown>>) => serviceItemForm("ja").parse(given)

type Printed = {
  number: string
  issued: string
  due: string
  total: number
  lines: string[]
  rates: unknown
  facts: unknown
}

/** The act is refused beside a field, in words that name the earliest day. */
export async function expectRefused(act: Promise<unknown>, code: string, field: string | undefined, words: string) {
  const error: unknown = await act.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Refusal)) throw new Error(`not refused: ${String(error)}`)
  expect([error.code, error.options.field]).toEqual([code, field])
  expect(error.messages.ja).toContain(words)
  expect(error.messages.en).toContain(words)
}

/** A publisher that works for clients by the month (業務委託契約), and what its office does in a few words. */
export function serviceDesk(house: TestHouse) {
  const world = smallWorld(house)
  const numberOf = async (payer: MemberId) =>
    (await world.look((scope) => scope.sql<{ number: string }>`select number from member where id = ${payer}::uuid`))[0]
      ?.number ?? ""

  async function client(companyName: string, closingDay: number | null = null): Promise<MemberId> {
    const payer = await world.reader({ companyName })
    await world.act(
      (scope) => scope.sql`
        insert into payer_terms (organization_id, member_id, closing_day, due_months, due_day)
        values (${scope.organizationId}, ${payer}::uuid, ${closingDay}::integer, 1, 31)`,
    )
    return payer
  }
  async function open(payer: MemberId, startsOn: string, optionCodes: readonly string[] = ["AFTER", "OWN"]) {
    const payerNumber = await numberOf(payer)
    const given = { payerNumber, startsOn: day(startsOn), planCode: "BASIC", optionCodes }
    return (await world.act((scope) => openServiceContract(scope, given))).id
  }
  const bill = (asOf: string) => world.act((scope) => billServices(scope, day(asOf)))
  const page = (id: string) => world.look((scope) => serviceContractForPage(scope, id))
  const billed = async (id: string) =>
    (await page(id)).billed.map(({ month: of, totalYen, leftYen, invoice }) => [
      of,
      totalYen,
      leftYen,
      invoice !== null,
    ])

  /** What an act posted: kind, and each purpose, 借方 positive. */
  async function posts(act: () => Promise<unknown>) {
    const mark = await world.look(vouchersKnown)
    await act()
    return world.look((scope) => vouchersSince(scope, mark))
  }

  const invoicesOf = (payer: MemberId) =>
    world.look(
      (scope) => scope.sql<Printed>`
        select number, issued_on as issued, due_on as due, total_yen as total, snapshot->'rates' as rates, snapshot->'facts' as facts,
          (select array_agg(concat_ws(' / ', line->>'description', line->>'supplied', line->>'amountYen') order by seq)
            from jsonb_array_elements(snapshot->'lines') with ordinality as given (line, seq)) as lines
        from issued_paper where kind = 'invoice' and payer_id = ${payer}::uuid order by number`,
    )

  let deposits = 0
  async function deposit(yen: number) {
    deposits += 1
    const bytes = zengin03([{ on: "080715", yen, name: "ﾐﾄﾞﾘｷﾖｳｶｲ", reference: String(deposits) }])
    await world.act((scope) => takeBankFile(scope, { name: "meisai.txt", bytes }))
    const { lines } = await world.look((scope) => bankLines(scope, { state: "open", limit: 10, offset: 0 }))
    const line = lines.find(({ amountYen }) => amountYen === yen)
    if (!line) throw new Error("the deposit is not there")
    return line
  }

  /** The price list, and a client from the middle of April 2026 on with both options. */
  async function found(): Promise<{ midori: MemberId; contract: string }> {
    await world.found()
    await world.act(async (scope) => {
      await addServiceItem(
        scope,
        serviceItem({ code: "BASIC", kind: "plan", name: "基本プラン", monthlyYen: "30,000" }),
      )
      await addServiceItem(
        scope,
        serviceItem({ code: "LARGE", kind: "plan", name: "拡大プラン", monthlyYen: "50,000" }),
      )
      const after = { code: "AFTER", kind: "option", name: "時間外案内ガイダンス", monthlyYen: "1,400" }
      await addServiceItem(scope, serviceItem(after))
      const own = {
        code: "OWN",
        kind: "option",
        name: "オリジナルガイダンス",
        monthlyYen: "900",
        requiresCode: "AFTER",
      }
      await addServiceItem(scope, serviceItem(own))
    })
    world.today("2026-04-10")
    const midori = await client("みどり協会")
    return { midori, contract: await open(midori, "2026-04-15") }
  }

  return { world, numberOf, client, open, bill, page, billed, posts, invoicesOf, deposit, found }
}
