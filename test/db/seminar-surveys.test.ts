import { beforeAll, describe, expect, test } from "vitest"
import { cancelRegistrations } from "#app/seminars/money/cancel-registrations.server.ts"
import { answerSurvey } from "#app/seminars/surveys/answer-survey.server.ts"
import { askSurvey } from "#app/seminars/surveys/ask-survey.server.ts"
import { attendeePage } from "#app/seminars/surveys/attendee-page.server.ts"
import { saveSeminarSettings, seminarSettings } from "#app/seminars/surveys/seminar-settings.server.ts"
import { sendCompletionMails } from "#app/seminars/surveys/send-completion-mails.server.ts"
import { settingsForm } from "#app/seminars/surveys/settings-form.ts"
import { surveyPaper } from "#app/seminars/surveys/survey-paper.server.ts"
import { surveyResults, surveysForList } from "#app/seminars/surveys/survey-results.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf as memberIdOf } from "#app/values/ids.ts"
import { mayStop } from "#app/notices/notice-kinds.ts"
import { seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const office = seminarWorld(house)

beforeAll(office.found)

const idOf = async (code: string) =>
  (await office.look((scope) => scope.sql<{ id: string }>`select id from seminar where code = ${code}`))[0]?.id ?? ""

async function attendee(code: string, changes: Readonly<Record<string, unknown>> = {}) {
  const order = await office.apply(code, changes)
  const [row] = await office.look(
    (scope) => scope.sql<{ id: string; member: string }>`
      select id, member_id as member from registration where order_id = ${order}::uuid`,
  )
  return { order, id: row?.id ?? "", member: row?.member ?? "" }
}

const answer = (id: string, answers: Readonly<Record<string, string>>) =>
  office.act((scope) => answerSurvey(scope, id, (key) => answers[key] ?? ""))

describe("F11 the survey after the event", () => {
  test("only who came answers, once, and may change it until it closes; results say n, average, distribution and comments", async () => {
    office.today("2026-11-20")
    await office.load(seminarGiven("ASK", { lecturer: "髙田 講師" }))
    const [one, two, absent] = [await attendee("ASK"), await attendee("ASK"), await attendee("ASK")]
    await office.enter([one.id, two.id], "2026-12-10T13:20:00+09:00")
    await expect(answer(one.id, { satisfaction: "5" })).rejects.toMatchObject({ code: "survey-not-for-you" })
    office.today("2026-12-11")
    await expect(answer(absent.id, { satisfaction: "5" })).rejects.toMatchObject({ code: "survey-not-for-you" })
    await expect(answer(one.id, { satisfaction: "6", other: "5" })).rejects.toMatchObject({ code: "survey-empty" })
    await answer(one.id, { satisfaction: "2", usefulness: "4", comment: "  実技が\nよかった  " })
    await answer(one.id, { satisfaction: "5", usefulness: "4", comment: "実技がよかった" })
    await answer(two.id, { satisfaction: "4" })
    const results = await office.look(async (scope) => surveyResults(scope, await idOf("ASK")))
    expect(results).toMatchObject({ attended: 2, answered: 2 })
    expect(results.questions).toMatchObject([
      { count: 2, average: 4.5, distribution: [1, 1, 0, 0, 0] },
      { count: 1, average: 4, distribution: [0, 1, 0, 0, 0] },
      { count: 1, average: null, comments: ["実技がよかった"] },
    ])
    const lecturers = await office.look((scope) => surveysForList(scope, "lecturer"))
    expect(lecturers).toMatchObject([{ title: "髙田 講師", seminars: 1, attended: 2, answered: 2, satisfaction: 4.5 }])
    const paper = await office.look(async (scope) => surveyPaper(scope, await idOf("ASK")))
    expect(paper.conditions).toEqual(["出席 2名", "回答 2名", "回答率 100.0%"])
    office.today("2027-01-10")
    await expect(answer(two.id, { satisfaction: "1" })).rejects.toMatchObject({ code: "survey-closed" })
    const page = await office.look((scope) => attendeePage(scope, two.id))
    expect(page.survey).toMatchObject({ isOpen: false, isAnswered: true, closesOn: "2027-01-09" })
  })

  test("an organization's own questions keep their keys when their words change", async () => {
    const read = (questions: readonly object[]) =>
      settingsForm("ja").parse({ questions, surveyDays: "30", completionDays: "１", briefingDays: "60", offer: "" })
    const first = read([
      { key: "satisfaction", kind: "scale", ja: "満足度", en: "" },
      { key: "", kind: "scale", ja: "会場", en: "Room" },
      { key: "", kind: "text", ja: "", en: "" },
    ])
    expect(first.questions.map(({ key }) => key)).toEqual(["satisfaction", "q1"])
    expect(first.completionDays).toBe(1)
    await office.act((scope) => saveSeminarSettings(scope, first))
    await office.act((scope) => saveSeminarSettings(scope, read([{ ...first.questions[1], ja: "会場の快適さ" }])))
    const { questions } = await office.look(seminarSettings)
    expect(questions).toMatchObject([{ key: "q1", ja: "会場の快適さ" }])
    await office.act((scope) => saveSeminarSettings(scope, read([])))
  })
})

describe("F11 the mail after the event", () => {
  test("who came is thanked once, a day after; who does not read the title is offered it with the seminar as its source", async () => {
    office.today("2026-11-20")
    await office.load(seminarGiven("THANKS"), seminarGiven("QUIET"))
    const wishes = { wantsMail: "yes" }
    const people = [await attendee("THANKS", wishes), await attendee("THANKS", wishes), await attendee("THANKS"), await attendee("THANKS", wishes)] // prettier-ignore
    const [reads, fresh, noNews, absent] = people
    const gone = await attendee("THANKS", wishes)
    await office.act((scope) => cancelRegistrations(scope, { orderId: gone.order, registrationIds: null }))
    const quiet = await attendee("QUIET")
    await office.act(async (scope) => askSurvey(scope, await idOf("QUIET"), false))
    await office.order(memberIdOf(reads?.member ?? ""), "M12")
    const offerId = await office.offerId("M12")
    const settings = { questions: [], surveyDays: 30, completionDays: 1, briefingDays: 60, offerId }
    await office.act((scope) => saveSeminarSettings(scope, settings))
    await office.enter([reads?.id ?? "", fresh?.id ?? "", noNews?.id ?? ""], "2026-12-10T13:20:00+09:00")
    await office.enter([quiet.id], "2026-12-10T13:20:00+09:00")
    const send = (asOf: string, dryRun = false) =>
      office.act((scope) => sendCompletionMails(scope, { asOf: calendarDate(asOf), dryRun }))
    office.today("2026-12-11")
    expect(await send("2026-12-10")).toMatchObject({ mails: 0 })
    expect(await send("2026-12-11", true)).toEqual({ seminars: 3, mails: 6, offers: 1 })
    expect(await send("2026-12-11")).toEqual({ seminars: 3, mails: 6, offers: 1 })
    expect(await send("2026-12-12")).toMatchObject({ mails: 0 })
    const mails = await office.look(
      (scope) => scope.sql<{ key: string; text: string; kind: string }>`
        select dedupe_key as key, body_text as text, kind from outbox where dedupe_key like 'seminar-done:%'`,
    )
    const textOf = (id: string | undefined) => mails.find(({ key }) => key === `seminar-done:${id ?? ""}`)?.text ?? ""
    expect(textOf(fresh?.id)).toContain("/o/tsuki/apply/M12?source=SEM-THANKS")
    expect([reads, noNews].map((one) => textOf(one?.id).includes("/apply/"))).toEqual([false, false])
    // An offer is news, which says how to stop it; thanks alone are not.
    expect(mails.map(({ key, kind }) => [key.endsWith(fresh?.id ?? "nobody"), mayStop(kind)]).filter(([is, may]) => is !== may)).toEqual([]) // prettier-ignore
    expect(textOf(fresh?.id)).toContain("/o/tsuki/attendees/")
    expect(textOf(quiet.id)).not.toContain("アンケート")
    expect(textOf(absent?.id)).toBe("")
  })
})
