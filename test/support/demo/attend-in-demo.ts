import { clockOnDate, systemClock } from "#app/platform/clock.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { placeSeminarOrder } from "#app/seminars/apply/place-seminar-order.server.ts"
import { saveSeminarApplication } from "#app/seminars/apply/save-seminar-application.server.ts"
import { seminarForm } from "#app/seminars/apply/seminar-form.ts"
import { calendarDate } from "#app/values/calendar.ts"

type Applicant = readonly [
  on: string,
  seminar: string,
  fee: string,
  way: string,
  name: string,
  kana: string,
  more?: Record<string, unknown>,
]

const colleagues = [
  { familyName: "小野寺", givenName: "薫", familyNameKana: "オノデラ", givenNameKana: "カオル", email: "" },
  { familyName: "德永", givenName: "恵", familyNameKana: "トクナガ", givenNameKana: "メグミ", email: "" },
]

const applicants: readonly Applicant[] = [
  ["2026-11-18", "ROSE-2026-12", "早割", "invoice", "髙﨑 𠮷右衛門", "タカサキ キチエモン", { email: "takasaki@example.jp", phone: "03-5210-0101" }],
  ["2026-11-18", "ROSE-2026-12", "早割", "onsite", "渡邉 さくら", "ワタナベ サクラ"],
  ["2026-11-19", "ROSE-2026-12", "早割", "invoice", "大地 実", "ダイチ ミノル", { companyName: "㈲大地農園", department: "総務部", others: colleagues }],
  ["2026-11-20", "ROSE-2026-12", "早割", "onsite", "森 葉月", "モリ ハヅキ"],
  ["2026-11-20", "ROSE-2026-12", "早割", "invoice", "齋藤 匠", "サイトウ タクミ"],
  ["2026-11-21", "ROSE-2026-12", "早割", "onsite", "井上 花音", "イノウエ カノン"],
  ["2026-11-20", "ONLINE-2026-12", "無料", "free", "青木 湊", "アオキ ミナト"],
  ["2026-11-21", "ONLINE-2026-12", "無料", "free", "野村 杏", "ノムラ アン"],
  ["2026-11-21", "ONLINE-2026-12", "無料", "free", "藤田 蓮", "フジタ レン"],
] // prettier-ignore

/** Applications for the demo's seminars, through the commands that the pages call. */
export async function attendInDemo(): Promise<void> {
  for (const [at, [on, code, feeName, way, name, kana, more]] of applicants.entries()) {
    const actor = await actorFor("engei", "reader", { clock: clockOnDate(calendarDate(on), systemClock) })
    const [familyName, givenName] = name.split(" ")
    const [familyNameKana, givenNameKana] = kana.split(" ")
    await inScope(actor, async (scope) => {
      const [made] = await scope.sql<{ id: string; fee: string; questions: number }>`
        select new_id() as id, fee.id as fee,
          (select count(*)::integer from seminar_question where seminar_id = seminar.id) as questions
        from fee_type as fee join seminar on seminar.id = fee.seminar_id where seminar.code = ${code} and fee.name = ${feeName}`
      const form = seminarForm("ja").parse({
        ...{ orderId: made?.id, fee: made?.fee, way, attends: "yes", agrees: "yes", allowsReminder: "yes" },
        ...{ familyName, givenName, familyNameKana, givenNameKana, email: `attendee${at}@example.jp` },
        ...{ phone: `03-5210-${String(1000 + at)}`, answers: made?.questions === 0 ? [] : ["3年未満", ""] },
        ...more,
      })
      const channel = { channel: "web" as const, sourceCode: "WEB-TOP", sourcePage: "/seminars" }
      await placeSeminarOrder(scope, await saveSeminarApplication(scope, { code, form, ...channel }))
    })
  }
}
