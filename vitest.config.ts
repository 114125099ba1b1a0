import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"

const folder = (name: string) => fileURLToPath(new URL(`./${name}/`, import.meta.url))

// The long ones first: crashes and scenarios at the end would keep one worker busy and the others idle.
const kinds = ["faults", "scenarios", "browser", "http", "db", "unit"]
const placeOf = ({ moduleId }: TestSpecification) => kinds.findIndex((kind) => moduleId.includes(`/test/${kind}/`))

class LongKindsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other))
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
    testTimeout: 180_000,
    hookTimeout: 180_000,
    passWithNoTests: false,
    allowOnly: false,
  },
})
