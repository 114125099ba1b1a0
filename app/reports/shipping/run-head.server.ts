import type { Scope } from "#app/platform/scope.server.ts"
import { nameOfActor } from "#app/reports/parts/paper-head.server.ts"
import type { Sender } from "#app/reports/shipping/yamato-file.ts"
import type { IssueRunId } from "#app/values/ids.ts"
import type { Paper } from "#templates/paper.ts"

/** What the papers of a confirmed run say of it: title and issue, shipping date, sender, and by whom it was confirmed. */
export type RunHead = Readonly<{
  title: string
  fileName: string
  shipsOn: string
  confirmedAt: Date
  confirmedBy: string
  sender: Sender
}>

export async function runHead(scope: Scope, runId: IssueRunId): Promise<RunHead> {
  const [row] = await scope.sql<Omit<RunHead, "sender"> & Sender>`
    select publication.name || ' 第' || run.issue_number || '号' as title,
      publication.code || '-' || run.issue_number || case run.kind when 'main' then '' else '-' || run.kind || '-' || run.ships_on end
        as "fileName",
      run.ships_on as "shipsOn", run.confirmed_at as "confirmedAt", run.confirmed_by as "confirmedBy",
      organization.name, organization.phone, organization.address,
      case when organization.postal_code = '' then '' else substr(organization.postal_code, 1, 3) || '-'
        || substr(organization.postal_code, 4) end as "postalCode"
    from issue_run as run join publication on publication.id = run.publication_id
    join organization on organization.id = run.organization_id
    where run.id = ${runId}::uuid`
  if (!row) throw new Error(`no issue run ${runId}`)
  const { name, phone, address, postalCode, ...head } = row
  const confirmedBy = await nameOfActor(scope, head.confirmedBy)
  return { ...head, confirmedBy, sender: { name, phone, address, postalCode } }
}

/** The parts that every paper of a run shares; dated when the run was confirmed, so that it comes out the same again. */
export const paperOfRun = (head: RunHead) =>
  ({
    organization: head.sender.name,
    period: `${head.title} 発送日 ${head.shipsOn}`,
    state: "final",
    printedAt: head.confirmedAt,
    printedBy: head.confirmedBy,
    orientation: "portrait",
    stamps: ["責任者", "担当"],
  }) as const satisfies Partial<Paper>
