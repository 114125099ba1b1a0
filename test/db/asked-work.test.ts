import { expect, test } from "vitest"
import { z } from "zod"
import { exportForPage } from "#app/members/export-for-page.server.ts"
import { startMemberExport } from "#app/members/export-members.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { anyWork, askForWork, type AskedWork, doAskedWork } from "#app/platform/background.server.ts"
import { openDatabase } from "#app/platform/database.server.ts"
import { house as open } from "#app/platform/house.server.ts"
import { type Actor, inScope, readScope } from "#app/platform/scope.server.ts"
import { refusalsOf } from "#app/values/refusal.ts"
import { doAsked } from "#test/support/asked-work.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("legacy")

const staff = async (): Promise<Actor> => ({ ...(await house.actor()), name: "staff:hanako", locale: "en" })
const runs = async () =>
  readScope(
    await house.actor(),
    (scope) => scope.sql<{ id: string; outcome: string; input: string | null; flags: object; result: object | null }>`
      select id, outcome, input, flags, result from job_run order by started_at, id`,
  )

const words = refusalsOf({ "not-today": { ja: "今日はできません。", en: "Not today." } })
/** Work that writes down who asked, and in which language. */
const noting: AskedWork<{ what: string }> = {
  name: "note",
  input: z.object({ what: z.string() }),
  run: async (actor, { what }) => {
    if (what === "refuse") throw words("not-today")
    if (what === "fail") throw new Error("out of paper")
    await inScope(actor, (scope) => audit(scope, "note", what, { locale: scope.locale }))
    return { ok: true, result: { what } }
  },
}
const works = [anyWork(noting)]
const notes = async () =>
  readScope(
    await house.actor(),
    (scope) => scope.sql<{ actor: string; subject: string; detail: object }>`
      select actor, subject, detail from audit_entry where action = 'note' order by subject`,
  )

test("N1 an export asked for on a page wakes the worker, is done in the asker's name, and leaves no searched word behind", async () => {
  const id = await startMemberExport(await staff(), { search: "タナカ", rules: {}, format: "csv", segment: "" })
  const look = async () => readScope(await house.actor(), (scope) => exportForPage(scope, id))
  expect(await look()).toMatchObject({ outcome: "running", file: null })
  const { rows } = await open().queue.query<{ key: string }>("select key from graphile_worker.jobs")
  expect(rows.map(({ key }) => key)).toContain("do-asked-work:engei")
  const waiting = (await runs()).find((run) => run.id === id)
  expect(waiting?.input).not.toBeNull()
  expect(JSON.stringify(waiting)).not.toContain("タナカ")
  expect(await doAsked()).toBe(1)
  const ended = await look()
  expect(ended?.outcome).toBe("done")
  expect(ended?.file?.rows).toBeGreaterThan(0)
  expect((await runs()).find((run) => run.id === id)).toMatchObject({
    input: null,
    flags: { format: "csv", segment: "" },
  })
  expect(await doAsked()).toBe(0)
  const audited = await readScope(
    await house.actor(),
    (scope) => scope.sql<{ actor: string }>`select actor from audit_entry where action = 'export-members'`,
  )
  expect(audited).toEqual([{ actor: "staff:hanako" }])
})

test("what a living worker holds is left to it; what a dead one left is done by the next, once, by several at a time", async () => {
  const asked = await Promise.all(["a", "b", "c"].map(async (what) => askForWork(await staff(), noting, { what })))
  const held = openDatabase(house.ownerUrl, 1)
  const living = await held.transaction()
  await living.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [`asked-work:${asked[1] ?? ""}`])
  const actor = await house.actor()
  const done = await Promise.all(Array.from({ length: 3 }, () => doAskedWork(actor, works)))
  expect(done.reduce((sum, one) => sum + one, 0)).toBe(2)
  expect((await notes()).map(({ subject }) => subject)).toEqual(["a", "c"])
  await living.rollback()
  await held.destroy()
  expect(await doAskedWork(actor, works)).toBe(1)
  expect(await notes()).toEqual(
    ["a", "b", "c"].map((subject) => ({ actor: "staff:hanako", subject, detail: { locale: "en" } })),
  )
})

test("a refusal and a failure are outcomes; work of a name that this worker does not know stays", async () => {
  const actor = await house.actor()
  const ids = [await askForWork(actor, noting, { what: "refuse" }), await askForWork(actor, noting, { what: "fail" })]
  expect(await doAskedWork(actor, [])).toBe(0)
  expect(await doAskedWork(actor, works)).toBe(2)
  const outcomes = (await runs()).filter(({ id }) => ids.includes(id))
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["refused", "failed"])
  expect(outcomes.map(({ result }) => result)).toEqual([
    { error: "not-today", message: "Not today.", messageJa: "今日はできません。" },
    { error: "out of paper" },
  ])
})
