import { describe, expect, test } from "vitest"
import type { Paper, PaperRow } from "#templates/paper.ts"
import { certificatePdf, sample as certificate } from "#templates/pdf/certificate-pdf.ts"
import { letterPdf, sample as letters } from "#templates/pdf/letter-pdf.ts"
import { paperPdf } from "#templates/pdf/paper-pdf.ts"
import { codesOfPage, pagesOfPdf } from "#test/support/pages-of-pdf.ts"
import { samplePaper } from "#test/unit/sample-paper.ts"

const at = new Date("2026-11-20T01:00:00Z")
const numberOf = (no: number) => `S${(0xb0_1e_45_67_89 + no * 7_919).toString(16).toUpperCase()}-${no}`

/** A list of people, each with a QR code in his row, in two groups. */
function listOf(people: number): Paper {
  const rows = Array.from({ length: people }, (_, no): PaperRow[] => [
    ...(no % 60 === 0 ? [{ kind: "group", cells: [null, null, no === 0 ? "あ行" : "か行"] } as const] : []),
    { kind: "row", cells: [no + 1, "□", "髙﨑 𠮷右衛門", "一般社団法人日本庭園文化保存振興協会西日本連合会支部", numberOf(no)] },
  ]).flat() // prettier-ignore
  const columns = [
    { heading: "No.", width: 4, align: "right" },
    { heading: "出席", width: 5, align: "center" },
    { heading: "氏名", width: 20, align: "left" },
    { heading: "会社", width: 65, align: "left" },
    { heading: "QR", width: 6, align: "center", isQr: true },
  ] as const
  return { ...samplePaper(0), orientation: "portrait", columns, rows }
}

describe("F6 F7 the QR codes of printed papers are read by the door's decoder", () => {
  test("each row of a list, on every page, and no other", async () => {
    const pdf = await paperPdf(listOf(120))
    const pages = await pagesOfPdf(pdf)
    const read: string[] = []
    for (const number of pages.keys()) read.push(...(await codesOfPage(pdf, number + 1)))
    expect(read).toEqual(Array.from({ length: 120 }, (_, no) => numberOf(no)))
    expect(pages[1]).toContain("あ行(続き)")
  })

  test("a list of one", async () => {
    expect(await codesOfPage(await paperPdf(listOf(1)), 1)).toEqual([numberOf(0)])
  })

  test("a ticket in capitals, and a certificate's page", async () => {
    const url = "HTTPS://TEIKI.EXAMPLE/T/ENGEI/7K3M9QXT0123456789ABCDEFGH"
    const [letter] = letters
    if (!letter) throw new Error("no sample")
    const ticket = await letterPdf([{ ...letter, link: { url, caption: "受付用QRコード" } }], at)
    expect(await codesOfPage(ticket, 1)).toEqual([url])
    expect(await codesOfPage(await certificatePdf(certificate, at), 1)).toEqual([certificate.url])
  })
})

describe("long texts on papers", () => {
  const title = `${"髙﨑𠮷右衛門先生による冬のバラの剪定と誘引の実技、ならびに大苗の植えつけと土づくり".repeat(2)}(第十二回・神田会場)`
  const company = "一般社団法人日本庭園文化保存振興協会西日本連合会支部株式会社髙﨑造園土木設計事務所"

  test("stand whole in a letter: address, company, title; without an address there is no 〒", async () => {
    const [letter] = letters
    if (!letter) throw new Error("no sample")
    const long = {
      ...letter,
      address: {
        ...letter.address,
        lines: ["東京都八王子市南大沢一丁目二十三番地四五六七号", company],
        name: "髙﨑 𠮷 様",
      },
      table: [["セミナー", title]] as const,
    }
    const none = { ...letter, address: { ...letter.address, postalCode: "", lines: [] } }
    const [page = "", other] = await pagesOfPdf(await letterPdf([long, none], at))
    const plain = page.normalize("NFC").replaceAll(/\s/g, "")
    for (const text of [company, title]) expect(plain).toContain(text)
    expect(page).not.toContain("…")
    expect(other).not.toMatch(/〒(?!101)/)
  })

  test("stand whole on a certificate", async () => {
    const facts = [["講座名", title]] as const
    const [page = ""] = await pagesOfPdf(await certificatePdf({ ...certificate, facts }, at))
    expect(page).toContain(title)
  })

  test("an amount and a name in a row go on in a second line; a long note goes on in rows of its own", async () => {
    const words = "とても参考になりました。".repeat(30)
    const note: PaperRow = { kind: "note", cells: [words] }
    const list = listOf(1)
    const wide = list.rows.map((row) => ({ ...row, cells: row.cells.with(2, "勅使河原 さくら子左右衛門之助") }))
    const [page = ""] = await pagesOfPdf(await paperPdf({ ...list, rows: [...wide, note] }))
    expect(page).toContain("勅使河原さくら子左右衛門之助")
    expect(page).toContain(words)
  })
})
