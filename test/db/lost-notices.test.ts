import { readFileSync } from "node:fs"
import { beforeAll, describe, expect, test } from "vitest"
import { invoicesOverdue } from "#app/billing/dunning/invoices-overdue.server.ts"
import { sendInvoiceNotices } from "#app/billing/dunning/send-invoice-notices.server.ts"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { announcementsForList } from "#app/desk/announcements/announcement-for-page.server.ts"
import { announcementForm } from "#app/desk/announcements/announcement-form.ts"
import { saveAnnouncement } from "#app/desk/announcements/save-announcement.server.ts"
import { sendAnnouncement, writeAnnouncementMails } from "#app/desk/announcements/send-announcement.server.ts"
import { sendAsLetter } from "#app/desk/send-as-letter.server.ts"
import { changeMember } from "#app/members/change-member.server.ts"
import { memberForm } from "#app/members/member-form.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import type { BounceOfList } from "#app/notices/bounce.ts"
import { bouncesForList } from "#app/notices/bounces-for-list.server.ts"
import { keepBounces } from "#app/notices/keep-bounces.server.ts"
import { queueMail } from "#app/notices/queue-mail.server.ts"
import { solveBounce } from "#app/notices/solve-bounce.server.ts"
import { pathOfFile } from "#app/platform/files.server.ts"
import { changeCalendar } from "#app/publications/change-calendar.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { offerChoiceForm } from "#app/subscriptions/discontinued/discontinued-form.ts"
import { offerChoice } from "#app/subscriptions/discontinued/offer-choice.server.ts"
import { paymentsDue } from "#app/subscriptions/renewal/payments-due.server.ts"
import { renewalOfToken } from "#app/subscriptions/renewal/renewal-of-token.server.ts"
import { renewalsDue } from "#app/subscriptions/renewal/renewals-due.server.ts"
import { sendPaymentNotices } from "#app/subscriptions/renewal/send-payment-notices.server.ts"
import { sendRenewalNotices } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"
import { addDays, type CalendarDate, calendarDate } from "#app/values/calendar.ts"
import type { ContractId, MemberId } from "#app/values/ids.ts"
import { Refusal } from "#app/values/refusal.ts"
import { pagesOfPdf } from "#test/support/pages-of-pdf.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const actor = () => house.actor("tsuki")
const { act, look } = world
const ON = calendarDate("2026-04-20")
let reports = 0

beforeAll(world.found)

const refusal = (run: Promise<unknown>) =>
  run.then(
    () => "done",
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )
const addressOf = async (member: MemberId) => (await look((scope) => memberForPage(scope, member)))?.email ?? ""

/** A mail to the member's address comes back; gives the bounce. */
async function comesBack(outboxId: string, status = "5.1.1", action: "failed" | "delayed" = "failed"): Promise<string> {
  reports += 1
  await act((scope) =>
    keepBounces(scope, [{ outboxId, reportKey: `report ${reports}`, action, status, diagnostic: "no such user" }]),
  )
  const [row] = await look(
    (scope) => scope.sql<{ id: string }>`select id from mail_bounce where report_key = ${`report ${reports}`}`,
  )
  return row?.id ?? ""
}

async function someMailOf(member: MemberId): Promise<string> {
  reports += 1
  const recipient = await addressOf(member)
  await act((scope) =>
    queueMail(scope, {
      ...{
        kind: "receipt",
        dedupeKey: `mail ${reports}`,
        recipient,
        subject: "領収書",
        text: "本文",
        html: "",
        memberId: member,
      },
    }),
  )
  return outboxIdOf(`mail ${reports}`)
}

async function outboxIdOf(key: string): Promise<string> {
  const [row] = await look((scope) => scope.sql<{ id: string }>`select id from outbox where dedupe_key = ${key}`)
  if (!row) throw new Error(`no mail ${key}`)
  return row.id
}

const list = (state: "open" | "solved", search: string): Promise<BounceOfList[]> =>
  look((scope) => bouncesForList(scope, { state, action: "", kind: "", search, limit: 50, offset: 0 }))

/** How the three series would reach a payer on a day. */
async function channels(member: MemberId, asOf: CalendarDate) {
  const renewals = await look((scope) => renewalsDue(scope, asOf))
  const payments = await look((scope) => paymentsDue(scope, asOf))
  const invoices = await look((scope) => invoicesOverdue(scope, asOf))
  return [
    ...renewals.filter(({ memberId }) => memberId === member),
    ...payments.filter(({ memberId }) => memberId === member),
    ...invoices.filter(({ payerId }) => payerId === member),
  ].map(({ channel }) => channel)
}

async function payerOfAll(): Promise<MemberId> {
  const member = await world.reader()
  const paid = await world.order(member, "M3")
  await world.pay(paid, 10_000)
  await world.order(member, "M12")
  await invoiced(member)
  return member
}

async function invoiced(member: MemberId): Promise<ContractId> {
  const contract = await world.order(member, "Q4", { paymentWay: "invoice" })
  const addressee = { name: "つばめ商会", department: "", honorific: "御中" }
  await act((scope) => invoiceContract(scope, { contractId: contract, addressee, dueOn: calendarDate("2026-04-10") }))
  return contract
}

describe("B1 B4 D5 whom mail does not reach gets letters", () => {
  test("one permanent failure turns renewal, payment and invoice notices into letters, until it is solved", async () => {
    world.today("2026-04-01")
    const member = await payerOfAll()
    world.today(ON)
    expect(await channels(member, ON)).toEqual(["mail", "mail", "mail"])
    const bounce = await comesBack(await someMailOf(member))
    expect(await channels(member, ON)).toEqual(["post", "post", "post"])
    expect((await look((scope) => memberForPage(scope, member)))?.undeliverable).toMatchObject({ status: "5.1.1" })
    await act((scope) => solveBounce(scope, { bounceId: bounce, note: "電話で確認" }))
    expect(await channels(member, ON)).toEqual(["mail", "mail", "mail"])
    expect((await look((scope) => memberForPage(scope, member)))?.undeliverable).toBeNull()
    expect(await list("solved", await addressOf(member))).toMatchObject([{ note: "電話で確認", memberId: member }])
    expect(await refusal(act((scope) => solveBounce(scope, { bounceId: bounce, note: "" })))).toBe(
      "bounce-solved-already",
    )
    // It comes back again: what was solved does not count against what is new.
    await comesBack(await someMailOf(member))
    expect(await channels(member, ON)).toEqual(["post", "post", "post"])
  })

  test("a delay changes nothing; another mail address clears it by itself, and the row leaves the list", async () => {
    world.today("2026-04-01")
    const member = await payerOfAll()
    world.today(ON)
    const before = await addressOf(member)
    await comesBack(await someMailOf(member), "4.4.1", "delayed")
    expect(await channels(member, ON)).toEqual(["mail", "mail", "mail"])
    world.today(addDays(ON, 8))
    // No mail server still tries: what was late has presumably arrived.
    expect(await list("open", before)).toEqual([])
    expect(await list("solved", before)).toMatchObject([{ action: "delayed", isOver: true }])
    world.today(ON)
    await comesBack(await someMailOf(member), "5.2.1")
    expect(await channels(member, ON)).toEqual(["post", "post", "post"])
    expect((await list("open", before)).map(({ action }) => action)).toEqual(["failed", "delayed"])
    const form = memberForm("ja", []).parse({
      ...{ familyName: "読者", givenName: "新", familyNameKana: "ドクシャ", givenNameKana: "シン" },
      ...{ email: "new@tsuki.example", locale: "ja", effectiveOn: ON },
    })
    await act((scope) => changeMember(scope, member, form))
    expect(await channels(member, ON)).toEqual(["mail", "mail", "mail"])
    expect(await list("open", before)).toEqual([])
    expect(await list("solved", before)).toMatchObject([{ isChanged: true }, { isChanged: true }])
  })

  test("without a postal address nothing is sent to a dead one: the step waits, and says why", async () => {
    world.today("2026-04-01")
    const member = await payerOfAll()
    await act((scope) => scope.sql`update member set postal_code = '', street = '' where id = ${member}::uuid`)
    await comesBack(await someMailOf(member))
    expect(await channels(member, ON)).toEqual([null, null, null])
    const due = (await look((scope) => renewalsDue(scope, ON))).find(({ memberId }) => memberId === member)
    expect(due?.reason).toBe("mail-returned")
  })
})

test("K3 K1 news goes to no dead address, and what came back of it does not count as sent", async () => {
  world.today(ON)
  const [dead, alive, late] = [await world.reader(), await world.reader(), await world.reader()]
  await comesBack(await someMailOf(dead))
  const words = {
    subject: "ご案内",
    body: "{{ greeting }}\n\n新しい媒体です。",
    locale: "ja",
    target: "none",
    to: "everybody",
  }
  const { id } = await act((scope) => saveAnnouncement(scope, { ...announcementForm("ja").parse(words), id: null }))
  const reached = await act((scope) => sendAnnouncement(scope, id))
  await comesBack(await someMailOf(late))
  await writeAnnouncementMails(await actor())
  const told = await look(
    (scope) => scope.sql<{ member: string; mail: string | null }>`
      select member_id as member, outbox_id as mail from announcement_recipient where announcement_id = ${id}::uuid`,
  )
  const mailTo = (member: MemberId) => told.find((one) => one.member === member)?.mail
  expect([mailTo(dead), mailTo(late), typeof mailTo(alive)]).toEqual([undefined, null, "string"])
  await act((scope) => scope.sql`update outbox set state = 'sent', sent_at = ${scope.now} where kind = 'announcement'`)
  await comesBack(mailTo(alive) ?? "")
  const [row] = await look((scope) => announcementsForList(scope, id))
  expect(row).toMatchObject({ recipients: reached, leftOut: 1, failed: 1, sent: reached - 2 })
})

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
