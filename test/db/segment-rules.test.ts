import { beforeAll, describe, expect, test } from "vitest"
import type { MemberRules } from "#app/members/member-rules.ts"
import { saveSegment } from "#app/members/save-segment.server.ts"
import { segmentFields, segmentForm } from "#app/members/segment-form.ts"
import { countMembers } from "#app/members/segments-for-page.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const office = seminarWorld(house)

const numbers = async (rules: MemberRules) =>
  (
    await office.look(
      (scope) => scope.sql<{ name: string }>`
        select concat(family_name, given_name) as name
        from chosen_members(${JSON.stringify(rules)}::jsonb, ${scope.today}::date) where company_name <> '図書館' order by name`,
    )
  ).map(({ name }) => name)

const registrationOf = async (order: string) => {
  const [row] = await office.look(
    (scope) => scope.sql<{ id: string }>`select id from registration where order_id = ${order}::uuid`,
  )
  return row?.id ?? ""
}

beforeAll(async () => {
  await office.found()
  await office.load(seminarGiven("KIKU", {}), seminarGiven("BARA", {}))
  const came = await office.apply("KIKU", { givenName: "出席" })
  await office.apply("KIKU", { givenName: "欠席" })
  await office.apply("BARA", { givenName: "バラ" })
  await office.reader()
  await office.enter([await registrationOf(came)], "2026-12-10T13:20:00+09:00")
})

describe("A1 F11 segments over seminars (セミナーとの関わり)", () => {
  test("applied, came, did not come once it is over, did not apply: each of the seminars named, or of any", async () => {
    const did = (deed: "applied" | "attended" | "missed" | "none", codes?: string[], from?: string) =>
      numbers({ seminars: { did: deed, ...(codes && { codes }), ...(from && { from: calendarDate(from) }) } })
    expect(await did("applied", ["KIKU"])).toEqual(["受講出席", "受講欠席"])
    expect(await did("applied")).toEqual(["受講バラ", "受講出席", "受講欠席"])
    expect(await did("attended")).toEqual(["受講出席"])
    expect(await did("missed"), "not over yet").toEqual([])
    expect(await did("none", ["KIKU"])).toEqual(["受講バラ", expect.stringContaining("読者")])
    expect(await did("applied", undefined, "2026-12-10")).toHaveLength(3)
    expect(await did("applied", undefined, "2026-12-11")).toEqual([])
    office.today("2026-12-11")
    expect(await did("missed")).toEqual(["受講バラ", "受講欠席"])
    await office.act((scope) => scope.sql`update seminar set state = 'cancelled' where code = 'BARA'`)
    expect(await did("applied")).toEqual(["受講出席", "受講欠席"])
  })

  test("who subscribed before and does not now is neither a reader nor somebody who never was one", async () => {
    const reader = await office.reader()
    const contract = await office.order(reader, "M3")
    expect(await numbers({ contract: "lapsed" })).toEqual([])
    await office.act(
      (scope) =>
        scope.sql`update contract set state = 'cancelled', ended_on = ${scope.today}::date where id = ${contract}::uuid`,
    )
    const [lapsed] = await numbers({ contract: "lapsed" })
    expect(lapsed).toMatch(/^読者/)
    expect(await numbers({ contract: "lapsed", publications: ["KISETSU"] })).toEqual([])
    expect(await numbers({ contract: "none" })).toContain(lapsed)
    expect(await numbers({ contract: "active" })).not.toContain(lapsed)
  })
})

describe("A1 the form of a segment (条件の編集)", () => {
  const typed = {
    ...{
      name: " 秋の 受講者 ",
      prefectures: ["東京都"],
      genders: ["female", "unknown"],
      ageFrom: "３０",
      ageTo: "39歳",
    },
    ...{ contract: "lapsed", publications: ["TSUKI"], wantsMail: "yes", owes: "no", paidFrom: "2026/1/5" },
    ...{ paidAtLeastYen: "１０,０００円", field: "genre:花:木", seminarDeed: "attended", seminarCodes: "KIKU、BARA" },
    seminarFrom: "2026-12-01",
  }
  const rules = {
    ...{ prefectures: ["東京都"], genders: ["female", ""], ageFrom: 30, ageTo: 39, contract: "lapsed" },
    ...{ publications: ["TSUKI"], wantsMail: true, owes: false, paidFrom: "2026-01-05", paidAtLeastYen: 10_000 },
    ...{ field: { code: "genre", value: "花:木" } },
    seminars: { did: "attended", codes: ["KIKU", "BARA"], from: "2026-12-01" },
  }

  test("what is typed becomes rules, and rules fill the form again as they are", () => {
    const read = segmentForm("ja").parse(typed)
    expect(read).toEqual({ name: "秋の 受講者", intent: undefined, rules })
    expect(segmentForm("ja").parse(segmentFields(read.name, read.rules)).rules).toEqual(rules)
    const empty = Object.fromEntries(Object.entries(segmentFields("", {})).filter(([, value]) => value !== ""))
    expect(segmentForm("ja").parse({ ...empty, intent: "count" })).toMatchObject({ name: "", rules: {} })
  })

  test("what cannot be meant is named beside its field", () => {
    const wrong = (changes: Readonly<Record<string, unknown>>) =>
      segmentForm("ja")
        .safeParse({ ...typed, ...changes })
        .error?.issues.map(({ path, message }) => [path.join("."), message])
    expect(wrong({ ageFrom: "40" })).toEqual([["ageTo", "上の年齢は下の年齢以上にしてください。"]])
    expect(wrong({ ageFrom: "若い" })).toEqual([["ageFrom", "年齢は0〜130の数字で入力してください。"]])
    expect(wrong({ paidFrom: "2026-02-30" })).toEqual([["paidFrom", "日付で入力してください(例 2026-11-16)。"]])
    expect(wrong({ contract: undefined })).toEqual([["contract", "媒体を選んだときは、契約の有無も選んでください。"]])
    expect(wrong({ seminarDeed: undefined })).toEqual([["seminarDeed", "セミナーの条件を選んでください。"]])
    expect(wrong({ name: "" })).toEqual([["name", "条件の名前を入力してください。"]])
  })

  test("seminars that are not there are refused by name; whom the rules choose is counted before they are kept", async () => {
    const save = (codes: string[]) =>
      office.act((scope) => saveSegment(scope, { name: "講座", rules: { seminars: { did: "applied", codes } } }))
    await expect(save(["KIKU", "NASHI", "ARU"])).rejects.toMatchObject({
      code: "segment-names-unknown-seminars",
      options: { field: "seminarCodes" },
      messages: { ja: "セミナーのコード「ARU、NASHI」は見つかりません。" },
    })
    await save(["KIKU"])
    expect(await office.look((scope) => countMembers(scope, { seminars: { did: "applied", codes: ["KIKU"] } }))).toBe(2)
  })
})
