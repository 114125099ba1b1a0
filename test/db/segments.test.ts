import { beforeAll, describe, expect, test } from "vitest"
import { exportMembers } from "#app/members/export-members.server.ts"
import { filterOfUrl } from "#app/members/filter-of-url.server.ts"
import { changeSegment, deleteSegment, saveSegment } from "#app/members/save-segment.server.ts"
import { segmentByName } from "#app/members/segment-by-name.server.ts"
import { segmentForm } from "#app/members/segment-form.ts"
import { segmentsForList } from "#app/members/segments-for-list.server.ts"
import { segmentsForPage } from "#app/members/segments-for-page.server.ts"
import { readStoredFile } from "#app/platform/files.server.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const ids = new Map<string, string>()
const id = (name: string) => ids.get(name) ?? ""

const asking = (values: Readonly<Record<string, string>>) => ({ text: (name: string) => values[name] ?? "" })
const save = async (name: string, values: Readonly<Record<string, string>>) => {
  const saved = await world.act(async (scope) =>
    saveSegment(scope, { name, rules: (await filterOfUrl(scope, asking(values))).filter.rules }),
  )
  ids.set(name, saved.id)
}
const counts = async () =>
  Object.fromEntries((await world.look(segmentsForPage)).map(({ name, members }) => [name, members]))
const audited = async (action: string) =>
  world.look((scope) => scope.sql`select actor, subject, detail from audit_entry where action = ${action} order by seq`)

beforeAll(async () => {
  await world.found()
  await world.order(await world.reader(), "M12")
  await world.reader()
})

describe("A1 saved segments (保存した条件)", () => {
  test("a filter is kept under a name, counted when it is looked at, and narrowed by the list's own filters", async () => {
    await save("都内・継続中", { prefecture: "東京都", active: "yes", q: "読者" })
    await save("都内・契約なし", { prefecture: "東京都", active: "no" })
    expect(await counts()).toEqual({ "都内・継続中": 2, "都内・契約なし": 1 })
    await world.reader()
    expect(await counts()).toEqual({ "都内・継続中": 2, "都内・契約なし": 2 })
    const asked = await world.look((scope) =>
      filterOfUrl(scope, asking({ segment: id("都内・継続中"), prefecture: "大阪府" })),
    )
    expect(asked).toMatchObject({
      segmentName: "都内・継続中",
      filter: { search: "", rules: { prefectures: ["大阪府"], contract: "active" } },
    })
    expect(await audited("save-segment")).toMatchObject([
      { subject: "都内・継続中", detail: { rules: { prefectures: ["東京都"], contract: "active" } } },
      { subject: "都内・契約なし" },
    ])
  })

  test("everybody is no segment, and a name that is taken is refused beside the field", async () => {
    await expect(save("全員", { q: "読者" })).rejects.toMatchObject({ code: "segment-without-rules" })
    await expect(save("都内・継続中", { active: "no" })).rejects.toMatchObject({
      code: "segment-name-taken",
      options: { field: "name", status: 409 },
    })
    const rules = { contract: "none" as const }
    const rename = (name: string) =>
      world.act((scope) => changeSegment(scope, { id: id("都内・契約なし"), name, rules }))
    await expect(rename("都内・継続中")).rejects.toMatchObject({
      code: "segment-name-taken",
      options: { field: "name" },
    })
    await rename("都内・契約なし")
    await rename("見込客")
    expect(await world.look((scope) => segmentByName(scope, "見込客"))).toMatchObject({ contract: "none" })
    expect(await audited("change-segment")).toMatchObject([
      { subject: "都内・契約なし", detail: { rules } },
      { subject: "見込客", detail: { from: "都内・契約なし" } },
    ])
    const blank = segmentForm("ja").safeParse({ name: "  ", contract: "none" })
    expect(blank.error?.issues[0]?.message).toBe("条件の名前を入力してください。")
  })

  test("an export holds the members of the segment alone, and the audit log names it", async () => {
    const { filter, segmentName } = await world.look((scope) =>
      filterOfUrl(scope, asking({ segment: id("都内・継続中") })),
    )
    const actor = await house.actor("tsuki")
    const { file, rows } = await exportMembers(actor, { ...filter, segment: segmentName, format: "csv" })
    expect(rows).toBe(2)
    const kept = await world.look((scope) => readStoredFile(scope, file.id))
    let text = ""
    for await (const part of kept?.content ?? []) text += String(part)
    expect(text.trim().split("\r\n")).toHaveLength(3)
    expect(await audited("export-members")).toMatchObject([{ detail: { segment: "都内・継続中" } }])
  })

  test("what was deleted is offered no more, gives nobody everybody, and leaves its name free", async () => {
    const gone = id("都内・継続中")
    await world.act((scope) => deleteSegment(scope, gone))
    expect((await world.look(segmentsForList)).map(({ name }) => name)).toEqual(["見込客"])
    const refused = { code: "no-such-segment", options: { status: 404 } }
    for (const segment of [gone, "all"]) {
      await expect(world.look((scope) => filterOfUrl(scope, asking({ segment })))).rejects.toMatchObject(refused)
      await expect(world.act((scope) => deleteSegment(scope, segment))).rejects.toMatchObject(refused)
      await expect(
        world.act((scope) => changeSegment(scope, { id: segment, name: "x", rules: { owes: true } })),
      ).rejects.toMatchObject(refused)
    }
    await expect(world.look((scope) => segmentByName(scope, "都内・継続中"))).rejects.toMatchObject(refused)
    await save("都内・継続中", { active: "yes" })
    expect(await counts()).toEqual({ 見込客: 2, "都内・継続中": 2 })
    expect(await audited("delete-segment")).toMatchObject([{ subject: "都内・継続中" }])
  })
})
