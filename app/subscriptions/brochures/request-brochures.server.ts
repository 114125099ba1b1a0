import { joinOrAddMember } from "#app/members/join-or-add-member.server.ts"
import { recordConsent } from "#app/members/reader/record-consent.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { nextNumber } from "#app/platform/number-sequence.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type {
  BrochureChannel,
  BrochureRequestForm,
  StaffBrochureForm,
} from "#app/subscriptions/brochures/brochure-form.ts"
import { confirmRequest } from "#app/subscriptions/brochures/confirm-request.server.ts"
import { refuse as refuseBrochures } from "#app/subscriptions/brochures/refusals.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import type { MemberId } from "#app/values/ids.ts"

export type BrochureRequest = Readonly<{
  /** The form's own id: a double submit is one request. */
  id: string
  memberId: MemberId
  brochures: readonly string[]
  copies: number
  channel: BrochureChannel
  sourceCode: string
  sourcePage: string
}>

/**
 * A reader's request from the public form (資料請求): he joins the member he is or becomes one, or stands in the 名寄せ queue (D3).
 * The form's own id makes a double submit one request, and one mail that confirms it. Refuses: unknown-brochure.
 */
export async function requestByReader(
  scope: Scope,
  { form, ...source }: Readonly<{ form: BrochureRequestForm; sourceCode: string; sourcePage: string }>,
): Promise<{ number: string }> {
  const known = await knownRequest(scope, form.requestId)
  if (known) return known
  const { memberId } = await joinOrAddMember(scope, { ...form, wantsMail: form.wantsMail === "yes" }, "web")
  if (form.wantsMail === "yes")
    await recordConsent(scope, memberId, { purpose: "mail", isGiven: true, receivedBy: "web" })
  const { number } = await keepRequest(scope, {
    ...{ id: form.requestId, memberId, brochures: form.brochures, copies: 1, channel: "web" },
    ...{ sourceCode: source.sourceCode.slice(0, 50), sourcePage: source.sourcePage.slice(0, 300) },
  })
  await confirmRequest(scope, { number, memberId, form })
  return { number }
}

/** A request that staff enter for a member, by any channel. Refuses: unknown-brochure, unknown-source, unknown-member. */
export async function requestByStaff(
  scope: Scope,
  memberNumber: string,
  form: StaffBrochureForm,
): Promise<{ number: string }> {
  const known = await knownRequest(scope, form.requestId)
  if (known) return known
  const [member] = await scope.sql<{ id: MemberId }>`
    select id from member where number = ${memberNumber} and erased_at is null and merged_into_id is null`
  if (!member) throw refuse("unknown-member", { number: memberNumber })
  const sources = await scope.sql`
    select from source_code where code = ${form.sourceCode} and (ends_on is null or ends_on >= ${scope.today}::date)`
  if (form.sourceCode !== "" && sources.length === 0) {
    throw refuse("unknown-source", { code: form.sourceCode }, { field: "sourceCode" })
  }
  return keepRequest(scope, {
    ...{ id: form.requestId, memberId: member.id, brochures: form.brochures, copies: form.copies },
    ...{ channel: form.channel, sourceCode: form.sourceCode, sourcePage: "" },
  })
}

async function knownRequest(scope: Scope, id: string): Promise<{ number: string } | undefined> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`brochures:${id}`}, 0))`
  const [known] = await scope.sql<{ number: string }>`select number from brochure_request where id = ${id}::uuid`
  return known
}

async function keepRequest(scope: Scope, request: BrochureRequest): Promise<{ number: string }> {
  const wanted = [...new Set(request.brochures)]
  const usable = await scope.sql<{ code: string }>`
    select code from brochure where code = any (${wanted}::text[]) and is_in_use`
  const missing = wanted.find((code) => !usable.some((one) => one.code === code))
  if (missing !== undefined) throw refuseBrochures("unknown-brochure", { code: missing }, { field: "brochures" })
  const number = await nextNumber(scope, "brochure-request", "Q")
  await scope.sql`
    insert into brochure_request (organization_id, id, number, member_id, channel, source_code, source_page, requested_at, recorded_by)
    values (${scope.organizationId}, ${request.id}::uuid, ${number}, ${request.memberId}::uuid, ${request.channel}, ${request.sourceCode},
      ${request.sourcePage}, ${scope.now}, ${scope.actor})`
  await scope.sql`
    insert into brochure_request_line (organization_id, request_id, brochure_code, copies)
    select ${scope.organizationId}, ${request.id}::uuid, code, ${request.copies}::integer from unnest(${wanted}::text[]) as code`
  const { channel, sourceCode, copies } = request
  await audit(scope, "request-brochures", number, { channel, sourceCode, brochures: wanted, copies })
  return { number }
}

/** 請求の取消: before a batch has taken it. Refuses: brochures-picked, unknown-brochure-request. */
export async function cancelBrochures(scope: Scope, number: string): Promise<void> {
  const [request] = await scope.sql<{ batch: string | null; cancelled: boolean }>`
    select (select number from brochure_batch where id = request.batch_id) as batch, cancelled_at is not null as cancelled
    from brochure_request as request where number = ${number} for update of request`
  if (!request) throw refuseBrochures("unknown-brochure-request", { number })
  if (request.batch !== null) throw refuseBrochures("brochures-picked", { number, batch: request.batch })
  if (request.cancelled) return
  await scope.sql`
    update brochure_request set cancelled_at = ${scope.now}, cancelled_by = ${scope.actor} where number = ${number}`
  await audit(scope, "cancel-brochures", number)
}
