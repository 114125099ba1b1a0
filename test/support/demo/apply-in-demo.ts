import { clockOnDate, systemClock } from "#app/platform/clock.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inHouse, inScope } from "#app/platform/scope.server.ts"
import { applicationForm } from "#app/subscriptions/application.ts"
import { confirmApplication } from "#app/subscriptions/confirm-application.server.ts"
import { fulfilApplication } from "#app/subscriptions/fulfil-application.server.ts"
import { saveApplication } from "#app/subscriptions/save-application.server.ts"
import { calendarDate } from "#app/values/calendar.ts"

type Applicant = {
  on: string
  offer: string
  issue: number
  copies: number
  source: string
  person: Record<string, string>
  /** What an offer for students asks for. */
  studies?: { school: string; graduatesIn: string }
}

const address = { postalCode: "101-0051", prefecture: "東京都", city: "千代田区", street: "神田神保町1-105" }

// A new reader, a reader whose mail is known under another name (名寄せ), a company, one from the legacy base, and a student.
const applicants: readonly Applicant[] = [
  {
    ...{ on: "2026-11-17", offer: "G12", issue: 522, copies: 1, source: "WEB-TOP" },
    person: { ...address, familyName: "髙﨑", givenName: "𠮷右衛門", familyNameKana: "タカサキ", givenNameKana: "キチエモン", phone: "03-5210-0101", email: "takasaki@example.jp" },
  },
  {
    ...{ on: "2026-11-18", offer: "T4", issue: 89, copies: 1, source: "EVENT-FLOWER" },
    person: { ...address, familyName: "遠藤", givenName: "結", familyNameKana: "エンドウ", givenNameKana: "ユイ", phone: "090-0000-0003", email: "reader3@example.jp" },
  },
  {
    ...{ on: "2026-11-19", offer: "G24", issue: 522, copies: 5, source: "WEB-TOP" },
    person: { ...address, familyName: "大地", givenName: "実", familyNameKana: "ダイチ", givenNameKana: "ミノル", companyName: "㈲大地農園", department: "総務部", phone: "03-5210-0303", email: "minoru@example.jp" },
  },
  {
    ...{ on: "2026-11-20", offer: "T4", issue: 89, copies: 1, source: "CONT" },
    person: { ...address, familyName: "遠藤", givenName: "由美", familyNameKana: "エンドウ", givenNameKana: "ユミ", phone: "057-935-4845", email: "reader3@example.jp" },
  },
  {
    ...{ on: "2026-11-20", offer: "G12-STUDENT", issue: 522, copies: 1, source: "WEB-TOP" },
    person: { ...address, familyName: "緑川", givenName: "萌", familyNameKana: "ミドリカワ", givenNameKana: "モエ", phone: "090-5210-0505", email: "moe@example.jp" },
    studies: { school: "東京園芸大学 造園科学科", graduatesIn: "2028-03" },
  },
] // prettier-ignore

/**
 * Applications as readers made them in the demo's past, through the commands that the pages call. Their payments are stated
 * instead of fetched: a Checkout session cannot be paid in the past.
 */
export async function applyInDemo(): Promise<void> {
  for (const applicant of applicants) {
    const clock = clockOnDate(calendarDate(applicant.on), systemClock)
    const actor = await actorFor("engei", "reader", { clock })
    const [made] = await inHouse((scope) => scope.sql<{ id: string }>`select new_id() as id`)
    const applicationId = made?.id ?? ""
    const form = applicationForm("ja", applicant.studies ? "students" : null).parse({
      ...applicant.studies,
      ...{ companyName: "", department: "", building: "", agrees: "yes" },
      ...{ ...applicant.person, applicationId, startIssue: applicant.issue, copies: applicant.copies },
    })
    const id = await inScope(actor, (scope) =>
      saveApplication(scope, { offerCode: applicant.offer, form, sourceCode: applicant.source, sourcePage: "/" }),
    )
    const confirmed = await inScope(actor, (scope) => confirmApplication(scope, id))
    await inScope(actor, (scope) =>
      fulfilApplication(scope, {
        sessionId: `demo-${applicationId}`,
        subject: { kind: "application", id: applicationId },
        status: "complete",
        awaits: null,
        paid: {
          paymentIntentId: `demo-${applicationId}`,
          way: "card",
          amountYen: confirmed.unitYen * applicant.copies,
          paidOn: calendarDate(applicant.on),
          cardBrand: "visa",
          cardLast4: "4242",
        },
      }),
    )
  }
}
