import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { sendAsLetter } from "#app/desk/send-as-letter.server.ts"
import { bouncesForList } from "#app/notices/bounces-for-list.server.ts"
import { keepBounces } from "#app/notices/keep-bounces.server.ts"
import { pathOfFile } from "#app/platform/files.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { type AutoRenewalDue, autoRenewalsDue } from "#app/subscriptions/auto-renewal/auto-renewals-due.server.ts"
import { renewalOfToken } from "#app/subscriptions/renewal/renewal-of-token.server.ts"
import { addDays, calendarDate } from "#app/values/calendar.ts"
import { pagesOfPdf } from "#test/support/pages-of-pdf.ts"
import { CHARGE_ON, nothing, posted, type Subscriber, useAutoRenewals } from "#test/support/use-auto-renewals.ts"

const { web, look, renew, subscribe, termsAfter, mailsTo } = useAutoRenewals()

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
