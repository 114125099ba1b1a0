import { fileURLToPath } from "node:url"
import { vitePlugin as remix } from "@remix-run/dev"
import tailwindcss from "@tailwindcss/vite"
import { defineConfig } from "vite"
import remixConfig from "./remix.config.js"

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true
  }
}

const folder = (name: string) => fileURLToPath(new URL(`./${name}/`, import.meta.url))

export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: [tailwindcss(), remix(remixConfig)],
  // Node reads these from package.json's imports; the bundler asks for a query (?url, ?raw) that it does not know there.
  resolve: { alias: { "#app/": folder("app"), "#templates/": folder("templates") } },
  // The dev server's scan follows the routes into server code, which no browser gets; these it cannot even read.
  optimizeDeps: { exclude: ["knex", "pg", "graphile-worker", "pdfkit", "fontkit", "exceljs", "stripe"] },
  build: { target: "es2022", sourcemap: false, assetsInlineLimit: 0 },
  // By whatever name the build was started: React's development half is twice the bytes and several times as slow in a browser.
  define: command === "build" && isSsrBuild !== true ? { "process.env.NODE_ENV": JSON.stringify("production") } : {},
}))
