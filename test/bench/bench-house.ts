import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { openDatabase } from "#app/platform/database.server.ts"
import { discardHome, useEmbeddedPostgres } from "#app/platform/embedded-postgres.server.ts"
import { closeHouse, openHouse } from "#app/platform/house.server.ts"
import { migrate } from "#app/platform/migrate.server.ts"
import { readSettings } from "#app/platform/settings.server.ts"

export type BenchHouse = Readonly<{
  /** Runs SQL as the cluster's owner on a database of the bench. */
  sql: <Row extends object>(database: string, text: string) => Promise<Row[]>
  makeTemplate: (name: string, fill: () => Promise<void>) => Promise<void>
  /** Clones a database, opens the house on it for `run`, and drops it. */
  onClone: <Result>(template: string, run: (name: string) => Promise<Result>) => Promise<Result>
  drop: (name: string) => Promise<void>
}>

/** A cluster without fsync for measurements; figures are ratios of two ways on the same cluster. */
export async function withBenchHouse(run: (house: BenchHouse) => Promise<void>): Promise<void> {
  const home = mkdtempSync(path.join(tmpdir(), "teiki-bench-"))
  const cluster = await useEmbeddedPostgres({ home, durable: false })
  const settings = readSettings({
    NODE_ENV: "test",
    TEIKI_HOME: home,
    TEIKI_SECRET: "a secret for measurements and nothing else",
  })
  const urlOf = (name: string) => {
    const url = new URL(cluster.url)
    url.pathname = `/${name}`
    return url.href
  }
  const sql = async <Row extends object>(database: string, text: string): Promise<Row[]> => {
    const owner = openDatabase(urlOf(database), 1)
    try {
      const answer = await owner.raw<{ rows: Row[] }>(text.replaceAll("?", "\\?"))
      return answer.rows
    } finally {
      await owner.destroy()
    }
  }
  let clones = 0
  const drop = async (name: string) => {
    await sql("postgres", `drop database if exists ${name} with (force)`)
  }
  try {
    await run({
      sql,
      drop,
      makeTemplate: async (name, fill) => {
        await sql("postgres", `create database ${name}`)
        const house = openHouse(settings, urlOf(name))
        await migrate(house.urls)
        await fill()
        await closeHouse()
        await sql(name, "vacuum analyze")
      },
      onClone: async (template, act) => {
        clones += 1
        const name = `clone_${clones}`
        await sql("postgres", `create database ${name} template ${template} strategy file_copy`)
        await sql("postgres", "checkpoint")
        openHouse(settings, urlOf(name))
        try {
          return await act(name)
        } finally {
          await closeHouse()
          await drop(name)
        }
      },
    })
  } finally {
    await cluster.leave()
    discardHome(home)
  }
}

/** Seconds that an act takes. */
export async function secondsOf(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await act()
  return (performance.now() - started) / 1000
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
