import type { Scope } from "#app/platform/scope.server.ts"
import { saveSeminars } from "#app/seminars/plan/save-seminars.server.ts"
import { editedSeminar, type SeminarEdit } from "#app/seminars/plan/seminar-edit-form.ts"
import { seminarForPage } from "#app/seminars/plan/seminar-for-page.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

/** Makes a draft of a new seminar. Refuses: seminar-code-taken, and what saveSeminars refuses. */
export async function addSeminar(scope: Scope, form: SeminarEdit): Promise<string> {
  const [taken] = await scope.sql`select from seminar where code = ${form.code}`
  if (taken) throw refuse("seminar-code-taken", { code: form.code }, { field: "code" })
  await saveSeminars(scope, { rooms: [], vouchers: [], seminars: [{ ...editedSeminar(form, null), state: "draft" }] })
  const [made] = await scope.sql<{ id: string }>`select id from seminar where code = ${form.code}`
  if (!made) throw new Error(`seminar ${form.code} was not made`)
  return made.id
}

/** Changes a seminar by its form; what the form does not ask keeps its value. Refuses: unknown-seminar, and what saveSeminars refuses. */
export async function changeSeminar(scope: Scope, id: string, form: SeminarEdit): Promise<void> {
  const { input } = await seminarForPage(scope, id)
  const edited = editedSeminar({ ...form, code: input.code }, input)
  await saveSeminars(scope, { rooms: [], vouchers: [], seminars: [{ ...edited, state: "draft" }] })
}
