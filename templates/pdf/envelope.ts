import { formatPostalCode } from "#app/values/text.ts"
import type { Pen } from "#templates/pdf/pen.ts"

const mm = (length: number) => (length * 72) / 25.4

/** What stands at the head of a paper for a window envelope (窓付き封筒): to whom, which paper, from whom. */
export type Envelope = Readonly<{
  addressee: Readonly<{
    name: string
    department: string
    honorific: string
    /** Seven digits with or without their hyphen, or empty */
    postalCode: string
    lines: readonly string[]
  }>
  /** Number and date, top right. */
  reference: readonly string[]
  issuer: Readonly<{ name: string; lines: readonly string[] }>
}>

/** An address rather breaks before its last part than within a word. */
const foldedIn = (pen: Pen, text: string, size: number, place: Readonly<{ width: number }>) =>
  pen.folded(text, size, place.width, 4)

/** The window's address, the paper's number and date, who issues it, and the fold marks of a letter folded in three. */
export function drawEnvelope(pen: Pen, { addressee, reference, issuer }: Envelope): void {
  const window = { x: mm(22), width: mm(85) }
  let y = mm(24)
  const put = (text: string, size: number, weight: "regular" | "bold" = "regular") => {
    const lines = weight === "bold" ? pen.wrapped(text, size, window.width, weight) : foldedIn(pen, text, size, window)
    for (const line of text === "" ? [] : lines) {
      pen.text(line, { ...window, y, size, weight })
      y += size * 1.5
    }
  }
  if (addressee.postalCode !== "") put(`〒${formatPostalCode(addressee.postalCode)}`, 10)
  for (const line of addressee.lines) put(line, 10)
  y += mm(2)
  const hasDepartment = addressee.department !== ""
  put(hasDepartment ? addressee.name : `${addressee.name} ${addressee.honorific}`, 12.5, "bold")
  if (hasDepartment) put(`${addressee.department} ${addressee.honorific}`, 11)
  const side = { x: mm(125), width: mm(65) }
  reference.forEach((line, at) => {
    pen.text(line, { ...side, y: mm(20 + at * 5), size: 9.5, align: "right" })
  })
  let at = mm(40)
  for (const line of pen.wrapped(issuer.name, 11, side.width, "bold")) {
    pen.text(line, { ...side, y: at, size: 11, weight: "bold" })
    at += mm(5.5)
  }
  for (const line of issuer.lines.flatMap((one) => foldedIn(pen, one, 9, side))) {
    pen.text(line, { ...side, y: at, size: 9 })
    at += mm(4.8)
  }
  for (const fold of [99, 198]) pen.rule(0, mm(5), mm(fold), 0.4, "#999999")
}
