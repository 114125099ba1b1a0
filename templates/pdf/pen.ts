import qrcode from "qrcode"
import { drawable, fitted, type PaperFonts, type Weight } from "#templates/pdf/paper-font.ts"

type TextPlace = Readonly<{
  x: number
  /** The base line. */
  y: number
  width: number
  size: number
  align?: "left" | "right" | "center"
  weight?: Weight
  /** Figures are never cut: too long a one is set smaller. */
  whole?: boolean
}>

/** From line to line, in sizes of the type. */
export const LEADING = 1.28

const closing = "、。,.))」』】〕〉》・ー々〜ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
const opening = "((「『【〔〈《〒¥"
const isLatin = (sign: string | undefined) => sign !== undefined && /[A-Za-z0-9]/.test(sign)

/** The longest word that stays whole: a number of an order or a contract in its brackets. */
const LONG_WORD = 16

/** Where a line of signs breaks, at the latest before its last one; a word or a number stays whole where it is not too long. */
function breakIn(signs: readonly string[]): number {
  const isGood = (at: number) =>
    !closing.includes(signs[at] ?? "") &&
    !opening.includes(signs[at - 1] ?? "") &&
    !(isLatin(signs[at]) && isLatin(signs[at - 1]))
  const last = signs.length - 1
  for (let at = last; at > Math.max(0, last - LONG_WORD); at -= 1) if (isGood(at)) return at
  return last
}

/** Draws black and grey text, rules and boxes on a page; every text is fitted to its width, so that none overlap. */
export class Pen {
  constructor(
    private readonly document: PDFKit.PDFDocument,
    private readonly fonts: PaperFonts,
  ) {
    document.registerFont("regular", fonts.regular.font)
    document.registerFont("bold", fonts.bold.font)
  }

  widthOf(text: string, size: number, weight: Weight = "regular"): number {
    const face = this.fonts[weight]
    return face.widthOf(drawable(text, face), size)
  }

  /**
   * Lines of a paragraph by measured width; Japanese breaks anywhere, but a closing mark never begins a line nor does an opening one end it:
   * what stands before goes along.
   */
  wrapped(paragraph: string, size: number, width: number, weight: Weight = "regular"): string[] {
    const lines: string[] = []
    let line: string[] = []
    for (const sign of paragraph) {
      if (line.length > 0 && this.widthOf(line.join("") + sign, size, weight) > width) {
        const cut = breakIn([...line, sign])
        lines.push(line.slice(0, cut).join("").trimEnd())
        line = line.slice(cut)
      }
      line.push(sign)
    }
    return [...lines, line.join("")]
  }

  /** A text on one line, or on a few where it is wider: at its last space where both sides fit, else where the width ends. */
  folded(text: string, size: number, width: number, most: number): string[] {
    if (this.widthOf(text, size) <= width) return [text]
    const space = text.lastIndexOf(" ")
    const sides = [text.slice(0, space), text.slice(space + 1)]
    if (most > 1 && space > 0 && sides.every((side) => this.widthOf(side, size) <= width)) return sides
    const lines = this.wrapped(text, size, width)
    return lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join("")]
  }

  /** The same in a place of a height, set smaller, down to two thirds, where it would be cut: the lines and their size. */
  foldedInto(text: string, size: number, place: Readonly<{ width: number; height: number }>) {
    const at = (share: number) => {
      const most = Math.max(Math.floor(place.height / (size * share * LEADING)), 1)
      return { size: size * share, lines: this.folded(text, size * share, place.width, most) }
    }
    const fits = ({ lines, size }: ReturnType<typeof at>) =>
      lines.every((line) => this.widthOf(line, size) <= place.width)
    return [1, 0.9, 0.8].map(at).find(fits) ?? at(2 / 3)
  }

  text(given: string, place: TextPlace): void {
    const face = this.fonts[place.weight ?? "regular"]
    const clean = drawable(given, face)
    const full = face.widthOf(clean, place.size)
    const size = place.whole && full > place.width ? (place.size * place.width) / full : place.size
    const text = place.whole ? clean : fitted(clean, face, size, place.width)
    if (text.trim() === "") return
    const rest = place.width - face.widthOf(text, size)
    const shift = place.align === "right" ? rest : place.align === "center" ? rest / 2 : 0
    this.document
      .font(place.weight ?? "regular", size)
      .fillColor("black")
      .text(text, place.x + shift, place.y, { lineBreak: false, baseline: "alphabetic" })
  }

  /** A QR code, `size` points wide, without a quiet zone of its own; a rectangle for each run of dark modules in a row. */
  qr(text: string, place: Readonly<{ x: number; y: number; size: number }>): void {
    const { modules } = qrcode.create(text, { errorCorrectionLevel: "M" })
    const step = place.size / modules.size
    this.document.fillColor("black")
    for (let row = 0; row < modules.size; row += 1) {
      let from = 0
      for (let column = 0; column <= modules.size; column += 1) {
        if (column < modules.size && modules.get(row, column)) continue
        const long = (column - from) * step
        if (column > from) this.document.rect(place.x + from * step, place.y + row * step, long, step)
        from = column + 1
      }
    }
    this.document.fill()
  }

  /** A bar code: widths of bars and spaces in turn, in modules. */
  bars(widths: readonly number[], place: Readonly<{ x: number; y: number; module: number; height: number }>): void {
    this.document.fillColor("black")
    let { x } = place
    widths.forEach((width, at) => {
      if (at % 2 === 0) this.document.rect(x, place.y, width * place.module, place.height)
      x += width * place.module
    })
    this.document.fill()
  }

  /** Where a paper is cut. */
  dashes(from: number, to: number, y: number): void {
    this.document
      .lineWidth(0.5)
      .strokeColor("#777777")
      .dash(3, { space: 3 })
      .moveTo(from, y)
      .lineTo(to, y)
      .stroke()
      .undash()
  }

  rule(from: number, to: number, y: number, weight: number, grey = "black"): void {
    this.document.lineWidth(weight).strokeColor(grey).moveTo(from, y).lineTo(to, y).stroke()
  }

  fill(x: number, y: number, width: number, height: number, grey: string): void {
    this.document.rect(x, y, width, height).fill(grey)
  }

  box(x: number, y: number, width: number, height: number, weight: number): void {
    this.document.lineWidth(weight).strokeColor("black").rect(x, y, width, height).stroke()
  }
}
