import type { Scope } from "#app/platform/scope.server.ts"
import { verified } from "#app/platform/seal.server.ts"
import { type SeminarFormText, StoredSeminarForm } from "#app/seminars/apply/seminar-form.ts"
import type { SeminarForPublic } from "#app/seminars/apply/seminar-for-public.server.ts"
import { isId } from "#app/values/ids.ts"

/**
 * What the form of a seminar starts with: an id of its own, the only fee and way where there is one; and, where the applicant came
 * back to correct an order (`from`, a signed token), what he had typed there.
 */
export async function blankSeminarForm(
  scope: Scope,
  seminar: SeminarForPublic,
  from: string | null,
): Promise<SeminarFormText> {
  const [made] = await scope.sql<{ id: string }>`select new_id() as id`
  const ways = seminar.fees.every(({ priceYen }) => priceYen === 0)
    ? ["free"]
    : seminar.ways.filter((way) => way !== "free")
  const blank: SeminarFormText = {
    ...{ orderId: made?.id ?? "", attends: "yes", allowsReminder: "yes", wantsMail: "", voucher: "", agrees: "" },
    fee: seminar.fees.length === 1 ? (seminar.fees[0]?.id ?? "") : "",
    way: ways.length === 1 ? (ways[0] ?? "") : "",
    ...{ familyName: "", givenName: "", familyNameKana: "", givenNameKana: "", companyName: "", department: "" },
    ...{ email: "", phone: "", postalCode: "", prefecture: "", city: "", street: "", building: "" },
    ...{ others: [], answers: seminar.questions.map(() => "") },
  }
  const earlier = from === null ? null : verified("seminar-order", from)
  if (earlier === null || !isId(earlier)) return blank
  const [order] = await scope.sql<{ form: unknown; way: string; fee_type_id: string }>`
    select form, way, fee_type_id from seminar_order where id = ${earlier}::uuid and seminar_id = ${seminar.id}::uuid`
  if (!order) return blank
  const { payer, attendees, answers: given, allowsReminder } = StoredSeminarForm.parse(order.form)
  const { wantsMail, ...person } = payer
  const isPayer = (email: string, kana: string) => email === payer.email && kana === payer.givenNameKana
  const others = attendees.filter((one) => !isPayer(one.email, one.givenNameKana))
  return {
    ...{ ...blank, ...person, way: order.way, fee: order.fee_type_id, others },
    attends: others.length < attendees.length ? "yes" : "",
    ...{ wantsMail: wantsMail ? "yes" : "", allowsReminder: allowsReminder ? "yes" : "" },
    answers: given.map(({ answer }) => answer),
  }
}
