-- Long work that somebody asks for on a page is done by a worker: what it needs waits here, sealed, until it is done; whoever works on it holds
-- an advisory lock, so that what a dead worker left is found by the next.
alter table job_run
  add column asked_by text not null default '',
  add column locale text not null default 'ja' constraint job_run_locale_is_known check (locale in ('ja', 'en')),
  add column input text;
create index job_run_to_do on job_run (organization_id, started_at) where outcome = 'running' and input is not null;
