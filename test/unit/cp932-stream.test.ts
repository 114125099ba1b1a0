import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { encodeCp932 } from "#app/platform/cp932.server.ts"
import { Cp932Stream } from "#app/platform/cp932-stream.server.ts"
import { bytesOf } from "#test/support/bytes-of.ts"

async function* inChunks(texts: readonly string[]) {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text))
}

const signs = Array.from('山﨑髙田町1-2ｱｲｳ株①、。ー〜−‖—–¢£¬¥‾?,"\r\n〓𠮷é😀ヴヱ').concat(
  "か\u3099",
  "は\u309A",
  "\u3099",
  "あ\u3099",
  "辻\u{E0100}",
)

describe("CP932 as a stream", () => {
  test("any text in any chunks gives the bytes that the whole gives, and the same characters are missing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.constantFrom(...signs)).map((some) => some.join(""))), async (texts) => {
        const stream = new Cp932Stream()
        // A sound mark that begins a chunk has nothing before it to go with: chunks end with a record.
        const chunks = texts.map((text) => text.replace(/^[\u3099\u309A]/, "x"))
        const { bytes, missing } = encodeCp932(chunks.join(""))
        expect(await bytesOf(stream.of(inChunks(chunks)))).toEqual(bytes)
        expect(stream.missing.named.map(({ character }) => character)).toEqual(missing)
      }),
    )
  })

  test("every character of the Basic Multilingual Plane is written as the whole writes it", async () => {
    const points = Array.from({ length: 0xd800 - 0x80 }, (_, at) => at + 0x80).filter(
      (point) => point !== 0x3099 && point !== 0x309a,
    )
    const text = String.fromCodePoint(...points)
    const stream = new Cp932Stream()
    expect(await bytesOf(stream.of(inChunks([text])))).toEqual(encodeCp932(text).bytes)
  })

  test("what is missing is named by record and field, quoted breaks and commas are none; a thousand are named, all counted", async () => {
    const stream = new Cp932Stream()
    await bytesOf(stream.of(inChunks(['会員,氏名\r\n1,"a,\n𠮷"\r\n', "2,é\r\n", "é".repeat(2_000)])))
    const { count, named } = stream.missing
    expect(named.slice(0, 3)).toEqual([
      { character: "𠮷", record: 2, field: 2 },
      { character: "é", record: 3, field: 2 },
      { character: "é", record: 4, field: 1 },
    ])
    expect([count, named.length]).toEqual([2_002, 1_000])
  })
})
