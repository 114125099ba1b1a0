import { beforeAll, describe, expect, test } from "vitest"
import { renameCode } from "#app/desk/rename-code.server.ts"
import { changeMember } from "#app/members/change-member.server.ts"
import { codeForm, fieldForm } from "#app/members/code-form.ts"
import { codesForForm, ownFieldsForForm, ownValuesForMember } from "#app/members/codes-for-form.server.ts"
import { filterOfUrl } from "#app/members/filter-of-url.server.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { memberForm } from "#app/members/member-form.ts"
import { membersForList } from "#app/members/members-for-list.server.ts"
import { addCode, codesForList, moveCodeUp, retireCode } from "#app/members/save-code.server.ts"
import { addField, changeField, retireField } from "#app/members/save-field.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const names = async () => (await world.look((scope) => codesForList(scope, "industry"))).map(({ name }) => name)
const code = (name: string) => ({ kind: "industry" as const, name, nameEnglish: "" })

/** Saves the member's form with these values in place of what it shows, from a day on. */
async function change(id: MemberId, values: Readonly<Record<string, unknown>>, effectiveOn = "2026-04-01") {
  const own = await world.look(ownFieldsForForm)
  const form = memberForm("ja", own).parse({ familyName: "読者", ...values, effectiveOn })
  await world.act((scope) => changeMember(scope, id, form))
}
const member = (id: MemberId) => world.look((scope) => memberForPage(scope, id))
const found = async (field: string) => {
  const asked = { text: (name: string) => (name === "field" ? field : "") }
  return readScope(await house.actor("tsuki"), async (scope) => {
    const { filter } = await filterOfUrl(scope, asked)
    const page = { sort: "number", descending: false, limit: 10, offset: 0 } as const
    return (await membersForList(scope, filter, page)).members.map(({ id }) => id)
  })
}

beforeAll(world.found)

describe("A1 code tables (業種・職種・役職)", () => {
  test("entries are added once, put in order, and retired ones stand last and stay readable", async () => {
    for (const name of ["製造業", "小売業", "教育"]) await world.act((scope) => addCode(scope, code(name)))
    await expect(world.act((scope) => addCode(scope, code("教育")))).rejects.toMatchObject({ code: "code-taken" })
    await world.act((scope) => moveCodeUp(scope, code("教育")))
    await world.act((scope) => moveCodeUp(scope, code("製造業")))
    expect(await names()).toEqual(["製造業", "教育", "小売業"])
    await world.act((scope) => retireCode(scope, { ...code("製造業"), retires: true }))
    expect(await names()).toEqual(["教育", "小売業", "製造業"])
    expect((await world.look(codesForForm)).find(({ name }) => name === "製造業")).toMatchObject({ isRetired: true })
    await world.act((scope) => retireCode(scope, { ...code("製造業"), retires: false }))
    await expect(world.act((scope) => retireCode(scope, { ...code("漁業"), retires: true }))).rejects.toMatchObject({
      code: "unknown-code",
    })
  })

  test("another name goes to members, to a change that waits, to saved filters and to rules of inserts", async () => {
    const [now, later] = [await world.reader(), await world.reader()]
    await change(now, { industry: "小売業" })
    await change(later, { industry: "小売業" }, "2026-05-01")
    await world.act(async (scope) => {
      await scope.sql`
        insert into segment (organization_id, name, rules, saved_by)
        values (${scope.organizationId}, '店', '{"industries": ["小売業", "教育"]}', 'test')`
      await scope.sql`
        insert into insert_rule (organization_id, publication_id, code, name, from_issue, attribute, wanted)
        select organization_id, id, 'SHOP', '店向け', 1, 'industry', array['小売業'] from publication where code = 'TSUKI'`
    })
    const rename = (from: string, name: string) =>
      world.act((scope) => renameCode(scope, { kind: "industry", from, name, nameEnglish: "Retail" }))
    await expect(rename("小売業", "教育")).rejects.toMatchObject({ code: "code-taken" })
    await expect(rename("漁業", "水産業")).rejects.toMatchObject({ code: "unknown-code" })
    expect(await rename("小売業", "小売・卸売業")).toEqual({ members: 1 })
    expect(await member(now)).toMatchObject({ industry: "小売・卸売業" })
    const [rules] = await world.look(
      (
        scope,
      ) => scope.sql`select segment.rules, insert_rule.wanted, member_change.new_value from segment, insert_rule, member_change
        where member_change.member_id = ${later}::uuid and field = 'industry'`,
    )
    expect(rules).toMatchObject({
      ...{ rules: { industries: ["小売・卸売業", "教育"] }, wanted: ["小売・卸売業"], new_value: "小売・卸売業" },
    })
    expect((await world.look((scope) => codesForList(scope, "industry")))[2]).toMatchObject({
      ...{ name: "小売・卸売業", nameEnglish: "Retail", members: 1 },
    })
  })

  test("the form wants a name", () => {
    expect(codeForm("ja").safeParse({ name: " " }).error?.issues[0]?.message).toBe("名称を入力してください。")
  })
})

describe("A1 own fields (独自項目)", () => {
  const hobby = fieldForm("ja").parse({ code: "hobby", label: "趣味", kind: "choice", choices: "園芸\r\n釣り\n園芸\n" })

  test("a choice is added, typed on the member, found by the list's filter, and renamed without losing what is used", async () => {
    expect(hobby.choices).toEqual(["園芸", "釣り"])
    await world.act((scope) => addField(scope, hobby))
    await expect(world.act((scope) => addField(scope, hobby))).rejects.toMatchObject({ code: "field-code-taken" })
    const reader = await world.reader()
    await change(reader, { own: { hobby: "釣り" } })
    expect(await found("hobby:釣り")).toEqual([reader])
    expect(await found("hobby:園芸")).toEqual([])
    await expect(
      world.act((scope) => changeField(scope, { ...hobby, choices: ["園芸", "山歩き"] })),
    ).rejects.toMatchObject({ code: "choice-in-use" })
    await world.act((scope) => changeField(scope, { ...hobby, label: "ご趣味", choices: ["釣り", "山歩き"] }))
    await world.act((scope) => retireField(scope, { code: "hobby", retires: true }))
    expect(await world.look(ownFieldsForForm)).toMatchObject([
      { code: "hobby", label: "ご趣味", choices: ["釣り", "山歩き"], isRetired: true },
    ])
    expect(await world.look((scope) => ownValuesForMember(scope, reader))).toEqual({ hobby: "釣り" })
    const unknown = { ...hobby, code: "none" }
    await expect(world.act((scope) => changeField(scope, unknown))).rejects.toMatchObject({ code: "unknown-field" })
    await expect(world.act((scope) => retireField(scope, { code: "none", retires: true }))).rejects.toMatchObject({
      code: "unknown-field",
    })
  })

  test("the form names a code with capitals, a missing kind, and a choice without choices", () => {
    const wrong = fieldForm("ja").safeParse({ code: "Hobby", label: "趣味" })
    expect(wrong.error?.issues.map(({ path }) => path[0])).toEqual(["code", "kind"])
    const none = fieldForm("ja").safeParse({ code: "hobby", label: "趣味", kind: "choice", choices: "園芸" })
    expect(none.error?.issues.map(({ path }) => path[0])).toEqual(["choices"])
  })
})
