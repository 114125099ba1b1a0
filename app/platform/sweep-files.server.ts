import { readdir, rename, rm, stat } from "node:fs/promises"
import path from "node:path"
import { house } from "#app/platform/house.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** A transaction that is still to name its bytes is younger than this. */
const KEPT_FOR_MS = 7 * 24 * 60 * 60 * 1000

/**
 * Takes away bytes that no row names: what a month's closing or an export kept before it failed. A week is left to whoever is about to name
 * them; bytes that come again meanwhile are put back. Gives how many went.
 */
export async function sweepFiles(scope: Scope): Promise<{ removed: number; bytes: number }> {
  const folder = path.join(house().filesFolder, scope.organizationId)
  const before = scope.now.getTime() - KEPT_FOR_MS
  const old: string[] = []
  for (const name of await readdir(folder).catch(() => [])) {
    if ((await ageOf(path.join(folder, name))) < before) old.push(name)
  }
  const named = await scope.sql<{ name: string }>`
    select distinct sha256 as name from stored_file where sha256 = any (${old}::text[]) and erased_at is null`
  const nobodys = old.filter((name) => !named.some((row) => row.name === name))
  let bytes = 0
  let removed = 0
  for (const name of nobodys) {
    const file = path.join(folder, name)
    const aside = path.join(folder, `.sweep-${name}`)
    await rename(file, aside)
    const { mtimeMs, size } = await stat(aside)
    if (mtimeMs >= before) {
      await rename(aside, file)
      continue
    }
    await rm(aside)
    removed += 1
    bytes += size
  }
  return { removed, bytes }
}

/** When a file was written, in milliseconds; now where it has just gone. */
const ageOf = (file: string): Promise<number> => stat(file).then(({ mtimeMs }) => mtimeMs, () => Infinity) // prettier-ignore
