import { audit } from "#app/platform/audit.server.ts"
import { hashOf } from "#app/platform/random-code.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { csvCell } from "#templates/paper.ts"

/**
 * 開催リマインド用アドレスの引渡し: names and mail addresses of those who come and allow it, each address once, as CSV; who got it, why and
 * how many is kept.
 */
export async function handOverAddresses(
  scope: Scope,
  input: Readonly<{ seminarId: string; recipient: string; purpose: string }>,
): Promise<{ csv: Buffer; count: number }> {
  const rows = await scope.sql<{ email: string; name: string; number: string }>`
    select distinct on (lower(email)) email, concat_ws(' ', family_name, nullif(given_name, '')) as name, number
    from registration where seminar_id = ${input.seminarId}::uuid and state = 'confirmed' and allows_reminder and email <> ''
    order by lower(email), number`
  const lines = [
    ["メールアドレス", "氏名", "受講番号"],
    ...rows.map(({ email, name, number }) => [email, name, number]),
  ]
  const csv = Buffer.from(`\uFEFF${lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("")}`)
  await scope.sql`
    insert into address_hand_over (organization_id, seminar_id, recipient, purpose, count, sha256, handed_at, handed_by)
    values (${scope.organizationId}, ${input.seminarId}::uuid, ${input.recipient}, ${input.purpose}, ${rows.length}, ${hashOf(csv)},
      ${scope.now}, ${scope.actor})`
  await audit(scope, "hand-over-addresses", input.seminarId, { recipient: input.recipient, count: rows.length })
  return { csv, count: rows.length }
}

/** Those who attended and do not read a title (クロスセル): members to write to, with a mail address and consent to news. Refuses: unknown-seminar, also where there is no such title. */
export async function attendeesNotReading(
  scope: Scope,
  input: Readonly<{ seminarId: string; publication: string }>,
): Promise<{ number: string; name: string; email: string }[]> {
  const [known] = await scope.sql`
    select from seminar, publication where seminar.id = ${input.seminarId}::uuid and publication.code = ${input.publication}`
  if (!known) throw refuse("unknown-seminar", { code: input.seminarId })
  return scope.sql`
  select distinct member.number, concat_ws(' ', member.family_name, nullif(member.given_name, '')) as name, member.email
  from attendance join registration on registration.id = attendance.registration_id join member on member.id = registration.member_id
  where attendance.seminar_id = ${input.seminarId}::uuid and attendance.status <> 'absent' and member.wants_mail and member.email <> ''
    and not exists (select from contract join publication on publication.id = contract.publication_id
      where contract.payer_id = member.id and contract.state = 'active' and publication.code = ${input.publication})
  order by member.number`
}
