import { readFileSync } from "node:fs"
import { beforeAll, describe, expect, test } from "vitest"
import { sendInvoiceNotices } from "#app/billing/dunning/send-invoice-notices.server.ts"
import { sendAsLetter } from "#app/desk/send-as-letter.server.ts"
import { solveBounce } from "#app/notices/solve-bounce.server.ts"
import { pathOfFile } from "#app/platform/files.server.ts"
import { changeCalendar } from "#app/publications/change-calendar.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { offerChoiceForm } from "#app/subscriptions/discontinued/discontinued-form.ts"
import { offerChoice } from "#app/subscriptions/discontinued/offer-choice.server.ts"
import { renewalOfToken } from "#app/subscriptions/renewal/renewal-of-token.server.ts"
import { renewalsDue } from "#app/subscriptions/renewal/renewals-due.server.ts"
import { sendPaymentNotices } from "#app/subscriptions/renewal/send-payment-notices.server.ts"
import { sendRenewalNotices } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"
import { addDays, calendarDate } from "#app/values/calendar.ts"
import type { ContractId, MemberId } from "#app/values/ids.ts"
import { pagesOfPdf } from "#test/support/pages-of-pdf.ts"
import { mailDesk } from "#test/support/mail-desk.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const { act, look } = world
const { comesBack, someMailOf, outboxIdOf, addressOf, list, refusal, invoiced } = mailDesk(world)
const ON = calendarDate("2026-04-20")

beforeAll(world.found)

describe("B1 B2 B4 D5 a notice that was lost becomes a letter", () => {
  /** 手紙にする, and what stands on its one page. */
  async function letterOf(bounceId: string): Promise<string> {
    const { fileId } = await act((scope) => sendAsLetter(scope, bounceId))
    const [file] = await look(
      (scope) => scope.sql<{ sha256: string }>`select sha256 from stored_file where id = ${fileId}::uuid`,
    )
    const pdf = await look((scope) => Promise.resolve(readFileSync(pathOfFile(scope, file?.sha256 ?? ""))))
    const pages = await pagesOfPdf(pdf)
    expect(pages).toHaveLength(1)
    return pages[0] ?? ""
  }
  const refused = (bounceId: string) => refusal(act((scope) => sendAsLetter(scope, bounceId)))
  const mailOfContract = async (kind: "renewal" | "payment-notice", contract: ContractId, step: number) => {
    const [row] = await look(
      (scope) => scope.sql<{ number: string }>`select number from contract where id = ${contract}::uuid`,
    )
    return outboxIdOf(`${kind}:${row?.number ?? ""}:${step}`)
  }

  test("the renewal's letter is of the same step with the same page, once; a term renewed meanwhile needs none", async () => {
    world.today("2026-04-01")
    const [member, renewed] = [await world.reader(), await world.reader()]
    const [contract, over] = [await world.order(member, "M3"), await world.order(renewed, "M3")]
    for (const one of [contract, over]) await world.pay(one, 10_000)
    world.today(ON)
    await act((scope) => sendRenewalNotices(scope, ON))
    const lost = await comesBack(await mailOfContract("renewal", contract, 1))
    const [row] = await list("open", await addressOf(member))
    expect(row).toMatchObject({ kind: "renewal", canBeLetter: true, letterFileId: null })
    const page = await letterOf(lost)
    expect(page).toContain("継続のご案内(継続確認書)")
    const token = /\/renew\/([\w-]{24})/.exec(page)?.[1] ?? ""
    expect(await look((scope) => renewalOfToken(scope, token))).toMatchObject({
      contractId: contract,
      step: 1,
      state: "open",
    })
    expect(await refused(lost)).toBe("mail-is-a-letter-already")
    expect(await list("open", await addressOf(member))).toMatchObject([{ canBeLetter: false, kind: "renewal" }])
    // The step is sent: no later run sends it again, by whichever way.
    expect((await look((scope) => renewalsDue(scope, ON))).map(({ memberId }) => memberId)).not.toContain(member)

    const late = await comesBack(await mailOfContract("renewal", over, 1))
    const offerId = await world.offerId("M3")
    await act((scope) =>
      renewContract(scope, { contractId: over, offerId, channel: "phone", paymentWay: "bank-transfer", effort: null }),
    )
    expect(await refused(late)).toBe("notice-is-settled")
  })

  test("two desks that press at once make one letter", async () => {
    world.today("2026-04-01")
    const contract = await world.order(await world.reader(), "M3")
    await world.pay(contract, 10_000)
    world.today(ON)
    await act((scope) => sendRenewalNotices(scope, ON))
    const lost = await comesBack(await mailOfContract("renewal", contract, 1))
    const answers = await Promise.all([refused(lost), refused(lost), refused(lost)])
    expect(answers.sort()).toEqual(["done", "mail-is-a-letter-already", "mail-is-a-letter-already"])
  })

  test("the payment notice's letter asks for what is owed today; paid, it is not needed", async () => {
    world.today("2026-04-01")
    const contract = await world.order(await world.reader(), "M12")
    world.today(ON)
    await act((scope) => sendPaymentNotices(scope, ON))
    const lost = await comesBack(await mailOfContract("payment-notice", contract, 1))
    expect(await letterOf(lost)).toMatch(/ご入金のお願い[\s\S]*11,000円/)
    const other = await world.order(await world.reader(), "M12")
    const later = addDays(ON, 20)
    world.today(later)
    await act((scope) => sendPaymentNotices(scope, later))
    await world.pay(other, 11_000)
    expect(await refused(await comesBack(await mailOfContract("payment-notice", other, 1)))).toBe("notice-is-settled")
  })

  test("the reminder's letter names the invoices that are still open", async () => {
    world.today("2026-04-01")
    const member = await world.reader()
    const [open, paid] = [await invoiced(member), await invoiced(member)]
    world.today(ON)
    await act((scope) => sendInvoiceNotices(scope, ON))
    const [mail] = await look(
      (scope) =>
        scope.sql<{
          id: string
        }>`select id from outbox where dedupe_key like 'dunning:%' and member_id = ${member}::uuid`,
    )
    await world.pay(paid, 6_600)
    const lost = await comesBack(mail?.id ?? "")
    expect(await letterOf(lost)).toMatch(/お支払いのお願い[\s\S]*合計 6,600円/)
    expect(await world.position(open)).toMatchObject({ state: "active" })
    expect(await world.differences()).toEqual([])
  })

  test("E5 廃刊のご案内 goes by post to a dead address, and one that was lost becomes a letter with the same page", async () => {
    world.today("2026-04-01")
    const [dead, lives] = [await world.reader(), await world.reader()]
    for (const member of [dead, lives]) await world.pay(await world.order(member, "Q4"), 6_600)
    await comesBack(await someMailOf(dead))
    await act((scope) => changeCalendar(scope, "KISETSU", { kind: "discontinue", number: 1 }))
    await world.ship("KISETSU", 1)
    world.today("2026-06-01")
    const form = offerChoiceForm("ja").parse({ answerUntil: "2026-09-30" })
    await act((scope) => offerChoice(scope, "KISETSU", form))
    const channelsOf = await look(
      (scope) => scope.sql<{ payer: string; channel: string; outbox: string | null }>`
        select contract.payer_id as payer, asked.channel, asked.outbox_id as outbox
        from discontinued_contract as asked join contract on contract.id = asked.contract_id
        where contract.payer_id in (${dead}::uuid, ${lives}::uuid)`,
    )
    const of = (member: MemberId) => channelsOf.find(({ payer }) => payer === member)
    expect([of(dead)?.channel, of(lives)?.channel]).toEqual(["post", "mail"])
    const outboxId = of(lives)?.outbox ?? ""
    const [sent] = await look(
      (scope) => scope.sql<{ body: string }>`select body_text as body from outbox where id = ${outboxId}::uuid`,
    )
    const page = /\/discontinued\/\w{26}/.exec(sent?.body ?? "")?.[0] ?? "none"
    expect(await letterOf(await comesBack(outboxId))).toContain(page)
  })

  test("what has no letter, no postal address, or did not come back says so", async () => {
    world.today(ON)
    const member = await world.reader()
    expect(await refused(await comesBack(await someMailOf(member)))).toBe("mail-has-no-letter")
    expect(await refused(await comesBack(await someMailOf(member), "4.4.1", "delayed"))).toBe("mail-not-returned")
    expect(await refused(crypto.randomUUID())).toBe("mail-not-returned")
    await act((scope) => scope.sql`update member set street = '' where id = ${member}::uuid`)
    expect(await refused(await comesBack(await someMailOf(member)))).toBe("member-has-no-postal-address")
    expect(await refusal(act((scope) => solveBounce(scope, { bounceId: crypto.randomUUID(), note: "" })))).toBe(
      "unknown-bounce",
    )
  })
})
