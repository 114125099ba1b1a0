import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

/** A line of the disclosure as people read it; `at` is a JST date, or empty. */
export type HeldFact = Readonly<{ section: string; at: string; item: string; content: string }>

/** What is held about a person and those merged into him, section by section, for the list and the paper that he is handed. */
export const factsOfMember = (scope: Scope, memberId: MemberId) => scope.sql<HeldFact>`
  with family as materialized (select id from member_family(${memberId}::uuid) as id),
  held (place, section, at, item, content) as (
    select 1, '基本情報', '', fact.item, fact.content
    from member cross join lateral (values ('会員番号', number), ('氏名', concat_ws(' ', family_name, given_name)),
      ('フリガナ', concat_ws(' ', family_name_kana, given_name_kana)), ('法人名・部署', concat_ws(' ', company_name, department)),
      ('住所', concat_ws(' ', '〒' || nullif(postal_code, ''), nullif(prefecture || city || street, ''), building)), ('電話番号', phone), ('メールアドレス', email),
      ('性別', case gender when 'male' then '男性' when 'female' then '女性' when 'other' then 'その他' else '' end), ('生年月日', coalesce(born_on::text, '')), ('業種', industry), ('職種', occupation),
      ('役職', job_title), ('備考', note)) as fact (item, content)
    where member.id in (select id from family) and trim(fact.content) <> ''
    union all
    select 2, '独自項目', '', field.label, own.value from member_field_value as own join member_field as field on field.code = own.code
    where own.member_id in (select id from family) and own.value <> ''
    union all
    select 3, '住所の履歴', effective_on::text, case kind when 'home' then '自宅' when 'office' then '勤務先' else '送付先' end, concat_ws(' ', '〒' || postal_code, prefecture || city || street, building)
    from member_address where member_id in (select id from family)
    union all
    select 4, '変更履歴', effective_on::text, field, old_value || ' → ' || new_value from member_change
    where member_id in (select id from family)
    union all
    select 5, '契約', contract.opened_on::text, contract.number, publication.name || ' ' || contract.units || '回 ' || to_char(contract.price_yen, 'FM999,999,999,990') || '円'
    from contract join publication on publication.id = contract.publication_id where contract.payer_id in (select id from family)
    union all
    select 6, '受注', ordered_on::text, number, to_char(total_yen, 'FM999,999,999,990') || '円' from customer_order where member_id in (select id from family)
    union all
    select 7, '入金', received_on::text, number, to_char(amount_yen, 'FM999,999,999,990') || '円' from payment where payer_id in (select id from family)
    union all
    select 8, '発送', run.ships_on::text, publication.name || ' 第' || run.issue_number || '号', shipment.copies || '部'
    from shipment join issue_run as run on run.id = shipment.issue_run_id join publication on publication.id = run.publication_id
    where shipment.recipient_id in (select id from family)
    union all
    select 9, 'メール', coalesce((sent_at at time zone 'Asia/Tokyo')::date::text, ''), recipient, subject from outbox
    where member_id in (select id from family)
    union all
    select 10, '同意', (recorded_at at time zone 'Asia/Tokyo')::date::text, purpose, case when is_given then '同意' else '撤回' end
    from member_consent where member_id in (select id from family)
    union all
    select 11, '口座振替の口座', mandated_on::text, holder_name, concat_ws(' ', bank_code, bank_name, branch_code, branch_name, account_number)
    from debit_account where member_id in (select id from family) and account_number <> ''
    union all
    select 12, '資料請求', (requested_at at time zone 'Asia/Tokyo')::date::text, number,
      coalesce((select string_agg(brochure.name, ' / ' order by brochure.code) from brochure_request_line as line
        join brochure on brochure.code = line.brochure_code where line.request_id = brochure_request.id), '')
    from brochure_request where member_id in (select id from family)
    union all
    select 13, '在学の確認', (asked_at at time zone 'Asia/Tokyo')::date::text, school, concat_ws(' ', case state when 'waiting' then '確認待ち' when 'confirmed' then '確認済' else '見送り' end, studies_until, note) from student_proof
    where member_id in (select id from family)
    union all
    select 14, '返金の振込先', (asked.account_told_at at time zone 'Asia/Tokyo')::date::text, asked.account_holder,
      concat_ws(' ', nullif(asked.bank_code, ''), asked.bank_name, nullif(asked.branch_code, ''), asked.branch_name, asked.account_number)
    from discontinued_contract as asked join contract on contract.id = asked.contract_id
    where contract.payer_id in (select id from family) and asked.account_number <> ''
    union all
    select 15, '返金の振込', remittance.pays_on::text, line.refund_number,
      remittance.number || ' ' || to_char(line.amount_yen, 'FM999,999,999,990') || '円' || case when line.returned_on is null then '' else ' 組戻し' end
    from remittance_line as line join remittance on remittance.id = line.remittance_id join refund on refund.number = line.refund_number
    where refund.payer_id in (select id from family)
    union all
    select 16, 'セミナーの申込', (placed_at at time zone 'Asia/Tokyo')::date::text, seminar_order.number,
      seminar.code || ' ' || seminar.title || ' ' || party || '名 ' || to_char(seminar_order.total_yen, 'FM999,999,999,990') || '円'
    from seminar_order join seminar on seminar.id = seminar_order.seminar_id where seminar_order.payer_id in (select id from family)
    union all
    select 17, 'セミナーの受講', coalesce((select min(starts_at at time zone 'Asia/Tokyo')::date::text from seminar_session
        where seminar_session.seminar_id = seminar.id), ''), attended.number,
      concat_ws(' ', seminar.title, attended.family_name, attended.given_name, attended.company_name, attended.department, attended.email, attended.phone)
    from registration as attended join seminar on seminar.id = attended.seminar_id where attended.member_id in (select id from family)
    union all
    select 18, 'アンケート', (answered_at at time zone 'Asia/Tokyo')::date::text, attended.number,
      coalesce((select string_agg(value, ' / ' order by key) from jsonb_each_text(answer.answers)), '')
    from survey_answer as answer join registration as attended on attended.id = answer.registration_id
    where attended.member_id in (select id from family)
    union all
    select 19, '修了証', (issued_at at time zone 'Asia/Tokyo')::date::text, serial, coalesce(certificate.facts->>'name', '')
    from certificate join registration as attended on attended.id = certificate.registration_id
    where attended.member_id in (select id from family)
    union all
    select 20, '帳票', issued_on::text, number, addressee || ' ' || to_char(total_yen, 'FM999,999,999,990') || '円' from issued_paper where payer_id in (select id from family)
    union all
    select 21, 'クレジットカード', (kept_at at time zone 'Asia/Tokyo')::date::text, brand, '下4桁 ' || last4 || ' 有効期限 ' || expires_month
    from card_on_file where member_id in (select id from family)
    union all
    select 22, '請求先', '', '宛名', concat_ws(' ', nullif(addressee, ''), nullif(department, ''), nullif(remitter_code, '')) from payer_terms
    where member_id in (select id from family) and concat(addressee, department, remitter_code) <> ''
    union all
    select 23, '振込の名義', (learned_at at time zone 'Asia/Tokyo')::date::text, '名義', remitter_key from remitter_alias
    where payer_id in (select id from family)
    union all
    select 24, '業務委託契約', starts_on::text, number, case when ends_on is null then '' else ends_on || ' まで' end from service_contract
    where payer_id in (select id from family)
    union all
    select 25, '業務委託の請求', dated_on::text, number, to_char(total_yen, 'FM999,999,999,990') || '円' from service_bill where payer_id in (select id from family)
    union all
    select 26, 'ご意見', (sent_at at time zone 'Asia/Tokyo')::date::text, contact, body from reader_opinion
    where member_id in (select id from family) and body <> ''
  )
  select section, at, item, content from held order by place, at, item`
