import type { Paper, PaperRow } from "#templates/paper.ts"

/** One screen of a paper's rows: the group goes on from the screen before; the totals stand under every screen. */
export function paperScreen(paper: Paper, page: number, pageSize: number) {
  const end = paper.rows.findIndex(({ kind }) => kind === "total")
  const body = end < 0 ? paper.rows : paper.rows.slice(0, end)
  const from = (page - 1) * pageSize
  const rows = body.slice(from, from + pageSize)
  return {
    rows: [...continued(body, from), ...rows],
    totals: end < 0 ? [] : paper.rows.slice(end),
    total: body.length,
  }
}

function continued(body: readonly PaperRow[], from: number): readonly PaperRow[] {
  const next = body[from]
  if (from === 0 || next === undefined || next.kind === "group") return []
  const group = body.slice(0, from).findLast(({ kind }) => kind === "group")
  return group ? [goesOn(group)] : []
}

/** The head of a group again, at the top of the screen that it goes on to. */
export const goesOn = (group: PaperRow): PaperRow => ({
  ...group,
  cells: group.cells.map((cell, at) => (at === 0 ? `${cell ?? ""}(続き)` : cell)),
})
