import { existsSync, utimesSync } from "node:fs"
import { beforeAll, expect, test } from "vitest"
import { keepBytes, pathOfFile, storeFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { sweepFiles } from "#app/platform/sweep-files.server.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
beforeAll(world.found)

const lastWeek = 8 * 24 * 60 * 60
const written = (scope: Scope, sha256: string, secondsAgo: number) => {
  const at = scope.now.getTime() / 1000 - secondsAgo
  utimesSync(pathOfFile(scope, sha256), at, at)
}

test("F7 bytes that a failed closing left go after a week; what a row names, and what is young, stays", async () => {
  await world.act(async (scope) => {
    const failed = (await keepBytes(scope, Buffer.from("a pack that failed"))).sha256
    const young = (await keepBytes(scope, Buffer.from("a pack being made"))).sha256
    const named = (await storeFile(scope, { name: "a.csv", mediaType: "text/csv", content: Buffer.from("a,b") })).sha256
    written(scope, failed, lastWeek)
    written(scope, young, 60)
    written(scope, named, lastWeek)
    expect(await sweepFiles(scope)).toEqual({ removed: 1, bytes: 18 })
    expect([failed, young, named].map((sha256) => existsSync(pathOfFile(scope, sha256)))).toEqual([false, true, true])
    expect(await sweepFiles(scope)).toEqual({ removed: 0, bytes: 0 })
  })
})
