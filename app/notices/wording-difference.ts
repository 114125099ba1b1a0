import { diffLines } from "diff"

export type WordingChange = Readonly<{ value: string; added: boolean; removed: boolean }>
type Words = Readonly<{ subject: string; body: string }>

const whole = ({ subject, body }: Words) => `${subject}\n\n${body}\n`

/** What came and went between two versions, line by line; the subject is the first. */
export const wordingDifference = (from: Words, to: Words): readonly WordingChange[] =>
  diffLines(whole(from), whole(to)).map(({ value, added, removed }) => ({ value, added, removed }))
