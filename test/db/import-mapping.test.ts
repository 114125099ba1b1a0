import { mkdtempSync } from "node:fs"
import { writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { beforeAll, describe, expect, test } from "vitest"
import { doAskedWork, anyWork } from "#app/platform/background.server.ts"
import { storeFile } from "#app/platform/files.server.ts"
import { importMappingForm, mappingRows } from "#app/subscriptions/import-mapping-form.ts"
import { guessedMapping, type ImportMapping } from "#app/subscriptions/import-mapping.ts"
import {
  fileToMap,
  importMappingByName,
  mappingsForImport,
  saveImportMapping,
} from "#app/subscriptions/import-mappings.server.ts"
import { importRunForPage } from "#app/subscriptions/import-run-for-page.server.ts"
import { importSubscribers } from "#app/subscriptions/import-subscribers.server.ts"
import { importWork, startSubscriberImport } from "#app/subscriptions/start-subscriber-import.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const folder = mkdtempSync(path.join(tmpdir(), "teiki-mapping-"))
const asOf = calendarDate("2026-05-31")

const headings =
  "顧客コード,お名前,フリガナ,〒,県名,市町村,番地,TEL,男女,購読番号,コース,購読開始号,冊数,購読料,入金額,支払日,備考欄"
const file = (...lines: string[]) => [headings, ...lines, ""].join("\r\n")
const good = file(
  'A-1,山﨑　由美 ,ヤマサキ ユミ,988-0252,宮城県,気仙沼市,波路上1,09035276561,2,Z-1,年間,1,12,"11,000","11,000",2026/04/10,よい客',
  "A-2,岡田 和也,オカダ カズヤ,915-0861,福井県,越前市,今宿町1,038-736-7716,1,,,,,,,,",
)

async function pathOf(name: string, content: string) {
  const at = path.join(folder, name)
  await writeFile(at, content)
  return at
}

const typed = {
  name: " 旧 販売管理 ",
  columns: mappingRows({
    ...guessedMapping(
      [
        "会員番号",
        "姓",
        "名",
        "セイ",
        "メイ",
        "会社名",
        "部署名",
        "役職",
        "郵便番号",
        "都道府県",
        "市区町村",
        "町域番地",
        "建物名",
      ],
      headings.split(","),
    ),
    ...guessedMapping(
      ["電話番号", "メールアドレス", "性別", "生年月日", "業種", "職種", "募集源コード"],
      headings.split(","),
    ),
    ...guessedMapping(
      ["メール配信", "備考", "契約番号", "枝番", "媒体コード", "プランコード", "開始号"],
      headings.split(","),
    ),
    ...guessedMapping(["回数", "発送済回数", "部数", "契約金額", "入金額", "入金日", "支払方法"], headings.split(",")),
    ...guessedMapping(["自動継続", "送付先会員番号"], headings.split(",")),
  }),
}
const changed = (heading: string, change: Readonly<Record<string, string>>) => ({
  ...typed,
  columns: typed.columns.map((row) => (row.heading === heading ? { ...row, ...change } : row)),
})
/** As the desk would fill in what the headings do not tell. */
const filled = {
  ...typed,
  columns: typed.columns.map((row) => {
    if (row.heading === "備考") return { ...row, from: "備考欄" }
    if (row.heading === "性別") return { ...row, values: "１=男, 2＝女" }
    if (row.heading === "媒体コード") return { ...row, fixed: "TSUKI" }
    if (row.heading === "プランコード") return { ...row, values: "年間=M12、お試し=M3" }
    if (row.heading === "支払方法") return { ...row, fixed: "カード" }
    return row
  }),
}

let mapping: ImportMapping
const take = async (name: string, content: string, goodRows = false) =>
  world.act(
    async (scope) =>
    importSubscribers(scope, { path: await pathOf(name, content), fileName: name, asOf, goodRows, mapping, progress: () => undefined }), // prettier-ignore
  )

beforeAll(async () => {
  await world.found()
  world.today("2026-05-31")
  const form = importMappingForm("ja").parse(filled)
  await world.act((scope) => saveImportMapping(scope, form))
  mapping = await world.look((scope) => importMappingByName(scope, "旧 販売管理"))
})

describe("A1 columns of anybody's file become ours (項目の対応)", () => {
  test("headings suggest a first mapping; both halves of a name may come from one column", () => {
    const from = Object.fromEntries(typed.columns.map((row) => [row.heading, row.from]))
    expect(from).toMatchObject({
      会員番号: "顧客コード",
      姓: "お名前",
      名: "お名前",
      セイ: "フリガナ",
      郵便番号: "〒",
      契約番号: "購読番号",
    })
    expect(from).toMatchObject({
      開始号: "購読開始号",
      契約金額: "購読料",
      入金日: "支払日",
      メールアドレス: "",
      備考: "",
    })
  })

  test("a file is taken over by it: names divided, values read, what is missing filled in; again it adds nothing", async () => {
    const result = await take("other.csv", good)
    expect(result).toMatchObject({ rows: 2, applied: true, rejected: [], members: 2, contracts: 1 })
    const people = () =>
      world.look(
        (scope) => scope.sql`
          select number, family_name, given_name, given_name_kana, gender, prefecture, phone, note from member where origin = 'import' order by number`,
      )
    expect(await people()).toMatchObject([
      {
        number: "A-1",
        family_name: "山﨑",
        given_name: "由美",
        given_name_kana: "ユミ",
        gender: "female",
        note: "よい客",
      },
      {
        number: "A-2",
        family_name: "岡田",
        given_name: "和也",
        given_name_kana: "カズヤ",
        gender: "male",
        prefecture: "福井県",
      },
    ])
    const contracts = await world.look(
      (scope) => scope.sql`
        select contract.number, offer.code as offer, contract.units, contract.price_yen from contract join offer on offer.id = contract.offer_id
        where contract.channel = 'import'`,
    )
    expect(contracts).toEqual([{ number: "Z-1", offer: "M12", units: 12, price_yen: 11_000 }])
    expect(await world.differences()).toEqual([])
    const before = await people()
    await take("other.csv", good)
    expect(await people()).toEqual(before)
  })

  test("F11 what is wrong is named by line and by the file's own column; a column that went is missed by its own name", async () => {
    const bad = file(
      "B-1,佐藤 花,サトウ ハナ,12,宮城県,仙台市,1,0312345678,3,,,,,,,,",
      "B-2,鈴木 一,スズキ ハジメ,988-0252,宮城県,仙台市,1,0312345678,1,Z-9,特別,1,12,11000,0,,",
    )
    const { applied, rejected } = await take("bad.csv", bad)
    expect(applied).toBe(false)
    expect(rejected.map(({ line, column, value }) => [line, column, value])).toEqual([
      [2, "〒", "12"],
      [2, "男女", "3"],
      [3, "コース", "特別"],
    ])
    const two = file("C-1,佐藤 花,サトウ ハナ,,,,,,2,,,,,,,,", "C-1,佐藤 葉,サトウ ヨウ,,,,,,2,,,,,,,,")
    const crossed = (await take("two.csv", two)).rejected.map(({ line, column }) => [line, column])
    expect(crossed).toContainEqual([3, "お名前"])
    expect(crossed).not.toContainEqual([3, "名"])
    await expect(take("short.csv", good.replaceAll("購読料", "金額A"))).rejects.toThrow(/購読料/)
  })

  test("the form refuses a mapping without the member number, and meanings that cannot be read, beside their fields", () => {
    const wrong = (input: unknown) =>
      importMappingForm("ja")
        .safeParse(input)
        .error?.issues.map(({ path: at }) => at.join("."))
    expect(wrong(changed("会員番号", { from: "" }))).toEqual(["columns.0.from"])
    expect(wrong(changed("姓", { values: "男" }))).toEqual(["columns.1.values"])
    expect(wrong({ ...typed, name: " " })).toEqual(["name"])
    const again = importMappingForm("ja").parse({ name: "x", columns: mappingRows(mapping) })
    expect(again.columns).toEqual(mapping)
  })

  test("a saved mapping is the first idea for the next file, and an import goes on with the version that it began with", async () => {
    const stored = await world.act((scope) =>
      storeFile(scope, { name: "next.csv", mediaType: "text/csv", content: Buffer.from(good) }),
    )
    const [known] = await world.look(mappingsForImport)
    const shown = await world.look((scope) => fileToMap(scope, stored.id, known?.id ?? null))
    expect(shown.mapping["性別"]).toEqual({ from: "男女", fixed: "", values: { "１": "男", 2: "女" } })
    expect(shown.columns[1]).toEqual({ heading: "お名前", example: "山﨑　由美" })
    const actor = await house.actor("tsuki")
    const flags = { fileId: stored.id, fileName: stored.name, sha256: stored.sha256, asOf, mode: "preview" as const }
    const run = await startSubscriberImport(actor, { ...flags, mapping: known?.id ?? "" })
    await world.act((scope) =>
      saveImportMapping(scope, { name: "旧 販売管理", columns: { 姓: { from: "別", fixed: "", values: {} } } }),
    )
    expect((await world.look(mappingsForImport)).map(({ name }) => name)).toEqual(["旧 販売管理"])
    await doAskedWork(actor, [anyWork(importWork)])
    expect(await world.look((scope) => importRunForPage(scope, run))).toMatchObject({
      ...{ outcome: "done", mappingName: "旧 販売管理", report: { rows: 2, rejectedCells: 0 } },
    })
    await expect(world.look((scope) => importMappingByName(scope, "無い"))).rejects.toMatchObject({ code: "unknown-import-mapping" }) // prettier-ignore
  })
})
