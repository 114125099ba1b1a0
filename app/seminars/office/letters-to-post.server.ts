import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { issueTickets } from "#app/seminars/office/issue-tickets.server.ts"
import type { LetterKind } from "#app/seminars/office/letter-kinds.ts"
import { refuse } from "#app/seminars/refusals.ts"

export type LetterToPost = Readonly<{
  /** What it carries; the mark 発送済 is kept by it. */
  subjectKey: string
  orderId: string
  orderNumber: string
  number: string
  name: string
  company: string
  seminar: string
  startsAt: Date | null
  isReissue: boolean
  postalCode: string
  region: string
  street: string
  building: string
  sentOn: string | null
}>

/**
 * 郵送するもの: 受講証, 請求書 or 修了証 of confirmed orders that asked for post, which have not gone out yet; or those that have, the last
 * first. A paper made anew is a letter of its own. Of one seminar, or of all.
 */
export const lettersToPost = (
  scope: Scope,
  of: Readonly<{ kind: LetterKind; isSent: boolean; seminarId?: string }>,
): Promise<LetterToPost[]> => scope.sql<LetterToPost>`
  with letter as (
    select ticket.registration_id || ':' || ticket.issue_no as subject_key, order_id, registration.number,
      concat_ws(' ', family_name, nullif(given_name, '')) as name, concat_ws(' ', nullif(company_name, ''), nullif(department, '')) as company,
      is_reissue, registration.seq
    from ticket join registration on registration.id = registration_id
    where ${of.kind} = 'ticket' and revoked_at is null and registration.state = 'confirmed'
    union all
    select paper.id::text, seminar_order.id, paper.number, paper.addressee, '', paper.copy_no > 0, 0
    from seminar_order join lateral (
      select copy.id, copy.number, copy.addressee, copy.copy_no from issued_paper_line as line
      join issued_paper as first on first.id = line.paper_id and first.kind = 'invoice' and first.copy_no = 0
      join issued_paper as copy on copy.id = first.id or copy.first_id = first.id
      where line.seminar_order_id = seminar_order.id order by copy.copy_no desc limit 1
    ) as paper on true
    where ${of.kind} = 'invoice' and seminar_order.by_post
    union all
    select certificate.id::text, order_id, serial, concat_ws(' ', family_name, nullif(given_name, '')),
      concat_ws(' ', nullif(company_name, ''), nullif(department, '')), supersedes_id is not null, registration.seq
    from certificate join registration on registration.id = registration_id
    where ${of.kind} = 'certificate' and revoked_at is null
  )
  select letter.subject_key as "subjectKey", seminar_order.id as "orderId", seminar_order.number as "orderNumber", letter.number, letter.name,
    letter.company, seminar.title as seminar, (select min(starts_at) from seminar_session where seminar_id = seminar.id) as "startsAt",
    letter.is_reissue as "isReissue", address.postal_code as "postalCode", address.region, address.street, address.building,
    posted.sent_on as "sentOn"
  from letter join seminar_order on seminar_order.id = letter.order_id join seminar on seminar.id = seminar_order.seminar_id
  cross join lateral postal_address_of_order(seminar_order.organization_id, seminar_order.id) as address
  left join seminar_letter as posted on posted.kind = ${of.kind} and posted.subject_key = letter.subject_key
  where seminar_order.by_post and seminar_order.state = 'confirmed' and (posted.sent_on is not null) = ${of.isSent}
    and coalesce(seminar_order.seminar_id = ${of.seminarId ?? null}::uuid, true)
  order by posted.sent_on desc, "startsAt", seminar_order.number, letter.seq, letter.number limit 1000`

/** Makes the tickets that orders by post still lack, so that they show among the letters. */
export async function prepareTicketsToPost(scope: Scope): Promise<void> {
  const orders = await scope.sql<{ id: string }>`
    select id from seminar_order where by_post and state = 'confirmed' and exists (select from registration
      where order_id = seminar_order.id and state = 'confirmed' and not exists (select from ticket
        where registration_id = registration.id and revoked_at is null)) order by id limit 1000`
  if (orders.length > 0)
    await issueTickets(
      scope,
      orders.map(({ id }) => id),
    )
}

/**
 * 発送済: notes that these letters went out today; what is marked already stays. How many were new. Refuses: nothing-to-post.
 */
export async function markPosted(
  scope: Scope,
  input: Readonly<{ kind: LetterKind; subjectKeys: readonly string[] }>,
): Promise<number> {
  const waiting = await lettersToPost(scope, { kind: input.kind, isSent: false })
  const chosen = waiting.filter(({ subjectKey }) => input.subjectKeys.includes(subjectKey))
  if (chosen.length === 0) throw refuse("nothing-to-post")
  const made = await scope.sql`
    insert into seminar_letter (organization_id, kind, subject_key, order_id, sent_on, sent_by)
    select ${scope.organizationId}, ${input.kind}, given.key, given.order_id, ${scope.today}::date, ${scope.actor}
    from unnest(${chosen.map(({ subjectKey }) => subjectKey)}::text[], ${chosen.map(({ orderId }) => orderId)}::uuid[]) as given (key, order_id)
    on conflict do nothing returning subject_key`
  await audit(scope, "mark-posted", input.kind, { count: made.length })
  return made.length
}

/** 郵送にする・やめる: whether an order's papers go out by post. Refuses: unknown-order. */
export async function chooseDelivery(scope: Scope, orderId: string, byPost: boolean): Promise<void> {
  const changed = await scope.sql`
    update seminar_order set by_post = ${byPost} where id = ${orderId}::uuid returning id`
  if (changed.length === 0) throw refuse("unknown-order")
}
