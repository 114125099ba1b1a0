import { z } from "zod"
import type { Scope } from "#app/platform/scope.server.ts"
import { type MovementReport } from "#app/reports/movement-report.ts"
import type { IssueRunId } from "#app/values/ids.ts"

const IdentityRow = z.object({ name: z.string(), left: z.number(), right: z.number(), ok: z.boolean() })

const Figures = z.object({
  opening: z.number(),
  started: z.number(),
  revived: z.number(),
  resumed: z.number(),
  transferredIn: z.number(),
  fromTitles: z.number().default(0),
  copiesUp: z.number(),
  expired: z.number(),
  cancelled: z.number(),
  stopped: z.number(),
  held: z.number(),
  undeliverable: z.number(),
  transferredOut: z.number(),
  toTitles: z.number().default(0),
  copiesDown: z.number(),
  closing: z.number(),
})

const Report = z.object({
  code: z.literal("R1"),
  previousIssue: z.number().nullable(),
  rows: z.array(Figures.extend({ product: z.enum(["paid", "gift", "complimentary", "grace"]) })),
  totals: Figures,
  reasons: z.array(z.object({ reason: z.string(), copies: z.number() })).default([]),
  identities: z.array(IdentityRow),
})

const Proof = z.object({
  identities: z.array(IdentityRow),
  labels: z.object({
    rows: z.number(),
    cp932: z.string(),
    utf8: z.string(),
    missing: z.array(z.object({ row: z.number(), characters: z.string() })),
  }),
})

export type RunForPage = Readonly<{
  confirmedAt: Date
  confirmedBy: string
  shipsOn: string
  files: readonly Readonly<{ kind: "labels-cp932" | "labels-utf8"; id: string; name: string; byteCount: number }>[]
  proof: z.infer<typeof Proof> | null
  movement: MovementReport | null
}>

/** A confirmed run as it was frozen: proof sheet (照合表), label files and R1 (増減表). */
export async function runForPage(scope: Scope, runId: IssueRunId): Promise<RunForPage> {
  const [run] = await scope.sql<Pick<RunForPage, "confirmedAt" | "confirmedBy" | "shipsOn">>`
    select confirmed_at as "confirmedAt", confirmed_by as "confirmedBy", ships_on as "shipsOn" from issue_run
    where id = ${runId}::uuid`
  if (!run) throw new Error(`no issue run ${runId}`)
  const results = await scope.sql<{ kind: string; content: unknown }>`
    select kind, content from issue_run_result where issue_run_id = ${runId}::uuid and kind in ('proof', 'R1')`
  const files = await scope.sql<RunForPage["files"][number]>`
    select result.kind, file.id, file.name, file.byte_count as "byteCount"
    from issue_run_result as result join stored_file as file on file.id = result.file_id
    where result.issue_run_id = ${runId}::uuid and result.kind in ('labels-cp932', 'labels-utf8') order by result.kind`
  const content = (kind: string) => results.find((result) => result.kind === kind)?.content
  return {
    ...run,
    files,
    proof: Proof.safeParse(content("proof")).data ?? null,
    movement: Report.safeParse(content("R1")).data ?? null,
  }
}

/** The frozen R1 of the title's last confirmed run; null while there is none. */
export async function lastMovement(scope: Scope): Promise<{
  report: MovementReport
  publication: string
  publicationEnglish: string
  code: string
  issue: number
} | null> {
  const [row] = await scope.sql<{ content: unknown; name: string; name_english: string; code: string; issue: number }>`
    select result.content, publication.name, publication.name_english, publication.code, run.issue_number as issue
    from issue_run_result as result join issue_run as run on run.id = result.issue_run_id
    join publication on publication.id = run.publication_id
    where result.kind = 'R1' order by run.confirmed_at desc limit 1`
  const report = Report.safeParse(row?.content)
  if (!row || !report.success) return null
  const { name, name_english, code, issue } = row
  return { report: report.data, publication: name, publicationEnglish: name_english, code, issue }
}
