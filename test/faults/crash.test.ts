import { spawn } from "node:child_process"
import { once } from "node:events"
import { setTimeout as pause } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest"
import { openDatabase } from "#app/platform/database.server.ts"
import { seededRandom } from "#test/support/seeded-random.ts"

// F1: the issue run is killed at seeded moments; whatever it left, the rerun must equal an undisturbed run.

const POINTS = Number(process.env.FAULT_POINTS ?? 20)
const seed = Number(process.env.FAULT_SEED ?? 20261116)
const line = [
  "run-issue",
  "--organization",
  "engei",
  "--publication",
  "GARDEN",
  "--issue",
  "521",
  "--ships-on",
  "2026-11-16",
  "--json",
]

const names = Array.from({ length: POINTS + 1 }, (_, at) => `crash_${seed}_${at}`)
const urlOf = (name: string) => {
  const url = new URL(inject("ownerUrl"))
  url.pathname = `/${name}`
  return url.href
}

async function onCluster(sql: string, binds: string[]) {
  const owner = openDatabase(inject("ownerUrl"), 1)
  await owner.raw(sql, binds)
  await owner.destroy()
}

beforeAll(async () => {
  for (const name of names)
    await onCluster("create database ?? template ?? strategy file_copy", [name, "template_legacy"])
})

afterAll(async () => {
  for (const name of names) await onCluster("drop database if exists ?? with (force)", [name])
})

function startRun(name: string) {
  const environment = { NODE_ENV: "test", TEIKI_SECRET: "a secret for tests and for nothing else" } as const
  return spawn(process.execPath, ["--import", "tsx", "app/platform/run-job.server.ts", ...line], {
    env: { ...process.env, ...environment, TEIKI_HOME: inject("home"), DATABASE_URL: urlOf(name) },
    stdio: ["ignore", "pipe", "inherit"],
  })
}

async function finish(name: string): Promise<{ answer: string; milliseconds: number }> {
  const started = performance.now()
  const child = startRun(name)
  let answer = ""
  child.stdout.on("data", (chunk: Buffer) => (answer += chunk.toString()))
  await once(child, "exit")
  return { answer, milliseconds: performance.now() - started }
}

/** Everything that the run left behind, without ids and instants. */
async function traces(name: string): Promise<unknown> {
  const owner = openDatabase(urlOf(name), 1)
  const answer = await owner.raw<{ rows: unknown[] }>(`
    select (select count(*) from served_unit) as units, (select count(*) from shipment) as shipments,
      (select count(*) from movement) as movements, (select count(*) from voucher) as vouchers,
      (select count(*) from issue_run) as runs, (select count(*) from issue_run_result) as results,
      (select md5(string_agg(number || served_units || deferred_yen || receivable_yen, ',' order by number))
        from contract join contract_position on contract_id = contract.id) as positions,
      (select md5(string_agg(account_code || sub_account || tax_class || amount_yen, ',' order by account_code, sub_account, amount_yen))
        from voucher_line) as lines,
      (select string_agg(sha256, ',' order by name) from stored_file) as files`)
  await owner.destroy()
  return answer.rows[0]
}

describe(`F1 an issue run killed at ${POINTS} moments (FAULT_SEED=${seed})`, () => {
  const random = seededRandom(seed)
  const moments = names.slice(1).map((name) => ({ name, share: 0.45 + 0.55 * random() }))
  let undisturbed = { answer: "", milliseconds: 0 }
  let expected: unknown
  let killed = 0

  beforeAll(async () => {
    undisturbed = await finish(names[0] ?? "")
    expected = await traces(names[0] ?? "")
  })

  test("undisturbed, it runs once", () => {
    expect(undisturbed.answer).toContain('"alreadyDone":false')
  })

  // Most of the life of the process is its start; the moments lie in the half that touches the database.
  test.each(moments)(
    "$name, killed at $share of its life, leaves nothing in part, and the rerun equals it",
    async ({ name, share }) => {
      const child = startRun(name)
      const exit = once(child, "exit")
      await pause(undisturbed.milliseconds * share)
      if (child.kill("SIGKILL")) killed += 1
      await exit
      const { answer } = await finish(name)
      expect(answer).toContain('"netYen":2640490')
      expect(await traces(name)).toEqual(expected)
    },
  )

  test("some were killed while they ran", () => {
    expect(killed).toBeGreaterThan(0)
  })
})
