import { checkWording } from "#app/notices/check-wording.server.ts"
import { refuse } from "#app/notices/refusals.ts"
import type { WordingKey } from "#app/notices/wording-kinds.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

const lockOf = (scope: Scope, { kind, channel, locale, step }: WordingKey) => scope.sql`
  select pg_advisory_xact_lock(hashtextextended(${`wording:${scope.organizationId}:${kind}:${channel}:${locale}:${step}`}, 0))`

const nameOf = ({ kind, channel, locale, step }: WordingKey) => `${kind}:${channel}:${locale}:${String(step)}`

/**
 * Keeps an organization's own words for a notice as the next version (文言の保存), not yet published; the same words as the last version are
 * no new one. Refuses what cannot be read, names what the kind does not have, or lacks what it must say, with the line and beside the field.
 */
export async function saveWording(
  scope: Scope,
  input: WordingKey & Readonly<{ subject: string; body: string }>,
): Promise<number> {
  checkWording(input, input)
  await lockOf(scope, input)
  const { kind, channel, locale, step, subject, body } = input
  const [last] = await scope.sql<{ version: number; subject: string; body: string }>`
    select version, subject, body from notice_wording
    where kind = ${kind} and channel = ${channel} and locale = ${locale} and step = ${step}::integer order by version desc limit 1`
  if (last?.subject === subject && last.body === body) return last.version
  const version = (last?.version ?? 0) + 1
  await scope.sql`
    insert into notice_wording (organization_id, kind, channel, locale, step, version, subject, body, recorded_at, recorded_by)
    values (${scope.organizationId}, ${kind}, ${channel}, ${locale}, ${step}::integer, ${version}::integer, ${subject}, ${body},
      ${scope.now}, ${scope.actor})`
  await audit(scope, "save-wording", nameOf(input), { version })
  return version
}

/**
 * Lets a version speak from a day on, or at once (文言の公開); version 0 is the standard again. The last decision counts: it also takes the place
 * of one that was to come. Refuses a version that is not there, one that today's rules would refuse, and a day that is over.
 */
export async function publishWording(
  scope: Scope,
  input: WordingKey & Readonly<{ version: number; fromOn: string }>,
): Promise<void> {
  await lockOf(scope, input)
  const { kind, channel, locale, step, version, fromOn } = input
  if (fromOn !== "" && fromOn < scope.today) throw refuse("wording-starts-in-the-past", {}, { field: "fromOn" })
  if (version > 0) {
    const [chosen] = await scope.sql<{ subject: string; body: string }>`
      select subject, body from notice_wording where kind = ${kind} and channel = ${channel} and locale = ${locale}
        and step = ${step}::integer and version = ${version}::integer`
    if (!chosen) throw refuse("wording-version-is-not-there")
    checkWording(input, chosen)
  }
  await scope.sql`
    insert into notice_wording_decision (organization_id, kind, channel, locale, step, number, version, from_at, recorded_at, recorded_by)
    select ${scope.organizationId}, ${kind}, ${channel}, ${locale}, ${step}::integer, coalesce(max(number), 0) + 1,
      nullif(${version}::integer, 0), coalesce(nullif(${fromOn}, '')::date::timestamp at time zone 'Asia/Tokyo', ${scope.now}::timestamptz),
      ${scope.now}, ${scope.actor}
    from notice_wording_decision where kind = ${kind} and channel = ${channel} and locale = ${locale} and step = ${step}::integer`
  await audit(scope, "publish-wording", nameOf(input), { version, fromOn })
}

/** Brings an older version back as the next one (前の版に戻す), not yet published. */
export async function restoreWording(scope: Scope, input: WordingKey & Readonly<{ version: number }>): Promise<number> {
  const { kind, channel, locale, step } = input
  const [old] = await scope.sql<{ subject: string; body: string }>`
    select subject, body from notice_wording where kind = ${kind} and channel = ${channel} and locale = ${locale}
      and step = ${step}::integer and version = ${input.version}::integer`
  if (!old) throw refuse("wording-version-is-not-there")
  return saveWording(scope, { ...input, ...old })
}
