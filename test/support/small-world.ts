import type { PaymentWay } from "#app/billing/book-payment.server.ts"
import { recordPayment } from "#app/billing/record-payment.server.ts"
import { saveOrganization, OrganizationInput } from "#app/identity/save-organization.server.ts"
import { openBooks } from "#app/ledger/open-books.server.ts"
import { joinOrAddMember } from "#app/members/join-or-add-member.server.ts"
import { type Actor, inHouse, inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { CatalogueInput, saveCatalogue } from "#app/publications/save-catalogue.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { confirmIssueRun } from "#app/reports/confirm-issue-run.server.ts"
import { contractAsItStands } from "#app/subscriptions/contract/lock-contract.server.ts"
import { placeOrder, type StaffOrder } from "#app/subscriptions/place-order.server.ts"
import { addMonths, calendarDate, firstDayOf, month } from "#app/values/calendar.ts"
import { idOf, type ContractId, type MemberId } from "#app/values/ids.ts"
import type { TestHouse } from "#test/support/use-house.ts"

/** Issues of a title from a month on, shipping on the 16th (or the day given, within the month). */
const issuesFrom = (first: string, count: number, everyMonths: number, shipDay: number) =>
  Array.from({ length: count }, (_, index) => {
    const shipsIn = addMonths(month(first), index * everyMonths)
    return { number: index + 1, label: `${shipsIn}号`, shipsOn: `${firstDayOf(shipsIn).slice(0, 8)}${shipDay}` }
  })

export type SmallPublisher = Readonly<{
  code: string
  name: string
  /** On which day of a month its issues ship. */
  shipDay: number
  prices: Readonly<Record<"M12" | "M3" | "Q4", number>>
}>

const tsuki: SmallPublisher = {
  ...{ code: "tsuki", name: "つき出版", shipDay: 16 },
  prices: { M12: 11_000, M3: 10_000, Q4: 6_600 },
}

const catalogueOf = ({ shipDay, prices }: SmallPublisher) => ({
  publications: [
    {
      ...{ code: "TSUKI", name: "月刊つき", frequency: "monthly", taxRatePercent: 10 },
      issues: issuesFrom("2026-04", 90, 1, shipDay),
    },
    {
      ...{ code: "KISETSU", name: "季刊きせつ", frequency: "quarterly", taxRatePercent: 10 },
      issues: issuesFrom("2026-05", 30, 3, shipDay),
    },
  ],
  offers: [
    { code: "M12", publication: "TSUKI", name: "1年", units: 12, priceYen: prices.M12 },
    { code: "M3", publication: "TSUKI", name: "お試し3回", units: 3, priceYen: prices.M3 },
    { code: "Q4", publication: "KISETSU", name: "1年", units: 4, priceYen: prices.Q4 },
    { code: "MF", publication: "TSUKI", name: "寄贈", units: 999, priceYen: 0 },
    { code: "QF", publication: "KISETSU", name: "寄贈", units: 999, priceYen: 0 },
  ],
})

/** A publisher with a monthly and a quarterly title and no readers yet; what happens to it is told in a few words. */
export function smallWorld(house: TestHouse, publisher: SmallPublisher = tsuki) {
  const { code } = publisher
  const actor = (): Promise<Actor> => house.actor(code)
  const act = async <Result>(run: (scope: Scope) => Promise<Result>) => inScope(await actor(), run)
  const look = async <Result>(run: (scope: Scope) => Promise<Result>) => readScope(await actor(), run)
  let readers = 0
  let payments = 0

  /** Founds the publisher, with one library that reads along; the clock stands on 2026-04-01. */
  async function found() {
    house.setClock("2026-04-01T09:00:00+09:00")
    const organization = OrganizationInput.parse({ code, name: publisher.name })
    const organizationId = await inHouse((scope) => saveOrganization(scope, organization))
    await inScope({ organizationId, name: "test", locale: "ja" }, async (scope) => {
      await openBooks(scope)
      await saveCatalogue(scope, CatalogueInput.parse(catalogueOf(publisher)))
      await scope.sql`update offer set kind = 'complimentary' where code in ('MF', 'QF')`
    })
    // A library reads everything for nothing, so that every issue ships.
    const library = await reader({ companyName: "図書館" })
    for (const offer of ["MF", "QF"]) await order(library, offer, { paymentWay: "free" })
  }

  const today = (date: string) => {
    house.setClock(`${date}T10:00:00+09:00`)
  }

  async function reader(more: Readonly<{ companyName?: string; email?: string }> = {}): Promise<MemberId> {
    readers += 1
    const person = {
      ...{ familyName: "読者", givenName: `${readers}番`, familyNameKana: "ドクシャ", givenNameKana: `${readers}バン` },
      ...{ companyName: more.companyName ?? "", department: "", postalCode: "1000001", prefecture: "東京都" },
      ...{
        city: "千代田区",
        street: `千代田1-${readers}`,
        building: "",
        phone: `03${String(readers).padStart(8, "0")}`,
      },
      ...{ email: more.email ?? `reader${readers}@${code}.example`, wantsMail: true },
    }
    return (await act((scope) => joinOrAddMember(scope, person, "phone"))).memberId
  }

  const offerId = async (offer: string) => {
    const [row] = await look((scope) => scope.sql<{ id: string }>`select id from offer where code = ${offer}`)
    return row?.id ?? ""
  }

  /** A phone order of an offer, unpaid; one copy to the payer where nothing else is said. */
  async function order(
    payerId: MemberId,
    offer: string,
    more: Partial<Pick<StaffOrder, "recipients" | "startIssue" | "paymentWay" | "sourceCode" | "category">> = {},
  ): Promise<ContractId> {
    const id = await offerId(offer)
    const { contract } = await act((scope) =>
      placeOrder(scope, {
        ...{ payerId, offerId: id, channel: "phone", paymentWay: "bank-transfer", startIssue: 1, sourceCode: "" },
        ...{ recipients: [{ memberId: payerId, copies: 1 }] },
        ...more,
      }),
    )
    return contract.id
  }

  async function pay(contractId: ContractId, amountYen: number, way: PaymentWay = "bank-transfer") {
    payments += 1
    await act(async (scope) => {
      const contract = await contractAsItStands(scope, contractId)
      await recordPayment(scope, {
        ...{ payerId: contract.payerId, orderId: null, way, amountYen, receivedOn: scope.today, contract },
        ...{ externalKey: `test:${payments}`, cardBrand: null, cardLast4: null },
      })
    })
  }

  /** Ships the next issues of a title up to a number, each on its planned day. */
  async function ship(publication: string, upTo: number) {
    const due = await look(
      (scope) => scope.sql<{ number: number; ships_on: string }>`
        select number, ships_on from issue join publication on publication.id = issue.publication_id
        where publication.code = ${publication} and number <= ${upTo} and shipped_on is null and skipped_on is null order by number`,
    )
    for (const issue of due) {
      today(issue.ships_on)
      await act((scope) =>
        confirmIssueRun(scope, { publication, issue: issue.number, shipsOn: calendarDate(issue.ships_on) }),
      )
    }
  }

  const position = (contractId: ContractId) =>
    look(async (scope) => {
      const { deferredYen, receivableYen, servedUnits, state } = await contractAsItStands(scope, contractId)
      return { deferredYen, receivableYen, servedUnits, state }
    })

  /** The last voucher as people write it: 借方 positive, 貸方 negative, by account; by title, too, where titles differ. */
  const lastVoucher = () =>
    look(async (scope) => {
      const lines = await scope.sql<{ name: string; yen: number }>`
        with line as (
          select account.name, sub_account, sum(amount_yen)::bigint as yen
          from voucher_line join account on account.code = account_code
          where voucher_id = (select id from voucher order by recorded_at desc limit 1) group by 1, 2
        )
        select name || case when count(*) over (partition by name) > 1 then ' ' || sub_account else '' end as name, yen from line`
      return Object.fromEntries(lines.map(({ name, yen }) => [name, yen]))
    })

  /** The contract that goes on from another by a change of copies, a transfer or a renewal. */
  const successor = (contractId: ContractId) =>
    look(async (scope) => {
      const [row] = await scope.sql<{ id: string }>`
        select to_id as id from contract_transfer where from_id = ${contractId}::uuid
        union all select id from contract where previous_id = ${contractId}::uuid limit 1`
      if (!row) throw new Error("no contract goes on from it")
      return idOf<"contract">(row.id)
    })

  const differences = async () => (await look(checkBooks)).differences

  return { found, act, look, today, reader, offerId, order, pay, ship, position, lastVoucher, successor, differences }
}
