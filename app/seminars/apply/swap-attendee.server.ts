import { queueMails } from "#app/notices/queue-mail.server.ts"
import { joinOrAddMember } from "#app/members/join-or-add-member.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { Attendee } from "#app/seminars/apply/seminar-form.ts"
import { mailForTicket } from "#app/seminars/office/mail-for-ticket.server.ts"
import { replaceTicket } from "#app/seminars/office/reissue-ticket.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

/**
 * Lets another person attend (代理・受講者変更): who comes has a ticket of his own and the one before is void; name plate and certificate
 * follow him; payer, invoice and seat stay as they are, and who was named before stays in the history. Refuses: unknown-registration, order-in-other-state.
 */
export async function swapAttendee(
  scope: Scope,
  registrationId: string,
  person: Omit<Attendee, "companyName" | "department" | "phone">,
): Promise<void> {
  const [before] = await scope.sql<Record<string, string> & { state: string; number: string }>`
    select number, state, family_name, given_name, family_name_kana, given_name_kana, email, member_id, company_name, department, phone
    from registration where id = ${registrationId}::uuid for update`
  if (!before) throw refuse("unknown-registration")
  if (before.state !== "confirmed") throw refuse("order-in-other-state", { number: before.number })
  const address = { postalCode: "", prefecture: "", city: "", street: "", building: "", phone: "" }
  const joined = await joinOrAddMember(
    scope,
    {
      ...person,
      ...address,
      companyName: before.company_name ?? "",
      department: before.department ?? "",
      wantsMail: false,
    },
    "staff",
  )
  await scope.sql`
    insert into registration_event (organization_id, registration_id, seq, kind, before, recorded_at, recorded_by)
    select ${scope.organizationId}, ${registrationId}::uuid, (select count(*) + 1 from registration_event
        where registration_id = ${registrationId}::uuid), 'swapped', ${JSON.stringify(before)}::jsonb, ${scope.now}, ${scope.actor}`
  await scope.sql`
    update registration set family_name = ${person.familyName}, given_name = ${person.givenName},
      family_name_kana = ${person.familyNameKana}, given_name_kana = ${person.givenNameKana}, email = ${person.email},
      phone = '', member_id = ${joined.memberId}::uuid
    where id = ${registrationId}::uuid`
  await replaceTicket(scope, registrationId, false)
  await queueMails(scope, await mailForTicket(scope, registrationId))
  await audit(scope, "swap-attendee", before.number)
}
