import type { JsonObject } from "./json.ts"

type Branch = Map<string, Branch | string>

/** Decodes Stripe's bracket form (`a[b][0]=x`) into objects and lists; every leaf stays a string. */
export function decodeForm(encoded: string): JsonObject {
  const root: Branch = new Map()
  for (const [key, value] of new URLSearchParams(encoded)) place(root, pathOf(key), value)
  return Object.fromEntries([...root].map(([name, node]) => [name, plain(node, name)]))
}

const pathOf = (key: string) => key.replaceAll("]", "").split("[")

function place(root: Branch, path: readonly string[], value: string) {
  let branch = root
  for (const [depth, segment] of path.entries()) {
    const name = segment === "" ? String(branch.size) : segment
    if (depth === path.length - 1) {
      branch.set(name, value)
      return
    }
    const next = branch.get(name)
    const inner: Branch = next === undefined || typeof next === "string" ? new Map<string, Branch | string>() : next
    branch.set(name, inner)
    branch = inner
  }
}

function plain(node: Branch | string, name: string): unknown {
  if (typeof node === "string") return node
  const keys = [...node.keys()]
  // A metadata key may be a number; nothing else with numbers for keys is an object.
  const isList = name !== "metadata" && keys.length > 0 && keys.every((key) => /^\d+$/.test(key))
  if (isList) return [...node.values()].map((item) => plain(item, ""))
  return Object.fromEntries([...node].map(([key, item]) => [key, plain(item, key)]))
}
