import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import type { TestProject } from "vitest/node"
import { buildPages } from "#app/platform/build-pages.server.ts"
import { openDatabase } from "#app/platform/database.server.ts"
import { discardHome, useEmbeddedPostgres } from "#app/platform/embedded-postgres.server.ts"
import { closeHouse, openHouse } from "#app/platform/house.server.ts"
import { migrate } from "#app/platform/migrate.server.ts"
import { loadLegacy } from "#test/support/load-legacy.ts"
import { testSettings } from "#test/support/test-settings.ts"

declare module "vitest" {
  interface ProvidedContext {
    ownerUrl: string
    home: string
  }
}

/**
 * One cluster without fsync for the whole run, and two template databases: `template_empty` with the schema alone, and
 * `template_legacy` with the older system's subscribers taken over by the real job. Every test file clones one of them.
 */
export default async function setup(project: TestProject) {
  const home = mkdtempSync(path.join(tmpdir(), "teiki-test-"))
  const cluster = await useEmbeddedPostgres({ home, durable: false })
  const end = async () => {
    await cluster.leave()
    discardHome(home)
  }
  try {
    const templates = async () => {
      await makeTemplate(cluster.url, home, "template_empty", () => Promise.resolve())
      await makeTemplate(cluster.url, home, "template_legacy", loadLegacy)
    }
    await Promise.all([templates(), buildPages()])
  } catch (error) {
    // Vitest ends nothing that did not come up.
    await end()
    throw error
  }
  project.provide("ownerUrl", cluster.url)
  project.provide("home", home)
  return end
}

async function makeTemplate(clusterUrl: string, home: string, name: string, fill: () => Promise<void>) {
  const owner = openDatabase(clusterUrl, 1)
  await owner.raw("create database ??", [name])
  await owner.destroy()
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  const house = openHouse(testSettings(home, 0), url.href)
  await migrate(house.urls)
  await fill()
  await closeHouse()
  // Clones keep what the planner knows, and autovacuum comes too late for a test that asks about thousands of rows.
  const filled = openDatabase(url.href, 1)
  await filled.raw("vacuum analyze")
  await filled.destroy()
}
