import { refuse } from "#app/identity/refusals.ts"
import { laterBy } from "#app/platform/clock.server.ts"
import { inHouse } from "#app/platform/scope.server.ts"

const WINDOW_MINUTES = 15

/**
 * Counts an attempt (a password, a code, a note) under each subject before anything is looked at, in a transaction of its own.
 * Refuses: too-many-attempts, where a subject has had more than its limit within the window.
 */
export async function countAttempt(limits: Readonly<Record<string, number>>): Promise<void> {
  const subjects = Object.keys(limits)
  const counts = await inHouse(async (scope) => {
    await scope.sql`delete from sign_in_attempt where attempted_at < ${laterBy(scope.now, -WINDOW_MINUTES * 60)}`
    await scope.sql`
      insert into sign_in_attempt (subject, attempted_at) select unnest(${subjects}::text[]), ${scope.now}`
    return scope.sql<{ subject: string; count: number }>`
      select subject, count(*)::integer as count from sign_in_attempt where subject = any(${subjects}::text[]) group by subject`
  })
  if (counts.some(({ subject, count }) => count > (limits[subject] ?? 0))) {
    throw refuse("too-many-attempts", { minutes: WINDOW_MINUTES })
  }
}
