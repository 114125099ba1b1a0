import { readFileSync } from "node:fs"
import { beforeAll, describe, expect, test } from "vitest"
import { sendAsLetter } from "#app/desk/send-as-letter.server.ts"
import { publishWording, saveWording } from "#app/notices/save-wording.server.ts"
import { wordingVersions } from "#app/notices/wordings-for-list.server.ts"
import { pathOfFile } from "#app/platform/files.server.ts"
import { clockAt } from "#app/platform/clock.server.ts"
import { jobNamed, runForOrganization } from "#app/platform/job.server.ts"
import { offerForm } from "#app/publications/offer-form.ts"
import { saveOffer } from "#app/publications/save-offer.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { receivePayment } from "#app/subscriptions/contract/receive-payment.server.ts"
import { placeOrder } from "#app/subscriptions/place-order.server.ts"
import { reactivateContract } from "#app/subscriptions/contract/reactivate-contract.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { stopContract } from "#app/subscriptions/contract/stop-contract.server.ts"
import { paymentNoticesSent, savePaymentRules } from "#app/subscriptions/renewal/payment-rules.server.ts"
import { paymentsDue } from "#app/subscriptions/renewal/payments-due.server.ts"
import { sendPaymentNotices } from "#app/subscriptions/renewal/send-payment-notices.server.ts"
import { addDays, type CalendarDate, calendarDate } from "#app/values/calendar.ts"
import type { ContractId, MemberId } from "#app/values/ids.ts"
import { mailDesk } from "#test/support/mail-desk.ts"
import { pagesOfPdf } from "#test/support/pages-of-pdf.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const { act, look } = world
const { comesBack, refusal } = mailDesk(world)
const PRICE = 15_001
const rules = [
  { step: 1, daysAfterOrder: 14, channel: "mail" },
  { step: 2, daysAfterOrder: 30, channel: "mail" },
  { step: 3, daysAfterOrder: 60, channel: "stop" },
] as const

beforeAll(async () => {
  await world.found()
  const bundle = {
    ...{ code: "SET", publication: "TSUKI", name: "つき・きせつセット", kind: "bundle" },
    ...{ units: "1", priceYen: `${PRICE}` },
    ...{ onSale: "on", refundPolicy: "pro-rata", components: "M12\nQ4" },
  }
  await act((scope) => saveOffer(scope, offerForm("ja").parse(bundle), true))
  await act((scope) => savePaymentRules(scope, rules))
})

type Sold = Readonly<{ payer: MemberId; on: CalendarDate; monthly: ContractId; quarterly: ContractId }>
let month = -1

/** The bundle by phone on a day, or on the 1st of a month of its own, so that no test sees what another has left. */
async function sell(day?: CalendarDate): Promise<Sold> {
  month += day === undefined ? 1 : 0
  const on = day ?? calendarDate(`20${27 + Math.floor(month / 4)}-${String((month % 4) * 3 + 1).padStart(2, "0")}-01`)
  world.today(on)
  const payer = await world.reader()
  const offerId = await world.offerId("SET")
  const { contracts } = await act((scope) =>
    placeOrder(scope, {
      ...{ payerId: payer, offerId, recipients: [{ memberId: payer, copies: 1 }], channel: "phone", startIssue: 1 },
      ...{ paymentWay: "bank-transfer", sourceCode: "" },
    }),
  )
  const [monthly, quarterly] = contracts
  if (!monthly || !quarterly) throw new Error("the bundle opened too few contracts")
  return { payer, on, monthly: monthly.id, quarterly: quarterly.id }
}

async function send({ on }: Sold, days: number) {
  const day = addDays(on, days)
  world.today(day)
  return act((scope) => sendPaymentNotices(scope, day))
}
const dueOf = async ({ payer, on }: Sold, days: number) =>
  (await look((scope) => paymentsDue(scope, addDays(on, days)))).filter(({ memberId }) => memberId === String(payer))
const mailsOf = ({ payer }: Sold) =>
  look(
    (scope) => scope.sql<{ id: string; subject: string; body: string }>`
      select id, subject, body_text as body from outbox where member_id = ${payer}::uuid and kind = 'payment-notice' order by id`,
  )
const sentTo = async ({ payer }: Sold) =>
  (await look(paymentNoticesSent))
    .filter(({ payerId }) => payerId === String(payer))
    .map(({ step, channel, contracts, owedYen }) => [step, channel, contracts.length, owedYen])
const numberOf = async (id: ContractId) => {
  const [row] = await look((scope) => scope.sql<{ number: string }>`select number from contract where id = ${id}::uuid`)
  return row?.number ?? ""
}
async function pages(fileId: string) {
  const [file] = await look(
    (scope) => scope.sql<{ sha256: string }>`select sha256 from stored_file where id = ${fileId}::uuid`,
  )
  return pagesOfPdf(await look((scope) => Promise.resolve(readFileSync(pathOfFile(scope, file?.sha256 ?? "")))))
}

let received = 0
/** Money from the bank for one title, which goes on to the others of its bundle. */
const receive = (contractId: ContractId, amountYen: number) =>
  act((scope) => {
    received += 1
    const { today } = scope
    const reference = `R-${received}`
    return receivePayment(scope, { contractId, way: "bank-transfer", amountYen, receivedOn: today, reference })
  })

describe("B4 payment notices of a bundle (セット)", () => {
  test("B4 one mail a step for the order, with the whole amount, the bundle and its titles; a second run sends nothing", async () => {
    const sold = await sell()
    const single = await world.reader()
    const alone = await world.order(single, "M12")
    expect(await dueOf(sold, 13)).toEqual([])
    expect(await send(sold, 14)).toMatchObject({ mails: 2, letters: 0, stopped: 0 })
    expect(await send(sold, 14)).toMatchObject({ mails: 0 })
    expect(await send(sold, 15)).toMatchObject({ mails: 0 })
    const numbers = `${await numberOf(sold.monthly)}・${await numberOf(sold.quarterly)}`
    const [mail, ...more] = await mailsOf(sold)
    expect(more).toEqual([])
    expect(mail?.subject).toBe("【つき出版】「月刊つき・季刊きせつ」ご入金のお願い")
    for (const text of [
      `契約番号: ${numbers}`,
      "ご購読: つき・きせつセット(「月刊つき」「季刊きせつ」)",
      "お支払い額: 15,001円(税込)",
      "合計です。1回で",
    ]) {
      expect(mail?.body).toContain(text)
    }
    expect(await sentTo(sold)).toEqual([[1, "mail", 2, PRICE]])

    // A contract that was ordered alone is told what it was told before.
    const [other] = await mailsOf({ ...sold, payer: single })
    expect(other?.subject).toBe("【つき出版】「月刊つき」ご入金のお願い")
    expect(other?.body).toContain(
      "次のご購読について、まだご入金を確認できておりません。お手数ですがお支払いをお願いいたします。行き違いの場合はご容赦ください。",
    )
    expect(other?.body).toContain(
      `契約番号: ${await numberOf(alone)}\nご購読: 月刊つき 1年\nお申し込み日: 2027年1月1日\nお支払い額: 11,000円(税込)`,
    )

    await act((scope) => scope.sql`update member set locale = 'en' where id = ${sold.payer}::uuid`)
    expect(await send(sold, 30)).toMatchObject({ mails: 2 })
    const [, second] = await mailsOf(sold)
    expect(second?.body).toContain("all titles named below, by one payment")
    expect(second?.body).toContain("Subscription: つき・きせつセット (月刊つき, 季刊きせつ)")
    await receive(sold.monthly, PRICE)
    await world.pay(alone, 11_000)
    expect(await dueOf(sold, 60)).toEqual([])
    expect(await world.differences()).toEqual([])
  })

  test("B4 the night's dry run names the bundle once", async () => {
    const sold = await sell()
    const job = await jobNamed("send-notices")
    if (job?.of !== "organization") throw new Error("the job is not there")
    const clock = clockAt(`${addDays(sold.on, 14)}T03:00:00Z`)
    const { result } = await runForOrganization(job, {
      ...{ organization: "tsuki", flags: { dryRun: true }, clock, progress: () => undefined },
    })
    const numbers = `${await numberOf(sold.monthly)}・${await numberOf(sold.quarterly)}`
    expect(result).toMatchObject({
      payments: [
        {
          ...{ contract: numbers, step: 1, channel: "mail", owedYen: PRICE },
          ...{ bundle: "つき・きせつセット", titles: "月刊つき・季刊きせつ" },
        },
      ],
    })
    await receive(sold.quarterly, PRICE)
  })

  test("B4 where a title was cancelled, paid by itself or paid in part, what is left is asked for", async () => {
    const cancelled = await sell()
    await act((scope) => cancelContract(scope, { contractId: cancelled.quarterly, reason: "price" }))
    expect(await dueOf(cancelled, 14)).toMatchObject([
      { contracts: [{ contractId: cancelled.monthly }], publication: "月刊つき", offer: "1年", owedYen: 9_375 },
    ])
    await send(cancelled, 14)
    expect((await mailsOf(cancelled)).map(({ subject }) => subject)).toEqual(["【つき出版】「月刊つき」ご入金のお願い"])
    await world.pay(cancelled.monthly, 9_375)

    const paid = await sell()
    await send(paid, 14)
    await world.pay(paid.monthly, 9_375)
    expect(await dueOf(paid, 29)).toEqual([])
    await send(paid, 30)
    expect(await sentTo(paid)).toEqual([
      [2, "mail", 1, 5_626],
      [1, "mail", 2, PRICE],
    ])
    await world.pay(paid.quarterly, 5_626)

    const inPart = await sell()
    await world.pay(inPart.monthly, 5_000)
    const [due, ...more] = await dueOf(inPart, 14)
    expect(more).toEqual([])
    expect(due).toMatchObject({ owedYen: PRICE - 5_000, contracts: [{ owedYen: 4_375 }, { owedYen: 5_626 }] })
    await send(inPart, 14)
    // That sum, paid under either title, settles the order to the yen.
    await receive(inPart.quarterly, PRICE - 5_000)
    expect(await world.position(inPart.monthly)).toMatchObject({ deferredYen: 9_375 })
    expect(await world.position(inPart.quarterly)).toMatchObject({ deferredYen: 5_626 })
    expect(await dueOf(inPart, 60)).toEqual([])
    expect(await world.differences()).toEqual([])
  })

  test("B4 a step that one title was told is told for the order; the renewed bundle has steps of its own", async () => {
    const sold = await sell()
    await act((scope) => stopContract(scope, { contractId: sold.quarterly }))
    await send(sold, 14)
    await act((scope) => reactivateContract(scope, { contractId: sold.quarterly }))
    expect(await dueOf(sold, 29)).toEqual([])
    expect(await dueOf(sold, 30)).toMatchObject([{ step: 2, owedYen: PRICE }])
    await world.pay(sold.quarterly, 5_626)
    await world.pay(sold.monthly, 9_375)
    const offerId = await world.offerId("SET")
    const renewed = await act((scope) =>
      renewContract(scope, {
        ...{ contractId: sold.monthly, offerId, channel: "phone", paymentWay: "bank-transfer", effort: null },
      }),
    )
    const day = addDays(calendarDate(sold.on), 14)
    expect(await dueOf({ ...sold, on: day }, 14)).toMatchObject([{ step: 1, owedYen: PRICE, contracts: [{}, {}] }])
    for (const { id } of renewed.contracts) await act((scope) => cancelContract(scope, { contractId: id, reason: "price" })) // prettier-ignore
  })

  test("B4 the step that stops stops every unpaid title, and leaves a paid one", async () => {
    const both = await sell()
    const one = await sell(both.on)
    await send(both, 30)
    await world.pay(one.monthly, 9_375)
    expect(await dueOf(both, 60)).toMatchObject([
      { step: 3, channel: "stop", owedYen: PRICE, contracts: [{ contractId: both.monthly }, { contractId: both.quarterly }] },
    ]) // prettier-ignore
    expect(await send(one, 60)).toMatchObject({ mails: 0, stopped: 3 })
    expect(await send(one, 61)).toMatchObject({ mails: 0, stopped: 0 })
    for (const stopped of [both.monthly, both.quarterly, one.quarterly]) {
      expect(await world.position(stopped)).toMatchObject({ state: "stopped" })
    }
    expect(await world.position(one.monthly)).toMatchObject({ state: "active" })
    expect(await sentTo(both)).toEqual([
      [3, "stop", 2, PRICE],
      [2, "mail", 2, PRICE],
    ])
    expect(await world.differences()).toEqual([])
  })

  test("B4 by post it is one letter with the whole amount, in the organization's own words counted once", async () => {
    const key = { kind: "payment-notice", channel: "letter", locale: "ja", step: 0 } as const
    const body = "{{ offer }}({{ publication }}、{{ contract_number }})の{{ amount }}をお支払いください。"
    await act((scope) => saveWording(scope, { ...key, subject: "お支払いのお願い", body }))
    const sold = await sell()
    await act((scope) => scope.sql`update member set email = '' where id = ${sold.payer}::uuid`)
    const standard = await send(sold, 14)
    expect(standard).toMatchObject({ mails: 0, letters: 1 })
    const [page, ...others] = await pages(standard.letterFileId ?? "")
    expect(others).toEqual([])
    expect(page).toMatch(/ご入金のお願い[\s\S]*つき・きせつセット\(「月刊つき」「季刊きせつ」\)[\s\S]*15,001円/)
    expect(await sentTo(sold)).toEqual([[1, "post", 2, PRICE]])

    await act((scope) => publishWording(scope, { ...key, version: 1, fromOn: "" }))
    const worded = await send(sold, 30)
    const numbers = `${await numberOf(sold.monthly)}・${await numberOf(sold.quarterly)}`
    expect((await pages(worded.letterFileId ?? ""))[0]).toContain(
      `つき・きせつセット(月刊つき・季刊きせつ、${numbers})の15,001円(税込)をお支払いください。`,
    )
    expect((await look((scope) => wordingVersions(scope, key))).map(({ sent }) => sent)).toEqual([1])
    await receive(sold.monthly, PRICE)
  })

  test("B4 the letter in the place of a mail that came back asks for what is left of the bundle; paid, it is not needed", async () => {
    const whole = await sell()
    await send(whole, 14)
    const letter = async (sold: Sold) => {
      const [mail] = await mailsOf(sold)
      const bounce = await comesBack(mail?.id ?? "")
      return pages((await act((scope) => sendAsLetter(scope, bounce))).fileId)
    }
    const [page, ...others] = await letter(whole)
    expect(others).toEqual([])
    expect(page).toContain("15,001円")
    expect(page).toContain("つき・きせつセット(「月刊つき」「季刊きせつ」)")
    await receive(whole.monthly, PRICE)

    const left = await sell()
    await send(left, 14)
    await act((scope) => cancelContract(scope, { contractId: left.monthly, reason: "price" }))
    const [rest] = await letter(left)
    expect(rest).toContain("5,626円")
    expect(rest).toContain("季刊きせつ 1年")
    expect(rest).not.toContain("月刊つき")
    await world.pay(left.quarterly, 5_626)

    const paid = await sell()
    await send(paid, 14)
    await receive(paid.quarterly, PRICE)
    expect(await refusal(letter(paid))).toBe("notice-is-settled")
  })
})
