import { beforeAll, describe, expect, test } from "vitest"
import { accountForm } from "#app/ledger/account-form.ts"
import { accountsForForm } from "#app/ledger/accounts-for-form.server.ts"
import { chartOfAccounts } from "#app/ledger/chart-of-accounts.server.ts"
import { decideApproval } from "#app/ledger/decide-approval.server.ts"
import { requestVoucher } from "#app/ledger/request-approval.server.ts"
import { addAccount, renameAccount, retireAccount } from "#app/ledger/save-account.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { booksForMonth } from "#app/reports/books-for-month.server.ts"
import { month } from "#app/values/calendar.ts"
import { bytesOf } from "#test/support/bytes-of.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const rent = { code: "742", name: "賃借料", nameEnglish: "Rent", kind: "expense" } as const
const line = (accountCode: string, amountYen: number) => ({
  accountCode,
  subAccount: "",
  taxClass: "none" as const,
  amountYen,
})
const voucher = (code: string) => ({
  ...{ effectiveOn: "2026-04-01", description: "倉庫の賃料", lines: [line(code, 88_000), line("111", -88_000)] },
})
const own = async (code: string) => (await world.look(chartOfAccounts)).find((account) => account.code === code)

beforeAll(world.found)

describe("chart of accounts (勘定科目)", () => {
  test("an account of one's own is added once, posted to by hand, and goes out to accounting software under its name", async () => {
    await world.act((scope) => addAccount(scope, rent))
    await expect(world.act((scope) => addAccount(scope, rent))).rejects.toMatchObject({ code: "account-code-taken" })
    const id = await world.act((scope) => requestVoucher(scope, voucher("742"), "家賃"))
    const second = { ...(await house.actor("tsuki")), name: "second" }
    await inScope(second, (scope) => decideApproval(scope, { id, approves: true }))
    expect(await own("742")).toMatchObject({ isOwn: true, lines: 1, balanceYen: 88_000 })
    const april = month("2026-04")
    const written = async (format: "hledger" | "freee") =>
      (await world.look(async (scope) => bytesOf((await booksForMonth(scope, april, format)).content))).toString()
    for (const format of ["hledger", "freee"] as const) expect(await written(format)).toContain("賃借料")
    await world.act((scope) => renameAccount(scope, { code: "742", name: "地代家賃", nameEnglish: "" }))
    expect(await written("freee")).toContain("地代家賃")
    expect(await world.differences()).toEqual([])
  })

  test("out of use it stands in no form and takes no voucher, until it is used again; what is posted stays", async () => {
    await world.act((scope) => retireAccount(scope, { code: "742", retires: true }))
    expect(await own("742")).toMatchObject({ isRetired: true, balanceYen: 88_000 })
    expect((await world.look(accountsForForm)).map(({ code }) => code)).not.toContain("742")
    await expect(world.act((scope) => requestVoucher(scope, voucher("742"), "家賃"))).rejects.toMatchObject({
      code: "unknown-account",
    })
    await world.act((scope) => retireAccount(scope, { code: "742", retires: false }))
    expect((await world.look(accountsForForm)).map(({ code }) => code)).toContain("742")
  })

  test("what commands post to stays in use, whoever asks; an unknown account is refused", async () => {
    await expect(world.act((scope) => retireAccount(scope, { code: "111", retires: true }))).rejects.toMatchObject({
      code: "account-is-needed",
    })
    await expect(
      world.act((scope) => scope.sql`update account set retired_at = ${scope.now} where code = '111'`),
    ).rejects.toMatchObject({ constraint: "only_own_accounts_retire" })
    await expect(
      world.act((scope) => renameAccount(scope, { code: "999", name: "x", nameEnglish: "" })),
    ).rejects.toMatchObject({ code: "unknown-account" })
  })

  test("the form takes full width and names what is missing", () => {
    expect(accountForm("ja").parse({ ...rent, code: "７４３" }).code).toBe("743")
    const wrong = accountForm("ja").safeParse({ code: "7", name: " ", kind: "x" })
    expect(wrong.error?.issues.map(({ path }) => path[0])).toEqual(["code", "name", "kind"])
  })
})
