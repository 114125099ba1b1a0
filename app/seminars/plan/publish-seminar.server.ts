import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { checksBeforePublishing } from "#app/seminars/plan/checks-before-publishing.server.ts"
import { readinessWords } from "#app/seminars/plan/readiness-words.ts"
import { refuse } from "#app/seminars/refusals.ts"

/** Opens a seminar to the public (公開). Refuses: unknown-seminar, seminar-in-other-state, seminar-not-ready. */
export async function publishSeminar(scope: Scope, id: string): Promise<void> {
  const [seminar] = await scope.sql<{ code: string; state: string }>`
    select code, state from seminar where id = ${id}::uuid for update`
  if (!seminar) throw refuse("unknown-seminar", { code: id })
  if (seminar.state !== "draft" && seminar.state !== "closed")
    throw refuse("seminar-in-other-state", { code: seminar.code })
  const missing = (await checksBeforePublishing(scope, id)).filter(({ state }) => state === "fail")
  if (missing.length > 0) {
    throw refuse("seminar-not-ready", {
      missing: missing.map(({ key }) => readinessWords[key][scope.locale]).join(", "),
    })
  }
  await scope.sql`
    update seminar set state = 'published', published_at = coalesce(published_at, ${scope.now}) where id = ${id}::uuid`
  await audit(scope, "publish-seminar", seminar.code)
}

/** Ends the applications of a seminar (受付終了); who has a seat keeps it. Refuses: unknown-seminar, seminar-in-other-state. */
export async function closeSeminar(scope: Scope, id: string): Promise<void> {
  const [seminar] = await scope.sql<{ code: string; state: string }>`
    select code, state from seminar where id = ${id}::uuid for update`
  if (!seminar) throw refuse("unknown-seminar", { code: id })
  if (seminar.state !== "published") throw refuse("seminar-in-other-state", { code: seminar.code })
  await scope.sql`update seminar set state = 'closed' where id = ${id}::uuid`
  await audit(scope, "close-seminar", seminar.code)
}
