import { once } from "node:events"
import http from "node:http"
import { addStaff } from "#app/identity/add-staff.server.ts"
import { loadBuild } from "#app/platform/build-pages.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { type Actor, inScope, readScope } from "#app/platform/scope.server.ts"
import { webServer } from "#app/platform/web-server.server.ts"
import { membersForList } from "#app/members/members-for-list.server.ts"
import { fillMembers, searches } from "#test/bench/member-data.ts"
import { type BenchHouse, median } from "#test/bench/bench-house.ts"
import type { Figure } from "#test/bench/run-bench.ts"
import { seededRandom } from "#test/support/seeded-random.ts"

const SEARCHES = 300
const REQUESTS = 60
const password = "a password for measurements"

/** Requests a second of one address, a few at a time. */
async function rateOf(url: string, cookie: string): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 })
  const get = () =>
    new Promise<void>((done, fail) => {
      http
        .get(url, { agent, headers: { cookie } }, (answer) => {
          if (answer.statusCode !== 200) fail(new Error(`${url} answered ${String(answer.statusCode)}`))
          answer.resume().on("end", done)
        })
        .on("error", fail)
    })
  const started = performance.now()
  let left = REQUESTS
  const client = async () => {
    while (left > 0) {
      left -= 1
      await get()
    }
  }
  await Promise.all([client(), client(), client(), client()])
  agent.destroy()
  return REQUESTS / ((performance.now() - started) / 1000)
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: url, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ email: "bench@example.jp", password }),
  })
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? ""
}

/** 95 of 100 searches are at least this fast, in milliseconds; words of every kind, each run of the same seed. */
async function searchTimes(actor: Actor, members: number): Promise<{ p95: number; median: number; slowest: string }> {
  const random = seededRandom(9)
  const page = { sort: "kana", descending: false, limit: 50, offset: 0 } as const
  const times: { ms: number; search: string }[] = []
  for (let at = 0; at < SEARCHES; at += 1) {
    const search = searches(random, members)
    const started = performance.now()
    await readScope(actor, (scope) => membersForList(scope, { search, rules: {} }, page))
    times.push({ ms: performance.now() - started, search })
  }
  times.sort((one, other) => one.ms - other.ms)
  const at95 = times[Math.floor(times.length * 0.95)]
  return {
    p95: at95?.ms ?? 0,
    median: times[Math.floor(times.length / 2)]?.ms ?? 0,
    slowest: times.at(-1)?.search ?? "",
  }
}

/** P9: the members' list against the gallery, a page of its length without a loader's data, requests a second pairwise; and the search's 95th percentile. */
export async function benchSearch(bench: BenchHouse, sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const size of sizes) {
    const template = `search_${size}`
    await bench.makeTemplate(template, () => Promise.resolve())
    await bench.sql(template, fillMembers(size))
    await bench.sql(template, "vacuum analyze")
    figures.push(await bench.onClone(template, () => measure(size)))
    await bench.drop(template)
  }
  return figures
}

async function measure(size: number): Promise<Figure> {
  const actor = await actorFor("bench", "bench")
  await inScope(actor, (scope) =>
    addStaff(scope, { email: "bench@example.jp", name: "計測", role: "administrator", password }),
  )
  const server = webServer({ build: await loadBuild(), production: false }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`
  const cookie = await signIn(url)
  const list: number[] = []
  const bare: number[] = []
  await rateOf(`${url}/console/members`, cookie)
  await rateOf(`${url}/dev/gallery`, cookie)
  for (let pair = 0; pair < 3; pair += 1) {
    list.push(await rateOf(`${url}/console/members`, cookie))
    bare.push(await rateOf(`${url}/dev/gallery`, cookie))
  }
  server.closeAllConnections()
  server.close()
  await searchTimes(actor, size)
  const search = await searchTimes(actor, size)
  return {
    name: "P9",
    size,
    seconds: 1 / median(list),
    baseline: 1 / median(bare),
    ratio: median(list) / median(bare),
    note: `search p95 ${search.p95.toFixed(0)} ms, median ${search.median.toFixed(0)} ms (slowest: ${search.slowest})`,
  }
}
