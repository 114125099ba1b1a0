import { audit } from "#app/platform/audit.server.ts"
import { pathOfFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type FileColumn, guessedMapping, ImportMapping } from "#app/subscriptions/import-mapping.ts"
import { columnsOfFile } from "#app/subscriptions/file-for-import.server.ts"
import { allColumns } from "#app/subscriptions/parts/subscriber-row.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

export type MappingOfList = Readonly<{ id: string; name: string }>

/** Saved mappings (項目の対応) by name, each as it was saved last. */
export const mappingsForImport = (scope: Scope) => scope.sql<MappingOfList>`
  select distinct on (name) id, name from import_mapping order by name, saved_at desc, id desc`

/** Keeps a mapping under the name of its source; the same name again is its next version. Gives its id. */
export async function saveImportMapping(
  scope: Scope,
  input: Readonly<{ name: string; columns: ImportMapping }>,
): Promise<string> {
  const [saved] = await scope.sql<{ id: string }>`
    insert into import_mapping (organization_id, name, columns, saved_at, saved_by)
    values (${scope.organizationId}, ${input.name}, ${JSON.stringify(input.columns)}::jsonb, ${scope.now}, ${scope.actor}) returning id`
  if (!saved) throw new Error("import_mapping gave no row")
  await audit(scope, "save-import-mapping", input.name, { id: saved.id })
  return saved.id
}

/** A version of a mapping; columns by their own names for null. Refuses: unknown-import-mapping. */
export async function importMapping(
  scope: Scope,
  id: string | null,
): Promise<Readonly<{ name: string; columns: ImportMapping }>> {
  if (id === null) return { name: "", columns: {} }
  const [row] = await scope.sql<{ name: string; columns: unknown }>`
    select name, columns from import_mapping where id = ${id}::uuid`
  if (!row) throw refuse("unknown-import-mapping", { name: id })
  return { name: row.name, columns: ImportMapping.parse(row.columns) }
}

/** The mapping that a source's name stands for now. Refuses: unknown-import-mapping. */
export async function importMappingByName(scope: Scope, name: string): Promise<ImportMapping> {
  const mapping = (await mappingsForImport(scope)).find((one) => one.name === name)
  if (!mapping) throw refuse("unknown-import-mapping", { name })
  return (await importMapping(scope, mapping.id)).columns
}

export type FileToMap = Readonly<{
  name: string
  sha256: string
  columns: readonly FileColumn[]
  mapping: ImportMapping
}>

/** An uploaded file whose columns are to be mapped: as a saved mapping says, else as its headings suggest. Refuses: unknown-import-file. */
export async function fileToMap(scope: Scope, fileId: string, mappingId: string | null): Promise<FileToMap> {
  const [file] = await scope.sql<{ name: string; sha256: string }>`
    select name, sha256 from stored_file where id = ${fileId}::uuid and media_type = 'text/csv' and erased_at is null`
  if (!file) throw refuse("unknown-import-file")
  const columns = await columnsOfFile(pathOfFile(scope, file.sha256))
  const headings = columns.map(({ heading }) => heading)
  const ours = allColumns.map(([heading]) => heading)
  const saved = (await importMapping(scope, mappingId)).columns
  // What the file does not have cannot be chosen any more.
  const known = Object.fromEntries(
    Object.entries(saved).map(([heading, source]) => [
      heading,
      headings.includes(source.from) ? source : { ...source, from: "" },
    ]),
  )
  return { ...file, columns, mapping: { ...guessedMapping(ours, headings), ...known } }
}
