import type { Browser, BrowserContext, Page } from "playwright-core"
import { addStaff } from "#app/identity/add-staff.server.ts"
import type { Role } from "#app/identity/permission.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { notePageErrors } from "#test/support/browser.ts"
import type { TestWeb } from "#test/support/use-web.ts"

const password = "a password for tests"

/** Desks of the staff: each role signs in once, and opens pages of any width; `complaints` holds the errors of all of them. */
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
    await inScope(actor, (scope) => addStaff(scope, { email: `${role}@example.jp`, name: role, role, password }))
    await page.goto(`${this.web.url}/sign-in?to=/console`)
    await page.fill("[name=email]", `${role}@example.jp`)
    await page.fill("[name=password]", password)
    await page.getByRole("button", { name: "サインイン" }).click()
    await page.waitForURL((url) => url.pathname === "/console")
    return page
  }
}
