import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { publishSeminar } from "#app/seminars/plan/publish-seminar.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import type { SeminarFile, SeminarInput } from "#app/seminars/seminar-file.ts"

/**
 * Creates or changes rooms, voucher codes and seminars with all that belongs to them (セミナーの登録). What people have applied for
 * keeps its price; seats are never lowered beneath what is taken. Refuses: unknown-room, unknown-pool, seminar-not-ready,
 * a_pool_is_never_oversold (by the database).
 */
export async function saveSeminars(scope: Scope, file: SeminarFile): Promise<{ rooms: number; seminars: number }> {
  await saveRooms(scope, file.rooms)
  await saveHeads(scope, file.seminars)
  await saveSessions(scope, file.seminars)
  await savePools(scope, file.seminars)
  await saveFees(scope, file.seminars)
  await saveRest(scope, file.seminars)
  await saveVouchers(scope, file.vouchers)
  for (const { code } of file.seminars.filter(({ state }) => state === "published")) {
    const [seminar] = await scope.sql<{ id: string; state: string }>`select id, state from seminar where code = ${code}`
    if (seminar?.state === "draft") await publishSeminar(scope, seminar.id)
  }
  await audit(scope, "save-seminars", "seminars", { codes: file.seminars.map(({ code }) => code) })
  return { rooms: file.rooms.length, seminars: file.seminars.length }
}

type Seminars = readonly SeminarInput[]

const json = (rows: readonly object[]) => JSON.stringify(rows)

const saveRooms = (scope: Scope, rooms: SeminarFile["rooms"]) => scope.sql`
  insert into room (organization_id, code, name, name_english, address, capacity)
  select ${scope.organizationId}, code, name, "nameEnglish", address, capacity
  from jsonb_to_recordset(${json(rooms)}::jsonb) as given (code text, name text, "nameEnglish" text, address text, capacity integer)
  on conflict (organization_id, code) do update set name = excluded.name, name_english = excluded.name_english,
    address = excluded.address, capacity = excluded.capacity`

const saveVouchers = (scope: Scope, vouchers: SeminarFile["vouchers"]) => scope.sql`
  insert into seminar_voucher (organization_id, code, seminar_id, percent, uses_max, valid_until)
  select ${scope.organizationId}, given.code, seminar.id, given.percent, given."usesMax", given."validUntil"
  from jsonb_to_recordset(${json(vouchers)}::jsonb)
    as given (code text, seminar text, percent integer, "usesMax" integer, "validUntil" date)
  left join seminar on seminar.code = given.seminar
  on conflict (organization_id, code) do update set seminar_id = excluded.seminar_id, percent = excluded.percent,
    uses_max = excluded.uses_max, valid_until = excluded.valid_until`

const saveHeads = (scope: Scope, seminars: Seminars) => scope.sql`
  insert into seminar (organization_id, code, title, title_english, summary, summary_english, lecturer, lecturer_english, series_code, tax_rate_percent, opens_at,
    closes_at, ways, needs_approval, is_briefing, party_max, waits, offer_hours, invoice_days, reminder_days, contact)
  select ${scope.organizationId}, code, title, "titleEnglish", summary, "summaryEnglish", lecturer, "lecturerEnglish", series, "taxRatePercent",
    "opensAt" at time zone 'Asia/Tokyo', "closesAt" at time zone 'Asia/Tokyo', ways, "needsApproval", briefing, "partyMax", waits, "offerHours",
    "invoiceDays", "reminderDays", contact
  from jsonb_to_recordset(${json(seminars)}::jsonb) as given (code text, title text, "titleEnglish" text, summary text,
    "summaryEnglish" text, lecturer text, "lecturerEnglish" text, series text, "taxRatePercent" integer, "opensAt" timestamp, "closesAt" timestamp, ways text[],
    "needsApproval" boolean, briefing boolean, "partyMax" integer, waits boolean, "offerHours" integer, "invoiceDays" integer,
    "reminderDays" integer[], contact text)
  on conflict (organization_id, code) do update set title = excluded.title, title_english = excluded.title_english,
    summary = excluded.summary, summary_english = excluded.summary_english, lecturer = excluded.lecturer,
    lecturer_english = excluded.lecturer_english, series_code = excluded.series_code,
    tax_rate_percent = excluded.tax_rate_percent, opens_at = excluded.opens_at, closes_at = excluded.closes_at,
    ways = excluded.ways, needs_approval = excluded.needs_approval, is_briefing = excluded.is_briefing, party_max = excluded.party_max, waits = excluded.waits,
    offer_hours = excluded.offer_hours, invoice_days = excluded.invoice_days, reminder_days = excluded.reminder_days,
    contact = excluded.contact`

/** The parts of all seminars as one list, each with its seminar's code and its place. */
const partsOf = (seminars: Seminars, of: (seminar: SeminarInput) => readonly object[]) =>
  json(seminars.flatMap((seminar) => of(seminar).map((part, at) => ({ seminar: seminar.code, seq: at + 1, ...part }))))

const codesOf = (seminars: Seminars) => seminars.map(({ code }) => code)

async function saveSessions(scope: Scope, seminars: Seminars) {
  const rooms = await scope.sql<{ code: string }>`select code from room`
  const unknown = seminars
    .flatMap(({ sessions }) => sessions.map(({ room }) => room))
    .find((room) => typeof room === "string" && !rooms.some(({ code }) => code === room))
  if (typeof unknown === "string") throw refuse("unknown-room", { code: unknown }, { field: "sessions" })
  await scope.sql`
    delete from seminar_session using seminar
    where seminar.id = seminar_session.seminar_id and seminar.code = any(${codesOf(seminars)}::text[])
      and seminar_session.seq > (select sessions from unnest(${codesOf(seminars)}::text[],
        ${seminars.map(({ sessions }) => sessions.length)}::integer[]) as kept (code, sessions) where kept.code = seminar.code)`
  await scope.sql`
    insert into seminar_session (organization_id, seminar_id, seq, title, title_english, starts_at, ends_at, room_id, mode, join_url,
      counts_for_certificate, required_minutes)
    select ${scope.organizationId}, seminar.id, given.seq, given.title, given."titleEnglish", given."startsAt" at time zone 'Asia/Tokyo',
      given."endsAt" at time zone 'Asia/Tokyo', room.id, given.mode, given."joinUrl", given."countsForCertificate", given."requiredMinutes"
    from jsonb_to_recordset(${partsOf(seminars, ({ sessions }) => sessions)}::jsonb) as given (seminar text, seq integer,
      title text, "titleEnglish" text, "startsAt" timestamp, "endsAt" timestamp, room text, mode text, "joinUrl" text, "countsForCertificate" boolean,
      "requiredMinutes" integer)
    join seminar on seminar.code = given.seminar left join room on room.code = given.room
    on conflict (organization_id, seminar_id, seq) do update set title = excluded.title, title_english = excluded.title_english, starts_at = excluded.starts_at,
      ends_at = excluded.ends_at, room_id = excluded.room_id, mode = excluded.mode, join_url = excluded.join_url,
      counts_for_certificate = excluded.counts_for_certificate, required_minutes = excluded.required_minutes`
}

const savePools = (scope: Scope, seminars: Seminars) => scope.sql`
  insert into seat_pool (organization_id, seminar_id, name, capacity, overbook, is_numbered)
  select ${scope.organizationId}, seminar.id, given.name, given.capacity, given.overbook, given.numbered
  from jsonb_to_recordset(${partsOf(seminars, ({ pools }) => pools)}::jsonb)
    as given (seminar text, name text, capacity integer, overbook integer, numbered boolean)
  join seminar on seminar.code = given.seminar
  on conflict (organization_id, seminar_id, name) do update set capacity = excluded.capacity, overbook = excluded.overbook,
    is_numbered = excluded.is_numbered`

async function saveFees(scope: Scope, seminars: Seminars) {
  for (const { code, fees, pools } of seminars) {
    const names = pools.map(({ name }) => name)
    const isUnknown = fees.some((fee) => (fee.pools ?? []).some((name) => !names.includes(name)))
    if (isUnknown) throw refuse("unknown-pool", { code }, { field: "fees" })
  }
  const given = partsOf(seminars, ({ fees, pools }) =>
    fees.map((fee) => ({ ...fee, pools: fee.pools ?? pools.map(({ name }) => name) })),
  )
  await scope.sql`
    insert into fee_type (organization_id, seminar_id, seq, name, name_english, audience, price_yen, valid_from, valid_until, party_min)
    select ${scope.organizationId}, seminar.id, given.seq, given.name, given."nameEnglish", given.audience, given."priceYen",
      given."validFrom", given."validUntil", given."partyMin"
    from jsonb_to_recordset(${given}::jsonb) as given (seminar text, seq integer, name text, "nameEnglish" text, audience text,
      "priceYen" bigint, "validFrom" date, "validUntil" date, "partyMin" integer)
    join seminar on seminar.code = given.seminar
    on conflict (organization_id, seminar_id, seq) do update set name = excluded.name, name_english = excluded.name_english,
      audience = excluded.audience, price_yen = excluded.price_yen, valid_from = excluded.valid_from,
      valid_until = excluded.valid_until, party_min = excluded.party_min`
  await scope.sql`
    delete from fee_type_pool using fee_type join seminar on seminar.id = fee_type.seminar_id
    where fee_type.id = fee_type_pool.fee_type_id and seminar.code = any(${codesOf(seminars)}::text[])
      and not exists (select from seminar_order where seminar_order.fee_type_id = fee_type.id)`
  await scope.sql`
    insert into fee_type_pool (organization_id, fee_type_id, pool_id)
    select ${scope.organizationId}, fee_type.id, pool.id
    from jsonb_to_recordset(${given}::jsonb) as given (seminar text, seq integer, pools text[])
    join seminar on seminar.code = given.seminar
    join fee_type on fee_type.seminar_id = seminar.id and fee_type.seq = given.seq
    join seat_pool as pool on pool.seminar_id = seminar.id and pool.name = any(given.pools)
    where not exists (select from seminar_order where seminar_order.fee_type_id = fee_type.id)
    on conflict do nothing`
}

/** Questions and cancellation rules: what the input says replaces what was. */
async function saveRest(scope: Scope, seminars: Seminars) {
  await scope.sql`
    delete from seminar_question using seminar
    where seminar.id = seminar_question.seminar_id and seminar.code = any(${codesOf(seminars)}::text[])`
  await scope.sql`
    insert into seminar_question (organization_id, seminar_id, seq, label, label_english, choices, choices_english, is_required)
    select ${scope.organizationId}, seminar.id, given.seq, given.label, given."labelEnglish", given.choices, given."choicesEnglish", given.required
    from jsonb_to_recordset(${partsOf(seminars, ({ questions }) => questions)}::jsonb)
      as given (seminar text, seq integer, label text, "labelEnglish" text, choices text[], "choicesEnglish" text[], required boolean)
    join seminar on seminar.code = given.seminar`
  await scope.sql`
    delete from seminar_cancellation_rule as rule using seminar
    where seminar.id = rule.seminar_id and seminar.code = any(${codesOf(seminars)}::text[])`
  await scope.sql`
    insert into seminar_cancellation_rule (organization_id, seminar_id, days_before, fee_percent)
    select ${scope.organizationId}, seminar.id, given."daysBefore", given."feePercent"
    from jsonb_to_recordset(${partsOf(seminars, ({ cancellation }) => cancellation)}::jsonb)
      as given (seminar text, "daysBefore" integer, "feePercent" integer)
    join seminar on seminar.code = given.seminar`
}
