import { beforeAll, describe, expect, test } from "vitest"
import { consentForm, wordingForm } from "#app/members/consent-form.ts"
import { consentsForMember } from "#app/members/consents-for-member.server.ts"
import { consentPurposes } from "#app/members/reader/consent.ts"
import { consentsForReader } from "#app/members/reader/consents-for-reader.server.ts"
import { recordConsent, type SaidConsent } from "#app/members/reader/record-consent.server.ts"
import { consentWordings, saveConsentWording } from "#app/members/save-consent-wording.server.ts"
import { wordingsNow } from "#app/members/wordings-now.server.ts"
import type { MemberId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const say = (id: MemberId, said: SaidConsent) => world.act((scope) => recordConsent(scope, id, said))
const byPhone = (purpose: SaidConsent["purpose"], isGiven: boolean) =>
  ({ purpose, isGiven, receivedBy: "phone" }) as const
const history = async (id: MemberId) => (await world.look((scope) => consentsForMember(scope, id))).history
const standing = async (id: MemberId) =>
  Object.fromEntries(
    (await world.look((scope) => consentsForMember(scope, id))).standing.map(({ purpose, isGiven }) => [
      purpose,
      isGiven,
    ]),
  )
const first = { purpose: "phone", wording: "月に一度、お電話でご案内します。", wordingEnglish: "" } as const

beforeAll(world.found)

describe("N1 consents (同意): who agreed to what wording, when, by which way", () => {
  test("each is a row with its wording and way, the same again none; what stands is the last", async () => {
    const reader = await world.reader()
    expect(await say(reader, byPhone("phone", true))).toBe(true)
    expect(await say(reader, byPhone("phone", true))).toBe(false)
    house.setClock("2026-04-02T09:00:00+09:00")
    expect(await say(reader, { purpose: "phone", isGiven: false, receivedBy: "fax" })).toBe(true)
    expect(await history(reader)).toMatchObject([
      { purpose: "phone", version: 1, isGiven: false, receivedBy: "fax", recordedBy: "test" },
      { purpose: "phone", version: 1, isGiven: true, receivedBy: "phone", wording: consentPurposes.phone.ja },
    ])
    expect(await standing(reader)).toEqual({ mail: true, post: false, phone: false })
    expect((await history(reader)).map(({ at }) => at.toISOString())).toEqual([
      "2026-04-02T00:00:00.000Z",
      "2026-04-01T00:00:00.000Z",
    ])
    const seen = await world.look((scope) => consentsForReader(scope, reader))
    expect(seen.history).toHaveLength(2)
    expect(seen.history[0]).not.toHaveProperty("recordedBy")
    const audited = await world.look(
      (scope) => scope.sql`select detail from audit_entry where action = 'record-consent'`,
    )
    expect(audited[0]).toMatchObject({ detail: { ...byPhone("phone", true), version: 1 } })
  })

  test("a new wording asks anew and leaves what was given to the old one; what was said before it names the old one", async () => {
    const [before, after] = [await world.reader(), await world.reader()]
    await say(before, byPhone("phone", true))
    house.setClock("2026-04-03T09:00:00+09:00")
    await world.act((scope) => saveConsentWording(scope, first))
    await world.act((scope) => saveConsentWording(scope, first))
    expect((await world.look(wordingsNow)).phone).toBe(first.wording)
    await say(after, byPhone("phone", true))
    expect((await history(after))[0]).toMatchObject({ version: 2, wording: first.wording })
    expect((await history(before))[0]).toMatchObject({ version: 1, wording: consentPurposes.phone.ja })
    const kept = (await world.look(consentWordings)).filter(({ purpose }) => purpose === "phone")
    expect(kept.map(({ version, isNow, members }) => [version, isNow, members])).toEqual([
      [2, true, 1],
      [1, false, 1],
    ])
    expect(await say(before, byPhone("phone", true))).toBe(true)
    expect((await history(before)).map(({ version }) => version)).toEqual([2, 1])
    const late = await world.reader()
    await say(late, { ...byPhone("phone", true), saidAt: new Date("2026-04-02T12:00:00+09:00") })
    expect((await history(late))[0]).toMatchObject({ version: 1 })
    const audited = await world.look(
      (scope) => scope.sql`select detail from audit_entry where action = 'save-consent-wording'`,
    )
    expect(audited).toMatchObject([{ detail: { version: 2, wording: first.wording } }])
  })

  test("mail follows: withdrawn on the phone, no news is sent; what is on record can be changed by nobody", async () => {
    const reader = await world.reader()
    await say(reader, byPhone("mail", false))
    expect(await standing(reader)).toMatchObject({ mail: false })
    const [member] = await world.look((scope) => scope.sql`select wants_mail from member where id = ${reader}::uuid`)
    expect(member).toEqual({ wants_mail: false })
    for (const table of ["member_consent", "consent_wording"]) {
      await expect(world.act((scope) => scope.tx.raw(`delete from ${table}`))).rejects.toThrow(/permission denied/)
      await expect(world.act((scope) => scope.tx.raw(`update ${table} set version = 9`))).rejects.toThrow(
        /permission denied/,
      )
    }
  })

  test("the forms say beside each field what is missing", () => {
    const empty = consentForm("ja").safeParse({})
    expect(empty.error?.issues.map(({ path }) => path[0])).toEqual(["purpose", "given", "receivedBy"])
    expect(wordingForm("ja").safeParse({ wording: " " }).error?.issues[0]?.message).toBe("文言を入力してください。")
  })
})
