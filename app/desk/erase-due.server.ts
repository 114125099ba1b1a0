import { type ErasableKind, usualMonths } from "#app/desk/retention-for-page.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { removeErasedBytes } from "#app/platform/files.server.ts"
import { type Actor, inScope, readScope, type Scope } from "#app/platform/scope.server.ts"

/**
 * Erases what has been kept longer than its kind may be (保存期間の過ぎたものの消去), when somebody says so: nothing goes by itself. Rows,
 * numbers, dates and amounts stay, so books and counts are as before; done again it finds nothing. Gives how many.
 */
export async function eraseDue(actor: Actor, kind: ErasableKind): Promise<number> {
  const count = await inScope(actor, async (scope) => {
    const erased = await erasers[kind](scope, await keptSince(scope, kind))
    await audit(scope, "erase-due", kind, { count: erased.length })
    return erased.length
  })
  await readScope(actor, removeErasedBytes)
  return count
}

/** The first instant from which a kind may still be kept. */
async function keptSince(scope: Scope, kind: ErasableKind): Promise<string> {
  const [rule] = await scope.sql<{ since: string }>`
    select ((${scope.today}::date - make_interval(months => coalesce((select months from retention_rule where kind = ${kind}),
      ${usualMonths[kind]}::integer))) at time zone 'Asia/Tokyo')::text as since`
  if (!rule) throw new Error("the rule gave no row")
  return rule.since
}

const erasers: Readonly<Record<ErasableKind, (scope: Scope, since: string) => Promise<object[]>>> = {
  application: (scope, since) => scope.sql`
    update application set form = jsonb_build_object('applicationId', id, 'erased', true),
      shown = (select jsonb_agg(line order by at) from jsonb_array_elements(shown) with ordinality as one (line, at)
        where line->>'key' not in ('reader', 'contact')), source_page = ''
    where order_id is null and not form ? 'erased' and state <> 'refund-due' and started_at < ${since}::timestamptz returning id`,
  mail: (scope, since) => scope.sql`
    update outbox set body_text = '', body_html = ''
    where coalesce(sent_at, case when state = 'returned' then send_after end) < ${since}::timestamptz and body_text <> '' returning id`,
  "stripe-event": (scope, since) => scope.sql`
    update stripe_event set raw = jsonb_build_object('erased', true, 'id', event_id, 'type', type), last_error = null
    where received_at < ${since}::timestamptz and not raw ? 'erased' and state in ('done', 'ignored') returning event_id`,
  "export-file": (scope, since) => scope.sql`
    update stored_file set erased_at = ${scope.now}
    where recorded_at < ${since}::timestamptz and erased_at is null and (name like 'members-%' or name like 'disclosure-%' or name like 'picking-%') returning id`,
  "upload-file": (scope, since) => scope.sql`
    update stored_file set erased_at = ${scope.now}
    where recorded_at < ${since}::timestamptz and erased_at is null and media_type = 'text/csv' and name not like 'members-%'
      and name not like 'disclosure-%' and name not like 'labels-%' returning id`,
  "letter-file": (scope, since) => scope.sql`
    update stored_file as file set erased_at = ${scope.now} from letter_batch as batch
    where batch.file_id = file.id and file.erased_at is null and batch.posted_on is not null
      and batch.printed_at < ${since}::timestamptz returning file.id`,
  "student-proof": (scope, since) => scope.sql`
    update stored_file as file set erased_at = ${scope.now}
    from student_proof_file as sent join student_proof as proof on proof.id = sent.proof_id
    where sent.file_id = file.id and file.erased_at is null and proof.decided_at < ${since}::timestamptz returning file.id`,
  // Accounts go a while after they were paid to, files after they were decided; one that came back is needed until its refund is paid.
  "remittance-file": (scope, since) => scope.sql`
    with gone as (
      update stored_file as file set erased_at = ${scope.now} from remittance
      where remittance.file_id = file.id and file.erased_at is null and remittance.decided_at < ${since}::timestamptz
      returning file.id
    ), forgotten as (
      update discontinued_contract as asked set bank_code = '', bank_name = '', branch_code = '', branch_name = '', account_kind = '',
        account_number = '', account_holder = ''
      from refund where refund.number = asked.refund_number and asked.account_number <> ''
        and refund.paid_on::timestamp at time zone 'Asia/Tokyo' < ${since}::timestamptz
      returning asked.contract_id
    )
    select id from gone union all select contract_id from forgotten`,
}
