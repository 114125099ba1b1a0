import type { Scope } from "#app/platform/scope.server.ts"

export type SeminarOnList = Readonly<{
  code: string
  title: string
  titleEnglish: string
  lecturer: string
  startsAt: Date
  room: string | null
  isOnline: boolean
  fromYen: number
  left: number
  waits: boolean
}>

/** The seminars that the public may apply for, by date. */
export const seminarsForPublic = (scope: Scope): Promise<SeminarOnList[]> => scope.sql<SeminarOnList>`
  select seminar.code, title, title_english as "titleEnglish",
    case ${scope.locale} when 'en' then coalesce(nullif(lecturer_english, ''), lecturer) else lecturer end as lecturer, held.starts_at as "startsAt", held.room, held.is_online as "isOnline",
    coalesce((select min(price_yen) from fee_type where seminar_id = seminar.id and audience <> 'staff-only'
      and coalesce(valid_from <= ${scope.today}::date, true) and coalesce(valid_until >= ${scope.today}::date, true)), 0)::bigint as "fromYen",
    (select coalesce(sum(greatest(capacity + overbook - taken, 0)), 0)::integer from seat_pool where seminar_id = seminar.id) as left, waits
  from seminar cross join lateral (
    select min(starts_at) as starts_at, bool_or(mode <> 'onsite') as is_online,
      (array_agg(case ${scope.locale} when 'en' then coalesce(nullif(room.name_english, ''), room.name) else room.name end order by seq))[1] as room
    from seminar_session as session left join room on room.id = session.room_id where seminar_id = seminar.id
  ) as held
  where seminar.state = 'published' and coalesce(opens_at <= ${scope.now}, true) and coalesce(closes_at, held.starts_at) > ${scope.now}
  order by held.starts_at, seminar.code limit 500`
