import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const folder = (name: string) => fileURLToPath(new URL(`./${name}/`, import.meta.url))

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
    // Two cores: a cluster, browsers and workers share them.
    maxWorkers: 2,
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
