import type { Scope } from "#app/platform/scope.server.ts"

/**
 * The rows of a file while they are checked and applied: a temporary table of this transaction, because COPY does not
 * enter tables behind the wall. Nobody else sees it, and it goes with the transaction.
 */
export async function createStaging(scope: Scope): Promise<void> {
  await scope.sql`
    create temporary table subscriber_import_row (
      organization_id uuid not null,
      line integer not null,
      member_number text not null,
      family_name text not null,
      given_name text not null,
      family_name_kana text not null,
      given_name_kana text not null,
      company_name text not null,
      department text not null,
      job_title text not null,
      postal_code text not null,
      prefecture text not null,
      city text not null,
      street text not null,
      building text not null,
      phone text not null,
      email text not null,
      gender text,
      born_on date,
      industry text not null,
      occupation text not null,
      contract_number text,
      line_no integer,
      publication_code text,
      offer_code text,
      start_issue integer,
      units integer,
      served_units integer,
      copies integer,
      price_yen bigint,
      paid_yen bigint,
      paid_on date,
      payment_way text,
      auto_renewal boolean,
      source_code text not null,
      wants_mail boolean not null,
      recipient_number text,
      note text not null,
      rejected boolean not null default false
    ) on commit drop`
}

/** Indexes and statistics, once the rows are in: the checks and the upsert join by number. */
export async function readyStaging(scope: Scope): Promise<void> {
  await scope.sql`create index on subscriber_import_row (member_number)`
  await scope.sql`create index on subscriber_import_row (contract_number)`
  await scope.sql`analyze subscriber_import_row`
}
