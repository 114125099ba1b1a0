import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { create, type Font, type Glyph } from "fontkit"
import { z } from "zod"

export type Weight = "regular" | "bold"

export type PaperFonts = Readonly<Record<Weight, Typeface>>

export type Typeface = Readonly<{
  font: Font
  /** Width of a text in points at a size in points. */
  widthOf: (text: string, size: number) => number
  has: (sign: string) => boolean
}>

const files = {
  regular: "@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf",
  bold: "@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf",
} as const

let loaded: PaperFonts | undefined

/** Noto Sans JP in two weights, parsed once per process: parsing costs more than a page does. */
export function paperFonts(): PaperFonts {
  loaded ??= { regular: typeface(files.regular), bold: typeface(files.bold) }
  return loaded
}

function typeface(file: string): Typeface {
  const font = withGlyphsOfTheTextAtHand(create(readFileSync(createRequire(import.meta.url).resolve(file))))
  const advances = new Map<string, number>()
  const drawn = new Map<string, boolean>()
  const advanceOf = (sign: string) => {
    const known = advances.get(sign)
    if (known !== undefined) return known
    const advance = isSelector(sign) ? 0 : font.glyphForCodePoint(sign.codePointAt(0) ?? 0).advanceWidth
    advances.set(sign, advance)
    return advance
  }
  return {
    font,
    widthOf: (text, size) => {
      let units = 0
      for (const sign of text) units += advanceOf(sign)
      return (units * size) / font.unitsPerEm
    },
    has: (sign) => {
      const known = drawn.get(sign)
      if (known !== undefined) return known
      const has = isSelector(sign) || font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0)
      drawn.set(sign, has)
      return has
    },
  }
}

// TypeScript does not say what Object.create gives.
const likeItsPrototype = z.custom<Glyph>((given) => typeof given === "object")

// It is asked for each sign of each line.
const isSame = (one: readonly number[], other: readonly number[]) =>
  one[0] === other[0] && one.length === other.length && one.every((point, at) => point === other[at])

/**
 * 〜 and ～ have one glyph, and so have hundreds of characters. fontkit lets it say for good the one that the process met first, and a paper's
 * bytes and the text that is found in it would depend on the papers before it. Here it says the character of the text at hand.
 */
function withGlyphsOfTheTextAtHand(font: Font): Font {
  const others = new Map<string, Glyph>()
  const glyphOf = font.getGlyph.bind(font)
  font.getGlyph = (id, codePoints) => {
    const glyph = glyphOf(id, codePoints)
    if (codePoints === undefined || isSame(glyph.codePoints, codePoints)) return glyph
    const key = `${id}:${codePoints.join()}`
    const known = others.get(key)
    if (known) return known
    const other = likeItsPrototype.parse(Object.create(glyph, { codePoints: { value: codePoints } }))
    others.set(key, other)
    return other
  }
  return font
}

/** Variation selectors (異体字セレクタ) choose a form of the character before them and draw nothing themselves. */
const isSelector = (sign: string) => /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u.test(sign)

/** A text with what cannot be drawn made visible: control characters become spaces, characters without a glyph 〓. */
export const drawable = (text: string, face: Typeface): string =>
  Array.from(text, (sign) => (/\p{Cc}/u.test(sign) ? " " : face.has(sign) ? sign : "〓")).join("")

/** A text that fits into a width in points; what is too long ends in …, cut at a measured place. */
export function fitted(text: string, face: Typeface, size: number, width: number): string {
  if (face.widthOf(text, size) <= width) return text
  const room = width - face.widthOf("…", size)
  let used = 0
  let kept = ""
  for (const sign of text) {
    used += face.widthOf(sign, size)
    if (used > room) break
    kept += sign
  }
  return `${kept.trimEnd()}…`
}

/** The characters of a text that the papers' font cannot draw, each once: they would stand as 〓. */
export const undrawable = (text: string): readonly string[] => {
  const { regular, bold } = paperFonts()
  return [...new Set(text)].filter((sign) => !/[\p{Cc}]/u.test(sign) && !(regular.has(sign) && bold.has(sign)))
}
