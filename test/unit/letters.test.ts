import { describe, expect, test } from "vitest"
import { noticeMail, sample as mail } from "#templates/mail/notice-mail.ts"
import { sample as worded, wordedMail } from "#templates/mail/worded-mail.ts"
import { bundlePdf, sample as bundles } from "#templates/pdf/bundle-pdf.ts"
import { labelSheetPdf, sample as labels } from "#templates/pdf/label-sheet-pdf.ts"
import { pagesOfPdf } from "#test/support/pages-of-pdf.ts"
import { letterPdf, sample as letters } from "#templates/pdf/letter-pdf.ts"

const printedAt = new Date("2026-11-20T01:00:00Z")

describe("a letter for a window envelope", () => {
  test("is a page a reader, the same bytes each time, with every text and the form's address", async () => {
    const two = [...letters, ...letters]
    const pdf = await letterPdf(two, printedAt)
    expect(pdf.equals(await letterPdf(two, printedAt))).toBe(true)
    const pages = await pagesOfPdf(pdf)
    expect(pages).toHaveLength(2)
    for (const text of ["〒101-0051", "髙﨑", "右衛門 様", "1年12冊 13,200円(税込)", "/o/engei/renew/"]) {
      expect(pages[1], text).toContain(text)
    }
  })
})

describe("labels and bundle headers", () => {
  test("fill their sheets, the same bytes each time, with every text", async () => {
    const thirteen = Array.from({ length: 13 }, (_, at) => labels[at % labels.length] ?? labels[0])
    const sheet = async () => {
      const chunks: Uint8Array[] = []
      const rows = (async function* () {
        for (const label of thirteen) if (label) yield await Promise.resolve(label)
      })()
      for await (const chunk of labelSheetPdf(rows, "12", printedAt)) chunks.push(chunk)
      return Buffer.concat(chunks)
    }
    const pdf = await sheet()
    expect(pdf.equals(await sheet())).toBe(true)
    const pages = await pagesOfPdf(pdf)
    expect(pages).toHaveLength(2)
    for (const text of ["〒101-0051", "神田神保町一丁目105番地", "髙﨑", "M000001 2部 A+B"])
      expect(pages[0]).toContain(text)
    const [page] = await pagesOfPdf(await bundlePdf(bundles, printedAt))
    for (const text of ["郵便区番号", "060", "50通", "2 / 2 束", "差出人 日本園芸出版株式会社"])
      expect(page).toContain(text)
  })
})

describe("a notice as mail", () => {
  test("says the same in text and in HTML, and what a reader typed is no markup", () => {
    const made = noticeMail({ ...mail, greeting: "<script>alert(1)</script> 様" })
    expect(made.text).toContain("<script>")
    expect(made.html).not.toContain("<script>")
    for (const text of [mail.subject, mail.link?.url ?? "", "1年12冊 13,200円(税込)"]) {
      expect(text === mail.subject ? made.subject : made.text).toContain(text)
      expect(made.html).toContain(text)
    }
  })
})

test("a mail in an organization's own words keeps the order of its blocks, and shows markup as text", () => {
  const words = { is: "text", text: "<b>急ぎ</b>" } as const
  const { subject, text, html } = wordedMail({ ...worded, blocks: [...worded.blocks, words] })
  expect(subject).toBe(worded.subject)
  expect(text).toMatch(/^髙﨑 𠮷右衛門 様\n\nいつも月刊ガーデン/)
  expect(text.indexOf(worded.notice.link?.url ?? "no link")).toBeGreaterThan(text.indexOf("いつも"))
  expect(html).toContain("&lt;b&gt;急ぎ&lt;/b&gt;")
  expect(html).not.toContain("<b>")
})
