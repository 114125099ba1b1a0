import type { Scope } from "#app/platform/scope.server.ts"

type Sum = { subject: string; invoice: string; yen: number }

const totals = (rows: readonly Sum[], key: (row: Sum) => string) => {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + row.yen)
  return sums
}

/**
 * The gross policy, as a clerk with a pencil sees it: each contract's or seminar order's 売掛金 is the larger of what its invoices still ask
 * for and what it has got and not paid. What differs, as sentences.
 */
export async function naiveBilled(scope: Scope): Promise<string[]> {
  const billed = await scope.sql<Sum>`
    select coalesce(line.contract_id, line.seminar_order_id)::text as subject, paper_id::text as invoice, line.amount_yen as yen
    from issued_paper_line as line join issued_paper as paper on paper.id = paper_id
    where paper.kind = 'invoice' and copy_no = 0 and num_nonnulls(line.contract_id, line.seminar_order_id) = 1`
  const settled = await scope.sql<Sum>`
    select coalesce(contract_id, seminar_order_id)::text as subject, invoice_id::text as invoice, amount_yen as yen
    from invoice_settlement where num_nonnulls(contract_id, seminar_order_id) = 1`
  const owed = await scope.sql<Sum>`
    select contract_id::text as subject, '' as invoice, receivable_yen as yen from contract_position
    union all select order_id::text, '', receivable_yen from seminar_position`
  const books = await scope.sql<Sum>`
    select subject_id::text as subject, '' as invoice, receivable_yen as yen from ledger_movement`
  const given = totals(settled, ({ subject, invoice }) => `${subject} ${invoice}`)
  const open = new Map<string, number>()
  for (const [key, yen] of totals(billed, ({ subject, invoice }) => `${subject} ${invoice}`)) {
    const subject = key.split(" ")[0] ?? ""
    open.set(subject, (open.get(subject) ?? 0) + Math.max(yen - (given.get(key) ?? 0), 0))
  }
  const inBooks = totals(books, ({ subject }) => subject)
  return owed.flatMap(({ subject, yen }) => {
    const due = Math.max(open.get(subject) ?? 0, yen)
    const held = inBooks.get(subject) ?? 0
    return due === held ? [] : [`${subject}: ${due} by hand, ${held} in the books`]
  })
}
