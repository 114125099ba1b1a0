-- アンケートと開催後のご案内: what the organization asks and offers where a seminar says nothing of its own.
create table seminar_setting (
  organization_id uuid not null constraint seminar_setting_of_an_organization references organization (id),
  -- [{key, kind: scale | text, ja, en}]; empty: the usual three.
  survey_questions jsonb not null default '[]',
  survey_days integer not null default 30 constraint a_survey_is_open_for_a_while check (survey_days between 1 and 365),
  -- 開催後のご案内: so many days after the last session.
  completion_days integer not null default 1 constraint completion_mail_comes_soon check (completion_days between 0 and 30),
  -- The plan that attendees who do not read its title are offered.
  offer_id uuid,
  -- 操作説明会: who joined within so many days is invited.
  briefing_days integer not null default 60 constraint briefing_days_are_sensible check (briefing_days between 1 and 365),
  constraint seminar_setting_key primary key (organization_id),
  constraint seminar_setting_offers_a_plan foreign key (organization_id, offer_id) references offer (organization_id, id)
);
call wall_in('seminar_setting', 'select, insert, update');

alter table seminar
  add column has_survey boolean not null default true,
  -- Null: the organization's questions.
  add column survey_questions jsonb,
  add column offer_id uuid,
  add constraint seminar_offers_a_plan foreign key (organization_id, offer_id) references offer (organization_id, id);

-- 回答: one for an attendee, who may change it until the survey is closed.
create table survey_answer (
  organization_id uuid not null,
  registration_id uuid not null,
  seminar_id uuid not null,
  answers jsonb not null,
  answered_at timestamptz not null,
  changed_at timestamptz not null,
  constraint survey_answer_key primary key (organization_id, registration_id),
  constraint survey_answer_of_a_registration foreign key (organization_id, registration_id) references registration (organization_id, id),
  constraint survey_answer_about_a_seminar foreign key (organization_id, seminar_id) references seminar (organization_id, id)
);
create index survey_answer_by_seminar on survey_answer (organization_id, seminar_id);
call wall_in('survey_answer', 'select, insert, update');
