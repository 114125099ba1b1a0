import { describe, expect, test } from "vitest"
import { membersForList } from "#app/members/members-for-list.server.ts"
import { membersFound } from "#app/members/parts/members-found.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("legacy")

const find = async (search: string) => {
  const page = { sort: "number", descending: false, limit: 20, offset: 0 } as const
  const found = await readScope(await house.actor(), (scope) => membersForList(scope, { search, rules: {} }, page))
  return found.members.map(({ id, number }) => ({ id, number }))
}

describe("A6 the one search box", () => {
  test("kana of any width and kind, with or without a space, find the same members", async () => {
    const [plain, half, hiragana] = await Promise.all(["ヤマザキ ユミ", "ﾔﾏｻﾞｷﾕﾐ", "やまざきゆみ"].map(find))
    expect(plain?.length).toBeGreaterThan(0)
    expect(half).toEqual(plain)
    expect(hiragana).toEqual(plain)
  })

  test("a number, any part of a phone, a postal code, a mail and an address find their member", async () => {
    for (const search of ["K0000002", "038-736", "0387367716", "reader3@example.jp", "今宿町1-5-6"]) {
      const found = await find(search)
      expect(
        found.map(({ number }) => number),
        search,
      ).toContain(search.startsWith("reader") ? "K0000003" : "K0000002")
    }
  })

  test("who has every word is found however many have one of them; what was not read is said to be more", async () => {
    const page = { sort: "number", descending: false, limit: 50, offset: 0 } as const
    const found = async (words: readonly string[], reach?: number) =>
      readScope(await house.actor(), (scope) =>
        membersFound(scope, words, {}, reach === undefined ? page : { ...page, reach }),
      )
    // Every part of a name begins somewhere, so nobody has to be read.
    const all = await found(["山崎", "由"])
    expect(all.total).toBeGreaterThan(1)
    expect(all.hasMore).toBe(false)
    const near = await found(["山崎", "由"], 0)
    expect(near.members.map(({ number }) => number)).toEqual(all.members.map(({ number }) => number))
    expect(await found(["山崎", "岡田"])).toEqual({ members: [], total: 0, hasMore: false })
    expect(await found(["山崎", "岡田"], 0)).toEqual({ members: [], total: 0, hasMore: true })
  })

  test("every character that has a usual form is known to have one, and no other", async () => {
    const differ = await readScope(
      await house.actor(),
      (scope) => scope.sql`
        select chr(n) as sign from generate_series(32, 205743) as n where n not between 55296 and 57343
          and has_old_characters(chr(n)) <> (usual_characters(chr(n)) <> chr(n))`,
    )
    expect(differ).toEqual([])
  })

  test("signs that mean something to SQL or to patterns are signs like any other", async () => {
    for (const search of ["%", "_", "'; drop table member; --", "\\"]) expect(await find(search), search).toEqual([])
  })
})

test("A1 the seven attributes of a member stand as the older system had them, in our forms", async () => {
  const rows = await readScope(
    await house.actor(),
    (scope) => scope.sql`
      select family_name, prefecture, gender, born_on, industry, occupation, job_title, phone, postal_code
      from member where number in ('K0000001', 'K0000002') order by number`,
  )
  expect(rows).toEqual([
    {
      ...{ family_name: "山﨑", prefecture: "宮城県", gender: null, born_on: "1982-07-13", industry: "情報通信業" },
      ...{ occupation: "サービス職業", job_title: "", phone: "09035276561", postal_code: "9880252" },
    },
    {
      ...{ family_name: "岡田", prefecture: "福井県", gender: "male", born_on: "1993-08-24" },
      ...{
        industry: "金融業，保険業",
        occupation: "販売",
        job_title: "",
        phone: "038-736-7716",
        postal_code: "9150861",
      },
    },
  ])
})
