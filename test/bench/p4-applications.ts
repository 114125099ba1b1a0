import { once } from "node:events"
import http from "node:http"
import { buildPages, loadBuild } from "#app/platform/build-pages.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { type Actor, inScope, readScope } from "#app/platform/scope.server.ts"
import { webServer } from "#app/platform/web-server.server.ts"
import { placeSeminarOrder } from "#app/seminars/apply/place-seminar-order.server.ts"
import { type BenchHouse, median, secondsOf } from "#test/bench/bench-house.ts"
import type { Figure } from "#test/bench/run-bench.ts"
import { benchSeminar, fillApplications, formOf, foundSeminars } from "#test/bench/seminar-data.ts"

const APPLICATIONS = 1_000
const SEATS = 100
const WORKERS = 8
const PAIRS = 3

/** Does a thing for each id from several connections at once; how often it worked. */
async function fromManyAtOnce(ids: readonly string[], act: (id: string) => Promise<boolean>): Promise<number> {
  const queue = [...ids]
  let done = 0
  const work = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) if (await act(id)) done += 1
  }
  await Promise.all(Array.from({ length: WORKERS }, work))
  return done
}

/** What our claim does: the product's own function, in a Scope of its own as every application has. */
const claim = (actor: Actor) => (id: string) =>
  inScope(actor, async (scope) => {
    const [row] = await scope.sql<{ is_whole: boolean }>`
      select claim_seats(array[${id}]::uuid[], 'confirmed', 'application', null, ${scope.now}) as is_whole`
    return row?.is_whole === true
  }).catch(() => false)

/** The one statement that raises a counter under a condition and inserts the claim, in the same kind of transaction. */
const bare = (actor: Actor) => (id: string) =>
  inScope(actor, async (scope) => {
    const rows = await scope.sql`
      with seat as (
        update bare_pool set taken = taken + 1 where organization_id = ${scope.organizationId} and taken < capacity returning organization_id
      )
      insert into bare_claim (organization_id, order_id, claimed_at) select organization_id, ${id}::uuid, ${scope.now} from seat returning order_id`
    return rows.length === 1
  })

/** The counter read first and raised afterwards, as a system without a guard does it. */
const unguarded = (actor: Actor) => (id: string) =>
  inScope(actor, async (scope) => {
    const [pool] = await scope.sql<{ free: boolean }>`select taken < capacity as free from bare_pool`
    if (pool?.free !== true) return false
    await scope.sql`insert into bare_claim (organization_id, order_id, claimed_at) values (${scope.organizationId}, ${id}::uuid, ${scope.now})`
    await scope.sql`update bare_pool set taken = taken + 1`
    return true
  })

const tables = `
  create table bare_pool (organization_id uuid primary key, capacity integer not null, taken integer not null default 0) with (fillfactor = 50);
  create table bare_claim (organization_id uuid not null, order_id uuid not null, claimed_at timestamptz not null, primary key (organization_id, order_id));
  call wall_in('bare_pool', 'select, insert, update'); call wall_in('bare_claim', 'select, insert, delete');
  insert into bare_pool (organization_id, capacity) select id, ${SEATS} from organization;`

const emptied = (database: string, bench: BenchHouse) =>
  bench.sql(database, "truncate bare_claim; update bare_pool set taken = 0")

/** Registrations of the applications, so that a claim is all that is left to do. */
const register = (actor: Actor, ids: readonly string[]) =>
  inScope(
    actor,
    (scope) => scope.sql`
      insert into registration (organization_id, number, order_id, seminar_id, fee_type_id, seq, family_name, price_yen, state)
      select organization_id, number || '-1', id, seminar_id, fee_type_id, 1, '計測', 0, 'confirmed' from seminar_order
      where id = any(${[...ids]}::uuid[])`,
  )

const takenOf = async (actor: Actor, code: string) =>
  (
    await readScope(
      actor,
      (scope) => scope.sql<{ taken: number }>`
        select taken from seat_pool join seminar on seminar.id = seminar_id where seminar.code = ${code}`,
    )
  )[0]?.taken ?? -1

/**
 * P4: 1,000 claims for 100 seats from eight connections ÷ the one-statement SQL, pairwise, with whole applications a second and, as a control,
 * how far the same race oversells without a guard; then applications a minute over HTTP ÷ the same server's action that does nothing.
 */
export async function benchApplications(bench: BenchHouse): Promise<Figure[]> {
  await bench.makeTemplate("seminars", async () => {
    const codes = [...Array.from({ length: PAIRS }, (_, at) => `CLAIM-${at}`), "WHOLE"]
    await foundSeminars(...codes.map((code) => benchSeminar(code, SEATS)), benchSeminar("HTTP", 100_000))
  })
  return bench.onClone("seminars", async (database) => {
    await bench.sql(database, tables)
    const actor = await actorFor("bench", "bench")
    return [await claims(bench, database, actor), await overHttp(actor)]
  })
}

async function claims(bench: BenchHouse, database: string, actor: Actor): Promise<Figure> {
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const ids = await fillApplications(actor, `CLAIM-${pair}`, APPLICATIONS)
    await register(actor, ids)
    ours.push(await secondsOf(() => fromManyAtOnce(ids, claim(actor))))
    const taken = await takenOf(actor, `CLAIM-${pair}`)
    if (taken !== SEATS) throw new Error(`${taken} of ${SEATS} seats were taken`)
    await emptied(database, bench)
    theirs.push(await secondsOf(() => fromManyAtOnce(ids, bare(actor))))
  }
  await emptied(database, bench)
  const ids = await fillApplications(actor, "WHOLE", APPLICATIONS)
  const sold = await fromManyAtOnce(ids, unguarded(actor))
  const place = (id: string) => inScope(actor, (scope) => placeSeminarOrder(scope, id)).then(() => true, () => false) // prettier-ignore
  let placed = 0
  const whole = await secondsOf(async () => {
    placed = await fromManyAtOnce(ids, place)
  })
  if (placed !== SEATS || (await takenOf(actor, "WHOLE")) !== SEATS)
    throw new Error(`${placed} applications were placed`)
  const [seconds, baseline] = [median(ours), median(theirs)]
  const note = `whole applications ${(APPLICATIONS / whole).toFixed(0)}/s, exactly ${placed} placed; without a guard ${sold} seats sold of ${SEATS}`
  return { name: "P4", size: APPLICATIONS, seconds, baseline, ratio: baseline / seconds, note }
}

async function overHttp(actor: Actor): Promise<Figure> {
  await buildPages()
  const server = webServer({ build: await loadBuild(), production: false }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`
  const [row] = await readScope(
    actor,
    (scope) => scope.sql<{ fee: string; ids: string[] }>`
      select (select fee_type.id from fee_type join seminar on seminar.id = seminar_id where code = 'HTTP') as fee,
        (select array_agg(new_id()::text) from generate_series(1, 1200)) as ids`,
  )
  const forms = (row?.ids ?? []).map((id, at) => JSON.stringify(formOf(row?.fee ?? "", id, at + 1)))
  const apply = `${base}/api/v1/seminars/bench/HTTP/applications`
  await postAll(apply, forms.slice(0, 50), 201)
  await postAll(
    `${base}/preferences`,
    Array.from({ length: 50 }, () => ""),
    303,
  )
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const some = forms.slice(50 + pair * 300, 350 + pair * 300)
    ours.push(await postAll(apply, some, 201))
    theirs.push(
      await postAll(
        `${base}/preferences`,
        some.map(() => ""),
        303,
      ),
    )
  }
  server.closeAllConnections()
  server.close()
  const [rate, empty] = [median(ours), median(theirs)]
  const note = `${(rate * 60).toFixed(0)} applications a minute, ${(empty * 60).toFixed(0)} empty actions`
  return { name: "P4 HTTP", size: 300, seconds: 1 / rate, baseline: 1 / empty, ratio: rate / empty, note }
}

/** Posts bodies a few at a time; requests a second. An empty body is a form without fields. */
async function postAll(url: string, bodies: readonly string[], wanted: number): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 })
  const queue = [...bodies]
  const post = (body: string) =>
    new Promise<void>((done, fail) => {
      const type = body === "" ? "application/x-www-form-urlencoded" : "application/json"
      const headers = { "content-type": type, origin: new URL(url).origin }
      const request = http.request(url, { method: "POST", agent, headers }, (answer) => {
        const isWrong = wanted === 201 ? answer.statusCode !== 201 : (answer.statusCode ?? 500) >= 400
        if (isWrong) fail(new Error(`${url} answered ${String(answer.statusCode)}`))
        answer.resume().on("end", done)
      })
      request.on("error", fail)
      request.end(body)
    })
  const client = async () => {
    for (let body = queue.shift(); body !== undefined; body = queue.shift()) await post(body)
  }
  const seconds = await secondsOf(() => Promise.all([client(), client(), client(), client()]))
  agent.destroy()
  return bodies.length / seconds
}
