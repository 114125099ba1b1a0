import type { MemberFilter } from "#app/members/members-for-list.server.ts"
import { wordsOf } from "#app/members/search-words.ts"
import { membersFound } from "#app/members/parts/members-found.server.ts"
import { type Actor, readScope, type Scope } from "#app/platform/scope.server.ts"

const BATCH = 1_000
/** More than anybody has: an export leaves nobody out. */
const EVERYBODY = 50_000_000

export type MemberOfExport = Readonly<{ number: string; cells: readonly (string | number)[] }>

const headings = ["会員番号", "姓", "名", "姓フリガナ", "名フリガナ", "法人名", "部署", "役職", "郵便番号", "都道府県", "市区町村",
  "町名・番地", "建物名", "電話番号", "メールアドレス", "性別", "生年月日", "業種", "職種", "メール配信", "継続中の契約", "登録日"] // prettier-ignore

/** The first line of an export: the seven attributes, contact, and the organization's own fields. */
export async function headingsForExport(scope: Scope): Promise<readonly string[]> {
  const own = await scope.sql<{ label: string }>`select label from member_field order by position, code`
  return [...headings, ...own.map(({ label }) => label)]
}

/**
 * The members of a list for an export, in the order of their numbers. A batch is a transaction of its own, so that a slow
 * reader holds none open.
 */
export async function* membersForExport(actor: Actor, filter: MemberFilter): AsyncGenerator<readonly MemberOfExport[]> {
  const words = wordsOf(filter.search)
  const found = words.length === 0 ? null : await numbersFound(actor, filter, words)
  let after = ""
  for (;;) {
    const batch = await readScope(actor, (scope) => batchAfter(scope, filter, after, found))
    if (batch.length > 0) yield batch
    if (batch.length < BATCH) return
    after = batch.at(-1)?.number ?? ""
  }
}

async function numbersFound(actor: Actor, filter: MemberFilter, words: readonly string[]): Promise<readonly string[]> {
  const page = { sort: "number", descending: false, limit: EVERYBODY, offset: 0, reach: EVERYBODY } as const
  const { members } = await readScope(actor, (scope) => membersFound(scope, words, filter.rules, page))
  return members.map(({ number }) => number)
}

const batchAfter = (scope: Scope, filter: MemberFilter, after: string, found: readonly string[] | null) =>
  scope.sql<MemberOfExport>`
    with member as materialized (
      select * from chosen_members(${JSON.stringify(filter.rules)}::jsonb, ${scope.today}::date) as chosen
      where chosen.number > ${after} and (${found}::text[] is null or chosen.number = any (${found}::text[]))
      order by chosen.number limit ${BATCH}::integer
    )
    select member.number, jsonb_build_array(member.number, member.family_name, member.given_name, member.family_name_kana,
      member.given_name_kana, member.company_name, member.department, member.job_title, member.postal_code, member.prefecture,
      member.city, member.street, member.building, member.phone, member.email,
      case member.gender when 'male' then '男性' when 'female' then '女性' when 'other' then 'その他' else '' end,
      coalesce(member.born_on::text, ''), member.industry, member.occupation,
      case when member.wants_mail then '希望する' else '希望しない' end, running.contracts,
      (member.created_at at time zone 'Asia/Tokyo')::date::text) || own.cells as cells
    from member
    cross join lateral (
      select count(*) as contracts from contract join contract_position as position on position.contract_id = contract.id
      where contract.payer_id = member.id and contract.state = 'active' and position.served_units < contract.units
    ) as running
    cross join lateral (
      select coalesce(jsonb_agg(coalesce(given.value, '') order by field.position, field.code), '[]') as cells
      from member_field as field
      left join member_field_value as given on given.code = field.code and given.member_id = member.id
    ) as own
    order by member.number`
