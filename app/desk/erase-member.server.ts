import { refuse } from "#app/desk/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type Erased = Readonly<{ members: number; applications: number; mails: number; events: number; changes: number }>

/**
 * Takes a person's data away everywhere (消去): the member and everyone merged into him, search columns, addresses, histories, own
 * values, notes, application forms, bodies of mails, raw events. Ids, numbers, dates and amounts stay, so the books tie out as before.
 * Refuses: no-such-member, erase-the-kept-one, contract-still-runs, money-still-owed, payment-on-its-way, debit-with-the-bank.
 */
export async function eraseMember(scope: Scope, number: string): Promise<Erased> {
  const family = await lockFamily(scope, number)
  await refuseWhatIsOpen(scope, family)
  const applications = await eraseApplications(scope, family)
  await eraseSeminars(scope, family)
  await eraseDebits(scope, family)
  await eraseBrochureRequests(scope, family)
  await erasePayoutAccounts(scope, family)
  await eraseStudies(scope, family)
  const erased = {
    applications: applications.length,
    events: await eraseEvents(scope, family, applications),
    mails: await eraseMails(scope, family, applications),
    changes: await eraseHistory(scope, family),
    members: await eraseProfiles(scope, family),
  }
  await audit(scope, "erase-member", number, erased)
  return erased
}

async function lockFamily(scope: Scope, number: string): Promise<readonly string[]> {
  const [member] = await scope.sql<{ id: string; kept: string | null }>`
    select member.id, kept.number as kept from member left join member as kept on kept.id = member_kept(member.merged_into_id)
    where member.number = ${number} and member.erased_at is null`
  if (!member) throw refuse("no-such-member", { number }, { field: "member" })
  if (member.kept !== null) throw refuse("erase-the-kept-one", { number: member.kept })
  const family = await scope.sql<{ id: string }>`
    select id from member where id = any (array(select member_family(${member.id}::uuid))) order by id for update`
  return family.map(({ id }) => id)
}

/** A contract that somebody else pays for runs too: his copies would have no address. */
async function refuseWhatIsOpen(scope: Scope, family: readonly string[]) {
  const [open] = await scope.sql<{ running: string; deferred: number; receivable: number; waiting: number }>`
    select concat_ws(', ', (
        select string_agg(number, ', ' order by number) from service_contract
        where payer_id = any (${family}::uuid[]) and (ends_on is null or ends_on >= ${scope.today}::date or (ends_on >= coalesce(bills_from, ends_on)
          and not exists (select from service_bill where contract_id = service_contract.id
            and month = to_char(service_contract.ends_on, 'YYYY-MM'))))), (
        select string_agg(contract.number, ', ' order by contract.number)
        from contract join contract_position as position on position.contract_id = contract.id
        where contract.state = 'active' and position.served_units < contract.units
          and (contract.payer_id = any (${family}::uuid[]) or exists (select from contract_line as line
            where line.contract_id = contract.id and line.recipient_id = any (${family}::uuid[]))))) as running,
      owed.deferred, owed.receivable,
      ((select count(*) from application join customer_order as ordered on ordered.id = application.order_id
        where application.state = 'refund-due' and ordered.member_id = any (${family}::uuid[]))
        + (select count(*) from refund where refund.payer_id = any (${family}::uuid[]) and refund.paid_on is null))::integer as waiting
    from (
      select coalesce(sum(position.deferred_yen), 0)::bigint as deferred, (coalesce(sum(position.receivable_yen), 0) + (
        select coalesce(sum(receivable_yen), 0) from service_bill join service_position on bill_id = service_bill.id
        where service_bill.payer_id = any (${family}::uuid[])))::bigint as receivable
      from contract join contract_position as position on position.contract_id = contract.id
      where contract.payer_id = any (${family}::uuid[])
    ) as owed`
  if (!open) throw new Error("the sums gave no row")
  if (open.running !== "") throw refuse("contract-still-runs", { contracts: open.running })
  if (open.deferred !== 0 || open.receivable !== 0) {
    throw refuse("money-still-owed", { deferred: open.deferred, receivable: open.receivable })
  }
  if (open.waiting > 0) throw refuse("payment-on-its-way")
  const [pending] = await scope.sql<{ number: string }>`
    select request.number from debit_line as line join debit_request as request on request.id = line.request_id
    where line.member_id = any (${family}::uuid[]) and request.state = 'pending' limit 1`
  if (pending) throw refuse("debit-with-the-bank", pending)
}

/**
 * The accounts to which money of titles that ended was paid, and the files that carried them to the bank: their rows keep hashes and sums,
 * which the books need; account numbers, his and those of others in the same file, are needed no longer.
 */
async function erasePayoutAccounts(scope: Scope, family: readonly string[]): Promise<void> {
  await scope.sql`
    update stored_file set erased_at = ${scope.now} where erased_at is null and id in (
      select remittance.file_id from remittance join remittance_line as line on line.remittance_id = remittance.id
      join refund on refund.number = line.refund_number join contract on contract.id = refund.contract_id
      where refund.payer_id = any (${family}::uuid[]) or contract.payer_id = any (${family}::uuid[]))`
  await scope.sql`
    update discontinued_contract as settled set bank_code = '', bank_name = '', branch_code = '', branch_name = '', account_kind = '',
      account_number = '', account_holder = ''
    from contract where contract.id = settled.contract_id and contract.payer_id = any (${family}::uuid[])`
}

/** Where he studied and what he sent as proof; that it was decided, by whom and until when stays, and nothing waits for a proof any more. */
async function eraseStudies(scope: Scope, family: readonly string[]): Promise<void> {
  await scope.sql`
    update stored_file set erased_at = ${scope.now} where erased_at is null and id in (
      select sent.file_id from student_proof_file as sent join student_proof as proof on proof.id = sent.proof_id
      where proof.member_id = any (${family}::uuid[]))`
  await scope.sql`
    update student_proof set school = '', note = '', state = case when state = 'waiting' then 'refused' else state end,
      decided_at = coalesce(decided_at, ${scope.now}), decided_by = coalesce(decided_by, ${scope.actor})
    where member_id = any (${family}::uuid[])`
}

/** What he asked for goes nowhere any more; that he asked stays, for the counts by source. */
async function eraseBrochureRequests(scope: Scope, family: readonly string[]): Promise<void> {
  await scope.sql`
    update brochure_request set source_page = '',
      cancelled_at = case when batch_id is null then coalesce(cancelled_at, ${scope.now}) end,
      cancelled_by = case when batch_id is null then coalesce(cancelled_by, ${scope.actor}) end
    where member_id = any (${family}::uuid[])`
}

/**
 * His accounts for direct debit, and the files that carried them to the bank and back: their rows keep hashes, sums and results, which the books
 * need; account numbers, his and those of others in the same file, are needed no longer once the result is in.
 */
async function eraseDebits(scope: Scope, family: readonly string[]): Promise<void> {
  await scope.sql`
    update debit_account set bank_code = '', bank_name = '', branch_code = '', branch_name = '', account_number = '', holder_name = '',
      stopped_on = coalesce(stopped_on, ${scope.today}::date), stopped_because = coalesce(stopped_because, 'erased')
    where member_id = any (${family}::uuid[])`
  await scope.sql`
    update stored_file set erased_at = ${scope.now}
    where erased_at is null and id in (
      select unnest(array[request.file_id, request.result_file_id])
      from debit_line as line join debit_request as request on request.id = line.request_id
      where line.member_id = any (${family}::uuid[]))`
}

/** His applications: those that became his orders, and those never finished that name his mail address or phone. */
async function eraseApplications(scope: Scope, family: readonly string[]): Promise<readonly string[]> {
  const rows = await scope.sql<{ id: string }>`
    update application set form = jsonb_build_object('applicationId', application.id, 'erased', true),
      shown = (select jsonb_agg(line order by at) from jsonb_array_elements(application.shown) with ordinality as one (line, at)
        where line->>'key' not in ('reader', 'contact', 'school')), source_page = ''
    from member
    where member.id = any (${family}::uuid[]) and (
      application.order_id in (select id from customer_order where member_id = member.id) or application.member_id = member.id
      or (application.order_id is null and ((member.email_normal <> '' and lower(application.form->>'email') = member.email_normal)
        or (member.phone_digits <> '' and digits_of(application.form->>'phone') = member.phone_digits
          and search_form(concat(application.form->>'familyNameKana', application.form->>'givenNameKana')) = member.search_kana))))
    returning application.id`
  return [...new Set(rows.map(({ id }) => id))]
}

async function eraseEvents(scope: Scope, family: readonly string[], applications: readonly string[]): Promise<number> {
  const rows = await scope.sql`
    update stripe_event as event set raw = jsonb_build_object('erased', true, 'id', event.event_id, 'type', event.type),
      last_error = null
    where event.object_id in (
        select session_id from stripe_request where application_id = any (${applications}::uuid[])
        union select payment_intent_id from stripe_request where application_id = any (${applications}::uuid[])
        union select external_key from payment where payer_id = any (${family}::uuid[]))
      or coalesce(event.raw #>> '{data,object,customer}', event.object_id) in (
        select customer_id from card_on_file where member_id = any (${family}::uuid[])
        union select request.customer_id from stripe_request as request left join contract on contract.id = request.contract_id
          where request.customer_id is not null
            and (request.member_id = any (${family}::uuid[]) or contract.payer_id = any (${family}::uuid[])))
      or event.raw#>>'{data,object,payment_intent}' in (
        select external_key from payment where payer_id = any (${family}::uuid[]))
    returning event_id`
  return rows.length
}

async function eraseMails(scope: Scope, family: readonly string[], applications: readonly string[]): Promise<number> {
  await scope.sql`update stripe_request set session_url = null where application_id = any (${applications}::uuid[])`
  await eraseReturnedMail(scope, family)
  const rows = await scope.sql`
    update outbox set recipient = '', subject = '', body_text = '', body_html = '', last_error = null,
      state = case when state = 'waiting' then 'failed' else state end
    where member_id = any (${family}::uuid[]) or lower(recipient) in (
      select email_normal from member where id = any (${family}::uuid[]) and email_normal <> '')
    returning id`
  return rows.length
}

/** What came back of his mails, before they forget him, and the letters made of them. */
async function eraseReturnedMail(scope: Scope, family: readonly string[]): Promise<void> {
  const mails = await scope.sql<{ id: string }>`
    select id from outbox where member_id = any (${family}::uuid[]) or lower(recipient) in (
      select email_normal from member where id = any (${family}::uuid[]) and email_normal <> '')`
  const ids = mails.map(({ id }) => id)
  await scope.sql`
    update mail_bounce_solution as solution set note = '' from mail_bounce as bounce
    where bounce.id = solution.bounce_id and bounce.outbox_id = any (${ids}::uuid[])`
  await scope.sql`update mail_bounce set address = '', diagnostic = '' where outbox_id = any (${ids}::uuid[])`
  await scope.sql`
    update stored_file set erased_at = ${scope.now} where erased_at is null and id in (
      select file_id from mail_as_letter where outbox_id = any (${ids}::uuid[]))`
}

async function eraseHistory(scope: Scope, family: readonly string[]): Promise<number> {
  await scope.sql`delete from member_address where member_id = any (${family}::uuid[])`
  // A renewal's page knows its reader's plan and price; without card and token nobody is charged or let in again.
  await scope.sql`delete from card_on_file where member_id = any (${family}::uuid[])`
  await scope.sql`delete from reader_session where member_id = any (${family}::uuid[])`
  await scope.sql`
    delete from reader_code where email_normal in (select email_normal from member where id = any (${family}::uuid[]))`
  await scope.sql`update reader_opinion set contact = '', body = '' where member_id = any (${family}::uuid[])`
  await scope.sql`delete from member_field_value where member_id = any (${family}::uuid[])`
  // Under which names his bank wrote to ours, and to whom his invoices went; invoices themselves are kept as the law asks (法人税法施行規則59条).
  await scope.sql`delete from remitter_alias where payer_id = any (${family}::uuid[])`
  await scope.sql`
    update payer_terms set addressee = '', department = '', remitter_code = '' where member_id = any (${family}::uuid[])`
  const rows = await scope.sql`delete from member_change where member_id = any (${family}::uuid[]) returning id`
  await scope.sql`
    update contract set note = '' where note <> '' and (payer_id = any (${family}::uuid[])
      or exists (select from contract_line where contract_id = contract.id and recipient_id = any (${family}::uuid[])))`
  await scope.sql`
    update contract_hold as hold set note = '' from contract
    where contract.id = hold.contract_id and contract.payer_id = any (${family}::uuid[]) and hold.note <> ''`
  await scope.sql`
    update returned_mail as returned set note = '' from contract
    where contract.id = returned.contract_id and contract.payer_id = any (${family}::uuid[]) and returned.note <> ''`
  return rows.length
}

/** His seminar applications and attendance: names go, numbers, seats, amounts and certificates' serials stay. */
async function eraseSeminars(scope: Scope, family: readonly string[]): Promise<void> {
  await scope.sql`
    update registration_event as event set before = '{}' from registration
    where registration.id = event.registration_id and registration.member_id = any (${family}::uuid[])`
  await scope.sql`
    update seminar_order set form = jsonb_build_object('payer', jsonb_build_object('familyName', '(消去済)', 'givenName', '',
        'familyNameKana', '', 'givenNameKana', '', 'companyName', '', 'department', '', 'email', '', 'phone', '', 'postalCode', '',
        'prefecture', '', 'city', '', 'street', '', 'building', '', 'wantsMail', false), 'attendees', '[]'::jsonb, 'answers', '[]'::jsonb,
        'allowsReminder', false),
      shown = (select jsonb_agg(line order by at) from jsonb_array_elements(shown) with ordinality as one (line, at)
        where line->>'key' not in ('people', 'payer', 'contact')), source_page = ''
    where payer_id = any (${family}::uuid[])`
  await scope.sql`
    update stripe_request set session_url = null
    where seminar_order_id in (select id from seminar_order where payer_id = any (${family}::uuid[]))`
  await scope.sql`
    update certificate set facts = facts || '{"name": "(消去済)"}' from registration
    where registration.id = certificate.registration_id and registration.member_id = any (${family}::uuid[])`
  // Marks stay in the averages; what he wrote goes.
  await scope.sql`
    update survey_answer set answers = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(survey_answer.answers)
      where jsonb_typeof(value) = 'number')
    from registration where registration.id = survey_answer.registration_id and registration.member_id = any (${family}::uuid[])`
  await scope.sql`
    update registration set family_name = '(消去済)', given_name = '', family_name_kana = '', given_name_kana = '', company_name = '',
      department = '', email = '', phone = '', answers = '[]', allows_reminder = false
    where member_id = any (${family}::uuid[])`
}

async function eraseProfiles(scope: Scope, family: readonly string[]): Promise<number> {
  const companies = await scope.sql<{ id: string }>`
    select distinct company_id as id from member where id = any (${family}::uuid[]) and company_id is not null`
  const rows = await scope.sql`
    update member set family_name = '(消去済)', given_name = '', family_name_kana = '', given_name_kana = '', company_name = '',
      department = '', job_title = '', postal_code = '', prefecture = '', city = '', street = '', building = '', phone = '',
      email = '', gender = null, born_on = null, industry = '', occupation = '', note = '', address_code = '', company_id = null,
      wants_mail = false, copies_to = 'home', erased_at = ${scope.now}
    where id = any (${family}::uuid[]) returning id`
  await eraseCompanies(
    scope,
    companies.map(({ id }) => id),
  )
  return rows.length
}

/** A company that nobody else is of may well be himself: it goes with every way of writing it. */
async function eraseCompanies(scope: Scope, left: readonly string[]) {
  const gone = await scope.sql<{ id: string }>`
    with kept as (select distinct coalesce(merged_into_id, id) as id from company where id = any (${left}::uuid[]))
    select company.id from company join kept on kept.id in (company.id, company.merged_into_id)
    where not exists (select from company as written join member on member.company_id = written.id
      where kept.id in (written.id, written.merged_into_id))`
  const ids = gone.map(({ id }) => id)
  // Also merges that were undone: one of the two may stand with others now.
  await scope.sql`delete from company_merge where kept_id = any (${ids}::uuid[]) or merged_id = any (${ids}::uuid[])`
  await scope.sql`delete from company where id = any (${ids}::uuid[])`
}
