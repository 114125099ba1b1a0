import { beforeAll, describe, expect, test } from "vitest"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { candidatesForCompany } from "#app/members/candidates-for-company.server.ts"
import { changeCompany } from "#app/members/change-company.server.ts"
import { changeMember } from "#app/members/change-member.server.ts"
import { type CompanyOfList, companiesForList } from "#app/members/companies-for-list.server.ts"
import { companyForm } from "#app/members/company-form.ts"
import { companyForPage } from "#app/members/company-for-page.server.ts"
import { memberForm } from "#app/members/member-form.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { mergeCompanies } from "#app/members/merge-companies.server.ts"
import { spellingsOfCompany } from "#app/members/spellings-of-company.server.ts"
import { tellCompaniesApart } from "#app/members/tell-companies-apart.server.ts"
import { undoCompanyMerge } from "#app/members/undo-company-merge.server.ts"
import type { MemberId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const page = { sort: "name", descending: false, limit: 50, offset: 0 } as const
const found = async (search = "") => (await world.look((scope) => companiesForList(scope, search, page))).companies
const named = async (name: string): Promise<CompanyOfList> => {
  const company = (await found()).find((each) => each.name === name)
  if (!company) throw new Error(`no ${name}`)
  return company
}
const goesTo = (id: MemberId, companyName: string) => {
  const form = memberForm("ja", []).parse({ familyName: "読者", companyName, effectiveOn: "2026-04-01" })
  return world.act((scope) => changeMember(scope, id, form))
}

const people: MemberId[] = []

beforeAll(async () => {
  await world.found()
  for (const companyName of ["株式会社ＡＢＣ商事", "株式会社ABC 商事", "青空工業"]) {
    people.push(await world.reader({ companyName }))
  }
  const [payer, colleague] = people
  if (!payer || !colleague) throw new Error("nobody")
  await world.order(payer, "M12", { recipients: [payer, colleague].map((memberId) => ({ memberId, copies: 2 })) })
  await world.order(colleague, "Q4")
})

describe("A1 companies with many recipients (会社)", () => {
  test("members of one company stand together, however wide its name is typed, with recipients and running contracts", async () => {
    expect(await named("株式会社ＡＢＣ商事")).toMatchObject({ people: 2, contracts: 2 })
    expect(await named("青空工業")).toMatchObject({ people: 1, contracts: 0 })
    expect(await named("図書館")).toMatchObject({ people: 1, contracts: 2 })
    const company = await world.look(async (scope) =>
      companyForPage(scope, (await named("株式会社ＡＢＣ商事")).id, page),
    )
    expect(company?.total).toEqual({ people: 2, copies: 5, contracts: 2 })
    const { id } = await named("株式会社ＡＢＣ商事")
    const second = await world.look((scope) => companyForPage(scope, id, { limit: 1, offset: 1 }))
    expect(second).toMatchObject({ total: { people: 2 }, people: [{ name: "読者 3番" }] })
    expect(company?.people.map(({ name, copies, contracts }) => [name, copies, contracts])).toEqual([
      ["読者 2番", 2, 1],
      ["読者 3番", 3, 1],
    ])
    expect(await world.look((scope) => memberForPage(scope, people[1] ?? ""))).toMatchObject({
      ...{ companyName: "株式会社ABC 商事", company: { id: company?.id } },
    })
  })

  test("they are found by name and kana in any width, and sorted by their figures", async () => {
    const { id } = await named("青空工業")
    const form = companyForm("ja").parse({
      nameKana: "あおぞらｺｳｷﾞｮｳ",
      postalCode: "１００－０００１",
      note: "窓口は総務",
    })
    await world.act((scope) => changeCompany(scope, id, form))
    expect(await world.look((scope) => companyForPage(scope, id, page))).toMatchObject({
      ...{ nameKana: "アオゾラコウギョウ", postalCode: "1000001", note: "窓口は総務" },
    })
    const names = async (search: string) => (await found(search)).map(({ name }) => name)
    for (const search of ["ｱｵｿﾞﾗ", "あおぞら 工業", "青空"]) expect(await names(search)).toEqual(["青空工業"])
    for (const search of ["abc", "ＡＢＣ　商事"]) expect(await names(search)).toEqual(["株式会社ＡＢＣ商事"])
    expect(await names("百貨店")).toEqual([])
    const sorted = await world.look((scope) =>
      companiesForList(scope, "", { sort: "people", descending: true, limit: 1, offset: 0 }),
    )
    expect(sorted).toMatchObject({ total: 3, companies: [{ name: "株式会社ＡＢＣ商事" }] })
    const byContracts = (descending: boolean) =>
      world.look((scope) => companiesForList(scope, "", { ...page, sort: "contracts", descending }))
    const counts = (await byContracts(true)).companies.map(({ contracts }) => contracts)
    expect(counts).toEqual([2, 2, 0])
    expect((await byContracts(false)).companies.map(({ contracts }) => contracts)).toEqual([0, 2, 2])
    const audited = await world.look(
      (scope) => scope.sql`select subject from audit_entry where action = 'change-company'`,
    )
    expect(audited).toEqual([{ subject: id }])
    const wrong = companyForm("ja").safeParse({ nameKana: "青空", postalCode: "12" })
    expect(wrong.error?.issues.map(({ path }) => path[0])).toEqual(["nameKana", "postalCode"])
    const nowhere = "00000000-0000-7000-8000-000000000000"
    await expect(world.act((scope) => changeCompany(scope, nowhere, form))).rejects.toMatchObject({
      code: "no-such-company",
    })
  })

  test("who changes the company goes over to the other; a company that nobody is of any more is not listed", async () => {
    const [, colleague, last] = people
    if (!colleague || !last) throw new Error("nobody")
    await goesTo(colleague, "青空工業")
    expect((await found()).map(({ name, people: count }) => [name, count])).toEqual([
      ["青空工業", 2],
      ["図書館", 1],
      ["株式会社ＡＢＣ商事", 1],
    ])
    await goesTo(colleague, "")
    expect(await named("青空工業")).toMatchObject({ people: 1 })
    await goesTo(last, "株式会社ABC商事")
    expect((await found()).map(({ name }) => name)).not.toContain("青空工業")
  })

  test("F20 erasure takes the company along that nobody else is of", async () => {
    const alone = await world.reader({ companyName: "ひとり商店" })
    const member = await world.look((scope) => memberForPage(scope, alone))
    await world.act((scope) => eraseMember(scope, member?.number ?? ""))
    const left = await world.look((scope) => scope.sql<{ name: string }>`select name from company order by name`)
    expect(left.map(({ name }) => name)).not.toContain("ひとり商店")
    expect(left.map(({ name }) => name)).toContain("図書館")
  })
})

const ways = ["株式会社緑風園", "㈱緑風園", "(株) 緑 風園", "緑風園（株）", "緑風園株式會社"]
const peopleOf = async (name: string) => (await named(name)).people
const spellingsAt = async (name: string) => {
  const { id } = await named(name)
  return (await world.look((scope) => spellingsOfCompany(scope, id))).map((each) => each.name)
}
const candidatesOf = async (name: string) => {
  const { id } = await named(name)
  const all = await world.look((scope) => candidatesForCompany(scope, id))
  return all.map((each) => [each.name, each.reasons] as const)
}
const mergeAt = async (name: string, spelling: string) => {
  const { id } = await named(name)
  const all = await world.look((scope) => spellingsOfCompany(scope, id))
  return all.find((each) => each.name === spelling)?.merge?.id ?? ""
}

describe("A1 companies written differently (会社の名寄せ)", () => {
  test("a name's legal form and its rest, whatever stands before or after, in any width and with old characters", async () => {
    const parts = async (name: string) => {
      const [row] = await world.look((scope) => scope.sql<{ parts: string[] }>`select company_parts(${name}) as parts`)
      return row?.parts
    }
    for (const name of ways) expect(await parts(name)).toEqual(["株", "緑風園"])
    expect(await parts("㈲髙﨑 園芸")).toEqual(["有", "高崎園芸"])
    expect(await parts("(一社)花の会")).toEqual(["一社", "花の会"])
    expect(await parts("一般社団法人花の会")).toEqual(["一社", "花の会"])
    expect(await parts("医療法人社団みどり会")).toEqual(["医", "みどり会"])
    expect(await parts("緑風園")).toEqual(["", "緑風園"])
    expect(await parts("緑風園株式会社東京支店")).toEqual(["", "緑風園株式会社東京支店"])
    expect(await parts("株式会社")).toEqual(["株", ""])
    expect(await parts("カブシキガイシャミドリ")).toEqual(["株", "ミドリ"])
  })

  test("who comes with another way of writing stands with the company; other legal forms and none stand apart", async () => {
    const members: MemberId[] = []
    for (const companyName of [...ways, "有限会社緑風園", "緑風園"]) members.push(await world.reader({ companyName }))
    expect(await peopleOf("株式会社緑風園")).toBe(5)
    expect(await spellingsAt("株式会社緑風園")).toEqual(["㈱緑風園", "緑風園株式會社", "緑風園（株）"])
    expect([await peopleOf("有限会社緑風園"), await peopleOf("緑風園")]).toEqual([1, 1])
    // What stands on his papers is his own.
    const second = await world.look((scope) => memberForPage(scope, members[1] ?? ""))
    expect([second?.companyName, second?.company?.name]).toEqual(["㈱緑風園", "株式会社緑風園"])
    const [, , last] = people
    if (!last) throw new Error("nobody")
    await goesTo(last, "緑風園㈱")
    expect(await peopleOf("株式会社緑風園")).toBe(6)
    for (const search of [...ways, "緑風園", "(株) 緑風"])
      expect((await found(search)).map(({ name }) => name)).toContain("株式会社緑風園")
    expect((await found("㈱")).map(({ name }) => name)).not.toContain("有限会社緑風園")
    const { id } = await named("株式会社緑風園")
    const whole = await world.look((scope) => companyForPage(scope, id, page))
    expect(whole).toMatchObject({ total: { people: 6 } })
    expect(whole?.people.length).toBe(6)
  })

  test("candidates share a name, kana, phone or address; told apart they are gone, and nothing is merged by itself", async () => {
    expect(await candidatesOf("株式会社緑風園")).toEqual([
      ["有限会社緑風園", ["name"]],
      ["緑風園", ["name"]],
    ])
    const { id: kept } = await named("株式会社緑風園")
    const { id: merged } = await named("有限会社緑風園")
    const library = await named("図書館")
    const about = { nameKana: "", postalCode: "1000001", address: "千代田1-1", phone: "03-1234-5678", note: "" }
    await world.act((scope) => changeCompany(scope, kept, { ...about, nameKana: "カブシキガイシャリョクフウエン" }))
    await world.act((scope) =>
      changeCompany(scope, library.id, { ...about, phone: "(03)1234-5678", address: "千代田１－１" }),
    )
    expect(await candidatesOf("図書館")).toEqual([["株式会社緑風園", ["address", "phone"]]])
    const { alike } = await world.look((scope) => companiesForList(scope, "", { ...page, alike: true }))
    expect(alike).toBe(4)
    await world.act((scope) => tellCompaniesApart(scope, { kept, merged }))
    await world.act((scope) => tellCompaniesApart(scope, { kept: merged, merged: kept }))
    expect((await candidatesOf("株式会社緑風園")).map(([name]) => name)).toEqual(["図書館", "緑風園"])
    expect((await candidatesOf("有限会社緑風園")).map(([name]) => name)).toEqual(["緑風園"])
  })

  test("a merge takes people, ways of writing and figures over and is undone exactly, the newest first", async () => {
    const before = await found()
    const [bare, green, library] = [await named("緑風園"), await named("株式会社緑風園"), await named("図書館")]
    const pair = { kept: library.id, merged: green.id }
    const first = await world.act((scope) => mergeCompanies(scope, { kept: green.id, merged: bare.id }))
    const second = await world.act((scope) => mergeCompanies(scope, pair))
    expect(await named("図書館")).toMatchObject({ people: 8, contracts: library.contracts })
    expect((await found("㈱緑風園")).map(({ name }) => name)).toContain("図書館")
    expect(await world.look((scope) => companyForPage(scope, bare.id, page))).toMatchObject({
      id: library.id,
      total: { people: 8 },
    })
    await expect(world.act((scope) => mergeCompanies(scope, pair))).rejects.toMatchObject({
      code: "company-merge-needs-two",
    })
    await expect(world.act((scope) => undoCompanyMerge(scope, first.mergeId))).rejects.toMatchObject({
      code: "company-merge-not-last",
    })
    await world.act((scope) => undoCompanyMerge(scope, second.mergeId))
    await expect(world.act((scope) => undoCompanyMerge(scope, second.mergeId))).rejects.toMatchObject({
      code: "company-merge-already-undone",
    })
    expect(await peopleOf("株式会社緑風園")).toBe(7)
    await world.act((scope) => undoCompanyMerge(scope, first.mergeId))
    expect(await found()).toEqual(before)
  })

  test("what joined by itself is taken apart, and members with that name stay with it from then on", async () => {
    await world.act(async (scope) => undoCompanyMerge(scope, await mergeAt("株式会社緑風園", "㈱緑風園")))
    expect(await peopleOf("㈱緑風園")).toBe(2)
    await world.reader({ companyName: "㈱ 緑風園" })
    expect(await peopleOf("㈱緑風園")).toBe(3)
    // Two fit now: a third way of writing is people's to decide.
    await world.reader({ companyName: "〔株〕緑風園" })
    expect(await peopleOf("〔株〕緑風園")).toBe(1)
    expect((await candidatesOf("〔株〕緑風園")).map(([name]) => name)).toContain("㈱緑風園")
  })

  test("F20 erasure takes a company's every way of writing along once nobody is of it, and leaves what others are of", async () => {
    const [one, other] = [
      await world.reader({ companyName: "㈲ひとり園" }),
      await world.reader({ companyName: "有限会社ひとり園" }),
    ]
    const erase = async (id: MemberId) => {
      const member = await world.look((scope) => memberForPage(scope, id))
      await world.act((scope) => eraseMember(scope, member?.number ?? ""))
    }
    await erase(one)
    expect(await peopleOf("㈲ひとり園")).toBe(1)
    await erase(other)
    const left = await world.look(
      (scope) => scope.sql<{ name: string }>`select name from company where name like '%ひとり園'`,
    )
    expect(left).toEqual([])
  })
})
