import { readdirSync, readFileSync } from "node:fs"
import { beforeAll, describe, expect, test } from "vitest"
import { addStaff } from "#app/identity/add-staff.server.ts"
import { signed } from "#app/platform/seal.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { type Door, readerAccess } from "#test/http/access/reader-access.ts"
import { richTenant, type Samples } from "#test/http/access/rich-tenant.ts"
import { MyPageReader } from "#test/support/my-page-reader.ts"
import { hana, Reader } from "#test/support/reader.ts"
import { everythingOf } from "#test/support/everything-of.ts"
import { useWeb } from "#test/support/use-web.ts"

// Door × route outside of the console: a page that is new needs its row in reader-access.ts.
const web = useWeb("legacy")
let samples: Samples = {}
const readers: Record<"himself" | "another" | "elsewhere", string> = { himself: "", another: "", elsewhere: "" }
let staffElsewhere = ""

const files = readdirSync("app/routes").filter((file) => !/^console[.]/.test(file))
const routes = files.map((file) => file.replace(/\.tsx?$/, ""))
const posted = new Set(
  routes.filter((_, at) =>
    /export (async function|const) action\b/.test(readFileSync(`app/routes/${files[at] ?? ""}`, "utf8")),
  ),
)
const methodsOf = (route: string): readonly ("GET" | "POST")[] => (posted.has(route) ? ["GET", "POST"] : ["GET"])
const of = (door: Door) =>
  Object.entries(readerAccess).flatMap(([route, [kind, address]]) => (kind === door ? [{ route, address }] : []))

const at = (address: string, organization: string, change: (token: string) => string = (token) => token) =>
  address
    .replace("ORGANIZATION", organization)
    .replaceAll(/\{([a-z-]+)\}/g, (_, name: string) => change(samples[name] ?? "x".repeat(40)))
const ask = (address: string, cookie = "", method: "GET" | "POST" = "GET") =>
  fetch(`${web.url}${address}`, {
    ...{ method, redirect: "manual", headers: { cookie, origin: web.url } },
    ...(method === "POST" && { body: new URLSearchParams({ nothing: "of use" }) }),
  })

async function mailOf(organization: string, member: string): Promise<string> {
  const [row] = await readScope(
    await web.house.actor(organization),
    (scope) => scope.sql<{ email: string }>`select email from member where id = ${member}::uuid`,
  )
  return row?.email ?? ""
}

async function signedIn(organization: string, email: string): Promise<string> {
  const reader = new MyPageReader(web, organization)
  await reader.signIn(email)
  return reader.cookie
}

async function staffOfEngei(): Promise<string> {
  const staff = {
    email: "door@engei.example",
    name: "door",
    role: "administrator",
    password: "a phrase of nobody 2026",
  } as const
  await inScope(await web.house.actor(), (scope) => addStaff(scope, staff))
  const body = new URLSearchParams({ email: staff.email, password: staff.password })
  const answer = await fetch(`${web.url}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: web.url },
    body,
  })
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? ""
}

beforeAll(async () => {
  const tenant = await richTenant(web.house)
  const [member = "", bystander = ""] = [tenant["member"], tenant["bystander"]]
  const ask = new MyPageReader(web, "himitsu")
  const code = (await ask.ask(await mailOf("himitsu", member))).split("/").at(-1) ?? ""
  const applied = await new Reader(web.url, hana, "himitsu").apply("M12")
  samples = {
    ...tenant,
    ...{ code, proof: signed("reader-proof", code), application: applied.split("/").at(-1) ?? "" },
    "order-token": signed("seminar-order", tenant["seminar-order"] ?? ""),
    attendee: signed("attendee", tenant["registration"] ?? ""),
  }
  await inScope(await web.house.actor(), (scope) => scope.sql`
    update member set email = 'reader@engei.example' where id = (select payer_id from contract order by number limit 1)`) // prettier-ignore
  readers.himself = await signedIn("himitsu", await mailOf("himitsu", member))
  readers.another = await signedIn("himitsu", await mailOf("himitsu", bystander))
  readers.elsewhere = await signedIn("engei", "reader@engei.example")
  staffElsewhere = await staffOfEngei()
})

test("every page outside of the console has its row, and no row is of a page that is gone", () => {
  expect(Object.keys(readerAccess).sort()).toEqual(routes.sort())
  expect(Object.values(readers).filter((cookie) => cookie === "")).toEqual([])
})

describe("F18 what anybody may open", () => {
  test.for(of("everybody"))(
    "$route opens under its own organization and is not there under another",
    async ({ address }) => {
      expect((await ask(at(address, "himitsu"))).status).toBe(200)
      expect((await ask(at(address, "engei"))).status).toBe(404)
    },
  )
})

describe("F18 A10 a reader's own pages", () => {
  test.for(of("reader"))(
    "$route leads to the sign-in without a session, and with one of another publisher",
    async ({ route, address }) => {
      for (const cookie of ["", readers.elsewhere]) {
        for (const method of methodsOf(route)) {
          const answer = await ask(at(address, "himitsu"), cookie, method)
          expect([method, answer.status, answer.headers.get("location")?.split("?")[0]]).toEqual([
            method,
            302,
            "/my/himitsu/sign-in",
          ])
        }
      }
    },
  )

  test.for(of("reader").filter(({ address }) => address.includes("{")))(
    "$route shows another reader nothing",
    async ({ route, address }) => {
      expect((await ask(at(address, "himitsu"), readers.another)).status).toBe(404)
      if (posted.has(route)) {
        expect((await ask(at(address, "himitsu"), readers.another, "POST")).status).toBeGreaterThanOrEqual(400)
      }
      expect((await ask(at(address, "engei"), readers.elsewhere)).status).toBe(404)
    },
  )

  test("the reader himself opens his own", async () => {
    for (const { route, address } of of("reader").filter(({ route }) => route.includes("$contract"))) {
      expect([route, (await ask(at(address, "himitsu"), readers.himself)).status]).toEqual([route, 200])
    }
  })
})

describe("F18 addresses that are keys", () => {
  test.for(of("token"))(
    "$route is nothing under another organization, nor with a letter changed",
    async ({ address }) => {
      const changed = (token: string) => `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`
      expect((await ask(at(address, "engei"))).status).toBe(404)
      expect((await ask(at(address, "himitsu", changed))).status).toBe(404)
    },
  )

  test("with the address that its owner has, it opens", async () => {
    for (const name of ["application", "order-token", "attendee", "code"]) {
      const row = of("token").find(({ address }) => address.endsWith(`{${name}}`))
      expect([name, (await ask(at(row?.address ?? "", "himitsu"))).status]).toEqual([name, 200])
    }
  })
})

describe("F18 the door of a seminar", () => {
  test.for(of("door"))("$route is for staff, and of its own organization", async ({ address }) => {
    expect((await ask(at(address, "himitsu"))).headers.get("location")?.split("?")[0]).toBe("/sign-in")
    expect((await ask(at(address, "himitsu"), staffElsewhere)).status).toBe(404)
  })
})

test("F18 no post of a stranger changes a row of another tenant", async () => {
  const before = await everythingOf(web.house, "himitsu")
  const taking = (door: Door) => of(door).filter(({ route }) => posted.has(route))
  for (const { address } of [...taking("reader"), ...taking("door")]) {
    await ask(at(address, "himitsu"), readers.elsewhere, "POST")
  }
  // Who has the address of a token may post under its own organization.
  for (const { address } of [...taking("reader"), ...taking("door"), ...taking("token")]) {
    await ask(at(address, "engei"), readers.elsewhere, "POST")
  }
  expect(await everythingOf(web.house, "himitsu")).toBe(before)
})
