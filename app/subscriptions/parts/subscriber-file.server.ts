import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { pipeline } from "node:stream"
import { CsvError, parse } from "csv-parse"
import iconv from "iconv-lite"

export type FileFacts = Readonly<{ encoding: "utf-8" | "cp932"; sha256: string; byteCount: number }>

/** Finds the encoding of a file (UTF-8 where all of it is valid UTF-8, otherwise CP932) and its hash, in one pass. */
export async function factsOfFile(path: string): Promise<FileFacts> {
  const hash = createHash("sha256")
  const decoder = new TextDecoder("utf-8", { fatal: true })
  let byteCount = 0
  let utf8 = true
  for await (const chunk of bytesOf(path)) {
    hash.update(chunk)
    byteCount += chunk.byteLength
    utf8 = utf8 && decodes(decoder, chunk, true)
  }
  utf8 = utf8 && decodes(decoder, new Uint8Array(), false)
  return { encoding: utf8 ? "utf-8" : "cp932", sha256: hash.digest("hex"), byteCount }
}

function decodes(decoder: TextDecoder, chunk: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream })
    return true
  } catch {
    return false // not UTF-8: the question asked
  }
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path)) {
    if (chunk instanceof Uint8Array) yield chunk
  }
}

export type FileRecord =
  { readonly line: number; readonly cells: readonly string[] } | { readonly line: number; readonly broken: true }

type Parsed = { record: string[]; info: { lines: number } }
const isParsed = (value: unknown): value is Parsed => typeof value === "object" && value !== null && "record" in value

/**
 * The records of a CSV file with the line each ends on. A quotation mark without its partner ends the reading with a
 * `broken` record, because nothing after it can be trusted.
 */
export async function* recordsOfFile(path: string, encoding: FileFacts["encoding"]): AsyncGenerator<FileRecord> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 4_000_000,
  })
  // Errors of the source or the decoder reach the loop below as the parser's own.
  pipeline(createReadStream(path), iconv.decodeStream(encoding === "utf-8" ? "utf8" : "CP932"), parser, () => undefined)
  let line = 0
  try {
    for await (const parsed of parser) {
      if (!isParsed(parsed)) throw new Error("csv-parse gave no record")
      line = parsed.info.lines
      yield { line, cells: parsed.record }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    yield { line: typeof error.lines === "number" ? error.lines : line + 1, broken: true }
  }
}
