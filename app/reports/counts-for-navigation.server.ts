import type { Scope } from "#app/platform/scope.server.ts"

export type NavigationCounts = Readonly<{ matches: number; troubles: number; runs: number }>

/** What waits in the queues: open 名寄せ, failed events, mails and jobs of the last week, and issues due or overdue. */
export async function countsForNavigation(scope: Scope): Promise<NavigationCounts> {
  const [counts] = await scope.sql<NavigationCounts>`
    select (select count(*) from member_match as pair where state = 'open'
        and not exists (select from member as gone where gone.id in (pair.member_id, pair.candidate_id)
      and (gone.merged_into_id is not null or gone.erased_at is not null)))::integer as matches,
      ((select count(*) from stripe_event where state = 'failed') + (select count(*) from outbox where state = 'failed')
        + (select count(*) from job_run where outcome = 'failed'
          and started_at > ${scope.now}::timestamptz - interval '7 days'))::integer as troubles,
      (select count(*) from issue where shipped_on is null and skipped_on is null and ships_on <= ${scope.today}::date)::integer as runs`
  return counts ?? { matches: 0, troubles: 0, runs: 0 }
}
