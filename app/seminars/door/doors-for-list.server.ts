import type { Scope } from "#app/platform/scope.server.ts"

type DoorOfDay = Readonly<{
  code: string
  title: string
  when: string
  room: string | null
  expected: number
  isToday: boolean
}>

/** The seminars whose doors open today or in the next two weeks, and those of yesterday, whose paper may still be entered. */
export const doorsForList = (scope: Scope): Promise<DoorOfDay[]> => scope.sql<DoorOfDay>`
  select seminar.code, seminar.title, to_char(starts_at at time zone 'Asia/Tokyo', 'MM/DD HH24:MI') as when, room.name as room,
    (select count(*)::integer from registration where seminar_id = seminar.id and registration.state = 'confirmed') as expected,
    (starts_at at time zone 'Asia/Tokyo')::date = ${scope.today}::date as "isToday"
  from seminar_session as session join seminar on seminar.id = session.seminar_id left join room on room.id = session.room_id
  where seminar.state not in ('draft', 'cancelled') and mode <> 'online'
    and (starts_at at time zone 'Asia/Tokyo')::date between ${scope.today}::date - 1 and ${scope.today}::date + 14
  order by (starts_at at time zone 'Asia/Tokyo')::date <> ${scope.today}::date, starts_at, seminar.code limit 100`
