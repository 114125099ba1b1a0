import { randomUUID } from "node:crypto"
import { saveOrganization } from "#app/identity/save-organization.server.ts"
import { openBooks } from "#app/ledger/open-books.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { type Actor, inHouse, inScope, readScope } from "#app/platform/scope.server.ts"
import { recordCheckIns } from "#app/seminars/door/record-check-ins.server.ts"
import { saveSeminars } from "#app/seminars/plan/save-seminars.server.ts"
import { SeminarFile } from "#app/seminars/seminar-file.ts"
import { type BenchHouse, median, secondsOf } from "#test/bench/bench-house.ts"
import type { Figure } from "#test/bench/run-bench.ts"

/** Doors that scan at once, the most scans of a run, and which tickets are shown twice: every tenth. */
const DOORS = 4
const MOST_SCANS = 2_000
const TWICE = 10
const PAIRS = 3

async function found() {
  const organizationId = await inHouse((scope) =>
    saveOrganization(scope, {
      ...{
        code: "bench",
        name: "Bench",
        nameKana: "",
        nameEnglish: "",
        postalCode: "",
        address: "",
        phone: "",
        email: "",
      },
      ...{ registrationNumber: null, embedOrigins: [] },
    }),
  )
  await inScope({ organizationId, name: "bench", locale: "ja" }, async (scope) => {
    await openBooks(scope)
    const sessions = [
      { startsAt: "2026-12-09 13:30", endsAt: "2026-12-09 16:00", room: "HALL" },
      { startsAt: "2026-12-10 13:30", endsAt: "2026-12-10 16:00", room: "HALL" },
    ]
    const seminar = {
      code: "BENCH",
      title: "計測",
      contact: "03",
      state: "published",
      sessions,
      pools: [{ name: "席", capacity: 1 }],
    }
    const rooms = [{ code: "HALL", name: "ホール", capacity: 2_000 }]
    await saveSeminars(
      scope,
      SeminarFile.parse({ rooms, seminars: [{ ...seminar, fees: [{ name: "一般", priceYen: 0 }] }] }),
    )
  })
}

/** So many people with tickets who came the day before, straight into the tables: how they applied is no matter here. */
const fill = (people: number) => `
  insert into seminar_order (organization_id, id, number, seminar_id, fee_type_id, channel, way, state, party, unit_yen, total_yen,
    tax_rate_percent, form, locale, started_at, recorded_by)
  select seminar.organization_id, gen_random_uuid(), 'S' || lpad(n::text, 10, '0'), seminar.id, fee.id, 'web', 'free', 'confirmed', 1, 0, 0, 10,
    '{}', 'ja', now(), 'bench'
  from seminar join fee_type as fee on fee.seminar_id = seminar.id, generate_series(1, ${people}) as n;
  insert into registration (organization_id, number, order_id, seminar_id, fee_type_id, seq, family_name, price_yen, state)
  select organization_id, number || '-1', id, seminar_id, fee_type_id, 1, '計測', 0, 'confirmed' from seminar_order;
  insert into ticket (organization_id, registration_id, issue_no, token_hash, token_sealed, issued_at)
  select organization_id, id, 1, encode(sha256(number::bytea), 'hex'), '', now() from registration;
  insert into seminar_position (organization_id, order_id) select organization_id, id from seminar_order;
  insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, kind, source, occurred_at, received_at,
    verdict, recorded_by)
  select organization_id, gen_random_uuid(), seminar_id, first.id, registration.id, 'bench', 'entry', 'qr', first.starts_at, first.starts_at,
    'accepted', 'bench'
  from registration, (select id, starts_at from seminar_session order by starts_at limit 1) as first;`

/** The doors take the codes in turn, one scan a transaction; seconds. */
const takeAll = (codes: readonly string[], take: (code: string) => Promise<unknown>) =>
  secondsOf(() =>
    Promise.all(
      Array.from({ length: DOORS }, async (_, door) => {
        for (let at = door; at < codes.length; at += DOORS) await take(codes[at] ?? "")
      }),
    ),
  )

/** What a check-in cannot do with less: a row with its key, kept out where the person is in. */
const bareInsert =
  (actor: Actor, seminarId: string, sessionId: string, registrations: ReadonlyMap<string, string>) => (code: string) =>
    inScope(
      actor,
      (scope) => scope.sql`
      insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, kind, source, occurred_at, received_at,
        verdict, recorded_by)
      values (${scope.organizationId}, ${randomUUID()}::uuid, ${seminarId}::uuid, ${sessionId}::uuid, ${registrations.get(code) ?? ""}::uuid, 'bench',
        'entry', 'qr', ${scope.now}, ${scope.now}, 'accepted', 'bench')
      on conflict do nothing`,
    )

async function measure(size: number): Promise<Figure> {
  const actor = await actorFor("bench", "bench")
  const [held] = await readScope(
    actor,
    (scope) =>
      scope.sql<{
        seminar: string
        session: string
      }>`select seminar_id as seminar, id as session from seminar_session order by starts_at desc limit 1`,
  )
  const people = await readScope(
    actor,
    (scope) =>
      scope.sql<{
        id: string
        number: string
      }>`select id, number from registration order by hashtext(number) limit ${MOST_SCANS * PAIRS * 2}`,
  )
  const { seminar = "", session = "" } = held ?? {}
  const registrations = new Map(people.map(({ id, number }) => [number, id]))
  const part = Math.floor(Math.min(people.length, MOST_SCANS * PAIRS * 2) / (PAIRS * 2 + 1))
  // Some come to two doors: one first, one already.
  const codesOf = (at: number) =>
    people
      .slice(at * part, (at + 1) * part)
      .flatMap(({ number }, nth) => (nth % TWICE === 0 ? [number, number] : [number]))
  const bare = bareInsert(actor, seminar, session, registrations)
  const scan = (code: string) =>
    inScope(actor, (scope) =>
      recordCheckIns(scope, seminar, {
        device: "bench",
        checkIns: [
          {
            ...{
              nonce: randomUUID(),
              code,
              sessionId: session,
              kind: "entry",
              source: "qr",
              isForced: false,
              shown: "",
            },
            ...{ occurredAt: scope.now.getTime(), isOffline: false },
          },
        ],
      }),
    )
  const warm = codesOf(PAIRS * 2)
  await takeAll(warm.slice(0, warm.length / 2), scan)
  await takeAll(warm.slice(warm.length / 2), bare)
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let pair = 0; pair < PAIRS; pair += 1) {
    ours.push(await takeAll(codesOf(pair * 2), scan))
    theirs.push(await takeAll(codesOf(pair * 2 + 1), bare))
  }
  const [firsts] = await readScope(
    actor,
    (scope) => scope.sql<{ people: number; firsts: number }>`
      select count(distinct registration_id)::integer as people, count(*) filter (where verdict = 'accepted')::integer as firsts
      from checkin_event where session_id = ${session}::uuid`,
  )
  if (firsts?.people !== firsts?.firsts)
    throw new Error(`${firsts?.firsts ?? 0} firsts of ${firsts?.people ?? 0} people`)
  return {
    ...{ name: "P5", size, seconds: median(ours), baseline: median(theirs), ratio: median(theirs) / median(ours) },
    note: `${Math.round(codesOf(0).length / median(ours))} check-ins/s at ${DOORS} doors; one first of each of ${firsts?.people ?? 0}`,
  }
}

/** P5: check-ins one by one at several doors, each with its verdict, against the bare insert that lets one in; throughput ÷ throughput. */
export async function benchCheckIn(bench: BenchHouse, sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const size of sizes) {
    const template = `door_${size}`
    await bench.makeTemplate(template, found)
    await bench.sql(template, fill(size))
    await bench.sql(template, "vacuum analyze")
    figures.push(await bench.onClone(template, () => measure(size)))
    await bench.drop(template)
  }
  return figures
}
