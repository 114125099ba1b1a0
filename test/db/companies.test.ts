import { beforeAll, describe, expect, test } from "vitest"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { changeCompany } from "#app/members/change-company.server.ts"
import { changeMember } from "#app/members/change-member.server.ts"
import { type CompanyOfList, companiesForList } from "#app/members/companies-for-list.server.ts"
import { companyForm } from "#app/members/company-form.ts"
import { companyForPage } from "#app/members/company-for-page.server.ts"
import { memberForm } from "#app/members/member-form.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
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
