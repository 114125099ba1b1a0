import { randomBytes } from "node:crypto"
import { afterAll, beforeAll, inject } from "vitest"
import type { Clock } from "#app/platform/clock.server.ts"
import { openDatabase } from "#app/platform/database.server.ts"
import { closeHouse, openHouse } from "#app/platform/house.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import type { Actor } from "#app/platform/scope.server.ts"
import { testSettings } from "#test/support/test-settings.ts"

export type TestHouse = {
  /** Moves the house's clock to an instant (ISO 8601). */
  setClock: (instant: string) => void
  actor: (organization?: string) => Promise<Actor>
  ownerUrl: string
}

/**
 * A database of its own for a test file, cloned from a template and dropped at the end; the house is open on it as the
 * app's role, as in production.
 */
export function useHouse(
  template: "empty" | "legacy",
  options: {
    port?: () => number
    more?: () => Readonly<Record<string, string>>
    /** By which address the house reaches its database, where a test stands between them. */
    reach?: (url: string) => Promise<string>
  } = {},
): TestHouse {
  const name = `test_${randomBytes(6).toString("hex")}`
  let instant = new Date("2026-11-16T10:00:00+09:00")
  const clock: Clock = () => new Date(instant)
  const house: TestHouse = {
    setClock: (text) => {
      instant = new Date(text)
    },
    actor: (organization = "engei") => actorFor(organization, "test"),
    ownerUrl: "",
  }
  beforeAll(async () => {
    // Its files are copied: what is dropped a minute later needs no journal.
    await onCluster((owner) =>
      owner.raw("create database ?? template ?? strategy file_copy", [name, `template_${template}`]),
    )
    const url = new URL(inject("ownerUrl"))
    url.pathname = `/${name}`
    house.ownerUrl = url.href
    const reached = (await options.reach?.(url.href)) ?? url.href
    openHouse(testSettings(inject("home"), options.port?.() ?? 0, options.more?.() ?? {}), reached, clock)
  })
  afterAll(async () => {
    await closeHouse()
    await onCluster((owner) => owner.raw("drop database if exists ?? with (force)", [name]))
  })
  return house
}

async function onCluster(run: (owner: ReturnType<typeof openDatabase>) => PromiseLike<unknown>) {
  const owner = openDatabase(inject("ownerUrl"), 1)
  try {
    await run(owner)
  } finally {
    await owner.destroy()
  }
}
