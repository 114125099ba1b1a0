import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import ts from "typescript"
import { describe, expect, test } from "vitest"

// House rules that the other tools cannot say. Each failure tells how to mend it.

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort()
    : []

const sources = ["app", "jobs", "templates", "test"].flatMap(filesIn).filter((file) => /\.tsx?$/.test(file))
const product = sources.filter((file) => !file.startsWith("test/"))
const read = (file: string) => readFileSync(file, "utf8")
const linesOf = (file: string) => read(file).trimEnd().split("\n").length

/** Words only: a screen's texts in two languages may run on. */
const isWords = (file: string) => file.startsWith("app/ui/words/")

function limitOf(file: string): number {
  if (file.startsWith("app/routes/")) return 200
  if (file.startsWith("jobs/")) return 80
  return 300
}

/** A statement is one thing, however many CTEs it has: the lines of SQL inside a function do not count. */
function sqlLines(node: ts.Node, tree: ts.SourceFile): number {
  if (ts.isTaggedTemplateExpression(node)) {
    const { template } = node
    const line = (at: number) => tree.getLineAndCharacterOfPosition(at).line
    return line(template.getEnd()) - line(template.getStart())
  }
  let lines = 0
  ts.forEachChild(node, (child) => {
    lines += sqlLines(child, tree)
  })
  return lines
}

function longFunctions(file: string): string[] {
  const tree = ts.createSourceFile(
    file,
    read(file),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const found: string[] = []
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) && "body" in node && node.body) {
      const start = tree.getLineAndCharacterOfPosition(node.getStart()).line
      const lines = tree.getLineAndCharacterOfPosition(node.getEnd()).line - start + 1 - sqlLines(node, tree)
      if (lines > 60) found.push(`${file}:${start + 1} (${lines} lines)`)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

describe("files and functions", () => {
  test("no file grows into a dumping ground: split it by what its parts are about", () => {
    const long = sources.filter((file) => !isWords(file) && linesOf(file) > limitOf(file))
    expect(long.map((file) => `${file}: ${linesOf(file)} > ${limitOf(file)}`)).toEqual([])
  })

  test("no function is longer than 60 lines: name its steps", () => {
    expect(product.filter((file) => !isWords(file)).flatMap(longFunctions)).toEqual([])
  })

  test("no index.ts, utils, helpers, common or lib: name the file after what it exports", () => {
    const named = sources.filter((file) =>
      /(^|\/)(index\.tsx?|utils?|helpers?|common|lib)(\/|\.|$)/.test(file.replace("app/routes/_index.tsx", "")),
    )
    expect(named.filter((file) => !file.startsWith("app/routes/"))).toEqual([])
  })

  test("only the clock makes instants: take scope.now, or add what you need to app/platform/clock.server.ts", () => {
    const makers = product.filter(
      (file) => file !== "app/platform/clock.server.ts" && /\bnew Date\(|\bDate\.now\b/.test(read(file)),
    )
    expect(makers).toEqual([])
  })

  test("no test is left out and none alone", () => {
    const left = sources.filter(
      (file) => file !== "test/tidy.test.ts" && /\b(test|describe|it)\.(skip|only|todo)\b/.test(read(file)),
    )
    expect(left).toEqual([])
  })

  test("the tree names no path of a machine and no host of a package registry", () => {
    const texts = ["app", "db", "docs", "jobs", "templates", "test", ".ci"]
      .flatMap(filesIn)
      .concat("README.md", "package.json")
    const words = [
      ["/wo", "rk/"],
      ["registry.npm", "js.org"],
      ["deb.debian", ".org"],
    ].map((parts) => parts.join(""))
    const named = texts.filter((file) => existsSync(file) && words.some((word) => read(file).includes(word)))
    expect(named).toEqual([])
  })
})

/** Platform tables stand before or beside the wall, each for its reason. */
const platformTables: Readonly<Record<string, string>> = {
  organization: "the wall's own names; public pages and sign-in look them up",
  staff: "a member of staff may work for several organizations",
  staff_role: "read before the organization is known",
  staff_session: "read before the organization is known",
  sign_in_attempt: "counted before anybody is known",
}

describe("schema", () => {
  const tables = read("db/schema.sql")
    .split(/\n(?=table |view |CREATE )/)
    .filter((part) => part.startsWith("table "))

  test("every table stands behind the wall or in the list of platform tables", () => {
    const open = tables
      .filter((table) => /^table \w+ -- platform/.test(table))
      .map((table) => /^table (\w+)/.exec(table)?.[1])
    expect(open.sort()).toEqual(Object.keys(platformTables).sort())
  })

  test("every primary, foreign and unique key of a tenant table holds organization_id", () => {
    const keys = tables
      .filter((table) => table.includes("-- behind the wall"))
      .flatMap((table) => table.split("\n").filter((line) => /PRIMARY KEY|FOREIGN KEY|UNIQUE/.test(line)))
    expect(keys.length).toBeGreaterThan(50)
    expect(keys.filter((line) => !/(KEY|UNIQUE|btree) \(organization_id/.test(line))).toEqual([])
  })

  test("constraints are named as sentences, not by the database", () => {
    expect(
      tables.flatMap((table) =>
        [...table.matchAll(/constraint (\w+_(?:pkey|fkey|check|key\d+|not_null))\b/g)].map(([, name]) => name),
      ),
    ).toEqual([])
  })
})

describe("refusals, templates, jobs, features", () => {
  test("every refusal has its two messages, and a code that a test or a page can name", () => {
    const files = product.filter((file) => file.endsWith("/refusals.ts"))
    expect(files.length).toBeGreaterThan(3)
    for (const file of files) {
      const entries = [...read(file).matchAll(/"([\w-]+)": \{\s*ja:\s*"([^"]*)",\s*en:\s*"([^"]*)"/g)]
      const codes = [...read(file).matchAll(/^ {2}"?([\w-]+)"?: \{/gm)]
      expect(entries.length, `${file}: each refusal is { ja: "…", en: "…" }`).toBe(codes.length)
      for (const [, code, ja, en] of entries) {
        expect(ja, `${file} ${code ?? ""}`).toMatch(/[ぁ-ん]/)
        expect(en, `${file} ${code ?? ""}`).toMatch(/[a-z]/)
      }
    }
  })

  test("every template has a sample, so that it can be looked at", () => {
    const mails = filesIn("templates/mail").filter((file) => !file.endsWith("mail-frame.ts"))
    expect(mails.filter((file) => !/export const sample\b/.test(read(file)))).toEqual([])
  })

  test("every job stands in the README's table", () => {
    const readme = read("README.md")
    const jobs = filesIn("jobs").map((file) => path.basename(file, ".ts"))
    expect(jobs.filter((job) => !readme.includes(`\`${job}\``))).toEqual([])
  })

  test("every id in docs/features.md has a test that carries it in its name", () => {
    const ids = [...read("docs/features.md").matchAll(/^\| ([A-N]\d{1,2}) +\|/gm)].map(([, id]) => id ?? "")
    const tests = sources
      .filter((file) => file.endsWith(".test.ts"))
      .map(read)
      .join("\n")
    const names = [...tests.matchAll(/(?:test|describe)(?:\.each\([^)]*\))?\(\s*[`"']([^`"']*)/g)]
      .map(([, name]) => name ?? "")
      .join("\n")
    expect(ids.length).toBeGreaterThan(10)
    expect(ids.filter((id) => !new RegExp(`\\b${id}\\b`).test(names))).toEqual([])
  })
})
