const [QUOTE, COMMA, LF, CR, APOSTROPHE, MINUS, ZERO] = [0x22, 0x2c, 0x0a, 0x0d, 0x27, 0x2d, 0x30]

/** First bytes of a text that a spreadsheet would run as a formula: = + - @ tab CR. */
const isFormula = (byte: number | undefined) =>
  byte === 0x3d || byte === 0x2b || byte === MINUS || byte === 0x40 || byte === 0x09 || byte === CR

/** What a column holds: people's words, in which a formula is made plain, or whole numbers, which are added up, or neither. */
export type CsvColumn = "words" | "figure" | "plain"

/** How many records of each kind went through, and the sums of their figures by column. */
export type CsvTally = ReadonlyMap<string, Readonly<{ records: number; sums: readonly number[] }>>

/**
 * CSV as COPY gives it turned into CSV as our papers write it, byte by byte, for a string per field would cost ten times the query:
 * CRLF, empty fields without quotes, no formulas. The first field of each record, one letter, is its kind: it is counted and not written.
 */
export class CsvStream {
  private rest: Uint8Array = Buffer.alloc(0)
  private out: Uint8Array = Buffer.alloc(0)
  private written = 0
  private readonly figures: Float64Array
  private readonly tallied = new Map<number, { records: number; sums: Float64Array }>()

  constructor(private readonly columns: readonly CsvColumn[]) {
    this.figures = new Float64Array(columns.length)
  }

  /** Whole records in batches of bytes; the tally is complete when the last is read. */
  async *of(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      const records = this.press(chunk)
      if (records.byteLength > 0) yield records
    }
    if (this.rest.byteLength > 0) throw new Error("the last record has no end")
  }

  get tally(): CsvTally {
    const of = ([kind, { records, sums }]: [number, { records: number; sums: Float64Array }]) =>
      [String.fromCharCode(kind), { records, sums: [...sums] }] as const
    return new Map([...this.tallied].map(of))
  }

  private press(chunk: Uint8Array): Uint8Array {
    const input = this.rest.byteLength === 0 ? chunk : Buffer.concat([this.rest, chunk])
    // A field grows by one byte at most: an apostrophe or the CR of its record.
    if (this.out.byteLength < input.byteLength * 2) this.out = Buffer.allocUnsafe(input.byteLength * 4)
    let from = 0
    this.written = 0
    for (;;) {
      const end = this.record(input, from, this.out)
      if (end < 0) break
      from = end
    }
    this.rest = input.subarray(from)
    return Buffer.from(this.out.subarray(0, this.written))
  }

  /** One record; gives where the next begins, or -1 where this one goes on in the next chunk, and nothing of it is written. */
  private record(input: Uint8Array, from: number, out: Uint8Array): number {
    let [to, column, figure] = [this.written, -1, 0]
    let [isStart, isQuoted, isNegative] = [true, false, false]
    let of: CsvColumn = "plain"
    this.figures.fill(0)
    for (let at = from + 2; at < input.byteLength; at += 1) {
      const byte = input[at] ?? 0
      if (isStart) {
        isStart = false
        column += 1
        of = this.columns[column] ?? "plain"
        const next = input[at + 1]
        if (byte === QUOTE && next === QUOTE && (input[at + 2] === COMMA || input[at + 2] === LF)) {
          at += 1
          continue
        }
        if (of === "words" && isFormula(byte === QUOTE ? next : byte)) {
          if (byte === QUOTE) out[to++] = byte
          out[to++] = APOSTROPHE
          isQuoted = byte === QUOTE
          if (isQuoted) continue
        }
      }
      if (byte === QUOTE) isQuoted = !isQuoted
      else if (!isQuoted && (byte === COMMA || byte === LF)) {
        if (of === "figure") this.figures[column] = isNegative ? -figure : figure
        if (byte === LF) return this.endRecord(input[from] ?? 0, out, to, at)
        isStart = true
        isNegative = false
        figure = 0
      } else if (of === "figure") {
        if (byte === MINUS) isNegative = true
        else figure = figure * 10 + byte - ZERO
      }
      out[to++] = byte
    }
    return -1
  }

  private endRecord(kind: number, out: Uint8Array, to: number, at: number): number {
    out[to] = CR
    out[to + 1] = LF
    this.written = to + 2
    const tally = this.tallied.get(kind) ?? { records: 0, sums: new Float64Array(this.columns.length) }
    tally.records += 1
    for (let column = 0; column < tally.sums.length; column += 1) {
      tally.sums[column] = (tally.sums[column] ?? 0) + (this.figures[column] ?? 0)
    }
    this.tallied.set(kind, tally)
    return at + 1
  }
}
