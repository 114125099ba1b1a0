import { beforeAll, describe, expect, test } from "vitest"
import { CheckInBatch } from "#app/seminars/door/check-in.ts"
import { recordCheckIns } from "#app/seminars/door/record-check-ins.server.ts"
import { issueTickets, tokensOfOrder } from "#app/seminars/office/issue-tickets.server.ts"
import { ticketUrl } from "#app/seminars/office/ticket-letters.server.ts"
import { copySeminar } from "#app/seminars/plan/copy-seminar.server.ts"
import { seminarForPage } from "#app/seminars/plan/seminar-for-page.server.ts"
import { SeminarFile } from "#app/seminars/seminar-file.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const office = seminarWorld(web.house)
const question = {
  label: "昼食",
  labelEnglish: "Lunch",
  choices: ["和食", "洋食"],
  choicesEnglish: ["Japanese", "Western"],
}
const given = seminarGiven("ABROAD", {
  ...{ titleEnglish: "The winter garden", summaryEnglish: "Two evenings in the cold.", lecturer: "松本 梢" },
  lecturerEnglish: "Kozue Matsumoto",
  questions: [question],
  sessions: [
    { title: "剪定", titleEnglish: "Pruning", startsAt: "2026-12-10 18:00", endsAt: "2026-12-10 20:00", room: "KANDA" },
    { title: "土づくり", startsAt: "2026-12-11 18:00", endsAt: "2026-12-11 20:00", room: "KANDA" },
  ],
})

beforeAll(async () => {
  await office.found()
  await office.load(given)
})

const idOf = async (code: string) =>
  (await office.look((scope) => scope.sql<{ id: string }>`select id from seminar where code = ${code}`))[0]?.id ?? ""
const page = async (path: string, locale: "ja" | "en") =>
  (await fetch(new URL(`${path}?lang=${locale}`, web.url))).text()

describe("a seminar in English", () => {
  test("F1 what English readers see of it is English where it is given, and Japanese where it is not", async () => {
    const english = await page("/o/tsuki/seminars/ABROAD", "en")
    for (const text of ["The winter garden", "Two evenings in the cold.", "Kozue Matsumoto", "Pruning", "土づくり"])
      expect(english).toContain(text)
    for (const text of ["冬の庭しごと", "松本 梢", "剪定"]) expect(english).not.toContain(text)
    const japanese = await page("/o/tsuki/seminars/ABROAD", "ja")
    for (const text of ["冬の庭しごと", "松本 梢", "剪定"]) expect(japanese).toContain(text)
    expect(japanese).not.toContain("Pruning")
    expect(await page("/o/tsuki/seminars", "en")).toContain("Kozue Matsumoto")
  })

  test("F1 choices are shown in English and kept as the Japanese ones", async () => {
    const form = await page("/o/tsuki/seminars/ABROAD/apply", "en")
    expect(form).toMatch(/<option value="和食"[^>]*>Japanese<\/option>/)
    expect(await page("/o/tsuki/seminars/ABROAD/apply", "ja")).toMatch(/<option value="和食"[^>]*>和食<\/option>/)
  })

  test("F1 a copy has the English, too; a file that gives other than one for each choice is told so", async () => {
    const sourceId = await idOf("ABROAD")
    const [copy] = await office.act((scope) =>
      copySeminar(scope, { sourceId, copies: [{ code: "ABROAD-2", startsOn: calendarDate("2027-01-14") }] }),
    )
    const { input } = await office.look((scope) => seminarForPage(scope, copy ?? ""))
    expect(input).toMatchObject({ summaryEnglish: "Two evenings in the cold.", lecturerEnglish: "Kozue Matsumoto" })
    expect(input.sessions.map(({ titleEnglish }) => titleEnglish)).toEqual(["Pruning", ""])
    expect(input.questions).toMatchObject([{ choicesEnglish: ["Japanese", "Western"] }])
    const wrong = { ...given, questions: [{ ...question, choicesEnglish: ["Japanese"] }] }
    const told = SeminarFile.safeParse({ seminars: [wrong] })
    expect(told.error?.issues[0]?.path).toEqual(["seminars", 0, "questions", 0, "choicesEnglish"])
  })

  test("F6 a ticket for several sessions names each, and which its holder has come to", async () => {
    const order = await office.apply("ABROAD")
    const token = await office.act(async (scope) => {
      await issueTickets(scope, [order])
      return [...(await tokensOfOrder(scope, order)).values()][0] ?? ""
    })
    const path = new URL(ticketUrl("tsuki", token)).pathname
    expect(await page(path, "ja")).not.toContain("受付済み")
    const seminar = await idOf("ABROAD")
    const scan = { nonce: "0193a8f0-0000-7000-8000-000000000009", code: token, occurredAt: "2026-12-10T18:00:00+09:00" }
    await office.act((scope) => recordCheckIns(scope, seminar, CheckInBatch.parse({ checkIns: [scan] })))
    const shown = await page(path, "ja")
    expect(shown.match(/受付済み<\/span>/g)).toHaveLength(1)
    expect(shown.indexOf("受付済み</span>")).toBeLessThan(shown.indexOf("土づくり"))
    expect(await page(path, "en")).toContain("Pruning")
  })
})
