import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"

const folder = (name: string) => fileURLToPath(new URL(`./${name}/`, import.meta.url))

// The long ones first: at the end they would keep one worker busy and the others idle. Those that wait for processes and clocks go along
// with those that keep a browser busy.
const long = ["faults", "scenarios", "browser"]
const short = ["http", "db", "unit"]
const kindOf = ({ moduleId }: TestSpecification) =>
  [...long, ...short].find((kind) => moduleId.includes(`/test/${kind}/`)) ?? "unit"

class LongKindsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const sorted = await super.sort(files)
    const mixed = long
      .flatMap((kind) => {
        const ofKind = sorted.filter((file) => kindOf(file) === kind)
        return ofKind.map((file, at) => ({ file, place: (at + 0.5) / ofKind.length }))
      })
      .toSorted((one, other) => one.place - other.place)
    return [
      ...mixed.map(({ file }) => file),
      ...short.flatMap((kind) => sorted.filter((file) => kindOf(file) === kind)),
    ]
  }
}

export default defineConfig({
  resolve: {
    alias: {
      "#app/": folder("app"),
      "#db/": folder("db"),
      "#templates/": folder("templates"),
      "#test/": folder("test"),
    },
  },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    setupFiles: ["test/support/no-console.ts"],
    sequence: { sequencer: LongKindsFirst },
    // One more than there are cores: tests of browsers, mail and crashes wait a third of their time.
    maxWorkers: 3,
    // The application is loaded once by each worker; a file has a database, a clock and servers of its own.
    isolate: false,
    // What readers get: React as it is in production, on the server as in the pages; the house itself is told that it is a test.
    env: { NODE_ENV: "production" },
    // Nothing is judged by its time: this is for what hangs, on a machine that is busy with other things.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    passWithNoTests: false,
    allowOnly: false,
  },
})
