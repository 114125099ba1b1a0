import { randomUUID } from "node:crypto"
import { deflateSync } from "node:zlib"
import { beforeAll, describe, expect, test } from "vitest"
import type { inScope } from "#app/platform/scope.server.ts"
import { swapAttendee } from "#app/seminars/apply/swap-attendee.server.ts"
import { certificatesOfSeminar } from "#app/seminars/certificates/certificate-batch.server.ts"
import { keptDesign, saveDesign, saveDesignImage } from "#app/seminars/certificates/certificate-design.server.ts"
import { setCertificateRule } from "#app/seminars/certificates/certificate-rule.server.ts"
import { certificateStanding } from "#app/seminars/certificates/certificate-standing.server.ts"
import { issueCertificates } from "#app/seminars/certificates/issue-certificates.server.ts"
import { issueInBatches } from "#app/seminars/certificates/issue-in-batches.server.ts"
import { sampleCertificate } from "#app/seminars/certificates/sample-certificate.server.ts"
import { batchToPost, labelsToPost } from "#app/seminars/office/batch-to-post.server.ts"
import { issueTickets } from "#app/seminars/office/issue-tickets.server.ts"
import { chooseDelivery, lettersToPost, markPosted } from "#app/seminars/office/letters-to-post.server.ts"
import { reissueTicket } from "#app/seminars/office/reissue-ticket.server.ts"
import { ticketForPublic } from "#app/seminars/office/ticket-for-public.server.ts"
import { ticketLetters } from "#app/seminars/office/ticket-letters.server.ts"
import { paid, seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const office = seminarWorld(house)

beforeAll(office.found)

const idOf = async (code: string) =>
  (await office.look((scope) => scope.sql<{ id: string }>`select id from seminar where code = ${code}`))[0]?.id ?? ""

const attendee = async (order: string) =>
  (
    await office.look(
      (scope) => scope.sql<{ id: string; number: string }>`
        select id, number from registration where order_id = ${order}::uuid order by seq`,
    )
  )[0] ?? { id: "", number: "" }

const letterOf = async (order: string) => {
  const [letter] = await office.look((scope) => ticketLetters(scope, [order]))
  if (!letter) throw new Error("no letter")
  return letter
}
const tokenIn = (url: string | undefined) => url?.split("/").at(-1) ?? ""
const stateOf = (token: string) => office.look(async (scope) => (await ticketForPublic(scope, token))?.state)

/** A PNG of one colour, with transparency. */
function png(width: number, height: number): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => {
    let value = n
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    return value >>> 0
  })
  const crc = (bytes: Buffer) => {
    let value = 0xffffffff
    for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 255] ?? 0)
    return (value ^ 0xffffffff) >>> 0
  }
  const chunk = (type: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(type), body])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(body.length)
    ends.writeUInt32BE(crc(named), 4)
    return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head.set([8, 6, 0, 0, 0], 8)
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 4, Buffer.from([200, 30, 30, 200]))])
  const pixels = Buffer.concat(Array.from({ length: height }, () => row))
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    ...[chunk("IHDR", head), chunk("IDAT", deflateSync(pixels)), chunk("IEND", Buffer.alloc(0))],
  ])
}

describe("F6 再発行 of tickets", () => {
  test("the number of the issue rises, the paper is marked, the old token is void; made again it is the same", async () => {
    await office.load(seminarGiven("LOST"))
    const order = await office.apply("LOST")
    await office.act((scope) => issueTickets(scope, [order]))
    const before = await letterOf(order)
    expect(await letterOf(order)).toEqual(before)
    const { id } = await attendee(order)
    await office.act((scope) => reissueTicket(scope, id))
    const after = await letterOf(order)
    expect([before.title, after.title]).toEqual(["受講証", "受講証(再発行)"])
    expect(after.reference).toContain("第2版")
    const tokens = [before, after].map(({ link }) => tokenIn(link?.url))
    expect(await Promise.all(tokens.map(stateOf))).toEqual(["replaced", "valid"])
    const mails = await office.look(
      (scope) =>
        scope.sql<{
          text: string
        }>`select body_text as text from outbox where dedupe_key = ${`seminar-ticket:${id}:2`}`,
    )
    expect(mails[0]?.text).toContain(`/t/tsuki/${tokens[1] ?? ""}`)
    await expect(office.act((scope) => reissueTicket(scope, randomUUID()))).rejects.toMatchObject({
      code: "unknown-registration",
    })
  })

  test("who stands in has a first ticket of his own, and the one before is void", async () => {
    await office.load(seminarGiven("STAND"))
    const order = await office.apply("STAND")
    await office.act((scope) => issueTickets(scope, [order]))
    const old = tokenIn((await letterOf(order)).link?.url)
    const { id } = await attendee(order)
    const stand = { familyName: "代理", givenName: "人", familyNameKana: "ダイリ", givenNameKana: "ヒト", email: "stand@x.example" } // prettier-ignore
    await office.act((scope) => swapAttendee(scope, id, stand))
    const letter = await letterOf(order)
    expect(letter).toMatchObject({ title: "受講証", address: { name: "代理 人 様" } })
    expect([await stateOf(old), await stateOf(tokenIn(letter.link?.url))]).toEqual(["replaced", "valid"])
  })
})

describe("F6 by post", () => {
  test("tickets and invoices of orders by post wait, are printed with labels, and are marked sent once; a reissue waits anew", async () => {
    await office.load(seminarGiven("POST", paid(5_500)))
    const address = {
      postalCode: "1050014",
      prefecture: "東京都",
      city: "港区",
      street: "芝1-1",
      building: "芝ビル3階",
    }
    const [order, byMail] = [
      await office.apply("POST", { way: "invoice", companyName: "郵送商会", ...address }),
      await office.apply("POST", { way: "invoice" }),
    ]
    await office.act((scope) => issueTickets(scope, [order, byMail]))
    const waiting = (kind: "ticket" | "invoice", isSent = false) =>
      office.look((scope) => lettersToPost(scope, { kind, isSent }))
    expect(await waiting("ticket")).toEqual([])
    await expect(office.act((scope) => batchToPost(scope, "ticket"))).rejects.toMatchObject({ code: "nothing-to-post" })
    await office.act((scope) => chooseDelivery(scope, order, true))
    const [ticket] = await waiting("ticket")
    expect(ticket).toMatchObject({ company: "郵送商会", postalCode: "1050014", region: "東京都港区", street: "芝1-1" })
    expect((await waiting("invoice")).map(({ name }) => name)).toEqual(["郵送商会"])
    for (const kind of ["ticket", "invoice"] as const) {
      expect((await office.act((scope) => batchToPost(scope, kind))).subarray(0, 5).toString()).toBe("%PDF-")
      const labels: Uint8Array[] = []
      for await (const chunk of await office.act((scope) => labelsToPost(scope, kind))) labels.push(chunk)
      expect(Buffer.concat(labels).subarray(0, 5).toString()).toBe("%PDF-")
    }
    const mark = () =>
      office.act((scope) => markPosted(scope, { kind: "ticket", subjectKeys: [ticket?.subjectKey ?? ""] }))
    expect(await mark()).toBe(1)
    await expect(mark()).rejects.toMatchObject({ code: "nothing-to-post" })
    expect([(await waiting("ticket")).length, (await waiting("ticket", true)).length]).toEqual([0, 1])
    await office.act(async (scope) => reissueTicket(scope, (await attendeeIn(scope, order)) ?? ""))
    expect(await waiting("ticket")).toMatchObject([{ isReissue: true }])
  })
})

const attendeeIn = async (scope: Parameters<Parameters<typeof inScope>[1]>[0], order: string) =>
  (await scope.sql<{ id: string }>`select id from registration where order_id = ${order}::uuid`)[0]?.id

describe("F10 修了証", () => {
  test("the rule asks for a share of the sessions or for minutes; the standing says what is missing", async () => {
    const sessions = ["10", "11"].map((day) => ({
      ...{ startsAt: `2026-12-${day} 13:30`, endsAt: `2026-12-${day} 15:30`, room: "KANDA" },
    }))
    await office.load(seminarGiven("RULE", { sessions }))
    const person = await attendee(await office.apply("RULE"))
    house.setClock("2026-12-10T13:40:00+09:00")
    await office.enter([person.id], "2026-12-10T13:20:00+09:00")
    const standing = async () => (await office.look((scope) => certificateStanding(scope, "RULE")))[0]
    expect(await standing()).toMatchObject({ attended: 1, sessions: 2, needed: 2, minutes: 120, isEarned: false })
    const id = await idOf("RULE")
    const rule = (percent: number | null, minutes: number | null) =>
      office.act((scope) => setCertificateRule(scope, id, { percent, minutes, text: "" }))
    await rule(50, null)
    expect(await standing()).toMatchObject({ needed: 1, isEarned: true })
    await rule(null, 121)
    expect(await standing()).toMatchObject({ neededMinutes: 121, isEarned: false })
    await rule(null, null)
    await expect(standing()).rejects.toMatchObject({ code: "seminar-without-certificate" })
    office.today("2026-11-20")
  })

  test("I12 a name that the font cannot draw is not issued but named; the others are, fifty at a time, each with one mail", async () => {
    await office.load(seminarGiven("MANY", { pools: [{ name: "会場", capacity: 100 }] }))
    const people: { id: string; number: string }[] = []
    for (let at = 0; at < 53; at += 1)
      people.push(await attendee(await office.apply("MANY", at === 0 ? { familyName: "𛀂𪚥" } : {})))
    house.setClock("2026-12-10T13:40:00+09:00")
    await office.enter(
      people.map(({ id }) => id),
      "2026-12-10T13:20:00+09:00",
    )
    const shares: number[] = []
    const done = await issueInBatches(await house.actor("tsuki"), "MANY", (share) => shares.push(share))
    expect([done.issued.length, done.left, shares.length]).toEqual([52, 0, 2])
    expect(done.undrawable).toMatchObject([{ number: people[0]?.number, signs: ["𛀂", "𪚥"] }])
    expect((await office.act((scope) => issueCertificates(scope, "MANY"))).issued).toEqual([])
    const [sent] = await office.look(
      (scope) =>
        scope.sql<{
          mails: number
        }>`select count(*)::integer as mails from outbox where dedupe_key like 'seminar-certificate:%'`,
    )
    expect(sent?.mails).toBe(52)
    const pdf = await office.look(async (scope) => certificatesOfSeminar(scope, await idOf("MANY")))
    expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(52)
    office.today("2026-11-20")
  })

  test("the design's images are PNG of a sensible size; a change is a new version and the old one stays for what was issued", async () => {
    await office.act((scope) =>
      saveDesign(scope, { title: "受講修了証", body: "証します。", signer: "理事長 髙橋", colour: "#224466" }),
    )
    const seal = (bytes: Uint8Array | null) => office.act((scope) => saveDesignImage(scope, "seal", bytes))
    await expect(seal(Buffer.from("GIF89a"))).rejects.toMatchObject({ code: "image-not-png" })
    await expect(seal(png(3001, 1))).rejects.toMatchObject({ code: "image-too-large" })
    await expect(seal(png(20, 20).subarray(0, 50))).rejects.toMatchObject({ code: "image-not-png" })
    const plain = await office.look(sampleCertificate)
    await seal(png(60, 60))
    const design = await office.look(keptDesign)
    expect(design).toMatchObject({ title: "受講修了証", signer: "理事長 髙橋" })
    expect(design.sealFileId).not.toBeNull()
    expect((await office.look(sampleCertificate)).includes("/Subtype /Image")).toBe(true)
    expect(plain.includes("/Subtype /Image")).toBe(false)
    await seal(null)
    expect((await office.look(keptDesign)).sealFileId).toBeNull()
    const [versions] = await office.look(
      (scope) => scope.sql<{ count: number }>`select count(*)::integer as count from certificate_design`,
    )
    expect(versions?.count).toBe(3)
  })
})
