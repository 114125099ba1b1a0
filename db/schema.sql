table account -- behind the wall
  organization_id uuid not null
  code text not null
  name text not null
  name_english text not null
  kind text not null
  purpose text not null
  retired_at timestamp with time zone
  constraint account_code_is_digits CHECK ((code ~ '^[0-9]{3,6}$'::text))
  constraint account_kind_is_known CHECK ((kind = ANY (ARRAY['asset'::text, 'liability'::text, 'equity'::text, 'revenue'::text, 'expense'::text])))
  constraint only_own_accounts_retire CHECK (((retired_at IS NULL) OR (purpose ~~ 'own:%'::text)))
  constraint account_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint account_key PRIMARY KEY (organization_id, code)
  constraint account_purpose_is_unique UNIQUE (organization_id, purpose)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table account_export_name -- behind the wall
  organization_id uuid not null
  software text not null
  account_code text not null
  name text not null
  constraint export_name_is_not_empty CHECK ((name <> ''::text))
  constraint export_software_is_known CHECK ((software = ANY (ARRAY['yayoi'::text, 'yayoi-online'::text, 'moneyforward'::text, 'freee'::text, 'bugyo'::text])))
  constraint export_name_of_an_account FOREIGN KEY (organization_id, account_code) REFERENCES account(organization_id, code)
  constraint account_export_name_key PRIMARY KEY (organization_id, software, account_code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table address_hand_over -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  seminar_id uuid not null
  recipient text not null
  purpose text not null
  count integer not null
  sha256 text not null
  handed_at timestamp with time zone not null
  handed_by text not null
  constraint hand_over_names_a_recipient CHECK ((recipient <> ''::text))
  constraint hand_over_for_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint hand_over_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint address_hand_over_key PRIMARY KEY (organization_id, id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table announcement -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  subject text not null
  body text not null
  locale text not null
  target text not null
  target_name text not null default ''::text
  caption text not null default ''::text
  segment_id uuid
  source_code text not null default ''::text
  written_at timestamp with time zone not null
  written_by text not null
  sent_at timestamp with time zone
  sent_by text
  rules jsonb
  constraint a_sent_announcement_says_who CHECK ((((sent_at IS NULL) = (sent_by IS NULL)) AND ((sent_at IS NULL) = (rules IS NULL))))
  constraint a_target_has_a_name CHECK ((((target = 'none'::text) = (target_name = ''::text)) AND ((target = 'none'::text) = (caption = ''::text))))
  constraint announcement_speaks_a_language CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
  constraint announcement_target_is_known CHECK ((target = ANY (ARRAY['none'::text, 'offer'::text, 'seminar'::text, 'address'::text])))
  constraint announcement_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint announcement_to_a_segment FOREIGN KEY (organization_id, segment_id) REFERENCES segment(organization_id, id)
  constraint announcement_key PRIMARY KEY (organization_id, id)
  policy organization_wall using (organization_id = current_organization())
  CREATE TRIGGER sent_announcement_stays BEFORE DELETE OR UPDATE ON public.announcement FOR EACH ROW WHEN ((old.sent_at IS NOT NULL)) EXECUTE FUNCTION keep_sent_announcement()
  teiki_app may delete, insert, select, update

table announcement_recipient -- behind the wall
  organization_id uuid not null
  announcement_id uuid not null
  member_id uuid not null
  outbox_id uuid
  is_left_out boolean not null default false
  constraint who_is_left_out_gets_none CHECK (((NOT is_left_out) OR (outbox_id IS NULL)))
  constraint announcement_by_a_mail FOREIGN KEY (organization_id, outbox_id) REFERENCES outbox(organization_id, id)
  constraint announcement_to_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint recipient_of_an_announcement FOREIGN KEY (organization_id, announcement_id) REFERENCES announcement(organization_id, id)
  constraint announcement_recipient_key PRIMARY KEY (organization_id, announcement_id, member_id)
  CREATE INDEX announcement_still_to_write ON public.announcement_recipient USING btree (organization_id, announcement_id) WHERE ((outbox_id IS NULL) AND (NOT is_left_out))
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table application -- behind the wall
  organization_id uuid not null
  id uuid not null
  offer_id uuid not null
  form jsonb not null
  shown jsonb
  shown_version text
  locale text not null
  state text not null default 'filled'::text
  source_code text not null default ''::text
  source_page text not null default ''::text
  started_at timestamp with time zone not null
  confirmed_at timestamp with time zone
  order_id uuid
  renews_id uuid
  renewal_step integer
  payable_until date
  instructions_url text
  member_id uuid
  constraint application_locale_is_known CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
  constraint application_state_is_known CHECK ((state = ANY (ARRAY['filled'::text, 'confirmed'::text, 'awaiting-payment'::text, 'paid'::text, 'abandoned'::text, 'refund-due'::text])))
  constraint application_by_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint application_for_an_offer FOREIGN KEY (organization_id, offer_id) REFERENCES offer(organization_id, id)
  constraint application_made_an_order FOREIGN KEY (organization_id, order_id) REFERENCES customer_order(organization_id, id)
  constraint application_renews_a_contract FOREIGN KEY (organization_id, renews_id) REFERENCES contract(organization_id, id)
  constraint application_key PRIMARY KEY (organization_id, id)
  CREATE INDEX application_awaiting_payment ON public.application USING btree (organization_id, confirmed_at) WHERE (state = 'awaiting-payment'::text)
  CREATE INDEX application_by_state ON public.application USING btree (organization_id, state, started_at)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table approval -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  kind text not null
  subject text not null default ''::text
  content jsonb not null default '{}'::jsonb
  reason text not null
  requested_at timestamp with time zone not null
  requested_by text not null
  state text not null default 'waiting'::text
  decided_at timestamp with time zone
  decided_by text
  voucher_id uuid
  constraint a_decision_says_who_and_when CHECK ((((state = 'waiting'::text) = (decided_by IS NULL)) AND ((decided_by IS NULL) = (decided_at IS NULL))))
  constraint a_second_person_approves CHECK (((state <> 'approved'::text) OR (decided_by <> requested_by)))
  constraint approval_has_a_reason CHECK ((reason <> ''::text))
  constraint approval_kind_is_known CHECK ((kind = ANY (ARRAY['manual-voucher'::text, 'reversal'::text, 'reopening'::text, 'call-off'::text])))
  constraint approval_state_is_known CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'declined'::text])))
  constraint approval_made_a_voucher FOREIGN KEY (organization_id, voucher_id) REFERENCES voucher(organization_id, id)
  constraint approval_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint approval_key PRIMARY KEY (organization_id, id)
  CREATE INDEX approval_by_state ON public.approval USING btree (organization_id, state, requested_at)
  CREATE UNIQUE INDEX one_request_waits_for_a_subject ON public.approval USING btree (organization_id, kind, subject) WHERE ((state = 'waiting'::text) AND (subject <> ''::text))
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table audit_entry -- behind the wall
  organization_id uuid not null
  seq bigint not null
  recorded_at timestamp with time zone not null default clock_timestamp()
  actor text not null
  action text not null
  subject text not null
  detail jsonb not null default '{}'::jsonb
  previous_hash text not null
  hash text not null
  constraint audit_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint audit_entry_key PRIMARY KEY (organization_id, seq)
  policy organization_wall using (organization_id = current_organization())
  CREATE TRIGGER audit_entry_is_chained BEFORE INSERT ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION chain_audit_entry()
  teiki_app may insert, select

table auto_renewal -- behind the wall
  organization_id uuid not null
  contract_id uuid not null
  offer_id uuid not null
  copies integer not null
  amount_yen bigint not null
  announced_on date not null
  charge_on date not null
  next_try_on date
  attempts integer not null default 0
  state text not null default 'announced'::text
  decline_code text not null default ''::text
  token_hash text not null
  token_sealed text not null
  constraint a_settled_renewal_is_not_tried CHECK (((next_try_on IS NULL) = (state = ANY (ARRAY['renewed'::text, 'fallen-back'::text, 'withdrawn'::text]))))
  constraint auto_renewal_costs_something CHECK ((amount_yen > 0))
  constraint auto_renewal_state_is_known CHECK ((state = ANY (ARRAY['announced'::text, 'retrying'::text, 'renewed'::text, 'fallen-back'::text, 'withdrawn'::text])))
  constraint auto_renewal_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint auto_renewal_to_an_offer FOREIGN KEY (organization_id, offer_id) REFERENCES offer(organization_id, id)
  constraint auto_renewal_key PRIMARY KEY (organization_id, contract_id)
  constraint auto_renewal_token_is_unique UNIQUE (organization_id, token_hash)
  CREATE INDEX auto_renewal_to_try ON public.auto_renewal USING btree (organization_id, next_try_on) WHERE (next_try_on IS NOT NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table auto_renewal_notice -- behind the wall
  organization_id uuid not null
  contract_id uuid not null
  kind text not null
  attempt integer not null
  sent_on date not null
  channel text not null
  outbox_id uuid
  letter_file_id uuid
  letter_page integer
  wording_id uuid
  constraint auto_renewal_notice_channel_is_known CHECK ((channel = ANY (ARRAY['mail'::text, 'post'::text])))
  constraint auto_renewal_notice_kind_is_known CHECK ((kind = ANY (ARRAY['announcement'::text, 'charge-failed'::text])))
  constraint auto_renewal_notice_is_a_letter FOREIGN KEY (organization_id, letter_file_id) REFERENCES stored_file(organization_id, id)
  constraint auto_renewal_notice_is_a_mail FOREIGN KEY (organization_id, outbox_id) REFERENCES outbox(organization_id, id)
  constraint auto_renewal_notice_of_a_renewal FOREIGN KEY (organization_id, contract_id) REFERENCES auto_renewal(organization_id, contract_id)
  constraint auto_renewal_notice_worded_by FOREIGN KEY (organization_id, wording_id) REFERENCES notice_wording(organization_id, id)
  constraint auto_renewal_notice_key PRIMARY KEY (organization_id, contract_id, kind, attempt, sent_on)
  CREATE INDEX auto_renewal_notice_by_mail ON public.auto_renewal_notice USING btree (organization_id, outbox_id) WHERE (outbox_id IS NOT NULL)
  CREATE INDEX auto_renewal_notice_to_print ON public.auto_renewal_notice USING btree (organization_id) WHERE ((channel = 'post'::text) AND (letter_file_id IS NULL))
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table bank_client -- behind the wall
  organization_id uuid not null
  client_code text not null
  client_name text not null
  bank_code text not null
  bank_name text not null
  branch_code text not null
  branch_name text not null
  account_kind text not null
  account_number text not null
  has_line_breaks boolean not null default false
  service text not null
  constraint bank_service_is_known CHECK ((service = ANY (ARRAY['debit'::text, 'remittance'::text])))
  constraint client_code_is_ten_digits CHECK ((client_code ~ '^[0-9]{10}$'::text))
  constraint clients_account_is_seven_digits CHECK ((account_number ~ '^[0-9]{7}$'::text))
  constraint clients_account_kind_is_known CHECK ((account_kind = ANY (ARRAY['1'::text, '2'::text, '9'::text])))
  constraint clients_bank_code_is_four_digits CHECK ((bank_code ~ '^[0-9]{4}$'::text))
  constraint clients_branch_code_is_three_digits CHECK ((branch_code ~ '^[0-9]{3}$'::text))
  constraint bank_client_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint bank_client_key PRIMARY KEY (organization_id, service)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table bank_file -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  name text not null
  format text not null
  sha256 text not null
  file_id uuid not null
  account text not null
  deposit_count integer not null
  deposit_yen bigint not null
  taken_at timestamp with time zone not null
  taken_by text not null
  constraint bank_file_format_is_known CHECK ((format = ANY (ARRAY['zengin-03'::text, 'zengin-01'::text, 'csv'::text])))
  constraint bank_file_is_stored FOREIGN KEY (organization_id, file_id) REFERENCES stored_file(organization_id, id)
  constraint bank_file_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint bank_file_key PRIMARY KEY (organization_id, id)
  constraint a_bank_file_is_taken_once UNIQUE (organization_id, sha256)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table bank_line -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  bank_file_id uuid not null
  line_no integer not null
  line_key text not null
  received_on date not null
  amount_yen bigint not null
  remitter_code text not null default ''::text
  remitter_name text not null default ''::text
  remitter_key text not null generated as remitter_key(remitter_name)
  message text not null default ''::text
  from_bank text not null default ''::text
  state text not null default 'open'::text
  payment_id uuid
  fee_yen bigint not null default 0
  decided_at timestamp with time zone
  decided_by text
  reasons text[] not null default '{}'::text[]
  booked_as text
  aside_because text not null default ''::text
  constraint a_deposit_is_set_aside_for_a_reason CHECK (((state = 'ignored'::text) = ((booked_as IS NOT NULL) OR (aside_because <> ''::text))))
  constraint bank_fee_is_not_negative CHECK ((fee_yen >= 0))
  constraint bank_line_is_positive CHECK ((amount_yen > 0))
  constraint bank_line_state_is_known CHECK ((state = ANY (ARRAY['open'::text, 'matched'::text, 'held'::text, 'assigned'::text, 'ignored'::text])))
  constraint bank_line_became_a_payment FOREIGN KEY (organization_id, payment_id) REFERENCES payment(organization_id, id)
  constraint bank_line_of_a_file FOREIGN KEY (organization_id, bank_file_id) REFERENCES bank_file(organization_id, id)
  constraint bank_line_key PRIMARY KEY (organization_id, id)
  constraint a_deposit_is_one_line UNIQUE (organization_id, line_key)
  CREATE INDEX bank_line_by_state ON public.bank_line USING btree (organization_id, state, received_on)
  CREATE UNIQUE INDEX what_is_booked_is_one_deposit ON public.bank_line USING btree (organization_id, booked_as) WHERE (booked_as IS NOT NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table billed_movement -- behind the wall
  organization_id uuid not null
  contract_id uuid
  seminar_order_id uuid
  subject_id uuid not null generated as COALESCE(contract_id, seminar_order_id)
  voucher_id uuid not null
  effective_on date not null
  cause text not null
  amount_yen bigint not null
  constraint a_billed_movement_moves CHECK ((amount_yen <> 0))
  constraint billed_movement_cause_is_known CHECK ((cause = ANY (ARRAY['invoice'::text, 'payment'::text, 'issue'::text])))
  constraint billed_movement_has_one_subject CHECK ((num_nonnulls(contract_id, seminar_order_id) = 1))
  constraint billed_movement_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint billed_movement_of_a_seminar_order FOREIGN KEY (organization_id, seminar_order_id) REFERENCES seminar_order(organization_id, id)
  constraint billed_movement_of_a_voucher FOREIGN KEY (organization_id, voucher_id) REFERENCES voucher(organization_id, id)
  constraint billed_movement_key PRIMARY KEY (organization_id, subject_id, voucher_id)
  CREATE INDEX billed_movement_by_voucher ON public.billed_movement USING btree (organization_id, voucher_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table billing_setting -- behind the wall
  organization_id uuid not null
  bank_account text not null default ''::text
  due_days integer not null default 30
  invoice_note text not null default ''::text
  absorbs_bank_fees boolean not null default true
  bank_fees integer[] not null default '{110,145,165,220,275,330,385,440,495,550,605,660,715,770,825,880}'::integer[]
  slip_company_code text not null default ''::text
  slip_client_code text not null default ''::text
  slip_agent_name text not null default ''::text
  slip_days integer not null default 0
  books_policy text not null default 'net'::text
  constraint books_policy_is_known CHECK ((books_policy = ANY (ARRAY['net'::text, 'gross'::text])))
  constraint due_days_are_within_a_year CHECK (((due_days >= 0) AND (due_days <= 365)))
  constraint slip_client_code_is_short CHECK ((slip_client_code ~ '^[0-9]{0,11}$'::text))
  constraint slip_company_code_is_six_digits CHECK ((slip_company_code ~ '^([0-9]{6})?$'::text))
  constraint slip_days_are_few CHECK (((slip_days >= 0) AND (slip_days <= 90)))
  constraint billing_setting_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint billing_setting_key PRIMARY KEY (organization_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table briefing_invitation -- behind the wall
  organization_id uuid not null
  member_id uuid not null
  reason text not null
  reason_on date not null
  seminar_id uuid not null
  invited_at timestamp with time zone not null
  constraint briefing_reason_is_known CHECK ((reason = ANY (ARRAY['joined'::text, 'contact-changed'::text])))
  constraint briefing_invitation_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint briefing_invitation_to_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint briefing_invitation_key PRIMARY KEY (organization_id, member_id, reason, reason_on)
  CREATE INDEX briefing_invitation_by_seminar ON public.briefing_invitation USING btree (organization_id, seminar_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table brochure -- behind the wall
  organization_id uuid not null
  code text not null
  name text not null
  name_english text not null default ''::text
  weight_grams integer not null
  stock_copies integer
  is_in_use boolean not null default true
  constraint a_brochure_weighs_something CHECK ((weight_grams > 0))
  constraint brochure_code_is_plain CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$'::text))
  constraint brochure_stock_is_not_negative CHECK ((stock_copies >= 0))
  constraint brochure_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint brochure_key PRIMARY KEY (organization_id, code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table brochure_batch -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  number text not null
  picked_on date not null
  request_count integer not null
  copies integer not null
  weight_grams bigint not null
  utf8_file_id uuid not null
  cp932_file_id uuid not null
  missing jsonb not null
  made_at timestamp with time zone not null
  made_by text not null
  sent_on date
  constraint a_batch_is_sent_after_it_is_picked CHECK ((sent_on >= picked_on))
  constraint a_brochure_batch_sends_something CHECK ((request_count > 0))
  constraint brochure_batch_is_stored FOREIGN KEY (organization_id, utf8_file_id) REFERENCES stored_file(organization_id, id)
  constraint brochure_batch_is_stored_in_cp932 FOREIGN KEY (organization_id, cp932_file_id) REFERENCES stored_file(organization_id, id)
  constraint brochure_batch_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint brochure_batch_key PRIMARY KEY (organization_id, id)
  constraint brochure_batch_number_is_unique UNIQUE (organization_id, number)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table brochure_request -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  number text not null
  member_id uuid not null
  channel text not null
  source_code text not null default ''::text
  source_page text not null default ''::text
  requested_at timestamp with time zone not null
  recorded_by text not null
  recorded_at timestamp with time zone not null default clock_timestamp()
  batch_id uuid
  cancelled_at timestamp with time zone
  cancelled_by text
  constraint a_cancelled_brochure_says_who CHECK (((cancelled_at IS NULL) = (cancelled_by IS NULL)))
  constraint brochure_channel_is_known CHECK ((channel = ANY (ARRAY['web'::text, 'phone'::text, 'fax'::text, 'post'::text, 'mail'::text, 'shop'::text, 'visit'::text])))
  constraint what_is_picked_is_not_cancelled CHECK ((num_nonnulls(batch_id, cancelled_at) <= 1))
  constraint brochure_request_in_a_batch FOREIGN KEY (organization_id, batch_id) REFERENCES brochure_batch(organization_id, id)
  constraint brochure_request_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint brochure_request_key PRIMARY KEY (organization_id, id)
  constraint brochure_request_number_is_unique UNIQUE (organization_id, number)
  CREATE INDEX brochure_request_by_batch ON public.brochure_request USING btree (organization_id, batch_id)
  CREATE INDEX brochure_request_by_member ON public.brochure_request USING btree (organization_id, member_id)
  CREATE INDEX brochure_request_that_waits ON public.brochure_request USING btree (organization_id, requested_at) WHERE ((batch_id IS NULL) AND (cancelled_at IS NULL))
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table brochure_request_line -- behind the wall
  organization_id uuid not null
  request_id uuid not null
  brochure_code text not null
  copies integer not null
  constraint a_brochure_is_asked_for CHECK (((copies >= 1) AND (copies <= 999)))
  constraint brochure_line_of_a_brochure FOREIGN KEY (organization_id, brochure_code) REFERENCES brochure(organization_id, code)
  constraint brochure_line_of_a_request FOREIGN KEY (organization_id, request_id) REFERENCES brochure_request(organization_id, id)
  constraint brochure_request_line_key PRIMARY KEY (organization_id, request_id, brochure_code)
  CREATE INDEX brochure_request_line_by_brochure ON public.brochure_request_line USING btree (organization_id, brochure_code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table card_on_file -- behind the wall
  organization_id uuid not null
  member_id uuid not null
  customer_id text not null
  payment_method_id text not null
  brand text not null default ''::text
  last4 text not null
  expires_month text not null
  kept_at timestamp with time zone not null
  constraint card_month_is_year_and_month CHECK ((expires_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'::text))
  constraint kept_card_shows_four_digits_only CHECK ((last4 ~ '^[0-9]{4}$'::text))
  constraint card_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint card_on_file_key PRIMARY KEY (organization_id, member_id)
  CREATE INDEX card_of_a_customer ON public.card_on_file USING btree (organization_id, customer_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table card_refund -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  payment_id uuid not null
  refund_number text
  amount_yen bigint not null
  state text not null default 'waiting'::text
  attempts integer not null default 0
  stripe_refund_id text
  last_error text not null default ''::text
  wanted_at timestamp with time zone not null
  wanted_by text not null
  settled_at timestamp with time zone
  seminar_refund_number text
  constraint a_card_refund_done_names_stripes CHECK (((state = 'done'::text) = (stripe_refund_id IS NOT NULL)))
  constraint card_refund_is_positive CHECK ((amount_yen > 0))
  constraint card_refund_pays_one_refund CHECK ((num_nonnulls(refund_number, seminar_refund_number) <= 1))
  constraint card_refund_state_is_known CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'failed'::text])))
  constraint card_refund_of_a_payment FOREIGN KEY (organization_id, payment_id) REFERENCES payment(organization_id, id)
  constraint card_refund_pays_a_refund FOREIGN KEY (organization_id, refund_number) REFERENCES refund(organization_id, number)
  constraint card_refund_pays_a_seminar_refund FOREIGN KEY (organization_id, seminar_refund_number) REFERENCES seminar_refund(organization_id, number)
  constraint card_refund_key PRIMARY KEY (organization_id, id)
  constraint card_refund_is_made_once UNIQUE (organization_id, stripe_refund_id)
  CREATE INDEX card_refund_by_payment ON public.card_refund USING btree (organization_id, payment_id)
  CREATE INDEX card_refund_by_refund ON public.card_refund USING btree (organization_id, refund_number)
  CREATE INDEX card_refund_by_seminar_refund ON public.card_refund USING btree (organization_id, seminar_refund_number) WHERE (seminar_refund_number IS NOT NULL)
  CREATE INDEX card_refund_waiting ON public.card_refund USING btree (organization_id, wanted_at) WHERE (state = 'waiting'::text)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table certificate -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  serial text not null
  check_code text not null
  registration_id uuid not null
  facts jsonb not null
  file_id uuid not null
  pdf_sha256 text not null
  issued_at timestamp with time zone not null
  issued_by text not null
  revoked_at timestamp with time zone
  revoke_reason text not null default ''::text
  supersedes_id uuid
  design_id uuid
  constraint certificate_has_a_design FOREIGN KEY (organization_id, design_id) REFERENCES certificate_design(organization_id, id)
  constraint certificate_is_stored FOREIGN KEY (organization_id, file_id) REFERENCES stored_file(organization_id, id)
  constraint certificate_of_a_registration FOREIGN KEY (organization_id, registration_id) REFERENCES registration(organization_id, id)
  constraint certificate_supersedes_a_certificate FOREIGN KEY (organization_id, supersedes_id) REFERENCES certificate(organization_id, id)
  constraint certificate_key PRIMARY KEY (organization_id, id)
  constraint certificate_serial_is_unique UNIQUE (organization_id, serial)
  CREATE UNIQUE INDEX a_registration_has_one_living_certificate ON public.certificate USING btree (organization_id, registration_id) WHERE (revoked_at IS NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table certificate_design -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  title text not null default '修了証'::text
  body text not null default ''::text
  signer text not null default ''::text
  colour text not null default '#8a6d1f'::text
  seal_file_id uuid
  signature_file_id uuid
  saved_at timestamp with time zone not null
  saved_by text not null
  constraint a_certificate_has_a_title CHECK ((title <> ''::text))
  constraint certificate_colour_is_hex CHECK ((colour ~ '^#[0-9a-f]{6}$'::text))
  constraint certificate_design_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint certificate_seal_is_stored FOREIGN KEY (organization_id, seal_file_id) REFERENCES stored_file(organization_id, id)
  constraint certificate_signature_is_stored FOREIGN KEY (organization_id, signature_file_id) REFERENCES stored_file(organization_id, id)
  constraint certificate_design_key PRIMARY KEY (organization_id, id)
  CREATE INDEX certificate_design_by_time ON public.certificate_design USING btree (organization_id, saved_at)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table checkin_decision -- behind the wall
  organization_id uuid not null
  nonce uuid not null
  seq integer not null
  decision text not null
  note text not null default ''::text
  decided_at timestamp with time zone not null
  decided_by text not null
  constraint checkin_decision_is_known CHECK ((decision = ANY (ARRAY['re-entry'::text, 'two-people'::text, 'settled'::text])))
  constraint checkin_decisions_are_counted CHECK ((seq > 0))
  constraint checkin_decision_on_a_scan FOREIGN KEY (organization_id, nonce) REFERENCES checkin_event(organization_id, nonce)
  constraint checkin_decision_key PRIMARY KEY (organization_id, nonce, seq)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table checkin_event -- behind the wall
  organization_id uuid not null
  nonce uuid not null
  seminar_id uuid not null
  session_id uuid
  registration_id uuid
  device text not null default ''::text
  kind text not null
  source text not null
  occurred_at timestamp with time zone not null
  received_at timestamp with time zone not null
  is_offline boolean not null default false
  is_forced boolean not null default false
  verdict text not null
  reason text not null default ''::text
  is_superseded boolean not null default false
  recorded_by text not null
  device_id uuid
  device_at timestamp with time zone
  shown text not null default ''::text
  content jsonb not null default '{}'::jsonb
  constraint checkin_kind_is_known CHECK ((kind = ANY (ARRAY['entry'::text, 'exit'::text, 'undo'::text, 'payment'::text, 'stand-in'::text, 'walk-in'::text])))
  constraint checkin_source_is_known CHECK ((source = ANY (ARRAY['qr'::text, 'name'::text, 'paper'::text, 'number'::text, 'walk-in'::text])))
  constraint checkin_verdict_is_known CHECK ((verdict = ANY (ARRAY['accepted'::text, 'duplicate'::text, 'rejected'::text])))
  constraint checkin_at_a_session FOREIGN KEY (organization_id, session_id) REFERENCES seminar_session(organization_id, id)
  constraint checkin_by_a_device FOREIGN KEY (organization_id, device_id) REFERENCES reception_device(organization_id, id)
  constraint checkin_for_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint checkin_of_a_registration FOREIGN KEY (organization_id, registration_id) REFERENCES registration(organization_id, id)
  constraint checkin_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint checkin_event_key PRIMARY KEY (organization_id, nonce)
  CREATE INDEX checkin_by_registration ON public.checkin_event USING btree (organization_id, registration_id) WHERE (registration_id IS NOT NULL)
  CREATE INDEX checkin_by_seminar ON public.checkin_event USING btree (organization_id, seminar_id, received_at)
  CREATE UNIQUE INDEX somebody_enters_a_session_once ON public.checkin_event USING btree (organization_id, registration_id, session_id) WHERE ((kind = 'entry'::text) AND (verdict = 'accepted'::text) AND (NOT is_superseded))
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table closed_balance -- behind the wall
  organization_id uuid not null
  month text not null
  seq integer not null
  account_code text not null
  sub_account text not null
  amount_yen bigint not null
  constraint closed_balance_of_a_closing FOREIGN KEY (organization_id, month, seq) REFERENCES period_event(organization_id, month, seq)
  constraint closed_balance_of_an_account FOREIGN KEY (organization_id, account_code) REFERENCES account(organization_id, code)
  constraint closed_balance_key PRIMARY KEY (organization_id, month, seq, account_code, sub_account)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table closed_file -- behind the wall
  organization_id uuid not null
  month text not null
  seq integer not null
  name text not null
  file_id uuid not null
  constraint closed_file_is_stored FOREIGN KEY (organization_id, file_id) REFERENCES stored_file(organization_id, id)
  constraint closed_file_of_a_closing FOREIGN KEY (organization_id, month, seq) REFERENCES period_event(organization_id, month, seq)
  constraint closed_file_key PRIMARY KEY (organization_id, month, seq, name)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table collected_slip -- behind the wall
  organization_id uuid not null
  digits text not null
  paid_on date not null
  invoice_id uuid not null
  amount_yen bigint not null
  state text not null
  announcements integer not null default 0
  payment_id uuid
  constraint a_settled_slip_is_a_payment CHECK (((state = 'settled'::text) = (payment_id IS NOT NULL)))
  constraint a_slip_collects_something CHECK ((amount_yen > 0))
  constraint collected_slip_state_is_known CHECK ((state = ANY (ARRAY['announced'::text, 'withdrawn'::text, 'settled'::text])))
  constraint slip_became_a_payment FOREIGN KEY (organization_id, payment_id) REFERENCES payment(organization_id, id)
  constraint slip_of_an_invoice FOREIGN KEY (organization_id, invoice_id) REFERENCES issued_paper(organization_id, id)
  constraint collected_slip_key PRIMARY KEY (organization_id, digits, paid_on)
  CREATE INDEX collected_slip_by_invoice ON public.collected_slip USING btree (organization_id, invoice_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table company -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  name text not null
  name_kana text not null default ''::text
  postal_code text not null default ''::text
  address text not null default ''::text
  phone text not null default ''::text
  note text not null default ''::text
  created_at timestamp with time zone not null default clock_timestamp()
  name_key text not null generated as upper(regexp_replace(NORMALIZE(name, NFKC), '[[:space:]]'::text, ''::text, 'g'::text))
  legal_form text not null generated as (company_parts(name))[1]
  bare_name text not null generated as (company_parts(name))[2]
  search_name text not null generated as usual_characters(search_form((company_parts(name))[2]))
  search_kana text not null generated as search_form((company_parts(name_kana))[2])
  merged_into_id uuid
  search_whole text not null generated as usual_characters(search_form(name))
  phone_digits text not null generated as digits_of(phone)
  search_address text not null generated as usual_characters(search_form(address))
  constraint company_has_a_name CHECK ((name <> ''::text))
  constraint company_is_merged_into_another CHECK ((merged_into_id <> id))
  constraint company_postal_code_is_seven_digits_or_empty CHECK ((postal_code ~ '^([0-9]{7})?$'::text))
  constraint company_merged_into_a_company FOREIGN KEY (organization_id, merged_into_id) REFERENCES company(organization_id, id)
  constraint company_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint company_key PRIMARY KEY (organization_id, id)
  constraint company_name_is_unique UNIQUE (organization_id, name_key)
  CREATE INDEX company_by_bare_name ON public.company USING btree (organization_id, bare_name, legal_form)
  CREATE INDEX company_by_merge ON public.company USING btree (organization_id, merged_into_id) WHERE (merged_into_id IS NOT NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table company_apart -- behind the wall
  organization_id uuid not null
  company_id uuid not null
  other_id uuid not null
  decided_at timestamp with time zone not null
  decided_by text not null
  constraint companies_apart_in_order CHECK ((company_id < other_id))
  constraint company_apart_from_another FOREIGN KEY (organization_id, other_id) REFERENCES company(organization_id, id) ON DELETE CASCADE
  constraint company_that_is_apart FOREIGN KEY (organization_id, company_id) REFERENCES company(organization_id, id) ON DELETE CASCADE
  constraint company_apart_key PRIMARY KEY (organization_id, company_id, other_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select

table company_merge -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  kept_id uuid not null
  merged_id uuid not null
  merged_at timestamp with time zone not null
  merged_by text
  undone_at timestamp with time zone
  undone_by text
  constraint company_merge_into_a_company FOREIGN KEY (organization_id, kept_id) REFERENCES company(organization_id, id)
  constraint company_merge_of_a_company FOREIGN KEY (organization_id, merged_id) REFERENCES company(organization_id, id)
  constraint company_merge_key PRIMARY KEY (organization_id, id)
  CREATE UNIQUE INDEX a_company_is_merged_once ON public.company_merge USING btree (organization_id, merged_id) WHERE (undone_at IS NULL)
  CREATE INDEX company_merge_by_kept ON public.company_merge USING btree (organization_id, kept_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table company_merge_move -- behind the wall
  organization_id uuid not null
  merge_id uuid not null
  company_id uuid not null
  constraint company_move_of_a_company FOREIGN KEY (organization_id, company_id) REFERENCES company(organization_id, id) ON DELETE CASCADE
  constraint company_move_of_a_merge FOREIGN KEY (organization_id, merge_id) REFERENCES company_merge(organization_id, id) ON DELETE CASCADE
  constraint company_merge_move_key PRIMARY KEY (organization_id, merge_id, company_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select

table consent_wording -- behind the wall
  organization_id uuid not null
  purpose text not null
  version integer not null
  wording text not null
  wording_english text not null default ''::text
  recorded_at timestamp with time zone not null
  recorded_by text not null
  constraint consent_purpose_is_known CHECK ((purpose = ANY (ARRAY['mail'::text, 'phone'::text, 'post'::text, 'third-party'::text])))
  constraint consent_wording_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint consent_wording_key PRIMARY KEY (organization_id, purpose, version)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table contract -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  number text not null
  publication_id uuid not null
  offer_id uuid not null
  payer_id uuid not null
  order_id uuid
  units integer not null
  price_yen bigint not null
  tax_rate_percent integer not null
  tax_yen bigint not null
  start_issue integer not null
  state text not null default 'active'::text
  auto_renewal boolean not null default false
  payment_way text not null
  source_code text not null default ''::text
  opened_on date not null
  opening_units integer not null default 0
  opening_paid_yen bigint not null default 0
  opening_paid_on date
  note text not null default ''::text
  category text not null default 'individual'::text
  channel text not null default 'import'::text
  previous_id uuid
  generation integer not null default 1
  first_start_issue integer not null
  renewal_effort integer
  renewal_declined_on date
  open_ended boolean not null default false
  ship_every integer not null default 1
  grace_issues integer not null default 0
  last_issue integer
  ended_on date
  ended_from_issue integer
  end_reason text not null default ''::text
  constraint an_ended_contract_says_when CHECK (((state = 'active'::text) OR (ended_on IS NOT NULL) OR (channel = 'import'::text)))
  constraint contract_category_is_known CHECK ((category = ANY (ARRAY['individual'::text, 'corporate'::text, 'gift'::text, 'membership'::text, 'complimentary'::text, 'sample'::text])))
  constraint contract_channel_is_known CHECK ((channel = ANY (ARRAY['import'::text, 'web'::text, 'phone'::text, 'fax'::text, 'post'::text, 'shop'::text, 'renewal-form'::text, 'auto-renewal'::text])))
  constraint contract_grace_issues_are_few CHECK (((grace_issues >= 0) AND (grace_issues <= 12)))
  constraint contract_has_units CHECK ((units > 0))
  constraint contract_price_is_not_negative CHECK ((price_yen >= 0))
  constraint contract_state_is_known CHECK ((state = ANY (ARRAY['active'::text, 'cancelled'::text, 'stopped'::text, 'transferred'::text])))
  constraint generation_is_positive CHECK ((generation > 0))
  constraint opening_payment_is_not_negative CHECK ((opening_paid_yen >= 0))
  constraint opening_units_are_within_the_term CHECK (((opening_units >= 0) AND (opening_units <= units)))
  constraint payment_way_is_known CHECK ((payment_way = ANY (ARRAY['card'::text, 'convenience-store'::text, 'bank-transfer'::text, 'direct-debit'::text, 'invoice'::text, 'free'::text])))
  constraint ships_every_few_issues CHECK (((ship_every >= 1) AND (ship_every <= 6)))
  constraint tax_is_inside_the_price CHECK (((tax_yen >= 0) AND (tax_yen <= price_yen)))
  constraint tax_rate_is_a_percentage CHECK (((tax_rate_percent >= 0) AND (tax_rate_percent <= 99)))
  constraint contract_follows_a_contract FOREIGN KEY (organization_id, previous_id) REFERENCES contract(organization_id, id)
  constraint contract_of_a_payer FOREIGN KEY (organization_id, payer_id) REFERENCES member(organization_id, id)
  constraint contract_of_a_publication FOREIGN KEY (organization_id, publication_id) REFERENCES publication(organization_id, id)
  constraint contract_of_an_offer FOREIGN KEY (organization_id, offer_id) REFERENCES offer(organization_id, id)
  constraint contract_of_an_order FOREIGN KEY (organization_id, order_id) REFERENCES customer_order(organization_id, id)
  constraint contract_key PRIMARY KEY (organization_id, id)
  constraint contract_number_is_unique UNIQUE (organization_id, number)
  CREATE UNIQUE INDEX a_term_is_renewed_once ON public.contract USING btree (organization_id, previous_id) WHERE ((previous_id IS NOT NULL) AND (state = 'active'::text))
  CREATE INDEX contract_by_last_issue ON public.contract USING btree (organization_id, publication_id, last_issue) WHERE (last_issue IS NOT NULL)
  CREATE INDEX contract_by_order ON public.contract USING btree (organization_id, order_id) WHERE (order_id IS NOT NULL)
  CREATE INDEX contract_by_payer ON public.contract USING btree (organization_id, payer_id)
  CREATE INDEX contract_by_publication ON public.contract USING btree (organization_id, publication_id, start_issue)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table contract_event -- behind the wall
  organization_id uuid not null
  contract_id uuid not null
  seq integer not null
  kind text not null
  from_issue integer
  happened_on date not null
  detail jsonb not null default '{}'::jsonb
  recorded_at timestamp with time zone not null
  recorded_by text not null
  constraint contract_event_kind_is_known CHECK ((kind = ANY (ARRAY['opened'::text, 'renewed'::text, 'copies'::text, 'recipient'::text, 'held'::text, 'resumed'::text, 'undeliverable'::text, 'cancelled'::text, 'retained'::text, 'stopped'::text, 'reactivated'::text, 'transferred'::text, 'written-off'::text, 'allowance'::text, 'renewal-declined'::text, 'refunded'::text, 'reshipped'::text, 'refund-returned'::text])))
  constraint contract_event_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint contract_event_key PRIMARY KEY (organization_id, contract_id, seq)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table contract_hold -- behind the wall
  organization_id uuid not null
  contract_id uuid not null
  seq integer not null
  from_issue integer not null
  until_issue integer
  reason text not null
  note text not null default ''::text
  constraint a_hold_ends_after_it_begins CHECK (((until_issue IS NULL) OR (until_issue >= from_issue)))
  constraint hold_reason_is_known CHECK ((reason = ANY (ARRAY['reader'::text, 'undeliverable'::text])))
  constraint contract_hold_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint contract_hold_key PRIMARY KEY (organization_id, contract_id, seq)
  CREATE UNIQUE INDEX a_contract_has_one_open_hold ON public.contract_hold USING btree (organization_id, contract_id) WHERE (until_issue IS NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table contract_line -- behind the wall
  organization_id uuid not null
  contract_id uuid not null
  line_no integer not null
  recipient_id uuid not null
  copies integer not null
  from_issue integer
  until_issue integer
  constraint a_line_ends_after_it_begins CHECK (((until_issue IS NULL) OR (from_issue IS NULL) OR (until_issue >= from_issue)))
  constraint a_line_has_copies CHECK ((copies > 0))
  constraint contract_line_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint contract_line_to_a_recipient FOREIGN KEY (organization_id, recipient_id) REFERENCES member(organization_id, id)
  constraint contract_line_key PRIMARY KEY (organization_id, contract_id, line_no)
  CREATE INDEX contract_line_by_recipient ON public.contract_line USING btree (organization_id, recipient_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table contract_perk -- behind the wall
  organization_id uuid not null
  contract_id uuid not null
  code text not null
  name text not null
  picked_run_id uuid
  constraint perk_is_picked_with_a_run FOREIGN KEY (organization_id, picked_run_id) REFERENCES issue_run(organization_id, id)
  constraint perk_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint contract_perk_key PRIMARY KEY (organization_id, contract_id, code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table contract_position -- behind the wall
  organization_id uuid not null
  contract_id uuid not null
  served_units integer not null default 0
  deferred_yen bigint not null default 0
  receivable_yen bigint not null default 0
  constraint contract_owes_or_is_owed CHECK (((deferred_yen = 0) OR (receivable_yen = 0)))
  constraint deferred_revenue_is_not_negative CHECK ((deferred_yen >= 0))
  constraint receivable_is_not_negative CHECK ((receivable_yen >= 0))
  constraint contract_position_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint contract_position_key PRIMARY KEY (organization_id, contract_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table contract_transfer -- behind the wall
  organization_id uuid not null
  from_id uuid not null
  to_id uuid not null
  deferred_yen bigint not null
  transferred_on date not null
  constraint transferred_value_is_not_negative CHECK ((deferred_yen >= 0))
  constraint transfer_from_a_contract FOREIGN KEY (organization_id, from_id) REFERENCES contract(organization_id, id)
  constraint transfer_to_a_contract FOREIGN KEY (organization_id, to_id) REFERENCES contract(organization_id, id)
  constraint contract_transfer_key PRIMARY KEY (organization_id, from_id, to_id)
  CREATE INDEX contract_transfer_by_target ON public.contract_transfer USING btree (organization_id, to_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table customer_order -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  number text not null
  member_id uuid not null
  channel text not null
  ordered_on date not null
  total_yen bigint not null
  source_code text not null default ''::text
  source_page text not null default ''::text
  recorded_at timestamp with time zone not null default clock_timestamp()
  bundle_id uuid
  constraint order_channel_is_known CHECK ((channel = ANY (ARRAY['web'::text, 'phone'::text, 'fax'::text, 'post'::text, 'shop'::text])))
  constraint order_total_is_not_negative CHECK ((total_yen >= 0))
  constraint order_of_a_bundle FOREIGN KEY (organization_id, bundle_id) REFERENCES offer(organization_id, id)
  constraint order_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint order_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint customer_order_key PRIMARY KEY (organization_id, id)
  constraint order_number_is_unique UNIQUE (organization_id, number)
  CREATE INDEX customer_order_by_member ON public.customer_order USING btree (organization_id, member_id)
  CREATE INDEX customer_order_by_source ON public.customer_order USING btree (organization_id, source_code, ordered_on) WHERE (source_code <> ''::text)
  CREATE INDEX customer_order_of_a_bundle ON public.customer_order USING btree (organization_id, bundle_id) WHERE (bundle_id IS NOT NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table daily_tally -- behind the wall
  organization_id uuid not null
  day date not null
  content jsonb not null
  closed_at timestamp with time zone not null
  closed_by text not null
  constraint daily_tally_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint daily_tally_key PRIMARY KEY (organization_id, day)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table debit_account -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  member_id uuid not null
  bank_code text not null
  bank_name text not null
  branch_code text not null
  branch_name text not null
  account_kind text not null
  account_number text not null
  holder_name text not null
  mandated_on date not null
  registered_at timestamp with time zone not null
  registered_by text not null
  stopped_on date
  stopped_because text
  constraint a_stopped_debit_says_why CHECK (((stopped_on IS NULL) = (stopped_because IS NULL)))
  constraint debit_account_is_whole_or_erased CHECK (((account_number = ''::text) OR ((bank_code ~ '^[0-9]{4}$'::text) AND (branch_code ~ '^[0-9]{3}$'::text) AND (account_number ~ '^[0-9]{7}$'::text))))
  constraint debit_account_kind_is_known CHECK ((account_kind = ANY (ARRAY['1'::text, '2'::text, '3'::text, '9'::text])))
  constraint debit_stops_for_a_known_reason CHECK ((stopped_because = ANY (ARRAY['asked'::text, 'replaced'::text, 'no-account'::text, 'no-mandate'::text, 'erased'::text])))
  constraint debit_account_of_a_customer FOREIGN KEY (organization_id, member_id) REFERENCES debit_customer(organization_id, member_id)
  constraint debit_account_key PRIMARY KEY (organization_id, id)
  CREATE UNIQUE INDEX a_payer_has_one_live_debit ON public.debit_account USING btree (organization_id, member_id) WHERE (stopped_on IS NULL)
  CREATE INDEX debit_account_by_member ON public.debit_account USING btree (organization_id, member_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table debit_customer -- behind the wall
  organization_id uuid not null
  member_id uuid not null
  customer_number text not null
  constraint customer_number_is_twenty_digits CHECK ((customer_number ~ '^[0-9]{20}$'::text))
  constraint debit_customer_is_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint debit_customer_key PRIMARY KEY (organization_id, member_id)
  constraint a_customer_number_is_one_payers UNIQUE (organization_id, customer_number)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table debit_invoice -- behind the wall
  organization_id uuid not null
  request_id uuid not null
  line_no integer not null
  invoice_id uuid not null
  amount_yen bigint not null
  is_pending boolean not null default true
  constraint debit_invoice_asks_for_something CHECK ((amount_yen > 0))
  constraint debit_invoice_of_a_line FOREIGN KEY (organization_id, request_id, line_no) REFERENCES debit_line(organization_id, request_id, line_no)
  constraint debit_of_an_invoice FOREIGN KEY (organization_id, invoice_id) REFERENCES issued_paper(organization_id, id)
  constraint debit_invoice_key PRIMARY KEY (organization_id, request_id, invoice_id)
  CREATE UNIQUE INDEX an_invoice_is_in_one_pending_debit ON public.debit_invoice USING btree (organization_id, invoice_id) WHERE is_pending
  CREATE INDEX debit_invoice_by_invoice ON public.debit_invoice USING btree (organization_id, invoice_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table debit_line -- behind the wall
  organization_id uuid not null
  request_id uuid not null
  line_no integer not null
  member_id uuid not null
  debit_account_id uuid not null
  customer_number text not null
  novelty text not null
  amount_yen bigint not null
  result text
  payment_id uuid
  constraint debit_is_positive CHECK ((amount_yen > 0))
  constraint debit_novelty_is_known CHECK ((novelty = ANY (ARRAY['0'::text, '1'::text, '2'::text])))
  constraint debit_result_is_known CHECK ((result = ANY (ARRAY['0'::text, '1'::text, '2'::text, '3'::text, '4'::text, '8'::text, '9'::text])))
  constraint only_a_debit_that_was_done_is_a_payment CHECK (((payment_id IS NULL) OR (result = '0'::text)))
  constraint debit_line_became_a_payment FOREIGN KEY (organization_id, payment_id) REFERENCES payment(organization_id, id)
  constraint debit_line_from_an_account FOREIGN KEY (organization_id, debit_account_id) REFERENCES debit_account(organization_id, id)
  constraint debit_line_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint debit_line_of_a_request FOREIGN KEY (organization_id, request_id) REFERENCES debit_request(organization_id, id)
  constraint debit_line_key PRIMARY KEY (organization_id, request_id, line_no)
  constraint a_payer_is_asked_once_in_a_request UNIQUE (organization_id, request_id, customer_number)
  CREATE INDEX debit_line_by_account ON public.debit_line USING btree (organization_id, debit_account_id)
  CREATE INDEX debit_line_by_member ON public.debit_line USING btree (organization_id, member_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table debit_request -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  number text not null
  withdraw_on date not null
  state text not null default 'pending'::text
  line_count integer not null
  total_yen bigint not null
  file_id uuid not null
  sha256 text not null
  made_at timestamp with time zone not null
  made_by text not null
  result_file_id uuid
  result_sha256 text
  decided_at timestamp with time zone
  decided_by text
  constraint a_debit_request_asks_for_something CHECK ((line_count > 0))
  constraint a_settled_debit_has_its_result CHECK (((state = 'settled'::text) = (result_sha256 IS NOT NULL)))
  constraint debit_request_state_is_known CHECK ((state = ANY (ARRAY['pending'::text, 'settled'::text, 'cancelled'::text])))
  constraint debit_request_is_stored FOREIGN KEY (organization_id, file_id) REFERENCES stored_file(organization_id, id)
  constraint debit_request_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint debit_result_is_stored FOREIGN KEY (organization_id, result_file_id) REFERENCES stored_file(organization_id, id)
  constraint debit_request_key PRIMARY KEY (organization_id, id)
  constraint debit_request_number_is_unique UNIQUE (organization_id, number)
  CREATE UNIQUE INDEX a_day_has_one_debit_request ON public.debit_request USING btree (organization_id, withdraw_on) WHERE (state <> 'cancelled'::text)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table deferred_run_off -- behind the wall
  organization_id uuid not null
  month text not null
  seq integer not null
  group_code text not null
  group_title text not null
  taken_in text not null
  amount_yen bigint not null
  constraint run_off_is_taken_in_a_month_or_later CHECK ((taken_in ~ '^([0-9]{4}-[0-9]{2}|later|held|ended)$'::text))
  constraint deferred_run_off_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint deferred_run_off_key PRIMARY KEY (organization_id, month, seq, group_code, taken_in)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table discontinuation -- behind the wall
  organization_id uuid not null
  publication_id uuid not null
  transfer_offer_id uuid
  answer_until date not null
  offered_at timestamp with time zone not null
  offered_by text not null
  letter_file_id uuid
  settled_on date
  settled_by text
  constraint a_settled_discontinuation_says_who CHECK (((settled_on IS NULL) = (settled_by IS NULL)))
  constraint discontinuation_of_a_title FOREIGN KEY (organization_id, publication_id) REFERENCES publication(organization_id, id)
  constraint discontinued_letters_are_stored FOREIGN KEY (organization_id, letter_file_id) REFERENCES stored_file(organization_id, id)
  constraint discontinued_readers_go_to_an_offer FOREIGN KEY (organization_id, transfer_offer_id) REFERENCES offer(organization_id, id)
  constraint discontinuation_key PRIMARY KEY (organization_id, publication_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table discontinued_contract -- behind the wall
  organization_id uuid not null
  contract_id uuid not null
  publication_id uuid not null
  units_left integer not null
  offered_yen bigint not null
  channel text not null
  token_hash text
  outbox_id uuid
  letter_page integer
  outcome text
  settled_yen bigint not null default 0
  act_key text
  answered_at timestamp with time zone
  answered_by text
  to_contract_id uuid
  refund_number text
  bank_name text not null default ''::text
  branch_name text not null default ''::text
  account_kind text not null default ''::text
  account_number text not null default ''::text
  account_holder text not null default ''::text
  account_told_at timestamp with time zone
  bank_code text not null default ''::text
  branch_code text not null default ''::text
  account_returned_on date
  constraint a_transferred_one_goes_on CHECK (((NOT (outcome IS DISTINCT FROM 'transferred'::text)) = (to_contract_id IS NOT NULL)))
  constraint discontinued_channel_is_known CHECK ((channel = ANY (ARRAY['mail'::text, 'post'::text, 'none'::text])))
  constraint discontinued_outcome_is_known CHECK ((outcome = ANY (ARRAY['transferred'::text, 'refunded'::text, 'unanswered'::text, 'ended'::text])))
  constraint payout_account_has_both_codes_or_none CHECK ((((bank_code = ''::text) AND (branch_code = ''::text)) OR ((bank_code ~ '^[0-9]{4}$'::text) AND (branch_code ~ '^[0-9]{3}$'::text) AND (account_number ~ '^[0-9]{7}$'::text) AND (account_kind <> ''::text) AND (account_holder <> ''::text))))
  constraint payout_account_kind_is_known CHECK ((account_kind = ANY (ARRAY[''::text, 'ordinary'::text, 'current'::text, 'savings'::text])))
  constraint discontinued_contract_goes_on FOREIGN KEY (organization_id, to_contract_id) REFERENCES contract(organization_id, id)
  constraint discontinued_contract_is_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint discontinued_contract_of_a_settlement FOREIGN KEY (organization_id, publication_id) REFERENCES discontinuation(organization_id, publication_id)
  constraint discontinued_mail_was_queued FOREIGN KEY (organization_id, outbox_id) REFERENCES outbox(organization_id, id)
  constraint discontinued_refund_is_owed FOREIGN KEY (organization_id, refund_number) REFERENCES refund(organization_id, number)
  constraint discontinued_contract_key PRIMARY KEY (organization_id, contract_id)
  constraint discontinued_token_is_one_contracts UNIQUE (organization_id, token_hash)
  CREATE INDEX discontinued_contract_by_act ON public.discontinued_contract USING btree (organization_id, act_key)
  CREATE INDEX discontinued_contract_by_refund ON public.discontinued_contract USING btree (organization_id, refund_number)
  CREATE INDEX discontinued_contract_by_title ON public.discontinued_contract USING btree (organization_id, publication_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table dunning_level -- behind the wall
  organization_id uuid not null
  level integer not null
  days_after_due integer not null
  channel text not null
  constraint dunning_level_channel_is_known CHECK ((channel = ANY (ARRAY['mail'::text, 'post'::text])))
  constraint dunning_levels_are_few CHECK (((level >= 1) AND (level <= 5)))
  constraint dunning_waits_for_the_due_day CHECK (((days_after_due >= 1) AND (days_after_due <= 365)))
  constraint dunning_level_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint dunning_level_key PRIMARY KEY (organization_id, level)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table dunning_rule -- behind the wall
  organization_id uuid not null
  step integer not null
  days_after_order integer not null
  channel text not null
  constraint dunning_channel_is_known CHECK ((channel = ANY (ARRAY['mail'::text, 'post'::text, 'stop'::text])))
  constraint dunning_days_are_positive CHECK ((days_after_order > 0))
  constraint dunning_step_is_positive CHECK ((step > 0))
  constraint dunning_rule_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint dunning_rule_key PRIMARY KEY (organization_id, step)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table fee_type -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  seminar_id uuid not null
  seq integer not null
  name text not null
  name_english text not null default ''::text
  audience text not null default 'anyone'::text
  price_yen bigint not null
  valid_from date
  valid_until date
  party_min integer not null default 1
  constraint fee_audience_is_known CHECK ((audience = ANY (ARRAY['anyone'::text, 'member'::text, 'nonmember'::text, 'student'::text, 'staff-only'::text])))
  constraint fee_is_not_negative CHECK ((price_yen >= 0))
  constraint fee_party_is_positive CHECK ((party_min > 0))
  constraint fee_of_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint fee_type_key PRIMARY KEY (organization_id, id)
  constraint fee_seq_is_unique UNIQUE (organization_id, seminar_id, seq)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table fee_type_pool -- behind the wall
  organization_id uuid not null
  fee_type_id uuid not null
  pool_id uuid not null
  constraint fee_type_pool_of_a_fee FOREIGN KEY (organization_id, fee_type_id) REFERENCES fee_type(organization_id, id)
  constraint fee_type_pool_of_a_pool FOREIGN KEY (organization_id, pool_id) REFERENCES seat_pool(organization_id, id)
  constraint fee_type_pool_key PRIMARY KEY (organization_id, fee_type_id, pool_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select

table import_mapping -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  name text not null
  columns jsonb not null
  saved_at timestamp with time zone not null
  saved_by text not null
  constraint import_mapping_has_a_name CHECK ((name <> ''::text))
  constraint import_mapping_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint import_mapping_key PRIMARY KEY (organization_id, id)
  CREATE INDEX import_mapping_by_name ON public.import_mapping USING btree (organization_id, name, saved_at DESC)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table insert_rule -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  publication_id uuid not null
  code text not null
  name text not null
  from_issue integer not null
  until_issue integer
  attribute text not null
  wanted text[] not null default '{}'::text[]
  constraint insert_attribute_is_known CHECK ((attribute = ANY (ARRAY['everyone'::text, 'prefecture'::text, 'gender'::text, 'age'::text, 'industry'::text, 'occupation'::text, 'job-title'::text, 'kind'::text, 'category'::text, 'generation'::text])))
  constraint insert_begins_with_an_issue CHECK ((from_issue > 0))
  constraint insert_code_is_short CHECK ((code ~ '^[A-Z0-9]{1,8}$'::text))
  constraint insert_ends_after_it_begins CHECK ((until_issue >= from_issue))
  constraint insert_has_a_name CHECK ((name <> ''::text))
  constraint insert_names_whom_it_is_for CHECK (((attribute = 'everyone'::text) = (cardinality(wanted) = 0)))
  constraint insert_rule_of_a_publication FOREIGN KEY (organization_id, publication_id) REFERENCES publication(organization_id, id)
  constraint insert_rule_key PRIMARY KEY (organization_id, id)
  CREATE INDEX insert_rule_by_publication ON public.insert_rule USING btree (organization_id, publication_id, from_issue)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table invoice_notice -- behind the wall
  organization_id uuid not null
  invoice_id uuid not null
  level integer not null
  channel text not null
  outbox_id uuid
  letter_file_id uuid
  letter_page integer
  sent_on date not null
  left_yen bigint not null
  wording_id uuid
  constraint invoice_notice_asks_for_something CHECK ((left_yen > 0))
  constraint invoice_notice_channel_is_known CHECK ((channel = ANY (ARRAY['mail'::text, 'post'::text])))
  constraint invoice_notice_is_a_letter FOREIGN KEY (organization_id, letter_file_id) REFERENCES stored_file(organization_id, id)
  constraint invoice_notice_is_a_mail FOREIGN KEY (organization_id, outbox_id) REFERENCES outbox(organization_id, id)
  constraint invoice_notice_of_an_invoice FOREIGN KEY (organization_id, invoice_id) REFERENCES issued_paper(organization_id, id)
  constraint invoice_notice_worded_by FOREIGN KEY (organization_id, wording_id) REFERENCES notice_wording(organization_id, id)
  constraint an_invoice_is_dunned_once_a_level PRIMARY KEY (organization_id, invoice_id, level)
  CREATE INDEX invoice_notice_by_mail ON public.invoice_notice USING btree (organization_id, outbox_id) WHERE (outbox_id IS NOT NULL)
  CREATE INDEX invoice_notice_of_a_wording ON public.invoice_notice USING btree (organization_id, wording_id) WHERE (wording_id IS NOT NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table invoice_settlement -- behind the wall
  organization_id uuid not null
  invoice_id uuid not null
  source_key text not null
  cause text not null
  contract_id uuid
  payment_id uuid
  credit_note_id uuid
  amount_yen bigint not null
  settled_on date not null
  recorded_at timestamp with time zone not null
  recorded_by text not null
  seminar_order_id uuid
  service_bill_id uuid
  subject_id uuid generated as COALESCE(contract_id, seminar_order_id, service_bill_id)
  constraint settlement_cause_is_known CHECK ((cause = ANY (ARRAY['payment'::text, 'credit-note'::text, 'write-off'::text])))
  constraint settlement_has_one_subject CHECK ((num_nonnulls(contract_id, seminar_order_id, service_bill_id) <= 1))
  constraint settlement_is_positive CHECK ((amount_yen > 0))
  constraint settlement_by_a_credit_note FOREIGN KEY (organization_id, credit_note_id) REFERENCES issued_paper(organization_id, id)
  constraint settlement_by_a_payment FOREIGN KEY (organization_id, payment_id) REFERENCES payment(organization_id, id)
  constraint settlement_for_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint settlement_for_a_seminar_order FOREIGN KEY (organization_id, seminar_order_id) REFERENCES seminar_order(organization_id, id)
  constraint settlement_for_a_service_bill FOREIGN KEY (organization_id, service_bill_id) REFERENCES service_bill(organization_id, id)
  constraint settlement_of_an_invoice FOREIGN KEY (organization_id, invoice_id) REFERENCES issued_paper(organization_id, id)
  constraint invoice_settlement_key PRIMARY KEY (organization_id, invoice_id, source_key)
  CREATE INDEX invoice_settlement_by_contract ON public.invoice_settlement USING btree (organization_id, contract_id) WHERE (contract_id IS NOT NULL)
  CREATE INDEX invoice_settlement_by_payment ON public.invoice_settlement USING btree (organization_id, payment_id) WHERE (payment_id IS NOT NULL)
  CREATE INDEX invoice_settlement_by_seminar_order ON public.invoice_settlement USING btree (organization_id, seminar_order_id) WHERE (seminar_order_id IS NOT NULL)
  CREATE INDEX invoice_settlement_by_subject ON public.invoice_settlement USING btree (organization_id, subject_id) WHERE (subject_id IS NOT NULL)
  policy organization_wall using (organization_id = current_organization())
  CREATE TRIGGER an_invoice_is_not_settled_beyond_its_sum AFTER INSERT ON public.invoice_settlement REFERENCING NEW TABLE AS settled FOR EACH STATEMENT EXECUTE FUNCTION refuse_settlement_beyond_invoice()
  teiki_app may insert, select

table issue -- behind the wall
  organization_id uuid not null
  publication_id uuid not null
  number integer not null
  label text not null
  ships_on date not null
  shipped_on date
  kind text not null default 'regular'::text
  consume_units integer
  skipped_on date
  weight_grams integer not null default 0
  postage_yen bigint not null default 0
  printed_copies integer not null default 0
  spoiled_copies integer not null default 0
  constraint a_skipped_issue_never_shipped CHECK (((skipped_on IS NULL) OR (shipped_on IS NULL)))
  constraint issue_kind_is_known CHECK ((kind = ANY (ARRAY['regular'::text, 'double'::text, 'special'::text])))
  constraint issue_number_is_positive CHECK ((number > 0))
  constraint postage_is_not_negative CHECK ((postage_yen >= 0))
  constraint printed_copies_are_not_negative CHECK ((printed_copies >= 0))
  constraint spoiled_copies_are_not_negative CHECK ((spoiled_copies >= 0))
  constraint this_issue_consumes_one_or_two_units CHECK ((consume_units = ANY (ARRAY[1, 2])))
  constraint weight_is_not_negative CHECK ((weight_grams >= 0))
  constraint issue_of_a_publication FOREIGN KEY (organization_id, publication_id) REFERENCES publication(organization_id, id)
  constraint issue_key PRIMARY KEY (organization_id, publication_id, number)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table issue_exclusion -- behind the wall
  organization_id uuid not null
  issue_run_id uuid not null
  contract_id uuid not null
  reason text not null
  constraint exclusion_reason_is_known CHECK ((reason = ANY (ARRAY['starts-later'::text, 'after-previous'::text, 'cancelled'::text, 'stopped'::text, 'transferred'::text, 'held'::text, 'undeliverable'::text, 'off-month'::text, 'no-line'::text, 'no-address'::text])))
  constraint exclusion_from_an_issue_run FOREIGN KEY (organization_id, issue_run_id) REFERENCES issue_run(organization_id, id)
  constraint exclusion_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint issue_exclusion_key PRIMARY KEY (organization_id, issue_run_id, contract_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table issue_run -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  publication_id uuid not null
  issue_number integer not null
  kind text not null
  ships_on date not null
  confirmed_at timestamp with time zone not null
  confirmed_by text not null
  constraint issue_run_kind_is_known CHECK ((kind = ANY (ARRAY['main'::text, 'late'::text, 'reshipment'::text, 'takeover'::text])))
  constraint issue_run_of_an_issue FOREIGN KEY (organization_id, publication_id, issue_number) REFERENCES issue(organization_id, publication_id, number)
  constraint issue_run_key PRIMARY KEY (organization_id, id)
  CREATE UNIQUE INDEX an_issue_has_one_main_run ON public.issue_run USING btree (organization_id, publication_id, issue_number) WHERE (kind = ANY (ARRAY['main'::text, 'takeover'::text]))
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table issue_run_movement -- behind the wall
  organization_id uuid not null
  issue_run_id uuid not null
  contract_id uuid not null
  product text not null
  reason text not null
  copies integer not null
  constraint moved_copies_are_positive CHECK ((copies > 0))
  constraint movement_product_is_known CHECK ((product = ANY (ARRAY['paid'::text, 'gift'::text, 'complimentary'::text, 'grace'::text])))
  constraint movement_reason_is_known CHECK ((reason = ANY (ARRAY['started'::text, 'revived'::text, 'resumed'::text, 'transferredIn'::text, 'fromTitles'::text, 'copiesUp'::text, 'expired'::text, 'cancelled'::text, 'stopped'::text, 'held'::text, 'undeliverable'::text, 'transferredOut'::text, 'toTitles'::text, 'copiesDown'::text])))
  constraint run_movement_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint run_movement_of_a_run FOREIGN KEY (organization_id, issue_run_id) REFERENCES issue_run(organization_id, id)
  constraint issue_run_movement_key PRIMARY KEY (organization_id, issue_run_id, reason, product, contract_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table issue_run_result -- behind the wall
  organization_id uuid not null
  issue_run_id uuid not null
  kind text not null
  file_id uuid
  content jsonb
  constraint issue_run_result_kind_is_known CHECK ((kind = ANY (ARRAY['labels-cp932'::text, 'labels-utf8'::text, 'labels-pdf'::text, 'yamato'::text, 'carrier'::text, 'bundles'::text, 'inserts'::text, 'picking'::text, 'proof'::text, 'R1'::text, 'R2'::text, 'R3'::text, 'R4'::text, 'R5'::text, 'R6'::text, 'R7'::text, 'R8'::text, 'R9'::text])))
  constraint result_is_stored FOREIGN KEY (organization_id, file_id) REFERENCES stored_file(organization_id, id)
  constraint result_of_an_issue_run FOREIGN KEY (organization_id, issue_run_id) REFERENCES issue_run(organization_id, id)
  constraint issue_run_result_key PRIMARY KEY (organization_id, issue_run_id, kind)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table issued_paper -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  kind text not null
  year integer not null
  serial integer not null
  copy_no integer not null default 0
  number text not null
  source_key text not null
  payer_id uuid not null
  addressee text not null
  search_addressee text not null generated as search_form(addressee)
  issued_on date not null
  due_on date
  total_yen bigint not null
  snapshot jsonb not null
  file_id uuid not null
  first_id uuid
  corrects_id uuid
  payment_id uuid
  issued_at timestamp with time zone not null
  issued_by text not null
  taxes_of_id uuid
  constraint a_copy_leads_to_the_first CHECK (((copy_no = 0) = (first_id IS NULL)))
  constraint only_a_copy_carries_other_taxes CHECK (((taxes_of_id IS NULL) OR (copy_no > 0)))
  constraint paper_copies_are_counted CHECK ((copy_no >= 0))
  constraint paper_kind_is_known CHECK ((kind = ANY (ARRAY['invoice'::text, 'receipt'::text, 'credit-note'::text])))
  constraint paper_serial_is_positive CHECK ((serial > 0))
  constraint paper_total_is_not_negative CHECK ((total_yen >= 0))
  constraint a_copy_carries_taxes FOREIGN KEY (organization_id, taxes_of_id) REFERENCES issued_paper(organization_id, id)
  constraint copy_of_a_paper FOREIGN KEY (organization_id, first_id) REFERENCES issued_paper(organization_id, id)
  constraint paper_corrects_a_paper FOREIGN KEY (organization_id, corrects_id) REFERENCES issued_paper(organization_id, id)
  constraint paper_is_stored FOREIGN KEY (organization_id, file_id) REFERENCES stored_file(organization_id, id)
  constraint paper_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint paper_to_a_payer FOREIGN KEY (organization_id, payer_id) REFERENCES member(organization_id, id)
  constraint receipt_for_a_payment FOREIGN KEY (organization_id, payment_id) REFERENCES payment(organization_id, id)
  constraint issued_paper_key PRIMARY KEY (organization_id, id)
  constraint paper_is_numbered_once UNIQUE (organization_id, kind, year, serial, copy_no)
  constraint paper_source_is_unique UNIQUE (organization_id, kind, source_key)
  CREATE INDEX issued_paper_by_amount ON public.issued_paper USING btree (organization_id, total_yen)
  CREATE INDEX issued_paper_by_date ON public.issued_paper USING btree (organization_id, issued_on, number)
  CREATE INDEX issued_paper_by_first ON public.issued_paper USING btree (organization_id, first_id) WHERE (first_id IS NOT NULL)
  CREATE INDEX issued_paper_by_payer ON public.issued_paper USING btree (organization_id, payer_id)
  CREATE INDEX issued_paper_by_payment ON public.issued_paper USING btree (organization_id, payment_id) WHERE (payment_id IS NOT NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table issued_paper_line -- behind the wall
  organization_id uuid not null
  paper_id uuid not null
  line_no integer not null
  description text not null
  quantity integer not null
  unit_yen bigint not null
  amount_yen bigint not null
  tax_rate_percent integer not null
  contract_id uuid
  seminar_order_id uuid
  service_bill_id uuid
  subject_id uuid generated as COALESCE(contract_id, seminar_order_id, service_bill_id)
  constraint paper_line_adds_up CHECK ((amount_yen = (quantity * unit_yen)))
  constraint paper_line_has_one_subject CHECK ((num_nonnulls(contract_id, seminar_order_id, service_bill_id) <= 1))
  constraint paper_line_rate_is_a_percentage CHECK (((tax_rate_percent >= 0) AND (tax_rate_percent <= 99)))
  constraint paper_line_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint paper_line_of_a_paper FOREIGN KEY (organization_id, paper_id) REFERENCES issued_paper(organization_id, id)
  constraint paper_line_of_a_seminar_order FOREIGN KEY (organization_id, seminar_order_id) REFERENCES seminar_order(organization_id, id)
  constraint paper_line_of_a_service_bill FOREIGN KEY (organization_id, service_bill_id) REFERENCES service_bill(organization_id, id)
  constraint issued_paper_line_key PRIMARY KEY (organization_id, paper_id, line_no)
  CREATE INDEX issued_paper_line_by_contract ON public.issued_paper_line USING btree (organization_id, contract_id) WHERE (contract_id IS NOT NULL)
  CREATE INDEX issued_paper_line_by_seminar_order ON public.issued_paper_line USING btree (organization_id, seminar_order_id) WHERE (seminar_order_id IS NOT NULL)
  CREATE INDEX issued_paper_line_by_subject ON public.issued_paper_line USING btree (organization_id, subject_id) WHERE (subject_id IS NOT NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table issued_paper_rate -- behind the wall
  organization_id uuid not null
  paper_id uuid not null
  rate_percent integer not null
  gross_yen bigint not null
  tax_yen bigint not null
  constraint paper_rate_of_a_paper FOREIGN KEY (organization_id, paper_id) REFERENCES issued_paper(organization_id, id)
  constraint issued_paper_rate_key PRIMARY KEY (organization_id, paper_id, rate_percent)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table job_run -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  name text not null
  flags jsonb not null default '{}'::jsonb
  started_at timestamp with time zone not null
  finished_at timestamp with time zone
  progress numeric not null default 0
  outcome text not null default 'running'::text
  result jsonb
  asked_by text not null default ''::text
  locale text not null default 'ja'::text
  input text
  constraint job_run_locale_is_known CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
  constraint job_run_outcome_is_known CHECK ((outcome = ANY (ARRAY['running'::text, 'done'::text, 'refused'::text, 'failed'::text])))
  constraint job_run_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint job_run_key PRIMARY KEY (organization_id, id)
  CREATE INDEX job_run_by_start ON public.job_run USING btree (organization_id, started_at DESC)
  CREATE INDEX job_run_to_do ON public.job_run USING btree (organization_id, started_at) WHERE ((outcome = 'running'::text) AND (input IS NOT NULL))
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table letter_batch -- behind the wall
  organization_id uuid not null
  file_id uuid not null
  kind text not null
  letter_count integer not null
  printed_at timestamp with time zone not null
  posted_on date
  posted_by text
  constraint a_batch_has_letters CHECK ((letter_count > 0))
  constraint letter_kind_is_known CHECK ((kind = ANY (ARRAY['renewal'::text, 'card-renewal'::text, 'payment'::text, 'dunning'::text, 'discontinued'::text, 'returned-mail'::text])))
  constraint what_is_posted_says_by_whom CHECK (((posted_on IS NULL) = (posted_by IS NULL)))
  constraint letter_batch_is_stored FOREIGN KEY (organization_id, file_id) REFERENCES stored_file(organization_id, id)
  constraint letter_batch_key PRIMARY KEY (organization_id, file_id)
  CREATE INDEX letter_batch_by_time ON public.letter_batch USING btree (organization_id, printed_at)
  CREATE INDEX letter_batch_to_post ON public.letter_batch USING btree (organization_id) WHERE (posted_on IS NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table mail_as_letter -- behind the wall
  organization_id uuid not null
  outbox_id uuid not null
  file_id uuid not null
  made_at timestamp with time zone not null
  made_by text not null
  constraint letter_is_a_file FOREIGN KEY (organization_id, file_id) REFERENCES stored_file(organization_id, id)
  constraint letter_of_a_mail FOREIGN KEY (organization_id, outbox_id) REFERENCES outbox(organization_id, id)
  constraint a_mail_becomes_a_letter_once PRIMARY KEY (organization_id, outbox_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table mail_bounce -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  outbox_id uuid not null
  report_key text not null
  address text not null
  action text not null
  status text not null
  diagnostic text not null
  received_at timestamp with time zone not null
  constraint bounce_action_is_known CHECK ((action = ANY (ARRAY['failed'::text, 'delayed'::text])))
  constraint bounce_status_is_an_enhanced_one CHECK ((status ~ '^[45]\.[0-9]{1,3}\.[0-9]{1,3}$'::text))
  constraint mail_bounce_of_a_mail FOREIGN KEY (organization_id, outbox_id) REFERENCES outbox(organization_id, id)
  constraint mail_bounce_key PRIMARY KEY (organization_id, id)
  constraint a_report_counts_once UNIQUE (organization_id, outbox_id, report_key)
  CREATE INDEX mail_bounce_by_address ON public.mail_bounce USING btree (organization_id, address)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table mail_bounce_solution -- behind the wall
  organization_id uuid not null
  bounce_id uuid not null
  solved_at timestamp with time zone not null
  solved_by text not null
  note text not null
  constraint solution_of_a_bounce FOREIGN KEY (organization_id, bounce_id) REFERENCES mail_bounce(organization_id, id)
  constraint a_bounce_is_solved_once PRIMARY KEY (organization_id, bounce_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table member -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  number text not null
  family_name text not null
  given_name text not null default ''::text
  family_name_kana text not null default ''::text
  given_name_kana text not null default ''::text
  company_name text not null default ''::text
  department text not null default ''::text
  job_title text not null default ''::text
  postal_code text not null default ''::text
  prefecture text not null default ''::text
  city text not null default ''::text
  street text not null default ''::text
  building text not null default ''::text
  phone text not null default ''::text
  email text not null default ''::text
  gender text
  born_on date
  industry text not null default ''::text
  occupation text not null default ''::text
  wants_mail boolean not null default false
  note text not null default ''::text
  locale text not null default 'ja'::text
  origin text not null
  created_at timestamp with time zone not null default clock_timestamp()
  search_name text not null generated as search_form(((family_name || given_name) || company_name))
  search_kana text not null generated as search_form((family_name_kana || given_name_kana))
  search_address text not null generated as search_form((((prefecture || city) || street) || building))
  phone_digits text not null generated as digits_of(phone)
  email_normal text not null generated as lower(email)
  address_code text not null default ''::text
  copies_to text not null default 'home'::text
  company_id uuid
  merged_into_id uuid
  erased_at timestamp with time zone
  constraint copies_go_to_a_known_address CHECK ((copies_to = ANY (ARRAY['home'::text, 'office'::text, 'delivery'::text])))
  constraint gender_is_known CHECK ((gender = ANY (ARRAY['male'::text, 'female'::text, 'other'::text])))
  constraint member_is_merged_into_another CHECK ((merged_into_id <> id))
  constraint member_locale_is_known CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
  constraint member_origin_is_known CHECK ((origin = ANY (ARRAY['import'::text, 'web'::text, 'phone'::text, 'fax'::text, 'post'::text, 'shop'::text, 'staff'::text])))
  constraint postal_code_is_seven_digits_or_empty CHECK ((postal_code ~ '^([0-9]{7})?$'::text))
  constraint member_merged_into_a_member FOREIGN KEY (organization_id, merged_into_id) REFERENCES member(organization_id, id)
  constraint member_of_a_company FOREIGN KEY (organization_id, company_id) REFERENCES company(organization_id, id)
  constraint member_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint member_key PRIMARY KEY (organization_id, id)
  constraint member_number_is_unique UNIQUE (organization_id, number)
  CREATE UNIQUE INDEX address_code_is_unique ON public.member USING btree (organization_id, address_code) WHERE (address_code <> ''::text)
  CREATE INDEX member_by_company ON public.member USING btree (organization_id, company_id) WHERE (company_id IS NOT NULL)
  CREATE INDEX member_by_email ON public.member USING btree (organization_id, email_normal)
  CREATE INDEX member_by_kana ON public.member USING btree (organization_id, search_kana text_pattern_ops)
  CREATE INDEX member_by_merge ON public.member USING btree (organization_id, merged_into_id) WHERE (merged_into_id IS NOT NULL)
  CREATE INDEX member_by_phone ON public.member USING btree (organization_id, phone_digits)
  CREATE INDEX member_by_postal_code ON public.member USING btree (organization_id, postal_code)
  CREATE INDEX member_by_remitter_key ON public.member USING btree (organization_id, remitter_key((family_name_kana || given_name_kana)))
  CREATE INDEX member_in_kana_order ON public.member USING btree (organization_id, search_kana, number)
  policy organization_wall using (organization_id = current_organization())
  CREATE TRIGGER changed_member_is_of_his_company BEFORE UPDATE OF company_name ON public.member FOR EACH ROW WHEN ((new.company_name <> old.company_name)) EXECUTE FUNCTION follow_company_name()
  CREATE TRIGGER changed_member_is_searchable AFTER UPDATE ON public.member REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION keep_member_search_of_changed()
  CREATE TRIGGER new_member_is_of_his_company BEFORE INSERT ON public.member FOR EACH ROW WHEN ((new.company_name <> ''::text)) EXECUTE FUNCTION follow_company_name()
  CREATE TRIGGER new_member_is_searchable AFTER INSERT ON public.member REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_member_search_of_new()
  teiki_app may insert, select, update

table member_address -- behind the wall
  organization_id uuid not null
  member_id uuid not null
  kind text not null
  effective_on date not null
  version integer not null
  postal_code text not null
  prefecture text not null
  city text not null
  street text not null
  building text not null
  withdrawn_at timestamp with time zone
  recorded_at timestamp with time zone not null
  recorded_by text not null
  constraint address_kind_is_known CHECK ((kind = ANY (ARRAY['home'::text, 'office'::text, 'delivery'::text])))
  constraint address_postal_code_is_seven_digits_or_empty CHECK ((postal_code ~ '^([0-9]{7})?$'::text))
  constraint address_version_is_positive CHECK ((version > 0))
  constraint address_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint member_address_key PRIMARY KEY (organization_id, member_id, kind, effective_on, version)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table member_change -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  member_id uuid not null
  field text not null
  old_value text not null
  new_value text not null
  effective_on date not null
  applied_at timestamp with time zone
  withdrawn_at timestamp with time zone
  recorded_at timestamp with time zone not null
  recorded_by text not null
  constraint change_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint member_change_key PRIMARY KEY (organization_id, id)
  CREATE INDEX member_change_by_member ON public.member_change USING btree (organization_id, member_id, recorded_at)
  CREATE INDEX member_change_waiting ON public.member_change USING btree (organization_id, effective_on) WHERE ((applied_at IS NULL) AND (withdrawn_at IS NULL))
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table member_code -- behind the wall
  organization_id uuid not null
  kind text not null
  name text not null
  name_english text not null default ''::text
  position integer not null default 0
  retired_at timestamp with time zone
  constraint member_code_has_a_name CHECK ((name <> ''::text))
  constraint member_code_kind_is_known CHECK ((kind = ANY (ARRAY['industry'::text, 'occupation'::text, 'job-title'::text])))
  constraint member_code_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint member_code_key PRIMARY KEY (organization_id, kind, name)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table member_consent -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  member_id uuid not null
  purpose text not null
  version integer not null
  is_given boolean not null
  received_by text not null
  recorded_at timestamp with time zone not null
  recorded_by text not null
  constraint consent_came_by_a_known_way CHECK ((received_by = ANY (ARRAY['import'::text, 'web'::text, 'phone'::text, 'fax'::text, 'post'::text, 'shop'::text, 'staff'::text])))
  constraint consent_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint consent_to_a_wording FOREIGN KEY (organization_id, purpose, version) REFERENCES consent_wording(organization_id, purpose, version)
  constraint member_consent_key PRIMARY KEY (organization_id, id)
  CREATE INDEX member_consent_by_member ON public.member_consent USING btree (organization_id, member_id, purpose, recorded_at)
  policy organization_wall using (organization_id = current_organization())
  CREATE TRIGGER member_consent_sets_wants_mail AFTER INSERT ON public.member_consent FOR EACH ROW WHEN ((new.purpose = 'mail'::text)) EXECUTE FUNCTION follow_mail_consent()
  teiki_app may insert, select

table member_count -- behind the wall
  organization_id uuid not null
  prefecture text not null
  members integer not null
  constraint member_count_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint member_count_key PRIMARY KEY (organization_id, prefecture)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table member_field -- behind the wall
  organization_id uuid not null
  code text not null
  label text not null
  label_english text not null default ''::text
  kind text not null
  choices text[] not null default '{}'::text[]
  position integer not null default 0
  retired_at timestamp with time zone
  constraint member_field_code_is_lower_case CHECK ((code ~ '^[a-z][a-z0-9-]{0,30}$'::text))
  constraint member_field_kind_is_known CHECK ((kind = ANY (ARRAY['text'::text, 'number'::text, 'date'::text, 'choice'::text, 'yes-no'::text])))
  constraint member_field_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint member_field_key PRIMARY KEY (organization_id, code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table member_field_value -- behind the wall
  organization_id uuid not null
  member_id uuid not null
  code text not null
  value text not null
  constraint value_of_a_field FOREIGN KEY (organization_id, code) REFERENCES member_field(organization_id, code)
  constraint value_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint member_field_value_key PRIMARY KEY (organization_id, member_id, code)
  CREATE INDEX member_field_value_by_value ON public.member_field_value USING btree (organization_id, code, value)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table member_match -- behind the wall
  organization_id uuid not null
  member_id uuid not null
  candidate_id uuid not null
  reasons text[] not null
  state text not null default 'open'::text
  found_at timestamp with time zone not null
  decided_at timestamp with time zone
  decided_by text
  constraint member_match_state_is_known CHECK ((state = ANY (ARRAY['open'::text, 'same'::text, 'different'::text])))
  constraint member_match_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint member_match_with_a_member FOREIGN KEY (organization_id, candidate_id) REFERENCES member(organization_id, id)
  constraint member_match_key PRIMARY KEY (organization_id, member_id, candidate_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table member_merge -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  kept_id uuid not null
  merged_id uuid not null
  merged_at timestamp with time zone not null
  merged_by text not null
  undone_at timestamp with time zone
  undone_by text
  constraint merge_into_a_member FOREIGN KEY (organization_id, kept_id) REFERENCES member(organization_id, id)
  constraint merge_of_a_member FOREIGN KEY (organization_id, merged_id) REFERENCES member(organization_id, id)
  constraint member_merge_key PRIMARY KEY (organization_id, id)
  CREATE UNIQUE INDEX a_member_is_merged_once ON public.member_merge USING btree (organization_id, merged_id) WHERE (undone_at IS NULL)
  CREATE INDEX member_merge_by_kept ON public.member_merge USING btree (organization_id, kept_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table member_merge_move -- behind the wall
  organization_id uuid not null
  merge_id uuid not null
  contract_id uuid not null
  line_no integer not null
  constraint move_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint move_of_a_merge FOREIGN KEY (organization_id, merge_id) REFERENCES member_merge(organization_id, id)
  constraint member_merge_move_key PRIMARY KEY (organization_id, merge_id, contract_id, line_no)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table member_setting -- behind the wall
  organization_id uuid not null
  member_id uuid not null
  notice_channel text
  notice_days_before integer
  ship_every integer
  perk_code text
  constraint member_notice_channel_is_known CHECK ((notice_channel = ANY (ARRAY['mail'::text, 'post'::text, 'none'::text])))
  constraint member_ships_every_few_issues CHECK (((ship_every >= 1) AND (ship_every <= 6)))
  constraint notice_days_are_a_number_of_days CHECK (((notice_days_before >= 1) AND (notice_days_before <= 365)))
  constraint setting_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint member_setting_key PRIMARY KEY (organization_id, member_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table member_token -- behind the wall
  organization_id uuid not null
  token text not null
  member_id uuid not null
  constraint member_token_key PRIMARY KEY (organization_id, token, member_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select

table movement -- behind the wall
  organization_id uuid not null
  contract_id uuid not null
  voucher_id uuid not null
  effective_on date not null
  cause text not null
  deferred_yen bigint not null
  receivable_yen bigint not null
  net_yen bigint not null default 0
  tax_yen bigint not null default 0
  units integer not null default 0
  constraint movement_cause_is_known CHECK ((cause = ANY (ARRAY['opening'::text, 'payment'::text, 'issue'::text, 'refund'::text, 'fee-kept'::text, 'repriced'::text, 'forfeited'::text, 'allowance'::text, 'written-off'::text, 'recovered'::text, 'transfer'::text, 'reversal'::text, 'chargeback'::text])))
  constraint movement_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract_position(organization_id, contract_id)
  constraint movement_of_a_voucher FOREIGN KEY (organization_id, voucher_id, effective_on) REFERENCES voucher(organization_id, id, effective_on)
  constraint movement_key PRIMARY KEY (organization_id, contract_id, voucher_id, cause)
  CREATE INDEX movement_by_voucher ON public.movement USING btree (organization_id, voucher_id)
  CREATE INDEX movement_of_other_causes ON public.movement USING btree (organization_id, contract_id) WHERE (cause <> ALL (ARRAY['opening'::text, 'payment'::text, 'issue'::text]))
  policy organization_wall using (organization_id = current_organization())
  CREATE TRIGGER movement_moves_the_position AFTER INSERT ON public.movement REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION move_contract_positions()
  teiki_app may insert, select

table notice_wording -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  kind text not null
  channel text not null
  locale text not null
  step integer not null
  version integer not null
  subject text not null
  body text not null
  recorded_at timestamp with time zone not null
  recorded_by text not null
  constraint notice_wording_channel_is_known CHECK ((channel = ANY (ARRAY['mail'::text, 'letter'::text])))
  constraint notice_wording_has_a_body CHECK ((body <> ''::text))
  constraint notice_wording_has_a_subject CHECK ((subject <> ''::text))
  constraint notice_wording_language_is_known CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
  constraint notice_wording_step_is_small CHECK (((step >= 0) AND (step <= 20)))
  constraint notice_wording_version_counts_from_one CHECK ((version >= 1))
  constraint notice_wording_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint notice_wording_key PRIMARY KEY (organization_id, id)
  constraint notice_wording_versions_follow_each_other UNIQUE (organization_id, kind, channel, locale, step, version)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table notice_wording_decision -- behind the wall
  organization_id uuid not null
  kind text not null
  channel text not null
  locale text not null
  step integer not null
  number integer not null
  version integer
  from_at timestamp with time zone not null
  recorded_at timestamp with time zone not null
  recorded_by text not null
  constraint wording_decision_for_a_version FOREIGN KEY (organization_id, kind, channel, locale, step, version) REFERENCES notice_wording(organization_id, kind, channel, locale, step, version)
  constraint wording_decision_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint notice_wording_decision_key PRIMARY KEY (organization_id, kind, channel, locale, step, number)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table number_sequence -- behind the wall
  organization_id uuid not null
  kind text not null
  last_number bigint not null default 0
  constraint number_sequence_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint number_sequence_key PRIMARY KEY (organization_id, kind)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table offer -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  code text not null
  publication_id uuid not null
  name text not null
  name_english text not null default ''::text
  units integer not null
  price_yen bigint not null
  auto_renewal boolean not null default false
  on_sale boolean not null default true
  kind text not null default 'term'::text
  grace_issues integer not null default 0
  refund_policy text not null default 'pro-rata'::text
  cancellation_fee_yen bigint not null default 0
  single_price_yen bigint
  constraint cancellation_fee_is_not_negative CHECK ((cancellation_fee_yen >= 0))
  constraint grace_issues_are_few CHECK (((grace_issues >= 0) AND (grace_issues <= 12)))
  constraint offer_has_units CHECK ((units > 0))
  constraint offer_kind_is_known CHECK ((kind = ANY (ARRAY['term'::text, 'single'::text, 'sample'::text, 'complimentary'::text, 'bundle'::text])))
  constraint offer_price_is_not_negative CHECK ((price_yen >= 0))
  constraint refund_policy_is_known CHECK ((refund_policy = ANY (ARRAY['pro-rata'::text, 'fee'::text, 're-priced'::text, 'none'::text])))
  constraint single_price_is_positive CHECK ((single_price_yen > 0))
  constraint offer_of_a_publication FOREIGN KEY (organization_id, publication_id) REFERENCES publication(organization_id, id)
  constraint offer_key PRIMARY KEY (organization_id, id)
  constraint offer_code_is_unique UNIQUE (organization_id, code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table offer_component -- behind the wall
  organization_id uuid not null
  offer_id uuid not null
  position integer not null
  component_id uuid not null
  publication_id uuid not null
  constraint a_bundle_is_no_part_of_itself CHECK ((component_id <> offer_id))
  constraint component_positions_begin_with_one CHECK (("position" >= 1))
  constraint component_is_an_offer FOREIGN KEY (organization_id, component_id) REFERENCES offer(organization_id, id)
  constraint component_of_a_title FOREIGN KEY (organization_id, publication_id) REFERENCES publication(organization_id, id)
  constraint component_of_an_offer FOREIGN KEY (organization_id, offer_id) REFERENCES offer(organization_id, id)
  constraint offer_component_key PRIMARY KEY (organization_id, offer_id, "position")
  constraint a_bundle_has_a_title_once UNIQUE (organization_id, offer_id, publication_id)
  CREATE INDEX offer_component_by_component ON public.offer_component USING btree (organization_id, component_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select

table offer_condition -- behind the wall
  organization_id uuid not null
  offer_id uuid not null
  kind text not null
  publication_id uuid
  successor_id uuid not null
  constraint a_price_for_holders_names_their_title CHECK (((kind = 'holders'::text) = (publication_id IS NOT NULL)))
  constraint an_offer_does_not_follow_itself CHECK ((successor_id <> offer_id))
  constraint offer_condition_kind_is_known CHECK ((kind = ANY (ARRAY['students'::text, 'holders'::text])))
  constraint condition_by_a_title FOREIGN KEY (organization_id, publication_id) REFERENCES publication(organization_id, id)
  constraint condition_gives_way_to_an_offer FOREIGN KEY (organization_id, successor_id) REFERENCES offer(organization_id, id)
  constraint condition_of_an_offer FOREIGN KEY (organization_id, offer_id) REFERENCES offer(organization_id, id)
  constraint offer_condition_key PRIMARY KEY (organization_id, offer_id)
  CREATE INDEX offer_condition_by_successor ON public.offer_condition USING btree (organization_id, successor_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table offer_price -- behind the wall
  organization_id uuid not null
  offer_id uuid not null
  from_on date
  from_issue integer
  price_yen bigint not null
  applied_at timestamp with time zone
  id uuid not null default new_id()
  constraint a_coming_price_says_when CHECK ((num_nonnulls(from_on, from_issue) = 1))
  constraint coming_price_is_not_negative CHECK ((price_yen >= 0))
  constraint offer_price_of_an_offer FOREIGN KEY (organization_id, offer_id) REFERENCES offer(organization_id, id)
  constraint offer_price_key PRIMARY KEY (organization_id, id)
  CREATE INDEX offer_price_waiting ON public.offer_price USING btree (organization_id, offer_id) WHERE (applied_at IS NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table organization -- platform
  id uuid not null default new_id()
  code text not null
  name text not null
  name_kana text not null default ''::text
  name_english text not null default ''::text
  postal_code text not null default ''::text
  address text not null default ''::text
  phone text not null default ''::text
  email text not null default ''::text
  registration_number text
  embed_origins text[] not null default '{}'::text[]
  accent text not null default '#1f6f54'::text
  tax_rounding text not null default 'floor'::text
  created_at timestamp with time zone not null default clock_timestamp()
  constraint accent_is_a_colour CHECK ((accent ~ '^#[0-9a-f]{6}$'::text))
  constraint organization_code_is_lower_case CHECK ((code ~ '^[a-z][a-z0-9-]{1,30}$'::text))
  constraint registration_number_is_t_and_13_digits CHECK ((registration_number ~ '^T[0-9]{13}$'::text))
  constraint tax_rounding_is_known CHECK ((tax_rounding = ANY (ARRAY['floor'::text, 'round'::text, 'ceil'::text])))
  constraint organization_key PRIMARY KEY (id)
  constraint organization_code_is_unique UNIQUE (code)
  teiki_app may insert, select, update

table outbox -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  kind text not null
  dedupe_key text not null
  recipient text not null
  subject text not null
  body_text text not null
  body_html text not null
  member_id uuid
  state text not null default 'waiting'::text
  attempts integer not null default 0
  send_after timestamp with time zone not null
  sent_at timestamp with time zone
  last_error text
  wording_id uuid
  constraint outbox_state_is_known CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'returned'::text])))
  constraint outbox_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint outbox_to_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint outbox_worded_by FOREIGN KEY (organization_id, wording_id) REFERENCES notice_wording(organization_id, id)
  constraint outbox_key PRIMARY KEY (organization_id, id)
  constraint mail_goes_out_once UNIQUE (organization_id, dedupe_key)
  CREATE INDEX outbox_of_a_wording ON public.outbox USING btree (organization_id, wording_id) WHERE (wording_id IS NOT NULL)
  CREATE INDEX outbox_waiting ON public.outbox USING btree (organization_id, send_after) WHERE (state = 'waiting'::text)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table payer_terms -- behind the wall
  organization_id uuid not null
  member_id uuid not null
  closing_day integer
  due_months integer not null default 1
  due_day integer not null default 31
  addressee text not null default ''::text
  department text not null default ''::text
  honorific text not null default ''::text
  remitter_code text not null default ''::text
  is_not_dunned boolean not null default false
  has_slip boolean not null default false
  constraint closing_day_is_a_day_of_the_month CHECK (((closing_day >= 1) AND (closing_day <= 31)))
  constraint due_day_is_a_day_of_the_month CHECK (((due_day >= 1) AND (due_day <= 31)))
  constraint due_months_are_few CHECK (((due_months >= 0) AND (due_months <= 6)))
  constraint terms_of_a_payer FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint payer_terms_key PRIMARY KEY (organization_id, member_id)
  CREATE UNIQUE INDEX a_remitter_code_is_one_payers ON public.payer_terms USING btree (organization_id, remitter_code) WHERE (remitter_code <> ''::text)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table payment -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  number text not null
  payer_id uuid not null
  order_id uuid
  way text not null
  amount_yen bigint not null
  received_on date not null
  external_key text not null
  card_brand text
  card_last4 text
  recorded_at timestamp with time zone not null default clock_timestamp()
  through_stripe boolean not null generated as ((way = 'card'::text) OR starts_with(external_key, 'pi_'::text))
  constraint card_shows_four_digits_only CHECK ((card_last4 ~ '^[0-9]{4}$'::text))
  constraint payment_is_positive CHECK ((amount_yen > 0))
  constraint payment_way_of_a_payment_is_known CHECK ((way = ANY (ARRAY['card'::text, 'convenience-store'::text, 'bank-transfer'::text, 'direct-debit'::text, 'cash'::text])))
  constraint payment_by_a_payer FOREIGN KEY (organization_id, payer_id) REFERENCES member(organization_id, id)
  constraint payment_of_an_order FOREIGN KEY (organization_id, order_id) REFERENCES customer_order(organization_id, id)
  constraint payment_key PRIMARY KEY (organization_id, id)
  constraint payment_is_booked_once UNIQUE (organization_id, external_key)
  constraint payment_number_is_unique UNIQUE (organization_id, number)
  CREATE INDEX payment_by_payer ON public.payment USING btree (organization_id, payer_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table payment_allocation -- behind the wall
  organization_id uuid not null
  payment_id uuid not null
  contract_id uuid not null
  amount_yen bigint not null
  constraint allocation_is_positive CHECK ((amount_yen > 0))
  constraint allocation_of_a_payment FOREIGN KEY (organization_id, payment_id) REFERENCES payment(organization_id, id)
  constraint allocation_to_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint payment_allocation_key PRIMARY KEY (organization_id, payment_id, contract_id)
  CREATE INDEX payment_allocation_by_contract ON public.payment_allocation USING btree (organization_id, contract_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table payment_notice -- behind the wall
  organization_id uuid not null
  contract_id uuid not null
  step integer not null
  channel text not null
  outbox_id uuid
  letter_file_id uuid
  sent_on date not null
  owed_yen bigint not null
  letter_page integer
  wording_id uuid
  constraint payment_notice_is_a_letter FOREIGN KEY (organization_id, letter_file_id) REFERENCES stored_file(organization_id, id)
  constraint payment_notice_is_a_mail FOREIGN KEY (organization_id, outbox_id) REFERENCES outbox(organization_id, id)
  constraint payment_notice_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint payment_notice_worded_by FOREIGN KEY (organization_id, wording_id) REFERENCES notice_wording(organization_id, id)
  constraint a_payment_notice_is_sent_once PRIMARY KEY (organization_id, contract_id, step)
  CREATE INDEX payment_notice_by_mail ON public.payment_notice USING btree (organization_id, outbox_id) WHERE (outbox_id IS NOT NULL)
  CREATE INDEX payment_notice_of_a_wording ON public.payment_notice USING btree (organization_id, wording_id) WHERE (wording_id IS NOT NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table period_event -- behind the wall
  organization_id uuid not null
  month text not null
  seq integer not null
  kind text not null
  recorded_at timestamp with time zone not null
  recorded_by text not null
  detail jsonb not null default '{}'::jsonb
  constraint month_is_year_and_month CHECK ((month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'::text))
  constraint period_event_kind_is_known CHECK ((kind = ANY (ARRAY['closed'::text, 'reopened'::text])))
  constraint period_event_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint period_event_key PRIMARY KEY (organization_id, month, seq)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table perk_rule -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  offer_id uuid not null
  generation integer not null
  code text not null
  name text not null
  name_english text not null default ''::text
  constraint perk_generation_is_a_renewal CHECK ((generation > 1))
  constraint perk_rule_of_an_offer FOREIGN KEY (organization_id, offer_id) REFERENCES offer(organization_id, id)
  constraint perk_rule_key PRIMARY KEY (organization_id, id)
  constraint one_perk_of_a_code_per_renewal UNIQUE (organization_id, offer_id, generation, code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table posting_total -- behind the wall
  organization_id uuid not null
  id bigint not null
  effective_on date not null
  account_code text not null
  sub_account text not null
  amount_yen bigint not null
  constraint posting_total_key PRIMARY KEY (organization_id, id)
  CREATE INDEX posting_total_by_date ON public.posting_total USING btree (organization_id, effective_on) INCLUDE (account_code, sub_account, amount_yen)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may select

table promotion_code -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  code text not null
  name text not null default ''::text
  percent_off integer
  yen_off bigint
  valid_from date
  valid_until date
  most_uses integer
  is_once_per_member boolean not null
  is_for_new_members boolean not null
  source_code text
  made_at timestamp with time zone not null
  ended_at timestamp with time zone
  constraint a_promotion_ends_after_it_begins CHECK (((valid_from IS NULL) OR (valid_until IS NULL) OR (valid_from <= valid_until)))
  constraint a_promotion_leaves_a_price CHECK (((percent_off >= 1) AND (percent_off <= 99)))
  constraint a_promotion_may_be_used CHECK ((most_uses > 0))
  constraint a_promotion_takes_percent_or_yen CHECK ((num_nonnulls(percent_off, yen_off) = 1))
  constraint a_promotion_takes_something_off CHECK ((yen_off > 0))
  constraint promotion_code_is_plain CHECK ((code ~ '^[A-Z0-9][A-Z0-9-]{2,29}$'::text))
  constraint promotion_implies_a_known_source FOREIGN KEY (organization_id, source_code) REFERENCES source_code(organization_id, code)
  constraint promotion_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint promotion_code_key PRIMARY KEY (organization_id, id)
  constraint promotion_code_is_unique UNIQUE (organization_id, code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table promotion_offer -- behind the wall
  organization_id uuid not null
  promotion_id uuid not null
  offer_id uuid not null
  constraint promotion_for_an_offer FOREIGN KEY (organization_id, offer_id) REFERENCES offer(organization_id, id)
  constraint promotion_offer_of_a_promotion FOREIGN KEY (organization_id, promotion_id) REFERENCES promotion_code(organization_id, id)
  constraint promotion_offer_key PRIMARY KEY (organization_id, promotion_id, offer_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table promotion_title -- behind the wall
  organization_id uuid not null
  promotion_id uuid not null
  publication_id uuid not null
  constraint promotion_for_a_title FOREIGN KEY (organization_id, publication_id) REFERENCES publication(organization_id, id)
  constraint promotion_title_of_a_promotion FOREIGN KEY (organization_id, promotion_id) REFERENCES promotion_code(organization_id, id)
  constraint promotion_title_key PRIMARY KEY (organization_id, promotion_id, publication_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table promotion_use -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  promotion_id uuid not null
  application_id uuid
  order_id uuid
  member_id uuid
  price_yen bigint not null
  reduction_yen bigint not null
  taken_at timestamp with time zone not null
  constraint a_promotion_is_used_for_something CHECK ((num_nonnulls(application_id, order_id) > 0))
  constraint a_use_leaves_a_price CHECK (((reduction_yen > 0) AND (reduction_yen < price_yen)))
  constraint an_order_by_promotion_has_its_member CHECK (((order_id IS NULL) OR (member_id IS NOT NULL)))
  constraint promotion_use_by_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint promotion_use_in_an_application FOREIGN KEY (organization_id, application_id) REFERENCES application(organization_id, id)
  constraint promotion_use_in_an_order FOREIGN KEY (organization_id, order_id) REFERENCES customer_order(organization_id, id)
  constraint use_of_a_promotion FOREIGN KEY (organization_id, promotion_id) REFERENCES promotion_code(organization_id, id)
  constraint promotion_use_key PRIMARY KEY (organization_id, id)
  constraint an_application_uses_one_promotion UNIQUE (organization_id, application_id)
  constraint an_order_uses_one_promotion UNIQUE (organization_id, order_id)
  CREATE INDEX promotion_use_of_a_code ON public.promotion_use USING btree (organization_id, promotion_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table publication -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  code text not null
  name text not null
  name_english text not null default ''::text
  frequency text not null
  tax_rate_percent integer not null default 10
  consume_units_per_issue integer not null default 1
  delivery_class text not null default 'mail'::text
  discontinued_after integer
  constraint an_issue_consumes_one_or_two_units CHECK ((consume_units_per_issue = ANY (ARRAY[1, 2])))
  constraint delivery_class_is_known CHECK ((delivery_class = ANY (ARRAY['mail'::text, 'periodical'::text, 'courier'::text, 'hand'::text])))
  constraint frequency_is_known CHECK ((frequency = ANY (ARRAY['weekly'::text, 'biweekly'::text, 'monthly'::text, 'bimonthly'::text, 'quarterly'::text, 'halfyearly'::text, 'yearly'::text, 'irregular'::text])))
  constraint publication_tax_rate_is_a_percentage CHECK (((tax_rate_percent >= 0) AND (tax_rate_percent <= 99)))
  constraint publication_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint publication_key PRIMARY KEY (organization_id, id)
  constraint publication_code_is_unique UNIQUE (organization_id, code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table reader_code -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  email_normal text not null
  code_hash text not null
  tries integer not null default 0
  expires_at timestamp with time zone not null
  proved_at timestamp with time zone
  constraint reader_code_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint reader_code_key PRIMARY KEY (organization_id, id)
  CREATE INDEX reader_code_by_expiry ON public.reader_code USING btree (organization_id, expires_at)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table reader_opinion -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  member_id uuid
  is_signed_in boolean not null
  contact text not null default ''::text
  body text not null
  sent_at timestamp with time zone not null
  constraint reader_opinion_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint reader_opinion_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint reader_opinion_key PRIMARY KEY (organization_id, id)
  CREATE INDEX reader_opinion_by_member ON public.reader_opinion USING btree (organization_id, member_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table reader_session -- behind the wall
  organization_id uuid not null
  token_hash text not null
  member_id uuid not null
  started_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  constraint reader_session_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint reader_session_key PRIMARY KEY (organization_id, token_hash)
  CREATE INDEX reader_session_by_expiry ON public.reader_session USING btree (organization_id, expires_at)
  CREATE INDEX reader_session_by_member ON public.reader_session USING btree (organization_id, member_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select

table reception_device -- behind the wall
  organization_id uuid not null
  id uuid not null
  seminar_id uuid not null
  gate text not null
  clock_skew_ms bigint not null default 0
  first_seen_at timestamp with time zone not null
  last_seen_at timestamp with time zone not null
  seen_by text not null
  constraint reception_device_for_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint reception_device_key PRIMARY KEY (organization_id, id)
  CREATE INDEX reception_device_by_seminar ON public.reception_device USING btree (organization_id, seminar_id, last_seen_at)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table reception_list -- behind the wall
  organization_id uuid not null
  seminar_id uuid not null
  list_no integer not null
  registration_ids uuid[] not null
  printed_at timestamp with time zone not null
  printed_by text not null
  constraint reception_lists_are_counted CHECK ((list_no > 0))
  constraint reception_list_of_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint reception_list_key PRIMARY KEY (organization_id, seminar_id, list_no)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table refund -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  number text not null
  contract_id uuid not null
  payer_id uuid not null
  amount_yen bigint not null
  cause text not null
  owed_on date not null
  paid_on date
  paid_way text
  constraint a_paid_refund_says_how CHECK (((paid_on IS NULL) = (paid_way IS NULL)))
  constraint refund_cause_is_known CHECK ((cause = ANY (ARRAY['cancellation'::text, 'allowance'::text, 'copies'::text, 'discontinued'::text])))
  constraint refund_is_positive CHECK ((amount_yen > 0))
  constraint refund_way_is_known CHECK ((paid_way = ANY (ARRAY['bank-transfer'::text, 'cash'::text, 'card'::text])))
  constraint refund_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint refund_to_a_payer FOREIGN KEY (organization_id, payer_id) REFERENCES member(organization_id, id)
  constraint refund_key PRIMARY KEY (organization_id, id)
  constraint refund_number_is_unique UNIQUE (organization_id, number)
  CREATE INDEX refund_by_contract ON public.refund USING btree (organization_id, contract_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table registration -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  number text not null
  order_id uuid not null
  seminar_id uuid not null
  fee_type_id uuid not null
  seq integer not null
  member_id uuid
  family_name text not null
  given_name text not null default ''::text
  family_name_kana text not null default ''::text
  given_name_kana text not null default ''::text
  search_kana text not null generated as search_form((family_name_kana || given_name_kana))
  company_name text not null default ''::text
  department text not null default ''::text
  email text not null default ''::text
  phone text not null default ''::text
  price_yen bigint not null
  state text not null
  allows_reminder boolean not null default true
  answers jsonb not null default '[]'::jsonb
  join_token text not null default encode(uuid_send(gen_random_uuid()), 'hex'::text)
  cancelled_on date
  constraint registration_price_is_not_negative CHECK ((price_yen >= 0))
  constraint registration_state_is_known CHECK ((state = ANY (ARRAY['held'::text, 'confirmed'::text, 'cancelled'::text, 'expired'::text])))
  constraint registration_at_a_fee FOREIGN KEY (organization_id, fee_type_id) REFERENCES fee_type(organization_id, id)
  constraint registration_for_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint registration_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint registration_of_an_order FOREIGN KEY (organization_id, order_id) REFERENCES seminar_order(organization_id, id)
  constraint registration_key PRIMARY KEY (organization_id, id)
  constraint registration_number_is_unique UNIQUE (organization_id, number)
  CREATE INDEX registration_by_member ON public.registration USING btree (organization_id, member_id) WHERE (member_id IS NOT NULL)
  CREATE INDEX registration_by_order ON public.registration USING btree (organization_id, order_id)
  CREATE INDEX registration_by_seminar ON public.registration USING btree (organization_id, seminar_id, state)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table registration_event -- behind the wall
  organization_id uuid not null
  registration_id uuid not null
  seq integer not null
  kind text not null
  before jsonb not null default '{}'::jsonb
  recorded_at timestamp with time zone not null
  recorded_by text not null
  constraint registration_event_kind_is_known CHECK ((kind = ANY (ARRAY['swapped'::text, 'cancelled'::text, 'ticket-reissued'::text])))
  constraint registration_event_of_a_registration FOREIGN KEY (organization_id, registration_id) REFERENCES registration(organization_id, id)
  constraint registration_event_key PRIMARY KEY (organization_id, registration_id, seq)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table remittance -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  number text not null
  pays_on date not null
  state text not null default 'made'::text
  line_count integer not null
  total_yen bigint not null
  file_id uuid not null
  sha256 text not null
  made_at timestamp with time zone not null
  made_by text not null
  paid_on date
  decided_at timestamp with time zone
  decided_by text
  constraint a_decided_remittance_says_who CHECK ((((state = 'made'::text) = (decided_at IS NULL)) AND ((decided_at IS NULL) = (decided_by IS NULL))))
  constraint a_paid_remittance_says_when CHECK (((state = 'paid'::text) = (paid_on IS NOT NULL)))
  constraint a_remittance_pays_something CHECK ((line_count > 0))
  constraint remittance_state_is_known CHECK ((state = ANY (ARRAY['made'::text, 'paid'::text, 'cancelled'::text])))
  constraint remittance_is_stored FOREIGN KEY (organization_id, file_id) REFERENCES stored_file(organization_id, id)
  constraint remittance_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint remittance_key PRIMARY KEY (organization_id, id)
  constraint remittance_number_is_unique UNIQUE (organization_id, number)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table remittance_line -- behind the wall
  organization_id uuid not null
  remittance_id uuid not null
  line_no integer not null
  refund_number text not null
  amount_yen bigint not null
  is_live boolean not null default true
  returned_on date
  constraint a_remitted_amount_is_positive CHECK ((amount_yen > 0))
  constraint what_came_back_is_not_live CHECK (((returned_on IS NULL) OR (NOT is_live)))
  constraint remittance_line_of_a_remittance FOREIGN KEY (organization_id, remittance_id) REFERENCES remittance(organization_id, id)
  constraint remittance_line_pays_a_refund FOREIGN KEY (organization_id, refund_number) REFERENCES refund(organization_id, number)
  constraint remittance_line_key PRIMARY KEY (organization_id, remittance_id, line_no)
  constraint a_refund_stands_once_in_a_remittance UNIQUE (organization_id, remittance_id, refund_number)
  CREATE UNIQUE INDEX a_refund_is_in_one_live_remittance ON public.remittance_line USING btree (organization_id, refund_number) WHERE is_live
  CREATE INDEX remittance_line_by_refund ON public.remittance_line USING btree (organization_id, refund_number)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table remitter_alias -- behind the wall
  organization_id uuid not null
  remitter_key text not null
  payer_id uuid not null
  learned_at timestamp with time zone not null
  learned_by text not null
  constraint alias_is_not_empty CHECK ((remitter_key <> ''::text))
  constraint alias_of_a_payer FOREIGN KEY (organization_id, payer_id) REFERENCES member(organization_id, id)
  constraint remitter_alias_key PRIMARY KEY (organization_id, remitter_key)
  CREATE INDEX remitter_alias_by_payer ON public.remitter_alias USING btree (organization_id, payer_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table renewal_notice -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  contract_id uuid not null
  step integer not null
  channel text not null
  token_hash text not null
  outbox_id uuid
  letter_file_id uuid
  sent_on date not null
  opened_at timestamp with time zone
  used_at timestamp with time zone
  expires_on date not null
  letter_page integer
  wording_id uuid
  constraint renewal_notice_channel_is_known CHECK ((channel = ANY (ARRAY['mail'::text, 'post'::text])))
  constraint renewal_notice_is_a_letter FOREIGN KEY (organization_id, letter_file_id) REFERENCES stored_file(organization_id, id)
  constraint renewal_notice_is_a_mail FOREIGN KEY (organization_id, outbox_id) REFERENCES outbox(organization_id, id)
  constraint renewal_notice_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint renewal_notice_worded_by FOREIGN KEY (organization_id, wording_id) REFERENCES notice_wording(organization_id, id)
  constraint renewal_notice_key PRIMARY KEY (organization_id, id)
  constraint a_step_is_sent_once UNIQUE (organization_id, contract_id, step)
  constraint renewal_token_is_unique UNIQUE (organization_id, token_hash)
  CREATE INDEX renewal_notice_by_mail ON public.renewal_notice USING btree (organization_id, outbox_id) WHERE (outbox_id IS NOT NULL)
  CREATE INDEX renewal_notice_of_a_wording ON public.renewal_notice USING btree (organization_id, wording_id) WHERE (wording_id IS NOT NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table renewal_step -- behind the wall
  organization_id uuid not null
  offer_id uuid not null
  step integer not null
  issues_left integer not null
  channel text not null
  constraint renewal_channel_is_known CHECK ((channel = ANY (ARRAY['mail'::text, 'post'::text])))
  constraint renewal_step_is_near_the_end CHECK (((issues_left >= '-6'::integer) AND (issues_left <= 24)))
  constraint renewal_step_is_positive CHECK ((step > 0))
  constraint renewal_step_of_an_offer FOREIGN KEY (organization_id, offer_id) REFERENCES offer(organization_id, id)
  constraint renewal_step_key PRIMARY KEY (organization_id, offer_id, step)
  constraint steps_come_at_different_times UNIQUE (organization_id, offer_id, issues_left)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table retention_rule -- behind the wall
  organization_id uuid not null
  kind text not null
  months integer not null
  saved_at timestamp with time zone not null
  saved_by text not null
  constraint retention_is_positive CHECK (((months >= 1) AND (months <= 240)))
  constraint retention_kind_is_known CHECK ((kind = ANY (ARRAY['member'::text, 'application'::text, 'mail'::text, 'stripe-event'::text, 'export-file'::text, 'upload-file'::text, 'label-file'::text, 'student-proof'::text, 'letter-file'::text, 'remittance-file'::text])))
  constraint retention_rule_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint retention_rule_key PRIMARY KEY (organization_id, kind)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table returned_mail -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  contract_id uuid not null
  line_no integer not null
  issue_run_id uuid not null
  returned_on date not null
  cause text not null
  solved_on date
  note text not null default ''::text
  constraint return_cause_is_known CHECK ((cause = ANY (ARRAY['unknown-address'::text, 'moved'::text, 'refused'::text, 'kept-too-long'::text, 'other'::text])))
  constraint returned_mail_of_a_shipment FOREIGN KEY (organization_id, issue_run_id, contract_id, line_no) REFERENCES shipment(organization_id, issue_run_id, contract_id, line_no)
  constraint returned_mail_key PRIMARY KEY (organization_id, id)
  constraint a_copy_comes_back_once UNIQUE (organization_id, issue_run_id, contract_id, line_no)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table room -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  code text not null
  name text not null
  name_english text not null default ''::text
  address text not null default ''::text
  capacity integer not null
  constraint a_room_has_seats CHECK ((capacity > 0))
  constraint room_code_is_plain CHECK ((code ~ '^[A-Z0-9][A-Z0-9_-]{0,29}$'::text))
  constraint room_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint room_key PRIMARY KEY (organization_id, id)
  constraint room_code_is_unique UNIQUE (organization_id, code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table seat_claim -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  pool_id uuid not null
  order_id uuid not null
  registration_id uuid
  seat_no integer
  state text not null
  reason text not null
  expires_at timestamp with time zone
  claimed_at timestamp with time zone not null
  constraint a_held_seat_says_until_when CHECK (((state <> 'held'::text) OR (expires_at IS NOT NULL) OR (reason = 'approval'::text)))
  constraint claim_reason_is_known CHECK ((reason = ANY (ARRAY['application'::text, 'checkout'::text, 'approval'::text, 'waitlist-offer'::text, 'inquiry'::text, 'staff'::text, 'door'::text])))
  constraint claim_state_is_known CHECK ((state = ANY (ARRAY['held'::text, 'confirmed'::text, 'released'::text, 'expired'::text])))
  constraint claim_in_a_pool FOREIGN KEY (organization_id, pool_id) REFERENCES seat_pool(organization_id, id)
  constraint claim_of_a_registration FOREIGN KEY (organization_id, registration_id) REFERENCES registration(organization_id, id)
  constraint claim_of_an_order FOREIGN KEY (organization_id, order_id) REFERENCES seminar_order(organization_id, id)
  constraint seat_claim_key PRIMARY KEY (organization_id, id)
  CREATE UNIQUE INDEX a_registration_has_one_seat_a_pool ON public.seat_claim USING btree (organization_id, registration_id, pool_id) WHERE ((registration_id IS NOT NULL) AND (state = ANY (ARRAY['held'::text, 'confirmed'::text])))
  CREATE UNIQUE INDEX a_seat_is_taken_once ON public.seat_claim USING btree (organization_id, pool_id, seat_no) WHERE ((seat_no IS NOT NULL) AND (state = ANY (ARRAY['held'::text, 'confirmed'::text])))
  CREATE INDEX seat_claim_by_order ON public.seat_claim USING btree (organization_id, order_id)
  CREATE INDEX seat_claim_held ON public.seat_claim USING btree (organization_id, expires_at) WHERE (state = 'held'::text)
  policy organization_wall using (organization_id = current_organization())
  CREATE TRIGGER moved_claims_move_seats AFTER UPDATE ON public.seat_claim REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_moved_seat_claims()
  CREATE TRIGGER new_claims_take_seats AFTER INSERT ON public.seat_claim REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_new_seat_claims()
  teiki_app may insert, select, update

table seat_pool -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  seminar_id uuid not null
  name text not null
  capacity integer not null
  overbook integer not null default 0
  taken integer not null default 0
  is_numbered boolean not null default false
  constraint a_pool_is_never_oversold CHECK ((taken <= (capacity + overbook)))
  constraint overbooking_is_not_negative CHECK ((overbook >= 0))
  constraint pool_capacity_is_not_negative CHECK ((capacity >= 0))
  constraint taken_seats_are_not_negative CHECK ((taken >= 0))
  constraint pool_of_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint seat_pool_key PRIMARY KEY (organization_id, id)
  constraint pool_name_is_unique UNIQUE (organization_id, seminar_id, name)
  policy organization_wall using (organization_id = current_organization())
  CREATE TRIGGER taken_seats_are_counted BEFORE INSERT OR UPDATE ON public.seat_pool FOR EACH ROW EXECUTE FUNCTION guard_taken_seats()
  teiki_app may insert, select, update

table segment -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  name text not null
  rules jsonb not null
  saved_by text not null
  retired_at timestamp with time zone
  constraint segment_has_a_name CHECK ((name <> ''::text))
  constraint segment_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint segment_key PRIMARY KEY (organization_id, id)
  CREATE UNIQUE INDEX segment_name_is_unique ON public.segment USING btree (organization_id, name) WHERE (retired_at IS NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table seminar -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  code text not null
  title text not null
  title_english text not null default ''::text
  summary text not null default ''::text
  lecturer text not null default ''::text
  series_code text not null default ''::text
  copied_from_id uuid
  state text not null default 'draft'::text
  tax_rate_percent integer not null default 10
  opens_at timestamp with time zone
  closes_at timestamp with time zone
  ways text[] not null default '{free}'::text[]
  needs_approval boolean not null default false
  party_max integer not null default 10
  waits boolean not null default true
  offer_hours integer not null default 24
  invoice_days integer not null default 14
  reminder_days integer[] not null default '{7,1}'::integer[]
  contact text not null default ''::text
  published_at timestamp with time zone
  recognised_on date
  certificate_percent integer default 100
  certificate_text text not null default ''::text
  called_off_at timestamp with time zone
  call_off_reason text not null default ''::text
  certificate_minutes integer
  has_survey boolean not null default true
  survey_questions jsonb
  offer_id uuid
  is_briefing boolean not null default false
  summary_english text not null default ''::text
  lecturer_english text not null default ''::text
  constraint a_seminar_called_off_is_cancelled CHECK (((called_off_at IS NULL) OR (state = 'cancelled'::text)))
  constraint a_seminar_opens_before_it_closes CHECK (((opens_at IS NULL) OR (closes_at IS NULL) OR (opens_at < closes_at)))
  constraint an_offer_stands_a_while CHECK (((offer_hours >= 1) AND (offer_hours <= 720)))
  constraint certificate_minutes_are_positive CHECK ((certificate_minutes > 0))
  constraint certificate_share_is_a_share CHECK (((certificate_percent >= 1) AND (certificate_percent <= 100)))
  constraint invoice_days_are_sensible CHECK (((invoice_days >= 0) AND (invoice_days <= 120)))
  constraint seminar_code_is_plain CHECK ((code ~ '^[A-Z0-9][A-Z0-9_-]{0,29}$'::text))
  constraint seminar_party_is_small CHECK (((party_max >= 1) AND (party_max <= 100)))
  constraint seminar_payment_ways_are_known CHECK (((cardinality(ways) > 0) AND (ways <@ ARRAY['free'::text, 'card'::text, 'invoice'::text, 'onsite'::text])))
  constraint seminar_state_is_known CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'closed'::text, 'finished'::text, 'cancelled'::text])))
  constraint seminar_tax_rate_is_known CHECK (((tax_rate_percent >= 0) AND (tax_rate_percent <= 99)))
  constraint seminar_copied_from_a_seminar FOREIGN KEY (organization_id, copied_from_id) REFERENCES seminar(organization_id, id)
  constraint seminar_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint seminar_offers_a_plan FOREIGN KEY (organization_id, offer_id) REFERENCES offer(organization_id, id)
  constraint seminar_key PRIMARY KEY (organization_id, id)
  constraint seminar_code_is_unique UNIQUE (organization_id, code)
  CREATE INDEX seminar_by_state ON public.seminar USING btree (organization_id, state)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table seminar_cancellation_rule -- behind the wall
  organization_id uuid not null
  seminar_id uuid not null
  days_before integer not null
  fee_percent integer not null
  constraint cancellation_days_are_not_negative CHECK ((days_before >= 0))
  constraint cancellation_fee_is_a_share CHECK (((fee_percent >= 0) AND (fee_percent <= 100)))
  constraint cancellation_rule_of_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint seminar_cancellation_rule_key PRIMARY KEY (organization_id, seminar_id, days_before)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table seminar_letter -- behind the wall
  organization_id uuid not null
  kind text not null
  subject_key text not null
  order_id uuid not null
  sent_on date not null
  sent_by text not null
  constraint seminar_letter_kind_is_known CHECK ((kind = ANY (ARRAY['ticket'::text, 'invoice'::text, 'certificate'::text])))
  constraint seminar_letter_of_an_order FOREIGN KEY (organization_id, order_id) REFERENCES seminar_order(organization_id, id)
  constraint seminar_letter_key PRIMARY KEY (organization_id, kind, subject_key)
  CREATE INDEX seminar_letter_by_order ON public.seminar_letter USING btree (organization_id, order_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table seminar_movement -- behind the wall
  organization_id uuid not null
  order_id uuid not null
  voucher_id uuid not null
  effective_on date not null
  cause text not null
  deferred_yen bigint not null
  receivable_yen bigint not null
  net_yen bigint not null default 0
  tax_yen bigint not null default 0
  constraint seminar_movement_cause_is_known CHECK ((cause = ANY (ARRAY['payment'::text, 'held'::text, 'refund'::text, 'fee-kept'::text, 'written-off'::text, 'recovered'::text, 'reversal'::text, 'chargeback'::text])))
  constraint seminar_movement_of_a_voucher FOREIGN KEY (organization_id, voucher_id, effective_on) REFERENCES voucher(organization_id, id, effective_on)
  constraint seminar_movement_of_an_order FOREIGN KEY (organization_id, order_id) REFERENCES seminar_position(organization_id, order_id)
  constraint seminar_movement_key PRIMARY KEY (organization_id, order_id, voucher_id, cause)
  CREATE INDEX seminar_movement_by_voucher ON public.seminar_movement USING btree (organization_id, voucher_id)
  policy organization_wall using (organization_id = current_organization())
  CREATE TRIGGER seminar_movement_moves_the_position AFTER INSERT ON public.seminar_movement REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION move_seminar_positions()
  teiki_app may insert, select

table seminar_order -- behind the wall
  organization_id uuid not null
  id uuid not null
  number text not null
  seminar_id uuid not null
  fee_type_id uuid not null
  payer_id uuid
  channel text not null
  way text not null
  state text not null default 'filled'::text
  party integer not null
  unit_yen bigint not null
  total_yen bigint not null
  tax_rate_percent integer not null
  voucher_code text
  form jsonb not null
  shown jsonb
  shown_version text
  locale text not null
  source_code text not null default ''::text
  source_page text not null default ''::text
  started_at timestamp with time zone not null
  placed_at timestamp with time zone
  confirmed_at timestamp with time zone
  cancelled_on date
  due_on date
  held_until timestamp with time zone
  recorded_by text not null
  by_post boolean not null default false
  constraint a_party_is_somebody CHECK ((party > 0))
  constraint seminar_order_channel_is_known CHECK ((channel = ANY (ARRAY['web'::text, 'phone'::text, 'fax'::text, 'post'::text, 'door'::text])))
  constraint seminar_order_locale_is_known CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
  constraint seminar_order_state_is_known CHECK ((state = ANY (ARRAY['filled'::text, 'waiting'::text, 'offered'::text, 'held'::text, 'approval'::text, 'confirmed'::text, 'cancelled'::text, 'expired'::text, 'refund-due'::text])))
  constraint seminar_order_way_is_known CHECK ((way = ANY (ARRAY['free'::text, 'card'::text, 'invoice'::text, 'onsite'::text])))
  constraint seminar_price_is_not_negative CHECK ((unit_yen >= 0))
  constraint seminar_total_is_not_negative CHECK ((total_yen >= 0))
  constraint seminar_order_at_a_fee FOREIGN KEY (organization_id, fee_type_id) REFERENCES fee_type(organization_id, id)
  constraint seminar_order_by_a_payer FOREIGN KEY (organization_id, payer_id) REFERENCES member(organization_id, id)
  constraint seminar_order_for_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint seminar_order_with_a_voucher FOREIGN KEY (organization_id, voucher_code) REFERENCES seminar_voucher(organization_id, code)
  constraint seminar_order_key PRIMARY KEY (organization_id, id)
  constraint seminar_order_number_is_unique UNIQUE (organization_id, number)
  CREATE INDEX seminar_order_by_payer ON public.seminar_order USING btree (organization_id, payer_id) WHERE (payer_id IS NOT NULL)
  CREATE INDEX seminar_order_by_seminar ON public.seminar_order USING btree (organization_id, seminar_id, state)
  CREATE INDEX seminar_order_by_source ON public.seminar_order USING btree (organization_id, source_code, placed_at) WHERE (source_code <> ''::text)
  CREATE INDEX seminar_order_held ON public.seminar_order USING btree (organization_id, held_until) WHERE (held_until IS NOT NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table seminar_payment_allocation -- behind the wall
  organization_id uuid not null
  payment_id uuid not null
  order_id uuid not null
  amount_yen bigint not null
  constraint seminar_allocation_is_positive CHECK ((amount_yen > 0))
  constraint seminar_allocation_of_a_payment FOREIGN KEY (organization_id, payment_id) REFERENCES payment(organization_id, id)
  constraint seminar_allocation_to_an_order FOREIGN KEY (organization_id, order_id) REFERENCES seminar_order(organization_id, id)
  constraint seminar_payment_allocation_key PRIMARY KEY (organization_id, payment_id, order_id)
  CREATE INDEX seminar_payment_allocation_by_order ON public.seminar_payment_allocation USING btree (organization_id, order_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table seminar_position -- behind the wall
  organization_id uuid not null
  order_id uuid not null
  deferred_yen bigint not null default 0
  receivable_yen bigint not null default 0
  recognised_yen bigint not null default 0
  constraint seminar_deferred_is_not_negative CHECK ((deferred_yen >= 0))
  constraint seminar_order_owes_or_is_owed CHECK (((deferred_yen = 0) OR (receivable_yen = 0)))
  constraint seminar_receivable_is_not_negative CHECK ((receivable_yen >= 0))
  constraint seminar_recognised_is_not_negative CHECK ((recognised_yen >= 0))
  constraint seminar_position_of_an_order FOREIGN KEY (organization_id, order_id) REFERENCES seminar_order(organization_id, id)
  constraint seminar_position_key PRIMARY KEY (organization_id, order_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table seminar_question -- behind the wall
  organization_id uuid not null
  seminar_id uuid not null
  seq integer not null
  label text not null
  label_english text not null default ''::text
  choices text[] not null default '{}'::text[]
  is_required boolean not null default false
  choices_english text[] not null default '{}'::text[]
  constraint question_of_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint seminar_question_key PRIMARY KEY (organization_id, seminar_id, seq)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table seminar_refund -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  number text not null
  order_id uuid not null
  payment_id uuid
  amount_yen bigint not null
  cause text not null
  owed_on date not null
  paid_on date
  paid_way text
  constraint a_paid_seminar_refund_says_how CHECK (((paid_on IS NULL) = (paid_way IS NULL)))
  constraint seminar_refund_cause_is_known CHECK ((cause = ANY (ARRAY['cancellation'::text, 'seminar-cancelled'::text, 'late-payment'::text])))
  constraint seminar_refund_is_positive CHECK ((amount_yen > 0))
  constraint seminar_refund_way_is_known CHECK ((paid_way = ANY (ARRAY['bank-transfer'::text, 'cash'::text, 'card'::text])))
  constraint seminar_refund_of_a_payment FOREIGN KEY (organization_id, payment_id) REFERENCES payment(organization_id, id)
  constraint seminar_refund_of_an_order FOREIGN KEY (organization_id, order_id) REFERENCES seminar_order(organization_id, id)
  constraint seminar_refund_key PRIMARY KEY (organization_id, id)
  constraint a_late_payment_is_refunded_once UNIQUE (organization_id, payment_id)
  constraint seminar_refund_number_is_unique UNIQUE (organization_id, number)
  CREATE INDEX seminar_refund_by_order ON public.seminar_refund USING btree (organization_id, order_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table seminar_session -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  seminar_id uuid not null
  seq integer not null
  title text not null default ''::text
  starts_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  room_id uuid
  mode text not null default 'onsite'::text
  join_url text not null default ''::text
  counts_for_certificate boolean not null default true
  required_minutes integer
  title_english text not null default ''::text
  constraint a_session_ends_after_it_starts CHECK ((ends_at > starts_at))
  constraint required_minutes_are_positive CHECK ((required_minutes > 0))
  constraint session_mode_is_known CHECK ((mode = ANY (ARRAY['onsite'::text, 'online'::text, 'hybrid'::text])))
  constraint session_in_a_room FOREIGN KEY (organization_id, room_id) REFERENCES room(organization_id, id)
  constraint session_of_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint seminar_session_key PRIMARY KEY (organization_id, id)
  constraint session_seq_is_unique UNIQUE (organization_id, seminar_id, seq)
  CREATE INDEX seminar_session_by_start ON public.seminar_session USING btree (organization_id, starts_at)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table seminar_setting -- behind the wall
  organization_id uuid not null
  survey_questions jsonb not null default '[]'::jsonb
  survey_days integer not null default 30
  completion_days integer not null default 1
  offer_id uuid
  briefing_days integer not null default 60
  constraint a_survey_is_open_for_a_while CHECK (((survey_days >= 1) AND (survey_days <= 365)))
  constraint briefing_days_are_sensible CHECK (((briefing_days >= 1) AND (briefing_days <= 365)))
  constraint completion_mail_comes_soon CHECK (((completion_days >= 0) AND (completion_days <= 30)))
  constraint seminar_setting_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint seminar_setting_offers_a_plan FOREIGN KEY (organization_id, offer_id) REFERENCES offer(organization_id, id)
  constraint seminar_setting_key PRIMARY KEY (organization_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table seminar_voucher -- behind the wall
  organization_id uuid not null
  code text not null
  seminar_id uuid
  percent integer not null
  uses_max integer not null
  valid_until date
  constraint a_voucher_code_is_for_use CHECK ((uses_max > 0))
  constraint voucher_code_is_plain CHECK ((code ~ '^[A-Z0-9][A-Z0-9-]{2,29}$'::text))
  constraint voucher_percent_is_a_share CHECK (((percent >= 1) AND (percent <= 100)))
  constraint voucher_code_for_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint voucher_code_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint seminar_voucher_key PRIMARY KEY (organization_id, code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table served_unit -- behind the wall
  organization_id uuid not null
  contract_id uuid not null
  unit_no integer not null
  issue_run_id uuid not null
  constraint served_unit_by_an_issue_run FOREIGN KEY (organization_id, issue_run_id) REFERENCES issue_run(organization_id, id)
  constraint served_unit_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint unit_is_served_once PRIMARY KEY (organization_id, contract_id, unit_no)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table service_allowance -- behind the wall
  organization_id uuid not null
  bill_id uuid not null
  voucher_id uuid not null
  reason text not null
  allowed_on date not null
  recorded_at timestamp with time zone not null
  recorded_by text not null
  constraint an_allowance_has_its_reason CHECK ((reason <> ''::text))
  constraint service_allowance_in_a_voucher FOREIGN KEY (organization_id, voucher_id) REFERENCES voucher(organization_id, id)
  constraint service_allowance_of_a_bill FOREIGN KEY (organization_id, bill_id) REFERENCES service_bill(organization_id, id)
  constraint service_allowance_key PRIMARY KEY (organization_id, bill_id, voucher_id)
  CREATE INDEX service_allowance_by_voucher ON public.service_allowance USING btree (organization_id, voucher_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table service_bill -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  number text not null
  contract_id uuid not null
  month text not null
  dated_on date not null
  payer_id uuid not null
  tax_rate_percent integer not null
  net_yen bigint not null
  tax_yen bigint not null
  total_yen bigint not null generated as (net_yen + tax_yen)
  made_at timestamp with time zone not null
  made_by text not null
  constraint a_service_bill_asks_for_something CHECK ((net_yen > 0))
  constraint service_bill_is_dated_on_its_last_day CHECK ((dated_on = ((to_date((month || '-01'::text), 'YYYY-MM-DD'::text) + '1 mon -1 days'::interval))::date))
  constraint service_rate_is_a_percentage CHECK (((tax_rate_percent >= 0) AND (tax_rate_percent <= 99)))
  constraint service_tax_is_not_negative CHECK ((tax_yen >= 0))
  constraint service_bill_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES service_contract(organization_id, id)
  constraint service_bill_to_a_payer FOREIGN KEY (organization_id, payer_id) REFERENCES member(organization_id, id)
  constraint service_bill_key PRIMARY KEY (organization_id, id)
  constraint a_service_month_is_billed_once UNIQUE (organization_id, contract_id, month)
  constraint service_bill_number_is_unique UNIQUE (organization_id, number)
  CREATE INDEX service_bill_by_payer ON public.service_bill USING btree (organization_id, payer_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table service_bill_line -- behind the wall
  organization_id uuid not null
  bill_id uuid not null
  line_no integer not null
  item_code text not null
  name text not null
  name_english text not null
  monthly_yen bigint not null
  from_on date not null
  until_on date not null
  days integer not null
  of_days integer not null
  net_yen bigint not null
  offset_id uuid
  constraint only_offsets_are_negative CHECK (
CASE
    WHEN (offset_id IS NULL) THEN (net_yen >= 0)
    ELSE (net_yen < 0)
END)
  constraint service_line_of_a_bill FOREIGN KEY (organization_id, bill_id) REFERENCES service_bill(organization_id, id)
  constraint service_line_of_an_offset FOREIGN KEY (organization_id, offset_id) REFERENCES service_offset(organization_id, id)
  constraint service_line_of_the_list FOREIGN KEY (organization_id, item_code) REFERENCES service_item(organization_id, code)
  constraint service_bill_line_key PRIMARY KEY (organization_id, bill_id, line_no)
  constraint an_offset_is_billed_once UNIQUE (organization_id, offset_id)
  CREATE INDEX service_bill_line_by_item ON public.service_bill_line USING btree (organization_id, item_code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table service_contract -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  number text not null
  payer_id uuid not null
  starts_on date not null
  ends_on date
  cancelled_notice_on date
  cancelled_by text
  made_at timestamp with time zone not null
  made_by text not null
  bills_from date
  constraint a_cancelled_service_says_who CHECK ((num_nonnulls(ends_on, cancelled_notice_on, cancelled_by) = ANY (ARRAY[0, 3])))
  constraint a_minimum_term_is_kept CHECK ((ends_on >= ((date_trunc('month'::text, (starts_on)::timestamp without time zone) + '4 mons -1 days'::interval))::date))
  constraint service_bills_begin_with_a_month CHECK (((bills_from = (date_trunc('month'::text, (bills_from)::timestamp without time zone))::date) AND (bills_from > starts_on)))
  constraint service_contract_of_a_payer FOREIGN KEY (organization_id, payer_id) REFERENCES member(organization_id, id)
  constraint service_contract_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint service_contract_key PRIMARY KEY (organization_id, id)
  constraint service_contract_number_is_unique UNIQUE (organization_id, number)
  CREATE INDEX service_contract_by_payer ON public.service_contract USING btree (organization_id, payer_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table service_contract_option -- behind the wall
  organization_id uuid not null
  contract_id uuid not null
  option_code text not null
  from_on date not null
  until_on date
  monthly_yen bigint not null
  is_prorated boolean not null
  made_at timestamp with time zone not null
  made_by text not null
  constraint an_option_ends_after_it_begins CHECK ((until_on >= from_on))
  constraint service_option_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES service_contract(organization_id, id)
  constraint service_option_of_the_list FOREIGN KEY (organization_id, option_code) REFERENCES service_item(organization_id, code)
  constraint service_contract_option_key PRIMARY KEY (organization_id, contract_id, option_code, from_on)
  CREATE INDEX service_contract_option_by_option ON public.service_contract_option USING btree (organization_id, option_code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table service_contract_plan -- behind the wall
  organization_id uuid not null
  contract_id uuid not null
  from_on date not null
  plan_code text not null
  monthly_yen bigint not null
  notice_on date
  made_at timestamp with time zone not null
  made_by text not null
  constraint service_plan_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES service_contract(organization_id, id)
  constraint service_plan_of_the_list FOREIGN KEY (organization_id, plan_code) REFERENCES service_item(organization_id, code)
  constraint service_contract_plan_key PRIMARY KEY (organization_id, contract_id, from_on)
  CREATE INDEX service_contract_plan_by_plan ON public.service_contract_plan USING btree (organization_id, plan_code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table service_item -- behind the wall
  organization_id uuid not null
  code text not null
  kind text not null
  name text not null
  name_english text not null default ''::text
  monthly_yen bigint not null
  is_prorated boolean not null
  needs_staff boolean not null default false
  requires_code text
  is_in_use boolean not null default true
  constraint a_plan_goes_by_days_and_alone CHECK (((kind = 'option'::text) OR (is_prorated AND (requires_code IS NULL))))
  constraint a_service_costs_something CHECK (((monthly_yen >= 1) AND (monthly_yen <= 999999999)))
  constraint a_service_does_not_require_itself CHECK ((requires_code <> code))
  constraint only_plans_need_staff CHECK (((kind = 'plan'::text) OR (NOT needs_staff)))
  constraint service_code_is_plain CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$'::text))
  constraint service_kind_is_known CHECK ((kind = ANY (ARRAY['plan'::text, 'option'::text])))
  constraint service_item_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint service_requires_another FOREIGN KEY (organization_id, requires_code) REFERENCES service_item(organization_id, code)
  constraint service_item_key PRIMARY KEY (organization_id, code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table service_movement -- behind the wall
  organization_id uuid not null
  bill_id uuid not null
  voucher_id uuid not null
  effective_on date not null
  cause text not null
  receivable_yen bigint not null
  net_yen bigint not null default 0
  tax_yen bigint not null default 0
  constraint service_movement_cause_is_known CHECK ((cause = ANY (ARRAY['billed'::text, 'payment'::text, 'allowance'::text, 'written-off'::text, 'recovered'::text])))
  constraint service_movement_of_a_bill FOREIGN KEY (organization_id, bill_id) REFERENCES service_position(organization_id, bill_id)
  constraint service_movement_of_a_voucher FOREIGN KEY (organization_id, voucher_id, effective_on) REFERENCES voucher(organization_id, id, effective_on)
  constraint service_movement_key PRIMARY KEY (organization_id, bill_id, voucher_id, cause)
  CREATE INDEX service_movement_by_voucher ON public.service_movement USING btree (organization_id, voucher_id)
  policy organization_wall using (organization_id = current_organization())
  CREATE TRIGGER service_movement_moves_the_position AFTER INSERT ON public.service_movement REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION move_service_positions()
  teiki_app may insert, select

table service_offset -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  contract_id uuid not null
  missed_month text not null
  availability_percent numeric(9,6) not null
  target_percent numeric(9,6) not null
  item_code text not null
  monthly_yen bigint not null
  amount_yen bigint not null
  recorded_at timestamp with time zone not null
  recorded_by text not null
  constraint an_offset_is_for_a_missed_goal CHECK (((availability_percent >= (0)::numeric) AND (availability_percent < target_percent)))
  constraint an_offset_takes_something_off CHECK ((amount_yen > 0))
  constraint service_offset_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES service_contract(organization_id, id)
  constraint service_offset_of_a_fee FOREIGN KEY (organization_id, item_code) REFERENCES service_item(organization_id, code)
  constraint service_offset_key PRIMARY KEY (organization_id, id)
  constraint a_missed_month_is_offset_once UNIQUE (organization_id, contract_id, missed_month)
  CREATE INDEX service_offset_by_item ON public.service_offset USING btree (organization_id, item_code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table service_payment_allocation -- behind the wall
  organization_id uuid not null
  payment_id uuid not null
  bill_id uuid not null
  amount_yen bigint not null
  constraint service_allocation_is_positive CHECK ((amount_yen > 0))
  constraint service_allocation_of_a_payment FOREIGN KEY (organization_id, payment_id) REFERENCES payment(organization_id, id)
  constraint service_allocation_to_a_bill FOREIGN KEY (organization_id, bill_id) REFERENCES service_bill(organization_id, id)
  constraint service_payment_allocation_key PRIMARY KEY (organization_id, payment_id, bill_id)
  CREATE INDEX service_payment_allocation_by_bill ON public.service_payment_allocation USING btree (organization_id, bill_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table service_position -- behind the wall
  organization_id uuid not null
  bill_id uuid not null
  receivable_yen bigint not null default 0
  constraint service_receivable_is_not_negative CHECK ((receivable_yen >= 0))
  constraint service_position_of_a_bill FOREIGN KEY (organization_id, bill_id) REFERENCES service_bill(organization_id, id)
  constraint service_position_key PRIMARY KEY (organization_id, bill_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table shipment -- behind the wall
  organization_id uuid not null
  issue_run_id uuid not null
  contract_id uuid not null
  line_no integer not null
  recipient_id uuid not null
  copies integer not null
  kind text not null
  category text not null default 'individual'::text
  delivery_class text not null default 'mail'::text
  prefecture text not null default ''::text
  constraint shipment_kind_is_known CHECK ((kind = ANY (ARRAY['paid'::text, 'gift'::text, 'complimentary'::text, 'grace'::text])))
  constraint shipment_by_an_issue_run FOREIGN KEY (organization_id, issue_run_id) REFERENCES issue_run(organization_id, id)
  constraint shipment_of_a_line FOREIGN KEY (organization_id, contract_id, line_no) REFERENCES contract_line(organization_id, contract_id, line_no)
  constraint shipment_to_a_recipient FOREIGN KEY (organization_id, recipient_id) REFERENCES member(organization_id, id)
  constraint shipment_key PRIMARY KEY (organization_id, issue_run_id, contract_id, line_no)
  CREATE INDEX shipment_by_recipient ON public.shipment USING btree (organization_id, recipient_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table shipment_insert -- behind the wall
  organization_id uuid not null
  issue_run_id uuid not null
  contract_id uuid not null
  line_no integer not null
  code text not null
  constraint insert_of_a_shipment FOREIGN KEY (organization_id, issue_run_id, contract_id, line_no) REFERENCES shipment(organization_id, issue_run_id, contract_id, line_no)
  constraint shipment_insert_key PRIMARY KEY (organization_id, issue_run_id, contract_id, line_no, code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table sign_in_attempt -- platform
  subject text not null
  attempted_at timestamp with time zone not null
  CREATE INDEX sign_in_attempt_by_subject ON public.sign_in_attempt USING btree (subject, attempted_at)
  teiki_app may delete, insert, select

table source_code -- behind the wall
  organization_id uuid not null
  code text not null
  name text not null
  name_english text not null default ''::text
  kind text not null
  reached_count integer not null default 0
  cost_yen bigint not null default 0
  starts_on date
  ends_on date
  constraint reached_count_is_not_negative CHECK ((reached_count >= 0))
  constraint source_cost_is_not_negative CHECK ((cost_yen >= 0))
  constraint source_kind_is_known CHECK ((kind = ANY (ARRAY['direct-mail'::text, 'web'::text, 'phone'::text, 'insert'::text, 'event'::text, 'introduction'::text, 'shop'::text, 'other'::text])))
  constraint source_code_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint source_code_key PRIMARY KEY (organization_id, code)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table staff -- platform
  id uuid not null default new_id()
  email text not null
  name text not null
  password_hash text not null
  locale text not null default 'ja'::text
  theme text not null default 'system'::text
  disabled_at timestamp with time zone
  created_at timestamp with time zone not null default clock_timestamp()
  constraint staff_email_is_lower_case CHECK ((email = lower(email)))
  constraint staff_locale_is_known CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
  constraint staff_theme_is_known CHECK ((theme = ANY (ARRAY['system'::text, 'light'::text, 'dark'::text])))
  constraint staff_key PRIMARY KEY (id)
  constraint staff_email_is_unique UNIQUE (email)
  teiki_app may insert, select, update

table staff_role -- platform
  organization_id uuid not null
  staff_id uuid not null
  role text not null
  constraint staff_role_is_known CHECK ((role = ANY (ARRAY['administrator'::text, 'operator'::text, 'manager'::text, 'accountant'::text, 'seminar-staff'::text])))
  constraint staff_role_of_a_staff FOREIGN KEY (staff_id) REFERENCES staff(id)
  constraint staff_role_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint staff_role_key PRIMARY KEY (organization_id, staff_id, role)
  CREATE INDEX staff_role_by_staff ON public.staff_role USING btree (staff_id)
  teiki_app may delete, insert, select

table staff_session -- platform
  token_hash text not null
  staff_id uuid not null
  organization_id uuid
  started_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  constraint staff_session_in_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint staff_session_of_a_staff FOREIGN KEY (staff_id) REFERENCES staff(id)
  constraint staff_session_key PRIMARY KEY (token_hash)
  CREATE INDEX staff_session_by_staff ON public.staff_session USING btree (staff_id)
  teiki_app may delete, insert, select, update

table stored_file -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  name text not null
  media_type text not null
  sha256 text not null
  byte_count bigint not null
  recorded_at timestamp with time zone not null default clock_timestamp()
  erased_at timestamp with time zone
  constraint file_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint stored_file_key PRIMARY KEY (organization_id, id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table stripe_account -- behind the wall
  organization_id uuid not null
  secret_key_sealed text not null
  webhook_secret_sealed text not null
  livemode boolean not null
  checked_at timestamp with time zone
  offers_konbini boolean not null default false
  offers_transfer boolean not null default false
  constraint stripe_account_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint stripe_account_key PRIMARY KEY (organization_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table stripe_difference -- behind the wall
  organization_id uuid not null
  kind text not null
  subject text not null
  ours_yen bigint not null
  theirs_yen bigint not null
  found_at timestamp with time zone not null
  seen_at timestamp with time zone not null
  gone_at timestamp with time zone
  constraint stripe_difference_kind_is_known CHECK ((kind = ANY (ARRAY['charge-not-booked'::text, 'payment-not-charged'::text, 'amount-differs'::text, 'refund-not-booked'::text, 'refund-not-at-stripe'::text, 'dispute-open'::text, 'dispute-not-booked'::text, 'payout-not-booked'::text, 'balance'::text])))
  constraint stripe_difference_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint stripe_difference_key PRIMARY KEY (organization_id, kind, subject)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table stripe_dispute -- behind the wall
  organization_id uuid not null
  dispute_id text not null
  payment_id uuid
  amount_yen bigint not null
  status text not null
  reason text not null
  opened_on date not null
  answer_by date
  booked_on date
  constraint stripe_dispute_of_a_payment FOREIGN KEY (organization_id, payment_id) REFERENCES payment(organization_id, id)
  constraint stripe_dispute_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint stripe_dispute_key PRIMARY KEY (organization_id, dispute_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table stripe_event -- behind the wall
  organization_id uuid not null
  event_id text not null
  type text not null
  object_id text not null
  raw jsonb not null
  received_at timestamp with time zone not null
  state text not null default 'received'::text
  attempts integer not null default 0
  last_error text
  constraint stripe_event_state_is_known CHECK ((state = ANY (ARRAY['received'::text, 'done'::text, 'ignored'::text, 'failed'::text])))
  constraint stripe_event_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint stripe_event_key PRIMARY KEY (organization_id, event_id)
  CREATE INDEX stripe_event_waiting ON public.stripe_event USING btree (organization_id, received_at) WHERE (state = ANY (ARRAY['received'::text, 'failed'::text]))
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table stripe_payout -- behind the wall
  organization_id uuid not null
  payout_id text not null
  arrived_on date not null
  net_yen bigint not null
  gross_yen bigint not null
  fee_yen bigint not null
  voucher_id uuid not null
  constraint payout_is_gross_less_fees CHECK ((net_yen = (gross_yen - fee_yen)))
  constraint stripe_payout_has_a_voucher FOREIGN KEY (organization_id, voucher_id) REFERENCES voucher(organization_id, id)
  constraint stripe_payout_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint stripe_payout_key PRIMARY KEY (organization_id, payout_id)
  CREATE INDEX stripe_payout_by_date ON public.stripe_payout USING btree (organization_id, arrived_on)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table stripe_payout_failure -- behind the wall
  organization_id uuid not null
  payout_id text not null
  failed_on date not null
  voucher_id uuid not null
  constraint failure_of_a_payout FOREIGN KEY (organization_id, payout_id) REFERENCES stripe_payout(organization_id, payout_id)
  constraint payout_failure_has_a_voucher FOREIGN KEY (organization_id, voucher_id) REFERENCES voucher(organization_id, id)
  constraint stripe_payout_failure_key PRIMARY KEY (organization_id, payout_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table stripe_payout_line -- behind the wall
  organization_id uuid not null
  payout_id text not null
  transaction_id text not null
  kind text not null
  source_id text not null
  amount_yen bigint not null
  fee_yen bigint not null
  created_on date not null
  constraint line_of_a_payout FOREIGN KEY (organization_id, payout_id) REFERENCES stripe_payout(organization_id, payout_id)
  constraint stripe_payout_line_key PRIMARY KEY (organization_id, payout_id, transaction_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table stripe_request -- behind the wall
  organization_id uuid not null
  idempotency_key text not null
  operation text not null
  application_id uuid
  attempt integer not null
  state text not null default 'open'::text
  session_id text
  session_url text
  payment_intent_id text
  expires_at timestamp with time zone
  recorded_at timestamp with time zone not null
  seminar_order_id uuid
  contract_id uuid
  amount_yen bigint
  customer_id text
  payment_method_id text
  decline_code text
  member_id uuid
  constraint a_charge_names_card_and_amount CHECK (((contract_id IS NULL) OR (num_nonnulls(amount_yen, customer_id, payment_method_id) = 3)))
  constraint a_portal_visit_is_of_a_member CHECK (((operation = 'portal'::text) = (member_id IS NOT NULL)))
  constraint a_portal_visit_names_its_customer CHECK (((member_id IS NULL) OR (customer_id IS NOT NULL)))
  constraint stripe_request_has_one_subject CHECK ((num_nonnulls(application_id, seminar_order_id, contract_id, member_id) =
CASE operation
    WHEN 'portal-configuration'::text THEN 0
    ELSE 1
END))
  constraint stripe_request_state_is_known CHECK ((state = ANY (ARRAY['open'::text, 'created'::text, 'paid'::text, 'expired'::text, 'failed'::text, 'declined'::text])))
  constraint stripe_request_of_a_contract FOREIGN KEY (organization_id, contract_id) REFERENCES contract(organization_id, id)
  constraint stripe_request_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint stripe_request_of_a_seminar_order FOREIGN KEY (organization_id, seminar_order_id) REFERENCES seminar_order(organization_id, id)
  constraint stripe_request_of_an_application FOREIGN KEY (organization_id, application_id) REFERENCES application(organization_id, id)
  constraint stripe_request_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint stripe_request_key PRIMARY KEY (organization_id, idempotency_key)
  constraint charge_attempt_is_unique UNIQUE (organization_id, contract_id, attempt)
  constraint checkout_attempt_is_unique UNIQUE (organization_id, application_id, attempt)
  constraint checkout_session_is_unique UNIQUE (organization_id, session_id)
  constraint portal_attempt_is_unique UNIQUE (organization_id, member_id, attempt)
  constraint seminar_checkout_attempt_is_unique UNIQUE (organization_id, seminar_order_id, attempt)
  CREATE INDEX portal_visit_to_ask_for ON public.stripe_request USING btree (organization_id, recorded_at) WHERE ((operation = 'portal'::text) AND (state = 'created'::text))
  CREATE INDEX stripe_charge_open ON public.stripe_request USING btree (organization_id, recorded_at) WHERE ((operation = 'charge'::text) AND (state = 'open'::text))
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table student_proof -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  member_id uuid not null
  order_id uuid
  school text not null
  graduates_in date
  asked_at timestamp with time zone not null
  state text not null
  studies_until date
  note text not null default ''::text
  decided_at timestamp with time zone
  decided_by text
  constraint a_decision_on_studies_says_who_and_when CHECK ((((state = 'waiting'::text) = (decided_at IS NULL)) AND ((decided_at IS NULL) = (decided_by IS NULL))))
  constraint confirmed_studies_have_an_end CHECK (((state = 'confirmed'::text) = (studies_until IS NOT NULL)))
  constraint graduation_is_known_by_the_month CHECK ((EXTRACT(day FROM graduates_in) = (1)::numeric))
  constraint student_proof_state_is_known CHECK ((state = ANY (ARRAY['waiting'::text, 'confirmed'::text, 'refused'::text])))
  constraint student_proof_for_an_order FOREIGN KEY (organization_id, order_id) REFERENCES customer_order(organization_id, id)
  constraint student_proof_of_a_member FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id)
  constraint student_proof_key PRIMARY KEY (organization_id, id)
  constraint an_order_waits_for_one_proof UNIQUE (organization_id, order_id)
  CREATE INDEX student_proof_by_member ON public.student_proof USING btree (organization_id, member_id)
  CREATE INDEX student_proof_by_state ON public.student_proof USING btree (organization_id, state, asked_at)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table student_proof_file -- behind the wall
  organization_id uuid not null
  proof_id uuid not null
  file_id uuid not null
  received_at timestamp with time zone not null
  constraint student_proof_file_is_stored FOREIGN KEY (organization_id, file_id) REFERENCES stored_file(organization_id, id)
  constraint student_proof_file_of_a_proof FOREIGN KEY (organization_id, proof_id) REFERENCES student_proof(organization_id, id)
  constraint student_proof_file_key PRIMARY KEY (organization_id, file_id)
  CREATE INDEX student_proof_file_by_proof ON public.student_proof_file USING btree (organization_id, proof_id, received_at)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table subscriber_import -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  file_name text not null
  sha256 text not null
  encoding text not null
  as_of date not null
  row_count integer not null
  rejected_count integer not null
  applied_at timestamp with time zone not null
  constraint import_encoding_is_known CHECK ((encoding = ANY (ARRAY['utf-8'::text, 'cp932'::text])))
  constraint import_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint subscriber_import_key PRIMARY KEY (organization_id, id)
  constraint a_file_is_taken_over_once UNIQUE (organization_id, sha256, as_of)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table survey_answer -- behind the wall
  organization_id uuid not null
  registration_id uuid not null
  seminar_id uuid not null
  answers jsonb not null
  answered_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  constraint survey_answer_about_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint survey_answer_of_a_registration FOREIGN KEY (organization_id, registration_id) REFERENCES registration(organization_id, id)
  constraint survey_answer_key PRIMARY KEY (organization_id, registration_id)
  CREATE INDEX survey_answer_by_seminar ON public.survey_answer USING btree (organization_id, seminar_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table tax_rate_change -- behind the wall
  organization_id uuid not null
  from_on date not null
  percent integer not null
  keeps_old_rate text not null
  contracted_before date
  constraint a_rate_changes_after_the_last_known CHECK ((from_on > '2019-10-01'::date))
  constraint contracts_keep_a_rate_by_their_day CHECK (((keeps_old_rate = 'contracted-before'::text) = (contracted_before IS NOT NULL)))
  constraint standard_rate_is_a_percentage CHECK ((((percent >= 1) AND (percent <= 99)) AND (percent <> 8)))
  constraint what_keeps_the_old_rate_is_known CHECK ((keeps_old_rate = ANY (ARRAY['none'::text, 'paid-before'::text, 'contracted-before'::text])))
  constraint tax_rate_change_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint tax_rate_change_key PRIMARY KEY (organization_id, from_on)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may delete, insert, select, update

table ticket -- behind the wall
  organization_id uuid not null
  registration_id uuid not null
  issue_no integer not null
  token_hash text not null
  token_sealed text not null
  issued_at timestamp with time zone not null
  revoked_at timestamp with time zone
  is_reissue boolean not null default false
  constraint ticket_issues_are_counted CHECK ((issue_no > 0))
  constraint ticket_of_a_registration FOREIGN KEY (organization_id, registration_id) REFERENCES registration(organization_id, id)
  constraint ticket_key PRIMARY KEY (organization_id, registration_id, issue_no)
  constraint ticket_token_is_unique UNIQUE (organization_id, token_hash)
  CREATE UNIQUE INDEX a_registration_has_one_living_ticket ON public.ticket USING btree (organization_id, registration_id) WHERE (revoked_at IS NULL)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

table voucher -- behind the wall
  organization_id uuid not null
  id uuid not null default new_id()
  kind text not null
  source_key text not null
  effective_on date not null
  description text not null
  reverses_id uuid
  recorded_at timestamp with time zone not null default clock_timestamp()
  recorded_by text not null
  constraint voucher_kind_is_known CHECK ((kind = ANY (ARRAY['opening'::text, 'payment'::text, 'issue-run'::text, 'refund'::text, 'cancellation'::text, 'allowance'::text, 'write-off'::text, 'payout'::text, 'transfer'::text, 'manual'::text, 'reversal'::text, 'seminar'::text, 'chargeback'::text, 'invoice'::text, 'service'::text])))
  constraint voucher_of_an_organization FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint voucher_reverses_a_voucher FOREIGN KEY (organization_id, reverses_id) REFERENCES voucher(organization_id, id)
  constraint voucher_key PRIMARY KEY (organization_id, id)
  constraint voucher_date_key UNIQUE (organization_id, id, effective_on)
  constraint voucher_source_is_unique UNIQUE (organization_id, source_key)
  CREATE INDEX voucher_by_date ON public.voucher USING btree (organization_id, effective_on)
  policy organization_wall using (organization_id = current_organization())
  CREATE TRIGGER closed_month_refuses_vouchers BEFORE INSERT ON public.voucher FOR EACH ROW EXECUTE FUNCTION refuse_closed_month()
  teiki_app may insert, select

table voucher_line -- behind the wall
  organization_id uuid not null
  voucher_id uuid not null
  line_no integer not null
  account_code text not null
  sub_account text not null default ''::text
  tax_class text not null
  amount_yen bigint not null
  effective_on date not null
  constraint tax_class_is_known CHECK ((tax_class ~ '^(none|(sales|purchase)-[1-9][0-9]?)$'::text))
  constraint voucher_line_is_not_zero CHECK ((amount_yen <> 0))
  constraint voucher_line_of_a_voucher FOREIGN KEY (organization_id, voucher_id, effective_on) REFERENCES voucher(organization_id, id, effective_on)
  constraint voucher_line_on_an_account FOREIGN KEY (organization_id, account_code) REFERENCES account(organization_id, code)
  constraint voucher_line_key PRIMARY KEY (organization_id, voucher_id, line_no)
  CREATE INDEX voucher_line_by_date ON public.voucher_line USING btree (organization_id, effective_on) INCLUDE (account_code, sub_account, amount_yen)
  policy organization_wall using (organization_id = current_organization())
  CREATE TRIGGER voucher_lines_are_totalled AFTER INSERT ON public.voucher_line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION total_postings()
  CREATE TRIGGER voucher_lines_sum_to_zero AFTER INSERT ON public.voucher_line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_unbalanced_voucher()
  teiki_app may insert, select

table voucher_number -- behind the wall
  organization_id uuid not null
  month text not null
  number integer not null
  voucher_id uuid not null
  constraint voucher_number_of_a_voucher FOREIGN KEY (organization_id, voucher_id) REFERENCES voucher(organization_id, id)
  constraint voucher_number_key PRIMARY KEY (organization_id, month, number)
  constraint voucher_is_numbered_once UNIQUE (organization_id, voucher_id)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select

table waitlist_entry -- behind the wall
  organization_id uuid not null
  order_id uuid not null
  seminar_id uuid not null
  party integer not null
  priority integer not null default 0
  joined_at timestamp with time zone not null
  state text not null default 'waiting'::text
  offered_at timestamp with time zone
  constraint waitlist_state_is_known CHECK ((state = ANY (ARRAY['waiting'::text, 'offered'::text, 'accepted'::text, 'declined'::text, 'expired'::text, 'withdrawn'::text])))
  constraint waitlist_entry_for_a_seminar FOREIGN KEY (organization_id, seminar_id) REFERENCES seminar(organization_id, id)
  constraint waitlist_entry_is_an_order FOREIGN KEY (organization_id, order_id) REFERENCES seminar_order(organization_id, id)
  constraint waitlist_entry_key PRIMARY KEY (organization_id, order_id)
  CREATE INDEX waitlist_in_order ON public.waitlist_entry USING btree (organization_id, seminar_id, priority DESC, joined_at) WHERE (state = 'waiting'::text)
  policy organization_wall using (organization_id = current_organization())
  teiki_app may insert, select, update

view attendance
 SELECT registration.organization_id,
    registration.id AS registration_id,
    session.id AS session_id,
    registration.seminar_id,
    entry.occurred_at AS first_in,
    COALESCE(leave.occurred_at, session.ends_at) AS last_out,
        CASE
            WHEN (entry.occurred_at IS NULL) THEN 'absent'::text
            WHEN (entry.occurred_at > (session.starts_at + '00:10:00'::interval)) THEN 'late'::text
            ELSE 'present'::text
        END AS status,
    (
        CASE
            WHEN (entry.occurred_at IS NULL) THEN (0)::numeric
            ELSE GREATEST(floor((EXTRACT(epoch FROM (LEAST(COALESCE(leave.occurred_at, session.ends_at), session.ends_at) - GREATEST(entry.occurred_at, session.starts_at))) / (60)::numeric)), (0)::numeric)
        END)::integer AS minutes,
    (floor((EXTRACT(epoch FROM (session.ends_at - session.starts_at)) / (60)::numeric)))::integer AS session_minutes,
    session.counts_for_certificate
   FROM (((registration
     JOIN seminar_session session ON (((session.organization_id = registration.organization_id) AND (session.seminar_id = registration.seminar_id))))
     LEFT JOIN LATERAL ( SELECT min(event.occurred_at) AS occurred_at
           FROM checkin_event event
          WHERE ((event.organization_id = registration.organization_id) AND (event.registration_id = registration.id) AND (event.session_id = session.id) AND (event.kind = 'entry'::text) AND (event.verdict = 'accepted'::text) AND (NOT event.is_superseded))) entry ON (true))
     LEFT JOIN LATERAL ( SELECT max(event.occurred_at) AS occurred_at
           FROM checkin_event event
          WHERE ((event.organization_id = registration.organization_id) AND (event.registration_id = registration.id) AND (event.session_id = session.id) AND (event.kind = 'exit'::text) AND (event.verdict = 'accepted'::text) AND (event.occurred_at > entry.occurred_at))) leave ON (true))
  WHERE (registration.state = 'confirmed'::text);

view brochure_to_pick
 WITH waiting AS (
         SELECT request.organization_id,
            request.id,
            request.number,
            request.requested_at,
            kept.id AS member_id,
                CASE
                    WHEN (kept.erased_at IS NOT NULL) THEN 'erased'::text
                    WHEN (EXISTS ( SELECT
                       FROM (returned_mail returned
                         JOIN shipment ON (((shipment.organization_id = returned.organization_id) AND (shipment.issue_run_id = returned.issue_run_id) AND (shipment.contract_id = returned.contract_id) AND (shipment.line_no = returned.line_no))))
                      WHERE ((returned.organization_id = request.organization_id) AND (returned.solved_on IS NULL) AND (member_kept(shipment.recipient_id) = kept.id)))) THEN 'undeliverable'::text
                    WHEN ((kept.postal_code = ''::text) OR (kept.city = ''::text)) THEN 'no-address'::text
                    ELSE NULL::text
                END AS reason
           FROM (brochure_request request
             JOIN member kept ON (((kept.organization_id = request.organization_id) AND (kept.id = member_kept(request.member_id)))))
          WHERE ((request.batch_id IS NULL) AND (request.cancelled_at IS NULL))
        ), asked AS (
         SELECT line.organization_id,
            line.request_id,
            bool_or((line.wanted > brochure.stock_copies)) AS is_beyond_stock
           FROM (( SELECT line_1.organization_id,
                    line_1.request_id,
                    line_1.brochure_code,
                    line_1.copies,
                    sum(line_1.copies) OVER (PARTITION BY line_1.organization_id, line_1.brochure_code ORDER BY waiting_1.requested_at, waiting_1.number) AS wanted
                   FROM (waiting waiting_1
                     JOIN brochure_request_line line_1 ON (((line_1.organization_id = waiting_1.organization_id) AND (line_1.request_id = waiting_1.id))))
                  WHERE (waiting_1.reason IS NULL)) line
             JOIN brochure ON (((brochure.organization_id = line.organization_id) AND (brochure.code = line.brochure_code))))
          GROUP BY line.organization_id, line.request_id
        )
 SELECT waiting.organization_id,
    waiting.id,
    waiting.number,
    waiting.requested_at,
    waiting.member_id,
    COALESCE(waiting.reason,
        CASE
            WHEN asked.is_beyond_stock THEN 'out-of-stock'::text
            ELSE NULL::text
        END) AS reason
   FROM (waiting
     LEFT JOIN asked ON (((asked.organization_id = waiting.organization_id) AND (asked.request_id = waiting.id))));

view bundle_to_renew
 SELECT sold.organization_id,
    sold.id AS order_id,
    sold.bundle_id
   FROM (((customer_order sold
     JOIN contract ON (((contract.organization_id = sold.organization_id) AND (contract.order_id = sold.id))))
     CROSS JOIN LATERAL ( SELECT sum(line.copies) AS copies
           FROM contract_line line
          WHERE ((line.organization_id = contract.organization_id) AND (line.contract_id = contract.id) AND (line.until_issue IS NULL))) delivery)
     LEFT JOIN LATERAL ( SELECT ((((component.units)::numeric * (contract.ship_every)::numeric) / (publication.consume_units_per_issue)::numeric) / (
                CASE publication.frequency
                    WHEN 'weekly'::text THEN 52
                    WHEN 'biweekly'::text THEN 26
                    WHEN 'monthly'::text THEN 12
                    WHEN 'bimonthly'::text THEN 6
                    WHEN 'quarterly'::text THEN 4
                    WHEN 'halfyearly'::text THEN 2
                    WHEN 'yearly'::text THEN 1
                    ELSE NULL::integer
                END)::numeric) AS years
           FROM ((offer_component component_of
             JOIN offer component ON (((component.organization_id = component_of.organization_id) AND (component.id = component_of.component_id))))
             JOIN publication ON (((publication.organization_id = component.organization_id) AND (publication.id = component.publication_id))))
          WHERE ((component_of.organization_id = sold.organization_id) AND (component_of.offer_id = sold.bundle_id) AND (component_of.publication_id = contract.publication_id))) part ON (true))
  WHERE (sold.bundle_id IS NOT NULL)
  GROUP BY sold.organization_id, sold.id, sold.bundle_id
 HAVING ((count(part.years) = count(*)) AND (count(*) = ( SELECT count(*) AS count
           FROM offer_component
          WHERE ((offer_component.organization_id = sold.organization_id) AND (offer_component.offer_id = sold.bundle_id)))) AND (min(part.years) >= (max(part.years) * 0.75)) AND bool_and(((contract.state = 'active'::text) AND (contract.renewal_declined_on IS NULL) AND (NOT (EXISTS ( SELECT
           FROM contract next
          WHERE ((next.organization_id = contract.organization_id) AND (next.previous_id = contract.id) AND (next.state = 'active'::text))))))) AND (count(DISTINCT contract.payer_id) = 1) AND (count(DISTINCT delivery.copies) = 1) AND (count(DISTINCT ROW(contract.payment_way, contract.auto_renewal)) = 1));

view invoice_open_item
 SELECT paper.organization_id,
    paper.id AS invoice_id,
    paper.payer_id,
    paper.number,
    paper.issued_on,
    paper.due_on,
    paper.total_yen AS billed_yen,
    (COALESCE(settled.paid_yen, (0)::numeric))::bigint AS paid_yen,
    (COALESCE(settled.lowered_yen, (0)::numeric))::bigint AS lowered_yen,
    ((((paper.total_yen)::numeric - COALESCE(settled.paid_yen, (0)::numeric)) - COALESCE(settled.lowered_yen, (0)::numeric)))::bigint AS left_yen
   FROM (issued_paper paper
     LEFT JOIN LATERAL ( SELECT sum(settlement.amount_yen) FILTER (WHERE (settlement.cause = 'payment'::text)) AS paid_yen,
            sum(settlement.amount_yen) FILTER (WHERE (settlement.cause <> 'payment'::text)) AS lowered_yen
           FROM invoice_settlement settlement
          WHERE ((settlement.organization_id = paper.organization_id) AND (settlement.invoice_id = paper.id))) settled ON (true))
  WHERE ((paper.kind = 'invoice'::text) AND (paper.copy_no = 0));

view ledger_allocation
 SELECT payment_allocation.organization_id,
    payment_allocation.payment_id,
    payment_allocation.contract_id AS subject_id,
    payment_allocation.amount_yen
   FROM payment_allocation
UNION ALL
 SELECT seminar_payment_allocation.organization_id,
    seminar_payment_allocation.payment_id,
    seminar_payment_allocation.order_id AS subject_id,
    seminar_payment_allocation.amount_yen
   FROM seminar_payment_allocation
UNION ALL
 SELECT service_payment_allocation.organization_id,
    service_payment_allocation.payment_id,
    service_payment_allocation.bill_id AS subject_id,
    service_payment_allocation.amount_yen
   FROM service_payment_allocation;

view ledger_movement
 SELECT movement.organization_id,
    movement.contract_id AS subject_id,
    movement.voucher_id,
    movement.effective_on,
    movement.cause,
    movement.deferred_yen,
    movement.receivable_yen,
    movement.net_yen,
    movement.tax_yen
   FROM movement
UNION ALL
 SELECT seminar_movement.organization_id,
    seminar_movement.order_id AS subject_id,
    seminar_movement.voucher_id,
    seminar_movement.effective_on,
        CASE seminar_movement.cause
            WHEN 'held'::text THEN 'issue'::text
            ELSE seminar_movement.cause
        END AS cause,
    seminar_movement.deferred_yen,
    seminar_movement.receivable_yen,
    seminar_movement.net_yen,
    seminar_movement.tax_yen
   FROM seminar_movement
UNION ALL
 SELECT service_movement.organization_id,
    service_movement.bill_id AS subject_id,
    service_movement.voucher_id,
    service_movement.effective_on,
        CASE service_movement.cause
            WHEN 'billed'::text THEN 'issue'::text
            ELSE service_movement.cause
        END AS cause,
    0 AS deferred_yen,
    service_movement.receivable_yen,
    service_movement.net_yen,
    service_movement.tax_yen
   FROM service_movement
UNION ALL
 SELECT billed_movement.organization_id,
    billed_movement.subject_id,
    billed_movement.voucher_id,
    billed_movement.effective_on,
    billed_movement.cause,
    billed_movement.amount_yen AS deferred_yen,
    billed_movement.amount_yen AS receivable_yen,
    0 AS net_yen,
    0 AS tax_yen
   FROM billed_movement;

view ledger_subject
 SELECT contract.organization_id,
    contract.id,
    contract.number,
    contract.payer_id,
    publication.code AS group_code,
    publication.name AS group_title,
    offer.name AS plan,
    contract.price_yen,
    contract.opening_paid_yen,
    contract.opened_on,
    (contract.state <> 'cancelled'::text) AS is_billed
   FROM ((contract
     JOIN publication ON (((publication.organization_id = contract.organization_id) AND (publication.id = contract.publication_id))))
     JOIN offer ON (((offer.organization_id = contract.organization_id) AND (offer.id = contract.offer_id))))
UNION ALL
 SELECT seminar_order.organization_id,
    seminar_order.id,
    seminar_order.number,
    seminar_order.payer_id,
    'セミナー'::text AS group_code,
    '受講料'::text AS group_title,
    ((seminar.code || ' '::text) || seminar.title) AS plan,
    (seminar_order.total_yen + (COALESCE(( SELECT sum(
                CASE seminar_movement.cause
                    WHEN 'fee-kept'::text THEN (seminar_movement.net_yen + seminar_movement.tax_yen)
                    WHEN 'refund'::text THEN (- seminar_movement.deferred_yen)
                    ELSE NULL::bigint
                END) AS sum
           FROM seminar_movement
          WHERE ((seminar_movement.organization_id = seminar_order.organization_id) AND (seminar_movement.order_id = seminar_order.id))), (0)::numeric))::bigint) AS price_yen,
    0 AS opening_paid_yen,
    ((COALESCE(seminar_order.confirmed_at, seminar_order.started_at) AT TIME ZONE 'Asia/Tokyo'::text))::date AS opened_on,
    (seminar_order.confirmed_at IS NOT NULL) AS is_billed
   FROM (seminar_order
     JOIN seminar ON (((seminar.organization_id = seminar_order.organization_id) AND (seminar.id = seminar_order.seminar_id))))
  WHERE (seminar_order.payer_id IS NOT NULL)
UNION ALL
 SELECT service_bill.organization_id,
    service_bill.id,
    service_bill.number,
    service_bill.payer_id,
    '業務委託'::text AS group_code,
    '業務委託料'::text AS group_title,
    ('業務委託 '::text || service_bill.month) AS plan,
    (service_bill.total_yen + (COALESCE(( SELECT sum(service_movement.receivable_yen) AS sum
           FROM service_movement
          WHERE ((service_movement.organization_id = service_bill.organization_id) AND (service_movement.bill_id = service_bill.id) AND (service_movement.cause = ANY (ARRAY['allowance'::text, 'written-off'::text])))), (0)::numeric))::bigint) AS price_yen,
    0 AS opening_paid_yen,
    service_bill.dated_on AS opened_on,
    true AS is_billed
   FROM service_bill;

view next_serving
 SELECT contract.organization_id,
    contract.id AS contract_id,
    contract.publication_id,
    contract.payer_id,
    contract.previous_id,
    contract.start_issue,
    contract.state,
    contract.category,
    contract.ship_every,
    contract.ended_from_issue,
    contract.price_yen,
    contract.tax_rate_percent,
    "position".served_units AS units_before,
    serving.units_after,
    (serving.units_after = contract.units) AS is_last,
    earned.net_yen,
    earned.tax_yen,
    LEAST("position".deferred_yen, (earned.net_yen + earned.tax_yen)) AS from_deferred_yen,
    ((earned.net_yen + earned.tax_yen) - LEAST("position".deferred_yen, (earned.net_yen + earned.tax_yen))) AS to_receivable_yen
   FROM ((((( SELECT title.organization_id,
            title.id,
            COALESCE(( SELECT issue.consume_units
                   FROM issue
                  WHERE ((issue.organization_id = title.organization_id) AND (issue.publication_id = title.id) AND (issue.shipped_on IS NULL) AND (issue.skipped_on IS NULL))
                  ORDER BY issue.number
                 LIMIT 1), title.consume_units_per_issue) AS consume_units
           FROM publication title
         OFFSET 0) publication
     JOIN contract ON (((contract.organization_id = publication.organization_id) AND (contract.publication_id = publication.id))))
     JOIN contract_position "position" ON ((("position".organization_id = contract.organization_id) AND ("position".contract_id = contract.id))))
     CROSS JOIN LATERAL ( SELECT LEAST(("position".served_units + publication.consume_units), contract.units) AS units_after) serving)
     CROSS JOIN LATERAL ( SELECT ((((contract.price_yen - contract.tax_yen) * serving.units_after) / contract.units) - (((contract.price_yen - contract.tax_yen) * "position".served_units) / contract.units)) AS net_yen,
            (((contract.tax_yen * serving.units_after) / contract.units) - ((contract.tax_yen * "position".served_units) / contract.units)) AS tax_yen) earned)
  WHERE ("position".served_units < contract.units);

view refund_to_remit
 SELECT refund.organization_id,
    refund.number AS refund_number,
    refund.owed_on,
    refund.payer_id,
    asked.contract_id,
    asked.publication_id,
    (refund.amount_yen - on_cards.done_yen) AS left_yen,
    asked.bank_code,
    asked.bank_name,
    asked.branch_code,
    asked.branch_name,
    asked.account_kind,
    asked.account_number,
    asked.account_holder,
    asked.account_returned_on,
        CASE
            WHEN (asked.account_returned_on IS NOT NULL) THEN 'returned'::text
            WHEN (asked.bank_code = ''::text) THEN 'without-codes'::text
            ELSE 'ready'::text
        END AS state
   FROM ((refund
     JOIN discontinued_contract asked ON (((asked.organization_id = refund.organization_id) AND (asked.refund_number = refund.number))))
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(card_refund.amount_yen) FILTER (WHERE (card_refund.state = 'done'::text)), (0)::numeric))::bigint AS done_yen,
            COALESCE(bool_or((card_refund.state = 'waiting'::text)), false) AS is_waiting
           FROM card_refund
          WHERE ((card_refund.organization_id = refund.organization_id) AND (card_refund.refund_number = refund.number))) on_cards)
  WHERE ((refund.paid_on IS NULL) AND (asked.account_number <> ''::text) AND (NOT on_cards.is_waiting) AND (refund.amount_yen > on_cards.done_yen) AND (NOT (EXISTS ( SELECT
           FROM remittance_line line
          WHERE ((line.organization_id = refund.organization_id) AND (line.refund_number = refund.number) AND line.is_live)))));

view remitted_refund
 SELECT line.organization_id,
    line.refund_number,
    remittance.id AS remittance_id,
    remittance.number
   FROM (remittance_line line
     JOIN remittance ON (((remittance.organization_id = line.organization_id) AND (remittance.id = line.remittance_id))))
  WHERE line.is_live;

view tax_rate
 SELECT 'standard'::text AS kind,
    '2019-10-01'::date AS from_on,
    10 AS percent,
    'none'::text AS keeps_old_rate,
    NULL::date AS contracted_before
UNION ALL
 SELECT 'reduced'::text AS kind,
    '2019-10-01'::date AS from_on,
    8 AS percent,
    'none'::text AS keeps_old_rate,
    NULL::date AS contracted_before
UNION ALL
 SELECT 'standard'::text AS kind,
    tax_rate_change.from_on,
    tax_rate_change.percent,
    tax_rate_change.keeps_old_rate,
    tax_rate_change.contracted_before
   FROM tax_rate_change;

CREATE OR REPLACE FUNCTION public.audit_hash(entry audit_entry)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select encode(sha256(convert_to(concat_ws(chr(31), entry.organization_id, entry.seq,
    to_char(entry.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), entry.actor, entry.action,
    entry.subject, entry.detail::text, entry.previous_hash), 'UTF8')), 'hex')
$function$

CREATE OR REPLACE FUNCTION public.billed_ahead(subjects uuid[])
 RETURNS TABLE(contract_id uuid, seminar_order_id uuid, sub_account text, should_yen bigint, booked_yen bigint)
 LANGUAGE sql
 STABLE
AS $function$
  select contract.id, seminar_order.id, coalesce(publication.code, seminar.code), greatest(share.yen
    - coalesce(contract_position.receivable_yen, seminar_position.receivable_yen, 0), 0)::bigint, booked.yen::bigint
  from unnest(subjects) as subject (id)
  left join contract on contract.id = subject.id
  left join publication on publication.id = contract.publication_id
  left join contract_position on contract_position.contract_id = contract.id
  left join seminar_order on seminar_order.id = subject.id
  left join seminar on seminar.id = seminar_order.seminar_id
  left join seminar_position on seminar_position.order_id = seminar_order.id
  cross join lateral (select coalesce(sum(open_yen), 0) as yen from invoice_shares_of(subject.id)) as share
  cross join lateral (select coalesce(sum(amount_yen), 0) as yen from billed_movement where subject_id = subject.id) as booked
  where num_nonnulls(contract.id, seminar_order.id) = 1
$function$

CREATE OR REPLACE FUNCTION public.bundle_lead(of_order uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE COST 10000
AS $function$
  select contract.id from contract left join issue on issue.publication_id = contract.publication_id
    and issue.number = expected_last_issue(contract.id)
  where contract.order_id = of_order
  order by coalesce(issue.shipped_on, issue.ships_on) nulls last, contract.number limit 1
$function$

CREATE OR REPLACE FUNCTION public.candidates_of_issue(title uuid, issue_number integer)
 RETURNS TABLE(contract_id uuid, payer_id uuid, category text, price_yen bigint, tax_rate_percent integer, units_before integer, units_after integer, is_last boolean, net_yen bigint, tax_yen bigint, from_deferred_yen bigint, to_receivable_yen bigint, reason text)
 LANGUAGE sql
 STABLE
AS $function$
  select serving.contract_id, serving.payer_id, serving.category, serving.price_yen, serving.tax_rate_percent, serving.units_before,
    serving.units_after, serving.is_last, serving.net_yen, serving.tax_yen, serving.from_deferred_yen, serving.to_receivable_yen,
    case
      when serving.state <> 'active' then serving.state
      when serving.start_issue > issue_number then 'starts-later'
      when earlier.id is not null then 'after-previous'
      when hold.contract_id is not null then case hold.reason when 'undeliverable' then 'undeliverable' else 'held' end
      when (issue_number - serving.start_issue) % serving.ship_every <> 0 then 'off-month'
      when line.contract_id is null then 'no-line'
      when line.lacks_address then 'no-address'
    end
  from next_serving as serving
  left join contract as earlier on earlier.id = serving.previous_id and earlier.state = 'active' and earlier.last_issue is null
  left join contract_hold as hold on hold.contract_id = serving.contract_id and hold.from_issue <= issue_number
    and (hold.until_issue is null or hold.until_issue > issue_number)
  left join (
    select live.contract_id, bool_or(member.postal_code = '' or member.street = '') as lacks_address
    from contract_line as live join member on member.id = live.recipient_id
    where (live.from_issue is null or live.from_issue <= issue_number) and (live.until_issue is null or live.until_issue > issue_number)
    group by live.contract_id
  ) as line on line.contract_id = serving.contract_id
  where serving.publication_id = title
    and (serving.state = 'active' or serving.ended_from_issue = issue_number)
$function$

CREATE OR REPLACE FUNCTION public.chain_audit_entry()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  last record;
begin
  -- One writer at a time per organization, or two entries would claim the same predecessor.
  perform pg_advisory_xact_lock(hashtextextended('audit:' || new.organization_id, 0));
  select seq, hash into last from audit_entry where organization_id = new.organization_id order by seq desc limit 1;
  new.seq := coalesce(last.seq, 0) + 1;
  new.previous_hash := coalesce(last.hash, '');
  new.hash := audit_hash(new);
  return new;
end
$function$

CREATE OR REPLACE FUNCTION public.check_in_verdicts(nonces uuid[])
 RETURNS SETOF check_in_verdict
 LANGUAGE plpgsql
 STABLE ROWS 1
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
begin
  return query
  select event.nonce, event.kind, event.verdict, event.reason, coalesce(event.content->>'message', ''), event.registration_id,
    person.number, person.name, person.kana, person.company_name, coalesce(person.owed, 0)::bigint, first.occurred_at, first.device,
    other.title, other.room
  from unnest(nonces) as asked (nonce)
  cross join lateral (select * from checkin_event where checkin_event.nonce = asked.nonce limit 1) as event
  left join lateral (
    select registration.number, concat_ws(' ', family_name, nullif(given_name, '')) as name, registration.seminar_id,
      concat_ws(' ', family_name_kana, nullif(given_name_kana, '')) as kana, company_name, (
        select greatest(total_yen - coalesce(deferred_yen + recognised_yen, 0), 0) + coalesce(receivable_yen, 0)
        from seminar_order left join seminar_position as position on position.order_id = seminar_order.id
        where seminar_order.id = registration.order_id limit 1
      ) as owed
    from registration where registration.id = event.registration_id limit 1
  ) as person on true
  left join lateral (
    select entry.occurred_at, entry.device from checkin_event as entry
    where event.verdict = 'duplicate' and entry.registration_id = event.registration_id and entry.session_id = event.session_id
      and entry.kind = 'entry' and entry.verdict = 'accepted' and not entry.is_superseded limit 1
  ) as first on true
  left join lateral (
    select seminar.title, (select room.name from seminar_session join room on room.id = room_id
      where seminar_session.seminar_id = seminar.id order by starts_at limit 1) as room
    from seminar where event.reason = 'other-seminar' and seminar.id = person.seminar_id limit 1
  ) as other on true;
end
$function$

CREATE OR REPLACE FUNCTION public.chosen_members(rules jsonb, today date)
 RETURNS SETOF member
 LANGUAGE sql
 STABLE
AS $function$
  select member.* from member
  where member.merged_into_id is null and member.erased_at is null
    and (rules->'prefectures' is null
      or member.prefecture = any (array(select jsonb_array_elements_text(rules->'prefectures'))))
    and (rules->'genders' is null
      or coalesce(member.gender, '') = any (array(select jsonb_array_elements_text(rules->'genders'))))
    and (rules->'industries' is null
      or member.industry = any (array(select jsonb_array_elements_text(rules->'industries'))))
    and (rules->'occupations' is null
      or member.occupation = any (array(select jsonb_array_elements_text(rules->'occupations'))))
    and (rules->'jobTitles' is null
      or member.job_title = any (array(select jsonb_array_elements_text(rules->'jobTitles'))))
    and (rules->'ageFrom' is null or member.born_on <= today - make_interval(years => (rules->>'ageFrom')::integer))
    and (rules->'ageTo' is null or member.born_on > today - make_interval(years => (rules->>'ageTo')::integer + 1))
    and (rules->'wantsMail' is null or member.wants_mail = (rules->>'wantsMail')::boolean)
    and (rules->'contract' is null or (rules->>'contract' = 'active') = exists (
      select from contract join contract_position as position on position.contract_id = contract.id
      join publication on publication.id = contract.publication_id
      where contract.payer_id = member.id and contract.state = 'active' and position.served_units < contract.units
        and (rules->'publications' is null
          or publication.code = any (array(select jsonb_array_elements_text(rules->'publications'))))))
    and (rules->>'contract' is distinct from 'lapsed' or exists (
      select from contract join publication on publication.id = contract.publication_id
      where contract.payer_id = member.id
        and (rules->'publications' is null
          or publication.code = any (array(select jsonb_array_elements_text(rules->'publications'))))))
    and (rules->'owes' is null or (rules->>'owes')::boolean = exists (
      select from contract join contract_position as position on position.contract_id = contract.id
      where contract.payer_id = member.id and position.receivable_yen > 0))
    and (rules->'paidFrom' is null or exists (
      select from payment where payment.payer_id = member.id and payment.received_on >= (rules->>'paidFrom')::date))
    and (rules->'paidAtLeastYen' is null or (
      select coalesce(sum(payment.amount_yen), 0) from payment
      where payment.payer_id = member.id) >= (rules->>'paidAtLeastYen')::bigint)
    and (rules->'field' is null or exists (
      select from member_field_value as own where own.member_id = member.id and own.code = rules->'field'->>'code'
        and own.value = rules->'field'->>'value'))
    -- One list of members, which the planner hashes; asked member by member it would be read as often as there are members.
    and (rules->'seminars' is null or (rules->'seminars'->>'did' <> 'none') = (member.id in (
      select registration.member_id
      from registration join seminar on seminar.id = registration.seminar_id
      cross join lateral (
        select max((session.ends_at at time zone 'Asia/Tokyo')::date) as ended_on from seminar_session as session
        where session.seminar_id = seminar.id
      ) as held
      cross join lateral (
        select exists (select from attendance where attendance.registration_id = registration.id and attendance.status <> 'absent') as came
      ) as seen
      where registration.member_id is not null and registration.state = 'confirmed' and seminar.state <> 'cancelled'
        and (rules->'seminars'->'codes' is null
          or seminar.code = any (array(select jsonb_array_elements_text(rules->'seminars'->'codes'))))
        and (rules->'seminars'->'from' is null or held.ended_on >= (rules->'seminars'->>'from')::date)
        and case rules->'seminars'->>'did' when 'attended' then seen.came
          when 'missed' then not seen.came and held.ended_on < today else true end)))
$function$

CREATE OR REPLACE FUNCTION public.claim_seats(wanted_orders uuid[], seat_state text, why text, until timestamp with time zone, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
declare
  seats integer;
begin
  -- Who comes when a pool is visibly full is told so at once: most of a rush does.
  perform from registration join fee_type_pool on fee_type_pool.fee_type_id = registration.fee_type_id
    join seat_pool as pool on pool.id = fee_type_pool.pool_id and pool.taken >= pool.capacity + pool.overbook
  where registration.order_id = any(wanted_orders) and registration.state in ('held', 'confirmed')
    and not exists (select from seat_claim as live where live.registration_id = registration.id and live.pool_id = pool.id
      and live.state in ('held', 'confirmed'))
  limit 1;
  if found then
    return false;
  end if;
  update seat_claim set state = seat_state, reason = why, expires_at = until
  where order_id = any(wanted_orders) and state = 'held';
  -- The guard skips what is visibly full, and the constraint refuses what two would take at once.
  insert into seat_claim (organization_id, pool_id, order_id, registration_id, state, reason, expires_at, claimed_at)
  select organization_id, pool_id, order_id, registration_id, seat_state, why, until, at from (
    select wanted.*, bool_and(free >= needed) over () as fits from (
      select pool.organization_id, pool.id as pool_id, registration.id as registration_id, registration.order_id,
        pool.capacity + pool.overbook - pool.taken as free, count(*) over (partition by pool.id) as needed
      from registration
      join fee_type_pool on fee_type_pool.fee_type_id = registration.fee_type_id
      join seat_pool as pool on pool.id = fee_type_pool.pool_id
      where registration.order_id = any(wanted_orders) and registration.state in ('held', 'confirmed')
        and not exists (select from seat_claim as live where live.registration_id = registration.id and live.pool_id = pool.id
          and live.state in ('held', 'confirmed'))
    ) as wanted
  ) as weighed where fits order by pool_id;
  get diagnostics seats = row_count;
  -- All that was missing was taken; or nothing was missing, or nothing could be taken.
  return seats > 0 or not exists (
    select from registration join fee_type_pool on fee_type_pool.fee_type_id = registration.fee_type_id
    where registration.order_id = any(wanted_orders) and registration.state in ('held', 'confirmed')
      and not exists (select from seat_claim where seat_claim.registration_id = registration.id
        and seat_claim.pool_id = fee_type_pool.pool_id and seat_claim.state in ('held', 'confirmed')));
end
$function$

CREATE OR REPLACE FUNCTION public.closing_on(closing_day integer, as_of date)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE STRICT
AS $function$
  select max(closes_on) from (
    select (month + make_interval(days => least(closing_day, extract(day from month + interval '1 month - 1 day')::integer) - 1))::date
      as closes_on
    from unnest(array[date_trunc('month', as_of), date_trunc('month', as_of) - interval '1 month']) as month
  ) as closings where closes_on <= as_of
$function$

CREATE OR REPLACE FUNCTION public.companies_alike()
 RETURNS TABLE(company_id uuid, other_id uuid, reasons text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  with somebodys as (
    select distinct coalesce(company.merged_into_id, company.id) as id from member join company on company.id = member.company_id
    where member.merged_into_id is null and member.erased_at is null
  ), written as (
    select somebodys.id as company_id, search_name, search_kana, phone_digits, postal_code, search_address
    from company join somebodys on somebodys.id = coalesce(company.merged_into_id, company.id)
  ), pair as (
    select one.company_id, other.company_id as other_id, 'name' as reason
    from written as one join written as other on other.search_name = one.search_name where one.search_name <> ''
    union all
    select one.company_id, other.company_id, 'kana'
    from written as one join written as other on other.search_kana = one.search_kana where one.search_kana <> ''
    union all
    select one.company_id, other.company_id, 'phone'
    from written as one join written as other on other.phone_digits = one.phone_digits where length(one.phone_digits) >= 10
    union all
    select one.company_id, other.company_id, 'address'
    from written as one join written as other on other.postal_code = one.postal_code and other.search_address = one.search_address
    where one.postal_code <> '' and one.search_address <> ''
  )
  select pair.company_id, pair.other_id, array_agg(distinct pair.reason) from pair
  where pair.company_id <> pair.other_id and not exists (select from company_apart as apart
    where apart.company_id = least(pair.company_id, pair.other_id) and apart.other_id = greatest(pair.company_id, pair.other_id))
  group by pair.company_id, pair.other_id
$function$

CREATE OR REPLACE FUNCTION public.company_parts(name text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  with written as (
    select translate(usual_characters(upper(regexp_replace(normalize(name, nfkc), '[[:space:]]', '', 'g'))), '[]〔〕【】〈〉', '()()()()') as name
  ), form (kind, spelling) as (
    values ('株', '株式会社'), ('株', '(株)'), ('株', 'カブシキガイシャ'), ('株', 'カブシキカイシャ'),
      ('有', '有限会社'), ('有', '(有)'), ('有', 'ユウゲンガイシャ'), ('有', 'ユウゲンカイシャ'),
      ('同', '合同会社'), ('同', '(同)'), ('同', '(合同)'), ('同', 'ゴウドウガイシャ'), ('同', 'ゴウドウカイシャ'),
      ('資', '合資会社'), ('資', '(資)'), ('名', '合名会社'), ('名', '(名)'),
      ('一社', '一般社団法人'), ('一社', '(一社)'), ('一財', '一般財団法人'), ('一財', '(一財)'),
      ('公社', '公益社団法人'), ('公社', '(公社)'), ('公財', '公益財団法人'), ('公財', '(公財)'),
      ('社', '社団法人'), ('社', '(社)'), ('財', '財団法人'), ('財', '(財)'),
      ('学', '学校法人'), ('学', '(学)'), ('宗', '宗教法人'), ('宗', '(宗)'),
      ('医', '医療法人社団'), ('医', '医療法人財団'), ('医', '医療法人'), ('医', '(医)'),
      ('福', '社会福祉法人'), ('福', '(福)'), ('福', '(社福)'),
      ('特非', '特定非営利活動法人'), ('特非', 'NPO法人'), ('特非', '(特非)'),
      ('独', '独立行政法人'), ('独', '(独)'), ('大', '国立大学法人'), ('大', '(大)')
  )
  select coalesce(
    (select array[kind, case when starts_with(written.name, spelling) then substr(written.name, length(spelling) + 1)
        else left(written.name, -length(spelling)) end]
      from form where starts_with(written.name, spelling) or right(written.name, length(spelling)) = spelling
      order by length(spelling) desc, starts_with(written.name, spelling) desc limit 1),
    array['', written.name]) from written
$function$

CREATE OR REPLACE FUNCTION public.count_moved_seat_claims()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update seat_pool as pool set taken = pool.taken + moved.seats
  from (
    select organization_id, pool_id, sum(seats)::integer as seats from (
      select organization_id, pool_id, 1 as seats from added where state in ('held', 'confirmed')
      union all
      select organization_id, pool_id, -1 from removed where state in ('held', 'confirmed')
    ) as both_sides group by 1, 2 having sum(seats) <> 0
  ) as moved
  where pool.organization_id = moved.organization_id and pool.id = moved.pool_id;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.count_new_seat_claims()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update seat_pool as pool set taken = pool.taken + moved.seats
  from (
    select organization_id, pool_id, count(*)::integer as seats from added where state in ('held', 'confirmed') group by 1, 2
  ) as moved
  where pool.organization_id = moved.organization_id and pool.id = moved.pool_id;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.current_organization()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select nullif(current_setting('app.organization_id', true), '')::uuid
$function$

CREATE OR REPLACE FUNCTION public.digits_of(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select regexp_replace(normalize(value, nfkc), '[^0-9]', '', 'g')
$function$

CREATE OR REPLACE FUNCTION public.discontinued_transfer(contract_asked uuid, offer_asked uuid)
 RETURNS TABLE(publication text, publication_english text, offer text, units integer)
 LANGUAGE sql
 STABLE
AS $function$
  select publication.name, publication.name_english, offer.name,
    greatest(1, position.deferred_yen * offer.units / nullif(offer.price_yen * greatest(copies.count, 1), 0))::integer
  from offer join publication on publication.id = offer.publication_id
  join contract_position as position on position.contract_id = contract_asked
  cross join lateral (select coalesce(sum(line.copies), 0)::bigint as count from contract_line as line
    where line.contract_id = contract_asked and line.until_issue is null) as copies
  where offer.id = offer_asked and position.deferred_yen > 0
$function$

CREATE OR REPLACE FUNCTION public.earned_until(price bigint, tax bigint, units integer, served integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE STRICT
AS $function$
  select (price - tax) * served / units + tax * served / units
$function$

CREATE OR REPLACE FUNCTION public.expected_last_issue(of_contract uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(contract.last_issue, last_issue_of_term(contract.publication_id, contract.start_issue, contract.ship_every,
    contract.units - position.served_units, issues_held(contract.id)))
  from contract join contract_position as position on position.contract_id = contract.id where contract.id = of_contract
$function$

CREATE OR REPLACE FUNCTION public.first_beyond(start_issue integer, from_issue integer, every integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select start_issue + ((from_issue - start_issue + every - 1) / every) * every
$function$

CREATE OR REPLACE FUNCTION public.first_issue_of_next_term(of_contract uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(grace.first, last_issue_of_term(contract.publication_id,
    first_beyond(contract.start_issue, expected_last_issue(contract.id) + 1, contract.ship_every), contract.ship_every, 1, '{}'))
  from contract
  cross join lateral (
    select min(run.issue_number) as first from shipment join issue_run as run on run.id = shipment.issue_run_id
    where shipment.contract_id = contract.id and shipment.kind = 'grace'
      and not exists (select from served_unit join contract as other on other.id = served_unit.contract_id
        where served_unit.issue_run_id = run.id and other.previous_id = contract.id)
  ) as grace
  where contract.id = of_contract
$function$

CREATE OR REPLACE FUNCTION public.follow_company_name()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  alike uuid[];
begin
  if new.company_name = '' then
    new.company_id := null;
    return new;
  end if;
  insert into company (organization_id, name) values (new.organization_id, new.company_name)
  on conflict (organization_id, name_key) do nothing returning id into new.company_id;
  if new.company_id is null then
    select id into new.company_id from company
    where organization_id = new.organization_id
      and name_key = upper(regexp_replace(normalize(new.company_name, nfkc), '[[:space:]]', '', 'g'));
    return new;
  end if;
  select array_agg(distinct coalesce(other.merged_into_id, other.id)) into alike
  from company as one join company as other on other.organization_id = one.organization_id
    and other.bare_name = one.bare_name and other.legal_form = one.legal_form and other.id <> one.id
  where one.organization_id = new.organization_id and one.id = new.company_id and one.bare_name <> '';
  if cardinality(alike) = 1 then
    -- Somebody may be merging that one away just now: then it is no head any more, and people decide.
    perform from company where organization_id = new.organization_id and id = alike[1] and merged_into_id is null for share;
  end if;
  if cardinality(alike) = 1 and found then
    update company set merged_into_id = alike[1] where organization_id = new.organization_id and id = new.company_id;
    insert into company_merge (organization_id, kept_id, merged_id, merged_at)
    select organization_id, alike[1], id, created_at from company
    where organization_id = new.organization_id and id = new.company_id;
  end if;
  return new;
end
$function$

CREATE OR REPLACE FUNCTION public.follow_mail_consent()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update member set wants_mail = new.is_given where organization_id = new.organization_id and id = new.member_id;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.gather_posting_totals()
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with several as (
    select effective_on, account_code, sub_account from posting_total where organization_id = current_organization()
    group by effective_on, account_code, sub_account having count(*) > 1
  ), taken as (
    delete from posting_total as total using several
    where total.organization_id = current_organization() and total.effective_on = several.effective_on
      and total.account_code = several.account_code and total.sub_account = several.sub_account
    returning total.*
  ), gathered as (
    insert into posting_total (organization_id, effective_on, account_code, sub_account, amount_yen)
    select organization_id, effective_on, account_code, sub_account, sum(amount_yen)
    from taken group by organization_id, effective_on, account_code, sub_account returning id
  )
  select (select count(*) from taken)::integer - (select count(*) from gathered)::integer
$function$

CREATE OR REPLACE FUNCTION public.grace_of_issue(title uuid, issue_number integer)
 RETURNS TABLE(contract_id uuid)
 LANGUAGE sql
 STABLE
AS $function$
  select contract.id
  from contract
  where contract.publication_id = title and contract.state = 'active' and contract.last_issue < issue_number
    and contract.last_issue >= issue_number - contract.grace_issues * contract.ship_every and contract.grace_issues > 0
    and (issue_number - contract.start_issue) % contract.ship_every = 0
    and contract.renewal_declined_on is null
    and not exists (select from contract as next where next.previous_id = contract.id and next.state = 'active')
$function$

CREATE OR REPLACE FUNCTION public.guard_taken_seats()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (tg_op = 'INSERT' and new.taken <> 0) or (tg_op = 'UPDATE' and new.taken <> old.taken and pg_trigger_depth() < 2) then
    raise exception 'taken seats are counted, not written' using errcode = '23514', constraint = 'taken_seats_are_counted';
  end if;
  return new;
end
$function$

CREATE OR REPLACE FUNCTION public.has_old_characters(value text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select value ~ '[髙﨑嵜邊邉齋齊斉濵濱德瀨眞靜國澤廣嶋嶌櫻榮惠壽龍瀧渕栁桒舘薮籔𠮷圓會學實寶曾條檜槇關縣豐鐵靏鷗麴黑冨峯埜濟亙萬彌與藏禮穗祿緖增邨伹丗徧凜巖當盡晉舩]'
$function$

CREATE OR REPLACE FUNCTION public.held_on_suspense(organization uuid, payment uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  select (coalesce((
      select -sum(line.amount_yen) from payment as paid
      join voucher on voucher.organization_id = paid.organization_id and voucher.source_key = 'payment:' || paid.external_key
      join voucher_line as line on line.organization_id = voucher.organization_id and line.voucher_id = voucher.id
      join account on account.organization_id = line.organization_id and account.code = line.account_code
      where paid.organization_id = organization and paid.id = payment and account.purpose = 'suspense'), 0)
    - coalesce((
      select sum(back.amount_yen) from card_refund as back
      where back.organization_id = organization and back.payment_id = payment and back.refund_number is null
        and back.seminar_refund_number is null and back.state = 'done'), 0)
    - coalesce((
      select sum(late.amount_yen) from seminar_refund as late
      where late.organization_id = organization and late.payment_id = payment), 0))::bigint
$function$

CREATE OR REPLACE FUNCTION public.invoice_shares_of(subject uuid)
 RETURNS TABLE(invoice_id uuid, tax_rate_percent integer, open_yen bigint)
 LANGUAGE sql
 STABLE
AS $function$
  select item.invoice_id, coalesce(revised.rate, billed.rate), greatest(least(billed.yen - settled.yen, item.left_yen), 0)::bigint
  from (select paper_id, sum(amount_yen) as yen, max(line.tax_rate_percent) as rate from issued_paper_line as line
    where subject_id = subject group by paper_id) as billed
  join invoice_open_item as item on item.invoice_id = billed.paper_id
  cross join lateral (select coalesce(sum(amount_yen), 0) as yen from invoice_settlement
    where invoice_settlement.invoice_id = billed.paper_id and subject_id = subject) as settled
  left join lateral (
    select coalesce((select percent from rates_of_term(subject, 0, billed.yen::bigint) order by seq desc limit 1), rate_of_fee(subject)) as rate
    from issued_paper as copy where copy.first_id = billed.paper_id and copy.taxes_of_id = copy.id limit 1
  ) as revised on true
$function$

CREATE OR REPLACE FUNCTION public.is_conflict(event checkin_event)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case
    when event.kind = 'entry' then
      (event.is_offline or event.received_at > event.occurred_at + interval '10 seconds')
      and case when event.shown in ('', 'entered') then event.verdict <> 'accepted' and (event.shown <> '' or event.is_offline)
        else event.verdict = 'accepted' and event.shown <> 'undone' end
    when event.kind in ('exit', 'undo') then false
    else event.verdict = 'rejected' or event.reason = 'overpaid'
  end
$function$

CREATE OR REPLACE FUNCTION public.issues_held(of_contract uuid)
 RETURNS int4multirange
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(range_agg(int4range(from_issue, until_issue)), '{}') from contract_hold
  where contract_id = of_contract and until_issue > from_issue
$function$

CREATE OR REPLACE FUNCTION public.keep_member_search_of_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select from before join after on after.organization_id = before.organization_id and after.id = before.id
    where (before.number, before.search_name, before.search_kana, before.given_name_kana, before.search_address,
        before.street, before.building, before.phone_digits, before.postal_code, before.email_normal)
      is distinct from (after.number, after.search_name, after.search_kana, after.given_name_kana, after.search_address,
        after.street, after.building, after.phone_digits, after.postal_code, after.email_normal)
  ) then
    delete from member_token using (
      select before.organization_id, token, before.id from before cross join lateral search_tokens(before.number,
        before.search_name, before.search_kana, search_form(before.given_name_kana),
        search_form(before.prefecture || before.city), search_form(before.street), search_form(before.building),
        before.phone_digits, before.postal_code, before.email_normal) as token
    ) as gone
    where member_token.organization_id = gone.organization_id and member_token.token = gone.token
      and member_token.member_id = gone.id;
    insert into member_token (organization_id, token, member_id)
    select after.organization_id, token, after.id
    from after cross join lateral search_tokens(after.number, after.search_name, after.search_kana,
      search_form(after.given_name_kana), search_form(after.prefecture || after.city), search_form(after.street),
      search_form(after.building), after.phone_digits, after.postal_code, after.email_normal) as token
    on conflict do nothing;
  end if;
  insert into member_count as kept (organization_id, prefecture, members)
  select organization_id, prefecture, sum(step)::integer from (
    select organization_id, prefecture, 1 as step from after where merged_into_id is null and erased_at is null
    union all
    select organization_id, prefecture, -1 from before where merged_into_id is null and erased_at is null
  ) as moved group by organization_id, prefecture having sum(step) <> 0 order by prefecture
  on conflict (organization_id, prefecture) do update set members = kept.members + excluded.members;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.keep_member_search_of_new()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into member_token (organization_id, token, member_id)
  select added.organization_id, token, added.id
  from added cross join lateral search_tokens(added.number, added.search_name, added.search_kana,
    search_form(added.given_name_kana), search_form(added.prefecture || added.city), search_form(added.street),
    search_form(added.building), added.phone_digits, added.postal_code, added.email_normal) as token;
  insert into member_count as kept (organization_id, prefecture, members)
  select organization_id, prefecture, count(*) from added group by organization_id, prefecture order by prefecture
  on conflict (organization_id, prefecture) do update set members = kept.members + excluded.members;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.keep_sent_announcement()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a sent announcement is not changed' using errcode = '23514', constraint = 'sent_announcement_stays';
end
$function$

CREATE OR REPLACE FUNCTION public.last_issue_of_term(of_publication uuid, start_issue integer, every integer, left_units integer, held int4multirange)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  with calendar as (
    select consume_units_per_issue as consumes,
      coalesce((select min(number) from issue where publication_id = of_publication and shipped_on is null and skipped_on is null),
        (select max(number) + 1 from issue where publication_id = of_publication)) as next_issue,
      (select max(number) from issue where publication_id = of_publication) as end_of_calendar
    from publication where id = of_publication
  ), ahead as (
    select calendar.*, plan.number, plan.eaten
    from calendar left join lateral (
      select number, sum(coalesce(issue.consume_units, calendar.consumes)) over (order by number) as eaten
      from issue
      where issue.publication_id = of_publication and shipped_on is null and skipped_on is null
        and number >= last_issue_of_term.start_issue and (number - last_issue_of_term.start_issue) % every = 0 and not held @> number
    ) as plan on true
  )
  select case
    when left_units <= 0 then null
    when bool_or(eaten >= left_units) then min(number) filter (where eaten >= left_units)
    else first_beyond(last_issue_of_term.start_issue,
        max(greatest(end_of_calendar + 1, next_issue, last_issue_of_term.start_issue)), every)
      + ((left_units - coalesce(max(eaten), 0) + max(consumes) - 1) / max(consumes) - 1)::integer * every
  end
  from ahead
$function$

CREATE OR REPLACE FUNCTION public.may_be_renewed(of_contract uuid, at_offer uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select contract.state = 'active' and contract.renewal_declined_on is null
    and not exists (select from contract as next where next.previous_id = contract.id and next.state = 'active')
    and exists (select from terms_to_renew(of_contract, at_offer))
  from contract where contract.id = of_contract
$function$

CREATE OR REPLACE FUNCTION public.member_family(root uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE
AS $function$
  with recursive family (id) as (
    select root
    union
    select member.id from family join member on member.merged_into_id = family.id
  )
  select id from family
$function$

CREATE OR REPLACE FUNCTION public.member_kept(start uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  with recursive chain (id, next_id) as (
    select member.id, member.merged_into_id from member where member.id = start
    union
    select member.id, member.merged_into_id from chain join member on member.id = chain.next_id
  )
  select id from chain where next_id is null
$function$

CREATE OR REPLACE FUNCTION public.move_contract_positions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- contract_id is in the primary key with the voucher: a contract moves at most once a voucher, but one statement may
  -- carry several vouchers, hence the sum.
  update contract_position as position
  set served_units = position.served_units + moved.units,
      deferred_yen = position.deferred_yen + moved.deferred_yen,
      receivable_yen = position.receivable_yen + moved.receivable_yen
  from (
    select organization_id, contract_id, sum(units)::integer as units,
      sum(deferred_yen)::bigint as deferred_yen, sum(receivable_yen)::bigint as receivable_yen
    from added group by organization_id, contract_id
  ) as moved
  where position.organization_id = moved.organization_id and position.contract_id = moved.contract_id;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.move_seminar_positions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update seminar_position as position
  set deferred_yen = position.deferred_yen + moved.deferred_yen, receivable_yen = position.receivable_yen + moved.receivable_yen,
      recognised_yen = position.recognised_yen + moved.recognised_yen
  from (
    select organization_id, order_id, sum(deferred_yen)::bigint as deferred_yen, sum(receivable_yen)::bigint as receivable_yen,
      coalesce(sum(net_yen + tax_yen) filter (where cause = 'held'), 0)::bigint as recognised_yen
    from added group by 1, 2
  ) as moved
  where position.organization_id = moved.organization_id and position.order_id = moved.order_id;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.move_service_positions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update service_position as position set receivable_yen = position.receivable_yen + moved.yen
  from (select organization_id, bill_id, sum(receivable_yen)::bigint as yen from added group by 1, 2) as moved
  where position.organization_id = moved.organization_id and position.bill_id = moved.bill_id;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.new_id()
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE
AS $function$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid
$function$

CREATE OR REPLACE FUNCTION public.offer_condition_holds(of_offer uuid, for_member uuid, on_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce((
    select case condition.kind
      when 'students' then coalesce((
        select proof.state = 'confirmed' and proof.studies_until >= on_day from student_proof as proof
        where proof.member_id in (select member_family(for_member)) and proof.decided_at is not null
        order by proof.decided_at desc, proof.id desc limit 1), false)
      when 'holders' then exists (
        select from contract join contract_position as position on position.contract_id = contract.id
        where contract.payer_id in (select member_family(for_member)) and contract.publication_id = condition.publication_id
          and contract.state = 'active' and position.served_units < contract.units and contract.category not in ('sample', 'complimentary'))
    end
    from offer_condition as condition where condition.offer_id = of_offer), true)
$function$

CREATE OR REPLACE FUNCTION public.offer_publications(of_offer uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce((
      select string_agg(publication.name, '・' order by part.position)
      from offer_component as part join publication on publication.id = part.publication_id where part.offer_id = offer.id),
    publication.name)
  from offer join publication on publication.id = offer.publication_id where offer.id = of_offer
$function$

CREATE OR REPLACE FUNCTION public.offer_title(of_offer offer, language text)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select concat_ws(' ', case when of_offer.kind <> 'bundle' then (
      select coalesce(case when language = 'en' then nullif(publication.name_english, '') end, publication.name)
      from publication where publication.id = of_offer.publication_id) end,
    coalesce(case when language = 'en' then nullif(of_offer.name_english, '') end, of_offer.name))
$function$

CREATE OR REPLACE FUNCTION public.paid_of_term_before(term uuid, payment_id uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  select (contract.opening_paid_yen + coalesce((
    select sum(earlier.amount_yen) from payment_allocation as earlier
    join payment on payment.id = earlier.payment_id
    join payment as this on this.id = $2
    where earlier.contract_id = term and (payment.received_on, payment.number) < (this.received_on, this.number)), 0))::bigint
  from contract where contract.id = term
$function$

CREATE OR REPLACE FUNCTION public.postal_address_of_order(organization uuid, wanted_order uuid)
 RETURNS TABLE(postal_code text, region text, street text, building text, lines text[])
 LANGUAGE sql
 STABLE
AS $function$
  select sent.postal_code, sent.region, sent.street, sent.building, array_remove(array[sent.region || sent.street, sent.building], '')
  from seminar_order left join member on member.organization_id = seminar_order.organization_id and member.id = seminar_order.payer_id
  cross join lateral (select coalesce(form->'payer'->>'street', '') <> '' as is_typed) as given
  cross join lateral (select
    case when is_typed then form->'payer'->>'postalCode' else coalesce(member.postal_code, '') end as postal_code,
    case when is_typed then concat(form->'payer'->>'prefecture', form->'payer'->>'city')
      else coalesce(member.prefecture || member.city, '') end as region,
    case when is_typed then form->'payer'->>'street' else coalesce(member.street, '') end as street,
    case when is_typed then coalesce(form->'payer'->>'building', '') else coalesce(member.building, '') end as building) as sent
  where seminar_order.organization_id = organization and seminar_order.id = wanted_order
$function$

CREATE OR REPLACE FUNCTION public.promotion_use_counts(used promotion_use, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select used.order_id is not null or exists (
    select from application where application.id = used.application_id and (application.state = 'awaiting-payment'
      or (application.state = 'confirmed' and (used.taken_at > at - interval '10 minutes' or exists (
        select from stripe_request as request where request.application_id = application.id
          and (request.state = 'created' or (request.state = 'open' and request.expires_at > at)))))))
$function$

CREATE OR REPLACE FUNCTION public.rate_of_fee(order_id uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  select tax_rate_on(seminar.tax_rate_percent, (select (max(ends_at) at time zone 'Asia/Tokyo')::date from seminar_session
    where seminar_session.seminar_id = seminar.id))
  from seminar_order join seminar on seminar.id = seminar_id where seminar_order.id = order_id
$function$

CREATE OR REPLACE FUNCTION public.rates_of_term(term uuid, above bigint, upto bigint)
 RETURNS TABLE(seq integer, percent integer, units integer, yen bigint)
 LANGUAGE sql
 STABLE
AS $function$
  with bound as (
    select date '-infinity' as from_on, contract.tax_rate_percent as percent, 0 as units_before from contract where contract.id = term
    union all
    select change.from_on, case change.keeps_old_rate when 'none' then change.percent else contract.tax_rate_percent end, before.units
    from contract
    join publication on publication.id = contract.publication_id
    join tax_rate as change on change.kind = tax_kind(contract.tax_rate_percent) and change.from_on > contract.opened_on
    cross join lateral (
      select least(contract.units, contract.opening_units + (select count(*) from served_unit join issue_run on issue_run.id = issue_run_id
          where served_unit.contract_id = contract.id and issue_run.ships_on < change.from_on)
        + coalesce((select sum(coalesce(issue.consume_units, publication.consume_units_per_issue)) from issue
          where issue.publication_id = contract.publication_id and issue.number >= contract.start_issue and issue.shipped_on is null
            and issue.skipped_on is null and issue.ships_on < change.from_on
            and (issue.number - contract.start_issue) % contract.ship_every = 0), 0))::integer as units
    ) as before
    where contract.id = term
  ), part as (
    select bound.from_on, bound.percent, bound.units_before,
      lead(bound.units_before, 1, contract.units) over (order by bound.from_on) as units_after,
      contract.price_yen, contract.tax_yen, contract.units as all_units
    from bound join contract on contract.id = term
  )
  select (row_number() over (order by part.from_on))::integer, part.percent, units_after - units_before, inside.yen
  from part cross join lateral (
    select case when units_after = all_units then upto else least(earned_until(price_yen, tax_yen, all_units, units_after), upto) end
      - case when units_before = 0 then above else greatest(earned_until(price_yen, tax_yen, all_units, units_before), above) end as yen
  ) as inside
  where units_after > units_before and inside.yen > 0
$function$

CREATE OR REPLACE FUNCTION public.record_check_ins(of_seminar uuid, at_gate text, by_device uuid, scans jsonb, received timestamp with time zone, recorder text)
 RETURNS SETOF check_in_verdict
 LANGUAGE plpgsql
 ROWS 1
AS $function$
declare
  scan record;
  person record;
  attended uuid;
  at timestamptz;
  why text;
  is_written boolean;
  answer check_in_verdict;
  answers check_in_verdict[];
begin
  for scan in
    select given.*, coalesce(given.registration,
      (select ticket.registration_id from ticket where token_hash = given.hash and revoked_at is null limit 1),
      (select by_number.id from registration as by_number where by_number.number = given.number limit 1)) as whose
    from rows from (jsonb_to_recordset(scans) as (nonce uuid, registration uuid, session uuid, kind text, source text, offline boolean,
      forced boolean, occurred timestamptz, shown_at timestamptz, shown text, hash text, number text)) with ordinality
      as given (nonce, registration, session, kind, source, offline, forced, occurred, shown_at, shown, hash, number, place)
    order by whose, given.session, given.place
  loop
    at := least(scan.occurred, received);
    select registration.id, registration.seminar_id, registration.state, registration.number, company_name,
      concat_ws(' ', family_name, nullif(given_name, '')) as name, concat_ws(' ', family_name_kana, nullif(given_name_kana, '')) as kana, (
        select greatest(total_yen - coalesce(deferred_yen + recognised_yen, 0), 0) + coalesce(receivable_yen, 0)
        from seminar_order left join seminar_position as position on position.order_id = seminar_order.id
        where seminar_order.id = registration.order_id limit 1
      )::bigint as owed
    into person from registration where registration.id = scan.whose limit 1;
    select session.id into attended from seminar_session as session where session.seminar_id = of_seminar
    order by session.id is not distinct from scan.session desc, abs(extract(epoch from starts_at - scan.occurred)) limit 1;
    why := case when person.id is null then 'unknown' when person.seminar_id <> of_seminar then 'other-seminar'
      when person.state = 'held' then 'held' when person.state <> 'confirmed' then 'cancelled'
      when scan.kind = 'entry' and not scan.forced and person.owed > 0 then 'unpaid' else '' end;
    if scan.kind = 'undo' and why = '' then
      update checkin_event as entry set is_superseded = true
      where entry.registration_id = person.id and entry.session_id = attended and entry.kind = 'entry' and entry.verdict = 'accepted'
        and not entry.is_superseded and (entry.occurred_at <= at or entry.device_id = by_device)
        and not exists (select from checkin_event as known where known.nonce = scan.nonce);
      why := case when found then '' else 'not-entered' end;
    end if;
    insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, device_id, kind, source, occurred_at,
      device_at, received_at, is_offline, is_forced, shown, verdict, reason, recorded_by)
    values (current_organization(), scan.nonce, of_seminar, attended, person.id, at_gate, by_device, scan.kind, scan.source, at, scan.shown_at,
      received, scan.offline, scan.forced, scan.shown, case why when '' then 'accepted' else 'rejected' end, why, recorder)
    on conflict do nothing;
    is_written := found;
    if not is_written then
      -- What the one-entry rule kept out; where the nonce was known, nothing.
      insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, device_id, kind, source, occurred_at,
        device_at, received_at, is_offline, is_forced, shown, verdict, recorded_by)
      values (current_organization(), scan.nonce, of_seminar, attended, person.id, at_gate, by_device, scan.kind, scan.source, at,
        scan.shown_at, received, scan.offline, scan.forced, scan.shown, 'duplicate', recorder)
      on conflict do nothing;
    end if;
    if is_written and why <> 'other-seminar' then
      answer := row (scan.nonce, scan.kind, case why when '' then 'accepted' else 'rejected' end, why, '', person.id, person.number,
        person.name, person.kana, person.company_name, coalesce(person.owed, 0), null, null, null, null);
    else
      -- Who was in already, or belongs elsewhere: a statement of its own, which sees what another door has committed meanwhile.
      select * into answer from check_in_verdicts(array[scan.nonce]);
    end if;
    answers[scan.place] := answer;
  end loop;
  return query select * from unnest(answers);
end
$function$

CREATE OR REPLACE FUNCTION public.refuse_closed_month()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  effective_month text := to_char(new.effective_on, 'YYYY-MM');
  last_kind text;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('month:' || new.organization_id || effective_month, 0));
  -- Beneath a closed month nothing moves either, or its opening balances would no longer be what was reported.
  select last.kind into last_kind from (
    select distinct on (month) month, kind from period_event
    where organization_id = new.organization_id and month >= effective_month order by month, seq desc
  ) as last where last.kind = 'closed' limit 1;
  if last_kind = 'closed' then
    raise exception 'month % is closed', effective_month using errcode = '23514', constraint = 'closed_month_refuses_vouchers';
  end if;
  return new;
end
$function$

CREATE OR REPLACE FUNCTION public.refuse_settlement_beyond_invoice()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select from (select distinct organization_id, invoice_id from settled) as touched
    join issued_paper as paper on paper.organization_id = touched.organization_id and paper.id = touched.invoice_id
    join lateral (select sum(amount_yen) as yen from invoice_settlement as settlement
      where settlement.organization_id = paper.organization_id and settlement.invoice_id = paper.id) as sum on true
    where sum.yen > paper.total_yen
  ) then
    raise exception 'an invoice is settled beyond its sum'
      using errcode = '23514', constraint = 'an_invoice_is_not_settled_beyond_its_sum', table = 'invoice_settlement';
  end if;
  return null;
end $function$

CREATE OR REPLACE FUNCTION public.refuse_unbalanced_voucher()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select from voucher_line line
    where (line.organization_id, line.voucher_id) in (select organization_id, voucher_id from added)
    group by line.organization_id, line.voucher_id having sum(line.amount_yen) <> 0
  ) then
    raise exception 'voucher does not balance' using errcode = '23514', constraint = 'voucher_lines_sum_to_zero';
  end if;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.remitter_key(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select regexp_replace(regexp_replace(regexp_replace(
    translate(public.search_form(value), 'ァィゥェォッャュョヮヲ', 'アイウエオツヤユヨワオ'),
    '^[0-9]{1,10}', ''),
    '^(カブシキガイシヤ|ユウゲンガイシヤ|ゴウドウガイシヤ|イツパンシヤダンホウジン|シヤダンホウジン|ザイダンホウジン|\(?(カ|ユ|メ|シ|ド|ザイ|シヤ|ガク|イ|シユウ|フク|トクヒ|ドク|エ|ノウ)\))', ''),
    '(カブシキガイシヤ|ユウゲンガイシヤ|ゴウドウガイシヤ|\((カ|ユ|メ|シ|ド|ザイ|シヤ|ガク|イ|シユウ|フク|トクヒ|ドク|エ|ノウ)\)?)$', '')
$function$

CREATE OR REPLACE FUNCTION public.renewal_day(of_contract uuid, not_before date)
 RETURNS date
 LANGUAGE sql
 STABLE
AS $function$
  select greatest(not_before, coalesce(issue.shipped_on, issue.ships_on))
  from contract left join issue on issue.publication_id = contract.publication_id and issue.number = expected_last_issue(contract.id)
  where contract.id = of_contract
$function$

CREATE OR REPLACE FUNCTION public.renewal_offer(of_contract uuid, not_before date)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce((
      select bundle.id from bundle_to_renew as whole join offer as bundle on bundle.id = whole.bundle_id
      where whole.order_id = contract.order_id and bundle.on_sale),
    case when condition.offer_id is null
      or offer_condition_holds(contract.offer_id, contract.payer_id, renewal_day(contract.id, not_before)) then contract.offer_id
      else condition.successor_id end)
  from contract left join offer_condition as condition on condition.offer_id = contract.offer_id
  where contract.id = of_contract
$function$

CREATE OR REPLACE FUNCTION public.renewal_titles(of_contract uuid, at_offer uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  select jsonb_agg(jsonb_build_object('contractNumber', contract.number, 'publication', publication.name, 'units', offer.units,
    'lastIssue', expected_last_issue(contract.id)) order by term.place)
  from terms_to_renew(of_contract, at_offer) as term join contract on contract.id = term.contract_id
  join publication on publication.id = contract.publication_id join offer on offer.id = term.offer_id
$function$

CREATE OR REPLACE FUNCTION public.search_form(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select translate(
    upper(regexp_replace(normalize(value, nfkc), '[[:space:]・･ー‐−–—\-]', '', 'g')),
    'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをん',
    'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲン')
$function$

CREATE OR REPLACE FUNCTION public.search_tokens(number text, name text, kana text, given_kana text, area text, street text, building text, phone text, postal_code text, email text)
 RETURNS SETOF text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select distinct left(token, 16) from (
    select usual_characters(name) as name, usual_characters(area) as area, usual_characters(street) as street
  ) as usual cross join lateral (
    select substr(usual.name, at) from generate_series(1, least(length(usual.name), 24)) as at
    union all select substr(phone, at) from generate_series(1, length(phone) - 3) as at
    union all select substr(usual.street, at) from generate_series(1, least(length(usual.street), 8)) as at
      where substr(usual.street, at, 1) !~ '[0-9]'
    union all select substr(usual.area || usual.street, at) from generate_series(1, length(usual.area)) as at
      where at = 1 or substr(usual.area, at - 1, 1) in ('都', '道', '府', '県', '市', '区', '郡', '町', '村')
    union all values (search_form(number)), (ltrim(regexp_replace(number, '[^0-9]', '', 'g'), '0')), (kana), (given_kana),
      (usual_characters(building)), (postal_code), (search_form(email)), (search_form(split_part(email, '@', 2)))
  ) as found (token) where token <> ''
$function$

CREATE OR REPLACE FUNCTION public.service_bill_lost(bill uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(sum(case cause when 'written-off' then net_yen + tax_yen else -(net_yen + tax_yen) end), 0)::bigint
  from service_movement where bill_id = bill and cause in ('written-off', 'recovered')
$function$

CREATE OR REPLACE FUNCTION public.tax_inside(gross bigint, percent integer, rounding text)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE STRICT
AS $function$
  select case rounding when 'floor' then gross * percent / (100 + percent)
    when 'ceil' then (gross * percent + 99 + percent) / (100 + percent)
    else (2 * gross * percent + 100 + percent) / (2 * (100 + percent)) end
$function$

CREATE OR REPLACE FUNCTION public.tax_kind(percent integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE STRICT
AS $function$
  select case percent when 0 then 'outside' when 8 then 'reduced' else 'standard' end
$function$

CREATE OR REPLACE FUNCTION public.tax_rate_on(agreed integer, day date)
 RETURNS integer
 LANGUAGE sql
 STABLE STRICT
AS $function$
  select coalesce((select percent from tax_rate where kind = tax_kind(agreed) and from_on <= day order by from_on desc limit 1), agreed)
$function$

CREATE OR REPLACE FUNCTION public.term_that_goes_on(of_contract uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  with recursive chain as (
    select of_contract as id, 0 as at
    union all select transfer.to_id, chain.at + 1 from contract_transfer as transfer join chain on chain.id = transfer.from_id
  ) select id from chain order by at desc limit 1
$function$

CREATE OR REPLACE FUNCTION public.terms_before(of_contract uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE ROWS 1
AS $function$
  with recursive chain as (
    select of_contract as id
    union select transfer.from_id from contract_transfer as transfer join chain on chain.id = transfer.to_id
  ) select id from chain
$function$

CREATE OR REPLACE FUNCTION public.terms_to_renew(of_contract uuid, at_offer uuid)
 RETURNS TABLE(place integer, contract_id uuid, offer_id uuid)
 LANGUAGE sql
 STABLE ROWS 1
AS $function$
  select 1, of_contract, offer.id from offer where offer.id = at_offer and offer.kind <> 'bundle'
  union all
  select part.position, term.id, part.component_id
  from contract join bundle_to_renew as whole on whole.order_id = contract.order_id and whole.bundle_id = at_offer
  join contract as term on term.order_id = contract.order_id
  join offer_component as part on part.offer_id = at_offer and part.publication_id = term.publication_id
  where contract.id = of_contract
$function$

CREATE OR REPLACE FUNCTION public.total_postings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into posting_total (organization_id, effective_on, account_code, sub_account, amount_yen)
  select organization_id, effective_on, account_code, sub_account, sum(amount_yen)
  from added group by organization_id, effective_on, account_code, sub_account;
  return null;
end
$function$

CREATE OR REPLACE FUNCTION public.undeliverable_addresses(at timestamp with time zone, mails integer DEFAULT 3, days integer DEFAULT 60)
 RETURNS TABLE(address text, since timestamp with time zone, status text)
 LANGUAGE sql
 STABLE
AS $function$
  with open as (
    select bounce.address, bounce.outbox_id, bounce.status, bounce.received_at,
      bounce.action = 'failed' and bounce.status like '5.%' as is_permanent
    from mail_bounce as bounce
    where bounce.address <> ''
      and not exists (select from mail_bounce_solution as solution where solution.bounce_id = bounce.id)
  )
  select open.address, max(open.received_at), (array_agg(open.status order by open.is_permanent desc, open.received_at desc))[1]
  from open where open.is_permanent or open.received_at > at - days * interval '24 hours'
  group by open.address having bool_or(open.is_permanent) or count(distinct open.outbox_id) >= mails
$function$

CREATE OR REPLACE FUNCTION public.usual_characters(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select translate(value,
    '髙﨑嵜邊邉齋齊斉濵濱德瀨眞靜國澤廣嶋嶌櫻榮惠壽龍瀧渕栁桒舘薮籔𠮷圓會學實寶曾條檜槇關縣豐鐵靏鷗麴黑冨峯埜濟亙萬彌與藏禮穗祿緖增邨伹丗徧凜巖當盡晉舩',
    '高崎崎辺辺斎斎斎浜浜徳瀬真静国沢広島島桜栄恵寿竜滝淵柳桑館藪藪吉円会学実宝曽条桧槙関県豊鉄鶴鴎麹黒富峰野済亘万弥与蔵礼穂禄緒増村但世遍凛巌当尽晋船')
$function$

CREATE OR REPLACE PROCEDURE public.wall_in(IN table_name regclass, IN rights text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', table_name);
  execute format('alter table %s force row level security', table_name);
  execute format('create policy organization_wall on %s using (organization_id = current_organization())'
    || ' with check (organization_id = current_organization())', table_name);
  execute format('grant %s on %s to teiki_app', rights, table_name);
end
$procedure$
