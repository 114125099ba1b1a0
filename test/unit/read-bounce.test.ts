import iconv from "iconv-lite"
import { describe, expect, test } from "vitest"
import { bounceReason, statusIn } from "#app/notices/bounce.ts"
import { readBounce } from "#app/notices/read-bounce.server.ts"
import { reportOn } from "#test/support/returned-mail.ts"

const id = "01936f5e-7b4a-7c3d-9e8f-0123456789ab"
const mail = { id, recipient: "hana@example.jp" }
const read = (text: string) => readBounce(Buffer.from(text.replaceAll(/\r?\n/g, "\r\n")))

describe("F6 what comes back is read for the mail that it answers", () => {
  test("a report with the returned head names mail, status and what the server said, on however many lines", async () => {
    const folded = "smtp; 550 5.1.1 <hana@example.jp>:\n    Recipient address rejected:\n    User unknown"
    const bounce = await read(reportOn(mail, { diagnostic: folded }))
    expect(bounce).toEqual({
      outboxId: id,
      reportKey: `<report-${id}@mx.example.jp>`,
      action: "failed",
      status: "5.1.1",
      diagnostic: "smtp; 550 5.1.1 <hana@example.jp>: Recipient address rejected: User unknown",
    })
  })

  test("a mail that waits is delayed; one given up after days is lost, although its status is a transient one", async () => {
    expect(await read(reportOn(mail, { action: "delayed", status: "4.4.1" }))).toMatchObject({
      action: "delayed",
      status: "4.4.1",
    })
    expect(await read(reportOn(mail, { action: "failed", status: "4.4.7" }))).toMatchObject({
      action: "failed",
      status: "4.4.7",
    })
  })

  test("the whole mail returned serves as its head does, and so does what the report answers", async () => {
    const whole = reportOn(mail)
      .replace("text/rfc822-headers", "message/rfc822")
      .replace("10:04:57 +0900", "10:04:57 +0900\r\n\r\nご継続のご案内")
    expect(await read(whole)).toMatchObject({ outboxId: id })
    const bare = reportOn(mail, { returned: "Subject: gone" }).replace(
      "Auto-Submitted",
      `In-Reply-To: <${id}@teiki.example.jp>\r\nAuto-Submitted`,
    )
    expect(await read(bare)).toMatchObject({ outboxId: id })
    expect(await read(reportOn(mail, { returned: "Message-ID: <somebody-elses@example.com>" }))).toBeNull()
  })

  test("of several recipients behind one address the worst counts", async () => {
    const two = reportOn(mail, { action: "relayed", status: "2.0.0" }).replace(
      "\r\n\r\n--B0UNCE\r\nContent-Description: Undelivered",
      "\r\n\r\nFinal-Recipient: rfc822; other@example.jp\r\nAction: failed\r\nStatus: 5.2.2\r\n\r\n--B0UNCE\r\nContent-Description: Undelivered",
    )
    expect(await read(two)).toMatchObject({ action: "failed", status: "5.2.2" })
  })

  test("good news is nothing that came back", async () => {
    for (const action of ["delivered", "relayed", "expanded"]) {
      expect(await read(reportOn(mail, { action, status: "2.0.0", diagnostic: "smtp; 250 OK" })), action).toBeNull()
    }
  })

  test("plain words of a carrier or of qmail are read by the copy of our mail that they hold", async () => {
    const carrier = iconv.encode(
      `Return-Path: <>\r\nFrom: mail-daemon@carrier.example.jp\r\nTo: teiki@example.jp\r\nSubject: Mail System Error - Returned Mail\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=Shift_JIS\r\nContent-Transfer-Encoding: 8bit\r\n\r\n次のあて先へのメッセージはエラーのため送信できませんでした。\r\n送信先メールアドレスが見つかりません。\r\n\r\n<hana@example.jp>: 550 Unknown user hana@example.jp\r\n\r\n----- 元のメール -----\r\nMessage-ID: <${id}@teiki.example.jp>\r\nSubject: test 450 4.2.2\r\n`,
      "CP932",
    )
    expect(await readBounce(carrier)).toMatchObject({
      ...{ outboxId: id, action: "failed", status: "5.0.0" },
      diagnostic: "<hana@example.jp>: 550 Unknown user hana@example.jp",
    })
    const qmail = (said: string) =>
      read(
        `From: MAILER-DAEMON@relay.example.jp\nSubject: failure notice\n\nHi. This is the qmail-send program at relay.example.jp.\n\n<hana@example.jp>:\n${said}\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <teiki@example.jp>\nMessage-ID: <${id}@teiki.example.jp>\n`,
      )
    expect(await qmail("203.0.113.9 does not like recipient.\nRemote host said: 552 5.2.2 Mailbox full")).toMatchObject(
      { status: "5.2.2" },
    )
    expect(await qmail("Delivery is delayed, still trying.")).toMatchObject({ action: "delayed", status: "4.0.0" })
  })

  test("an answer of a person, an absence note and noise are not what came back", async () => {
    const answer = `From: hana@example.jp\nSubject: Re: notice\nIn-Reply-To: <${id}@teiki.example.jp>\n\n> Message-ID: <${id}@teiki.example.jp>\n550 yen is too much\n`
    expect(await read(answer)).toBeNull()
    const absence = `Return-Path: <>\nFrom: hana@example.jp\nAuto-Submitted: auto-replied\nSubject: 不在\nIn-Reply-To: <${id}@teiki.example.jp>\n\nI am away until 5.1.2027.\n`
    expect(await read(absence)).toBeNull()
    for (const noise of [
      "",
      "\u0000\u0001",
      "From: MAILER-DAEMON@example.jp\n\n550 5.1.1",
      reportOn(mail).slice(0, 700),
    ]) {
      expect(await read(noise), JSON.stringify(noise.slice(0, 20))).toBeNull()
    }
  })

  test("a report without a name of its own is known again by its bytes", async () => {
    const nameless = reportOn(mail).replace(/Message-Id: <report[^\r]+\r\n/, "")
    const [once, again] = [await read(nameless), await read(nameless)]
    expect(once?.reportKey).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(again).toEqual(once)
  })
})

test("statuses and their reasons in plain words", () => {
  expect(
    [
      "550-5.1.1 no such user",
      "552 Mailbox full",
      "250 OK",
      "please call 03-5500-1234",
      "host 5.5.5.5 said 421 4.7.0",
    ].map(statusIn),
  ).toEqual(["5.1.1", "5.0.0", null, null, "4.7.0"])
  expect(
    ["5.1.1", "5.1.6", "5.1.2", "5.4.4", "4.2.2", "5.2.1", "5.2.0", "5.3.4", "5.7.1", "4.4.7", "5.0.0", "5.6.1"].map(
      bounceReason,
    ),
  ).toEqual([
    "unknown",
    "unknown",
    "domain",
    "domain",
    "full",
    "disabled",
    "disabled",
    "size",
    "refused",
    "late",
    "other",
    "other",
  ])
})
