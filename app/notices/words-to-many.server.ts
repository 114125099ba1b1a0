import { type Worded, worded } from "#app/notices/parts/worded.ts"
import { wordingEngine } from "#app/notices/parts/wording-engine.ts"
import type { WordingValues, WordingVariable } from "#app/notices/wording-variables.ts"

/** Words that were checked, read once and said to many: what each one hears by his values. */
export function wordsToMany(
  words: Readonly<{ subject: string; body: string }>,
  variables: readonly WordingVariable[],
): (values: WordingValues) => Worded {
  const engine = wordingEngine()
  const parsed = { subject: engine.parse(words.subject), body: engine.parse(words.body) }
  return (values) => worded(engine, parsed, variables, values)
}
