import { describe, expect, test } from "vitest"
import { bankDayAfter, isBankDay } from "#app/platform/bank-days.server.ts"
import { bankOf, branchOf, kanaOfBranch } from "#app/platform/bank-list.server.ts"
import { listedAccount } from "#app/subscriptions/discontinued/listed-account.server.ts"
import { calendarDate } from "#app/values/calendar.ts"

const bankCode = async (text: string) => (await bankOf(text)).place?.code ?? null
const branchCode = async (bank: string, text: string) => (await branchOf(bank, text)).place?.code ?? null

describe("D5 banks and branches as people write them", () => {
  test.for([
    ["三菱UFJ銀行", "0005"],
    ["三菱ＵＦＪ", "0005"],
    ["みずほ", "0001"],
    ["ミズホ銀行", "0001"],
    ["０００５", "0005"],
    ["0005 三菱UFJ銀行", "0005"],
    ["北海道信用金庫", "1001"],
    ["ゆうちょ銀行", "9900"],
  ] as const)("%s is %s", async ([text, code]) => {
    expect(await bankCode(text)).toBe(code)
  })

  test.for([
    ["0005", "本店", "001"],
    ["0005", "日本橋支店", "020"],
    ["0005", "020", "020"],
    ["9900", "○一八", "018"],
    ["9900", "〇一八店", "018"],
    ["9900", "018店", "018"],
  ] as const)("of %s, %s is %s", async ([bank, text, code]) => {
    expect(await branchCode(bank, text)).toBe(code)
  })

  test("what may be several, or none, is never guessed; a code beside another bank's name is none", async () => {
    expect(await bankOf("三菱")).toMatchObject({
      place: null,
      near: [{ code: "2820" }, { code: "0005" }, { code: "0288" }],
    })
    for (const text of ["5", "0005 みずほ", "記号10530", ""]) expect(await bankCode(text)).toBeNull()
    // 記号 of ゆうちょ is no branch.
    for (const text of ["10530", "1053", ""]) expect(await branchCode("9900", text)).toBeNull()
    const typed = { accountKind: "ordinary", accountNumber: "0000001", accountHolder: "ｱ" } as const
    await expect(listedAccount({ ...typed, bankName: "三菱", branchName: "本店" })).rejects.toMatchObject({
      ...{ code: "bank-not-clear", options: { field: "bankName" } },
    })
    await expect(listedAccount({ ...typed, bankName: "0005", branchName: "10530" })).rejects.toMatchObject({
      ...{ code: "unknown-branch", options: { field: "branchName" } },
    })
  })

  test("one that is younger than the list is taken with its code and name; the file's names are the list's, or blank", async () => {
    expect(await bankOf("0099 あたらしい銀行")).toEqual({ place: { code: "0099", name: "あたらしい銀行" } })
    expect(await branchOf("0099", "１２３ 駅前支店")).toEqual({ place: { code: "123", name: "駅前支店" } })
    expect(await kanaOfBranch("0005", "020")).toEqual({ bank: "ﾐﾂﾋﾞｼﾕ-ｴﾌｼﾞｴｲ", branch: "ﾆﾎﾝﾊﾞｼ" })
    expect(await kanaOfBranch("0099", "123")).toEqual({ bank: "", branch: "" })
  })
})

test("D5 banks rest on weekends, holidays and from 31 December to 3 January", () => {
  const rests = ["2026-11-28", "2026-11-29", "2026-11-23", "2026-09-22", "2026-12-31", "2027-01-01", "2027-01-02"]
  expect(rests.filter((day) => isBankDay(calendarDate(day)))).toEqual([])
  expect(isBankDay(calendarDate("2026-12-30"))).toBe(true)
  expect(bankDayAfter(calendarDate("2026-12-30"))).toBe("2027-01-04")
  expect(bankDayAfter(calendarDate("2026-11-20"))).toBe("2026-11-24")
})
