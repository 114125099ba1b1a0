import { Readable } from "node:stream"
import { parse } from "csv-parse/sync"
import { readFile } from "node:fs/promises"
import { pathOfFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { pickingCell, type pickingColumns } from "#app/subscriptions/brochures/picking-file.ts"
import { type AddressLabel, type LabelSheet, labelSheetPdf } from "#templates/pdf/label-sheet-pdf.ts"

/**
 * Labels of a batch as a sheet (宛名ラベル), one a request with what it gets, made from the picking list frozen with it, so that it comes
 * out the same again. Null for no such batch, or one whose file was erased.
 */
export async function brochureLabels(
  scope: Scope,
  batchId: string,
  sheet: LabelSheet,
): Promise<{ name: string; content: AsyncIterable<Uint8Array> } | null> {
  const [batch] = await scope.sql<{ number: string; madeAt: Date; sha256: string }>`
    select batch.number, made_at as "madeAt", file.sha256
    from brochure_batch as batch join stored_file as file on file.id = batch.utf8_file_id
    where batch.id = ${batchId}::uuid and file.erased_at is null`
  if (!batch) return null
  const rows: string[][] = parse(await readFile(pathOfFile(scope, batch.sha256)), { bom: true, from_line: 2 })
  const content = labelSheetPdf(Readable.from(labelsOf(rows)), sheet, batch.madeAt)
  return { name: `labels-${batch.number}-${sheet}.pdf`, content }
}

/** The rows of a request stand one after the other. */
function labelsOf(rows: readonly (readonly string[])[]): AddressLabel[] {
  const labels: AddressLabel[] = []
  let last = ""
  for (const cells of rows) {
    const at = (column: (typeof pickingColumns)[number]) => pickingCell(cells, column)
    const what = `${at("資料コード")}${at("部数") === "1" ? "" : `×${at("部数")}`}`
    const label = labels.at(-1)
    if (label && at("請求番号") === last) {
      labels[labels.length - 1] = { ...label, remark: `${label.remark}+${what}` }
      continue
    }
    last = at("請求番号")
    const [name, company, honorific] = [at("氏名"), at("会社名"), at("敬称")]
    labels.push({
      ...{ postalCode: at("郵便番号"), region: at("都道府県") + at("市区町村"), street: at("町域番地") },
      ...{ building: at("建物名"), department: at("部署名") },
      company: name === "" ? `${company} ${honorific}` : company,
      name: name === "" ? "" : `${name} ${honorific}`,
      remark: `${last}  ${what}`,
    })
  }
  return labels
}
