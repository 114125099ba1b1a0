import type { Samples } from "#test/http/access/rich-tenant.ts"

/** What stands for a `$parameter`, by the beginning of the route's name; the longest that fits is taken. */
const parameters: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "console.announcements": { id: "{announcement}" },
  "console.books": { month: "2026-04", paper: "deferred", format: "csv", software: "yayoi" },
  "console.books.$month.export": { format: "hledger" },
  "console.brochures": { batch: "{batch}", file: "utf8.csv" },
  "console.calendar": { publication: "TSUKI" },
  "console.companies": { id: "{company}" },
  "console.contracts": { id: "{contract}", act: "hold" },
  "console.debits": { id: "{debit}" },
  "console.discontinued": { publication: "KISETSU", contract: "{ended}" },
  "console.files": { id: "{file}" },
  "console.imports": { run: "{import}" },
  "console.imports.columns": { file: "{upload}" },
  "console.inserts": { publication: "TSUKI" },
  "console.issues": { publication: "TSUKI", number: "1", file: "labels-utf8", code: "R1", format: "csv" },
  "console.members": { id: "{member}" },
  "console.members.exports": { run: "{export}" },
  "console.members.segments": { id: "{segment}" },
  "console.offers": { code: "M12" },
  "console.orders": { id: "{order}" },
  "console.papers": { id: "{paper}", member: "{member}" },
  "console.promotions": { id: "{promotion}" },
  "console.remittances": { id: "{remittance}" },
  "console.seminar-orders": { id: "{seminar-order}" },
  "console.seminar-post": { kind: "invoice", file: "letters.pdf" },
  "console.seminar-surveys": { format: "xlsx" },
  "console.seminar-tally": { day: "2026-11-20", format: "xlsx" },
  "console.seminars": { id: "{seminar}", file: "all.pdf", paper: "reception", format: "xlsx", publication: "TSUKI" },
  "console.services": { id: "{service}", bill: "{bill}" },
  "console.students": { id: "{proof-file}" },
  "console.vouchers": { id: "{voucher}" },
  "console.wordings": { text: "renewal.mail.ja.0" },
}

/** What an address needs behind its path. */
const queries: Readonly<Record<string, string>> = {
  "console.books.$month._index": "?index",
  "console.imports.columns.$file": "?asOf=2026-11-20",
  "console.papers.issue": "?contract={contract}",
  "console.issues.$publication.$number_.reports.$code_.people": "?row=0&figure=after",
  "console.members.$id_.first-issues": "?on=2026-12-01",
  "console.members.by-number": "?number=1",
  "console.wordings.$text_.preview": "?version=1",
}

const fetched = ["console.members.by-number", "console.members.$id_.first-issues"]

/** The address of a route's file by its name, as Remix reads it, with the samples in it. */
export function addressOf(route: string, samples: Samples): string {
  const fitting = Object.keys(parameters).filter((start) => route.startsWith(start))
  const given: Readonly<Record<string, string>> = Object.fromEntries(
    fitting.sort((one, other) => one.length - other.length).flatMap((start) => Object.entries(parameters[start] ?? {})),
  )
  const parts = route.split(/\.(?![^[]*\])/).filter((part) => part !== "_index")
  const path = parts.map((part) => {
    const plain = part.replace(/_$/, "").replaceAll(/[[\]]/g, "")
    if (!plain.startsWith("$")) return plain
    const value = given[plain.slice(1)]
    if (value === undefined) throw new Error(`${route}: nothing stands for ${plain}; add it to the parameters`)
    return value
  })
  // What only other pages fetch answers as data.
  const data = fetched.includes(route) ? ".data" : ""
  const filled = `/${path.join("/")}${data}${queries[route] ?? ""}`
  return filled.replaceAll(/\{([a-z-]+)\}/g, (_, name: string) => {
    const id = samples[name]
    if (!id) throw new Error(`${route}: the tenant has no ${name}`)
    return id
  })
}

/** Whether an address names something that is one tenant's alone. */
export const isOfOneTenant = (route: string): boolean =>
  Object.entries(parameters).some(
    ([start, given]) =>
      route.startsWith(start) &&
      route.includes("$") &&
      Object.values(given).some((value) => /\{|TSUKI|KISETSU|M12/.test(value)),
  )
