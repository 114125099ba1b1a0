import { encodeCp932 } from "#app/platform/cp932.server.ts"

const [QUOTE, COMMA, LF] = [0x22, 0x2c, 0x0a]
const RARE = 0xffff
const MOST_NAMED = 1_000

/** A character that CP932 lacks, with the record and the field (both from 1) where it was written as 〓. */
export type MissingCharacter = Readonly<{ character: string; record: number; field: number }>

/** All characters that were missing, of which the first 1,000 are named. */
export type MissingCharacters = Readonly<{ count: number; named: readonly MissingCharacter[] }>

export const noneMissing: MissingCharacters = { count: 0, named: [] }

/**
 * CSV in UTF-8 as CP932: the same bytes as `encodeCp932` gives of the whole, one character's bytes asked for once and remembered.
 * `missing` is complete when the last chunk is read.
 */
export class Cp932Stream {
  private readonly named: MissingCharacter[] = []
  private count = 0
  /** CP932's code by Unicode's; 0 is not known yet, 0xFFFF is looked at each time. */
  private readonly codes = new Uint16Array(0x10000)
  private record = 1
  private field = 1
  private isQuoted = false

  /** Chunks must end with a character. */
  async *of(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) yield this.encode(chunk)
  }

  get missing(): MissingCharacters {
    return { count: this.count, named: this.named }
  }

  private encode(input: Uint8Array): Uint8Array {
    const { codes } = this
    const out = Buffer.allocUnsafe(input.byteLength)
    let to = 0
    for (let at = 0; at < input.byteLength;) {
      const byte = input[at] ?? 0
      if (byte < 0x80) {
        if (byte <= COMMA) this.sign(byte)
        out[to++] = byte
        at += 1
        continue
      }
      const point = pointAt(input, at)
      at += byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
      let code = point > 0xffff ? RARE : (codes[point] ?? 0)
      if (code === 0) code = this.learn(point)
      if (isKana(point) && isMark(input, at) && composes(point, input, at)) {
        code = this.rare(String.fromCodePoint(point, pointAt(input, at)))
        at += 3
      } else if (code === RARE) code = this.rare(String.fromCodePoint(point))
      if (code > 0xff) out[to++] = code >> 8
      if (code > 0) out[to++] = code & 0xff
    }
    return out.subarray(0, to)
  }

  private sign(byte: number) {
    if (byte === QUOTE) this.isQuoted = !this.isQuoted
    else if (this.isQuoted) return
    else if (byte === COMMA) this.field += 1
    else if (byte === LF) {
      this.record += 1
      this.field = 1
    }
  }

  private learn(point: number): number {
    const { bytes, missing } = encodeCp932(String.fromCodePoint(point))
    const code = missing.length > 0 || bytes.byteLength === 0 ? RARE : codeOf(bytes)
    this.codes[point] = code
    return code
  }

  /** 0 where nothing is to be written (variation selectors). */
  private rare(text: string): number {
    const { bytes, missing } = encodeCp932(text)
    this.count += missing.length
    for (const character of missing) {
      if (this.named.length < MOST_NAMED) this.named.push({ character, record: this.record, field: this.field })
    }
    return codeOf(bytes)
  }
}

const codeOf = (bytes: Uint8Array) => bytes.reduce((code, byte) => (code << 8) | byte, 0)

/** The character that begins at a byte of 0x80 and above. */
function pointAt(input: Uint8Array, at: number): number {
  const first = input[at] ?? 0
  const second = (input[at + 1] ?? 0) & 0x3f
  if (first < 0xe0) return ((first & 0x1f) << 6) | second
  const third = (input[at + 2] ?? 0) & 0x3f
  if (first < 0xf0) return ((first & 0x0f) << 12) | (second << 6) | third
  return ((first & 0x07) << 18) | (second << 12) | (third << 6) | ((input[at + 3] ?? 0) & 0x3f)
}

const isKana = (point: number) => point >= 0x3041 && point <= 0x30fe

/** U+3099 and U+309A, the sound marks that make one character of two. */
const isMark = (input: Uint8Array, at: number) =>
  input[at] === 0xe3 && input[at + 1] === 0x82 && (input[at + 2] === 0x99 || input[at + 2] === 0x9a)

const composes = (kana: number, input: Uint8Array, at: number) =>
  String.fromCodePoint(kana, pointAt(input, at)).normalize("NFC").length === 1
