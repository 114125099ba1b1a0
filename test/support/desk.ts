import type { Browser, BrowserContext, Page } from "playwright-core"
import type { Role } from "#app/identity/permission.ts"
import { addStaff } from "#app/identity/add-staff.server.ts"
import { startSession } from "#app/identity/session.server.ts"
import { inHouse, inScope } from "#app/platform/scope.server.ts"
import { notePageErrors } from "#test/support/browser.ts"
import type { TestWeb } from "#test/support/use-web.ts"

/** Desks of the staff: each role is signed in once, and opens pages of any width; `complaints` holds the errors of all of them. */
export class Desks {
  readonly complaints: string[] = []
  private readonly open = new Map<Role, BrowserContext>()

  constructor(
    private readonly web: TestWeb,
    private readonly browser: () => Browser,
  ) {}

  async page(role: Role, width = 1280): Promise<Page> {
    const known = this.open.get(role)
    const context = known ?? (await this.browser().newContext())
    const page = await context.newPage()
    await page.setViewportSize({ width, height: 844 })
    notePageErrors(page, this.complaints)
    if (known) return page
    this.open.set(role, context)
    const actor = await this.web.house.actor()
    const email = `${role}@example.jp`
    await inScope(actor, (scope) => addStaff(scope, { email, name: role, role, password: "a password for tests" }))
    const [staff] = await inHouse((scope) => scope.sql<{ id: string }>`select id from staff where email = ${email}`)
    if (!staff) throw new Error(`${email} was not added`)
    const cookie = await inHouse((scope) => startSession(scope, staff.id, actor.organizationId))
    const [, name = "", value = ""] = /^([^=]+)=([^;]+);/.exec(cookie) ?? []
    await context.addCookies([{ name, value, url: this.web.url, httpOnly: true, sameSite: "Lax" }])
    await page.goto(`${this.web.url}/console`)
    return page
  }
}
