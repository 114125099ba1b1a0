import { beforeAll, describe, expect, test } from "vitest"
import { addStaff } from "#app/identity/add-staff.server.ts"
import type { Role } from "#app/identity/permission.ts"
import { requireStaff, staffOf } from "#app/identity/require-staff.server.ts"
import { OrganizationInput, saveOrganization } from "#app/identity/save-organization.server.ts"
import { changeStaffRoles, disableStaff, enableStaff, registerStaff } from "#app/identity/save-staff.server.ts"
import { signIn } from "#app/identity/sign-in.server.ts"
import { staffForPage } from "#app/identity/staff-for-page.server.ts"
import { newStaffForm } from "#app/identity/staff-form.ts"
import { inHouse, inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const password = "a password for tests"
const person = (name: string, role: Role = "operator") => ({ email: `${name}@tsuki.example`, name, role, password })

const staff = () => world.look(staffForPage)
const one = async (name: string) => {
  const found = (await staff()).find((each) => each.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}
const idOf = async (name: string) => (await one(name)).id
/** What somebody of the staff does himself. */
const as = async <Result>(name: string, run: (scope: Scope) => Promise<Result>) =>
  inScope({ ...(await house.actor("tsuki")), name: `staff:${name}@tsuki.example` }, run)
const signedIn = async (name: string) => {
  const { cookie } = await signIn({ email: `${name}@tsuki.example`, password }, name)
  return new Request("http://house/console", { headers: { cookie: cookie.split(";")[0] ?? "" } })
}
const audited = (action: string) =>
  world.look((scope) => scope.sql`select actor, subject, detail from audit_entry where action = ${action} order by seq`)

beforeAll(async () => {
  await world.found()
  await world.act((scope) => addStaff(scope, person("chief", "administrator")))
  await inHouse((scope) => saveOrganization(scope, OrganizationInput.parse({ code: "hoshi", name: "ほし出版" })))
})

describe("N2 staff and their roles (担当者)", () => {
  test("an administrator registers somebody once, who signs in with the first password", async () => {
    await as("chief", (scope) => registerStaff(scope, person("taro")))
    expect(await one("taro")).toMatchObject({ roles: ["operator"], isDisabled: false, isOneself: false })
    expect((await staffOf(await signedIn("taro")))?.roles).toEqual(["operator"])
    await expect(as("chief", (scope) => registerStaff(scope, person("taro", "manager")))).rejects.toMatchObject({
      code: "staff-here-already",
      options: { field: "email", status: 409 },
    })
    expect((await one("taro")).roles).toEqual(["operator"])
    expect((await audited("add-staff")).at(-1)).toMatchObject({
      ...{ actor: "staff:chief@tsuki.example", subject: "taro@tsuki.example", detail: { role: "operator" } },
    })
  })

  test("other roles hold from the next page on", async () => {
    const request = await signedIn("taro")
    await expect(requireStaff(request, "books.close")).rejects.toMatchObject({ status: 403 })
    const id = await idOf("taro")
    await as("chief", (scope) => changeStaffRoles(scope, id, ["accountant", "manager"]))
    await requireStaff(request, "books.close")
    await expect(requireStaff(request, "members.write")).rejects.toMatchObject({ status: 403 })
    await expect(as("chief", (scope) => changeStaffRoles(scope, id, []))).rejects.toMatchObject({
      code: "staff-needs-a-role",
      options: { field: "roles" },
    })
    expect(await audited("change-staff-roles")).toMatchObject([
      { subject: "taro@tsuki.example", detail: { from: ["operator"], to: ["accountant", "manager"] } },
    ])
  })

  test("a disabled one's sessions end at once and he cannot sign in, until he is enabled again", async () => {
    const request = await signedIn("taro")
    const id = await idOf("taro")
    await as("chief", (scope) => disableStaff(scope, id))
    expect(await staffOf(request)).toBeNull()
    await expect(signedIn("taro")).rejects.toMatchObject({ code: "sign-in-failed" })
    expect((await staff()).at(-1)).toMatchObject({ name: "taro", isDisabled: true })
    await as("chief", (scope) => enableStaff(scope, id))
    expect(await staffOf(request)).toBeNull()
    expect(await staffOf(await signedIn("taro"))).not.toBeNull()
    expect([...(await audited("disable-staff")), ...(await audited("enable-staff"))]).toMatchObject([
      { subject: "taro@tsuki.example" },
      { subject: "taro@tsuki.example" },
    ])
  })

  test("nobody bars himself, and the last administrator stays one, though two bar each other at once", async () => {
    const chief = await idOf("chief")
    await expect(as("chief", (scope) => disableStaff(scope, chief))).rejects.toMatchObject({ code: "not-oneself" })
    const demote = (scope: Scope) => changeStaffRoles(scope, chief, ["operator"])
    await expect(as("chief", demote)).rejects.toMatchObject({ code: "not-oneself", options: { field: "roles" } })
    await expect(as("taro", demote)).rejects.toMatchObject({ code: "last-administrator" })
    await expect(as("taro", (scope) => disableStaff(scope, chief))).rejects.toMatchObject({
      code: "last-administrator",
    })
    await as("chief", (scope) => registerStaff(scope, person("second", "administrator")))
    const second = await idOf("second")
    const both = await Promise.allSettled([
      as("chief", (scope) => disableStaff(scope, second)),
      as("second", (scope) => disableStaff(scope, chief)),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(both.find((each) => each.status === "rejected")).toMatchObject({ reason: { code: "last-administrator" } })
  })

  test("staff of another publisher are neither seen nor barred here; without a role here they are gone from here alone", async () => {
    await inScope({ ...(await house.actor("hoshi")), name: "test" }, (scope) => addStaff(scope, person("hanako")))
    await expect(one("hanako")).rejects.toThrow("no hanako")
    const [hanako] = await readScope(await house.actor("hoshi"), staffForPage)
    const id = hanako?.id ?? ""
    await expect(world.act((scope) => disableStaff(scope, id))).rejects.toMatchObject({ code: "no-such-staff" })
    await world.act((scope) => registerStaff(scope, { ...person("hanako", "manager"), password: "another password" }))
    expect(await one("hanako")).toMatchObject({ roles: ["manager"], isElsewhere: true })
    await signedIn("hanako")
    for (const bar of [disableStaff, enableStaff]) {
      await expect(world.act((scope) => bar(scope, id))).rejects.toMatchObject({ code: "staff-works-elsewhere" })
    }
    await world.act((scope) => changeStaffRoles(scope, id, []))
    await expect(one("hanako")).rejects.toThrow("no hanako")
    expect((await staffOf(await signedIn("hanako")))?.organization.code).toBe("hoshi")
  })

  test("the form says beside each field how to mend it", () => {
    const wrong = newStaffForm("ja").safeParse({ email: "taro", name: " ", role: "king", password: "short" })
    expect(wrong.error?.issues.map(({ path }) => path[0])).toEqual(["email", "name", "role", "password"])
    expect(newStaffForm("ja").parse({ ...person("x"), email: " Ｔaro@Example.JP " }).email).toBe("taro@example.jp")
  })
})
