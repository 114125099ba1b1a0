import type { PaperFormat } from "#app/reports/paper-keys.ts"
import { type Paper, paperCsv } from "#templates/paper.ts"
import { paperXlsx } from "#templates/paper-xlsx.ts"
import { paperPdf } from "#templates/pdf/paper-pdf.ts"

const mediaTypes = {
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
} as const satisfies Readonly<Record<PaperFormat, string>>

/** A paper as a file; CSV is UTF-8 with BOM, which spreadsheets need to see that it is. */
export async function renderPaper(paper: Paper, format: PaperFormat): Promise<{ bytes: Buffer; mediaType: string }> {
  const mediaType = mediaTypes[format]
  switch (format) {
    case "pdf":
      return { mediaType, bytes: await paperPdf(paper) }
    case "xlsx":
      return { mediaType, bytes: await paperXlsx(paper) }
    case "csv":
      return { mediaType, bytes: Buffer.from(`\uFEFF${paperCsv(paper)}`) }
  }
}
