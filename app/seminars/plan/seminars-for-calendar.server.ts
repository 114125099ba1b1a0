import type { Scope } from "#app/platform/scope.server.ts"
import { type ReadinessCheck, readinessOfSeminars } from "#app/seminars/plan/checks-before-publishing.server.ts"
import { firstDayOf, lastDayOf, type Month } from "#app/values/calendar.ts"

export type SeminarInCalendar = Readonly<{
  id: string
  code: string
  title: string
  state: "draft" | "published" | "closed" | "finished" | "cancelled"
  /** The JST day of this session, its time, its place among the seminar's. */
  day: string
  startsAt: Date
  seq: number
  sessions: number
  room: string | null
  taken: number
  capacity: number
  /** What is still missing, of seminars that lie ahead. */
  missing: readonly ReadinessCheck["key"][]
  /** Whether something of it keeps it from being published. */
  isBlocked: boolean
}>

/** カレンダー: the sessions of a month in the order of time, each seminar with what it still lacks; 60 seminars are two statements. */
export async function seminarsForCalendar(scope: Scope, month: Month): Promise<readonly SeminarInCalendar[]> {
  const rows = await scope.sql<Omit<SeminarInCalendar, "missing" | "isBlocked">>`
    select seminar.id, seminar.code, seminar.title, seminar.state, (session.starts_at at time zone 'Asia/Tokyo')::date::text as day,
      session.starts_at as "startsAt", session.seq, (select count(*)::integer from seminar_session where seminar_id = seminar.id) as sessions,
      room.name as room, coalesce(pools.taken, 0)::integer as taken, coalesce(pools.capacity, 0)::integer as capacity
    from seminar_session as session join seminar on seminar.id = session.seminar_id left join room on room.id = session.room_id
    left join lateral (select sum(capacity) as capacity, sum(taken) as taken from seat_pool where seminar_id = seminar.id) as pools on true
    where session.starts_at >= ${firstDayOf(month)}::timestamp at time zone 'Asia/Tokyo'
      and session.starts_at < (${lastDayOf(month)}::date + 1)::timestamp at time zone 'Asia/Tokyo'
    order by session.starts_at, seminar.code, session.seq limit 2000`
  const ahead = rows.filter(({ state }) => state === "draft" || state === "published")
  const checks = await readinessOfSeminars(scope, [...new Set(ahead.map(({ id }) => id))])
  return rows.map((row) => {
    const lacking = (checks.get(row.id) ?? []).filter(({ state }) => state !== "ok")
    // That a published seminar has begun is nothing that it lacks.
    const open = lacking.filter(({ key }) => row.state === "draft" || key !== "future")
    const isBlocked = row.state === "draft" && open.some(({ state }) => state === "fail")
    return { ...row, missing: open.map(({ key }) => key), isBlocked }
  })
}
