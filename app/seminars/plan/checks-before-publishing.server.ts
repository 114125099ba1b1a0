import type { Scope } from "#app/platform/scope.server.ts"

export type ReadinessCheck = Readonly<{
  key:
    | "session"
    | "future"
    | "room"
    | "capacity"
    | "link"
    | "fee"
    | "ways"
    | "cancellation"
    | "contact"
    | "summary"
    | "registration"
  state: "ok" | "warn" | "fail"
}>

const keys = {
  fail: ["session", "future", "room", "capacity", "fee", "ways", "cancellation"],
  warn: ["link", "contact", "summary", "registration"],
} as const satisfies Record<"fail" | "warn", readonly ReadinessCheck["key"][]>

/** 公開前の確認: what each of these seminars still lacks, by id; a `fail` keeps it from being published, a `warn` does not. Reads only. */
export async function readinessOfSeminars(
  scope: Scope,
  seminarIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ReadinessCheck[]>> {
  const rows = await scope.sql<Record<ReadinessCheck["key"], boolean> & { id: string }>`
    select seminar.id, exists (select from seminar_session where seminar_id = seminar.id) as session,
      not exists (select from seminar_session where seminar_id = seminar.id and starts_at <= ${scope.now}) as future,
      not exists (select from seminar_session where seminar_id = seminar.id and mode <> 'online' and room_id is null) as room,
      coalesce((select sum(capacity + overbook) from seat_pool where seminar_id = seminar.id), 0) <= coalesce((
        select min(room.capacity) from seminar_session join room on room.id = seminar_session.room_id
        where seminar_id = seminar.id and mode = 'onsite'), 1000000) as capacity,
      not exists (select from seminar_session where seminar_id = seminar.id and mode <> 'onsite' and join_url = '') as link,
      exists (select from fee_type where seminar_id = seminar.id) and not exists (
        select from fee_type where seminar_id = seminar.id
          and not exists (select from fee_type_pool where fee_type_id = fee_type.id)) as fee,
      case when exists (select from fee_type where seminar_id = seminar.id and price_yen > 0) then ways && array['card', 'invoice', 'onsite']
        else 'free' = any(ways) end as ways,
      not exists (select from fee_type where seminar_id = seminar.id and price_yen > 0)
        or exists (select from seminar_cancellation_rule where seminar_id = seminar.id) as cancellation,
      contact <> '' as contact, summary <> '' as summary,
      not ('invoice' = any(ways)) or organization.registration_number is not null as registration
    from seminar join organization on organization.id = seminar.organization_id where seminar.id = any(${[...seminarIds]}::uuid[])`
  const checksOf = (facts: (typeof rows)[number]) =>
    (["fail", "warn"] as const).flatMap((otherwise) =>
      keys[otherwise].map((key): ReadinessCheck => ({ key, state: facts[key] ? "ok" : otherwise })),
    )
  return new Map(rows.map((row) => [row.id, checksOf(row)]))
}

/** The same for one seminar. */
export const checksBeforePublishing = async (scope: Scope, seminarId: string): Promise<readonly ReadinessCheck[]> =>
  (await readinessOfSeminars(scope, [seminarId])).get(seminarId) ?? []
