import { readdirSync } from "node:fs"
import { beforeAll, describe, expect, test } from "vitest"
import { addStaff } from "#app/identity/add-staff.server.ts"
import { carries, type Role, roles } from "#app/identity/permission.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { addressOf, isOfOneTenant } from "#test/http/access/addresses.ts"
import { consoleAccess } from "#test/http/access/console-access.ts"
import { richTenant, type Samples, secret } from "#test/http/access/rich-tenant.ts"
import { everythingOf } from "#test/support/everything-of.ts"
import { useWeb } from "#test/support/use-web.ts"

// Role × route and tenant × route, made of the route files: a page that is new needs its row in console-access.ts, and, where its address
// names something, a sample of it in rich-tenant.ts.
const web = useWeb("legacy")
const password = "a long phrase of nobody's 2026"
const cookies = new Map<string, string>()
let samples: Samples = {}

const routes = readdirSync("app/routes")
  .map((file) => file.replace(/\.tsx?$/, ""))
  .filter((name) => name === "console" || name.startsWith("console."))
const rows = Object.entries(consoleAccess).map(([route, [read, write]]) => ({ route, read, write }))
const opened = rows.flatMap(({ route, read }) => (read === null ? [] : [{ route, read }]))
const posted = rows.flatMap(({ route, write }) => (write === null ? [] : [{ route, write }]))

/** Nothing waits for the post in this tenant, and its import wrote no file of bad cells: who may open them is told so. */
const mayBeEmpty = ["console.seminar-post.$kind.$file", "console.imports.$run_.errors[.]csv"]

const cookieOf = (who: string) => cookies.get(who) ?? ""
const open = (who: string, address: string) =>
  fetch(`${web.url}${address}`, { redirect: "manual", headers: { cookie: cookieOf(who) } })
/** A form without a field, which no act takes for a wish. */
const post = (who: string, address: string) =>
  fetch(`${web.url}${address}`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookieOf(who), origin: web.url, "content-type": "application/x-www-form-urlencoded" },
    body: "",
  })

async function signIn(organization: string, role: Role) {
  const email = `${role}@${organization}.example`
  await inScope(await web.house.actor(organization), (scope) => addStaff(scope, { email, name: role, role, password }))
  const answer = await fetch(`${web.url}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: web.url, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ email, password }),
  })
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? ""
}

beforeAll(async () => {
  samples = await richTenant(web.house)
  for (const role of roles) cookies.set(role, await signIn("himitsu", role))
  cookies.set("stranger", await signIn("engei", "administrator"))
})

test("every page of the console has its row, and no row is of a page that is gone", () => {
  expect(Object.keys(consoleAccess).sort()).toEqual(routes.sort())
})

describe("N3 role × route", () => {
  test.for(opened)("$route opens with $read alone", async ({ route, read }) => {
    const address = addressOf(route, samples)
    const answers = await Promise.all(
      roles.map(async (role) => {
        const { status } = await open(role, address)
        return [role, status < 400 || (status === 404 && mayBeEmpty.includes(route)) ? "opens" : status]
      }),
    )
    expect(answers).toEqual(roles.map((role) => [role, carries([role], read) ? "opens" : 403]))
  })

  test.for(posted)("$route takes posts with $write alone", async ({ route, write }) => {
    const address = addressOf(route, samples)
    for (const role of roles.filter((one) => !carries([one], write))) {
      expect([role, (await post(role, address)).status]).toEqual([role, 403])
    }
  })
})

describe("without a session", () => {
  test.for(rows)("$route leads to the sign-in, as page, as data and as post", async ({ route, read, write }) => {
    const address = addressOf(route, samples)
    if (read !== null) {
      const page = await open("nobody", address)
      const isData = address.includes(".data")
      expect([page.status, page.headers.get("location")?.startsWith("/sign-in") ?? isData]).toEqual([
        isData ? 202 : 302,
        true,
      ])
      const [path = "", query = ""] = address.replace(".data", "").split("?")
      const data = await (await open("nobody", `${path}.data?${query}&_routes=routes/${route}`)).text()
      expect(data).not.toContain(secret)
    }
    if (write !== null) {
      const answer = await post("nobody", address)
      expect([answer.status, answer.headers.get("location")?.startsWith("/sign-in")]).toEqual([302, true])
    }
  })
})

describe("F18 tenant × route", () => {
  test.for(opened)("$route shows another tenant's administrator nothing", async ({ route }) => {
    const address = addressOf(route, samples)
    const answer = await open("stranger", address)
    if (isOfOneTenant(route)) expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain(secret)
    const own = await (await open("administrator", address)).text()
    // A page that shows nobody's name to its own people proves nothing here; most do.
    if (isOfOneTenant(route)) expect(own.length).toBeGreaterThan(0)
  })

  test("no post of a stranger to another tenant's pages changes a row of it", async () => {
    const before = await everythingOf(web.house, "himitsu")
    const answers: (string | number)[][] = []
    for (const { route } of posted.filter(({ route }) => isOfOneTenant(route))) {
      const { status } = await post("stranger", addressOf(route, samples))
      if (status < 400 || status >= 500) answers.push([route, status])
    }
    expect(answers).toEqual([])
    expect(await everythingOf(web.house, "himitsu")).toBe(before)
  })
})
