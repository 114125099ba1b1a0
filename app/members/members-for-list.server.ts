import { isEveryone, type MemberRules } from "#app/members/member-rules.ts"
import { membersFound } from "#app/members/parts/members-found.server.ts"
import { membersInOrder } from "#app/members/parts/members-in-order.server.ts"
import { wordsOf } from "#app/members/search-words.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** Keys of `?sort=`; a minus before them turns the order round. Each has an index, however many members there are. */
export const memberSorts = ["number", "kana", "address", "since"] as const
export type MemberSort = (typeof memberSorts)[number]

export type MemberFilter = Readonly<{ search: string; rules: MemberRules }>

/** The choices of the filter by contracts: all members, with one that goes on, without. */
export const activeChoices = ["", "yes", "no"] as const

export type MemberOfList = Readonly<{
  id: string
  number: string
  name: string
  kana: string
  companyName: string
  postalCode: string
  address: string
  prefecture: string
  phone: string
  email: string
  activeContracts: number
  createdAt: Date
}>

export type MembersOfList = Readonly<{
  members: readonly MemberOfList[]
  total: number
  /** There are more than `total`: nobody reads them to the end, so nobody counts them. */
  hasMore: boolean
}>

export type MemberPage = Readonly<{ sort: MemberSort; descending: boolean; limit: number; offset: number }>

const COUNTED = 10_000

/**
 * Members found by the one search box (number, name, kana, any part of the phone, postal code, mail, address, number of a
 * contract or order; every word must fit somewhere) and the rules, a page of them.
 */
export async function membersForList(scope: Scope, filter: MemberFilter, page: MemberPage): Promise<MembersOfList> {
  const words = wordsOf(filter.search)
  if (filter.search.trim() !== "" && words.length === 0) return { members: [], total: 0, hasMore: false }
  if (words.length > 0) return membersFound(scope, words, filter.rules, page)
  const members = await membersInOrder(scope, filter.rules, page)
  return { members, ...(await countOf(scope, filter.rules)) }
}

async function countOf(scope: Scope, rules: MemberRules): Promise<{ total: number; hasMore: boolean }> {
  const [row] = isEveryone(rules)
    ? await scope.sql<{ total: number }>`select coalesce(sum(members), 0)::integer as total from member_count`
    : await scope.sql<{ total: number }>`
        select count(*)::integer as total from (
          select from chosen_members(${JSON.stringify(rules)}::jsonb, ${scope.today}::date) limit ${COUNTED + 1}::integer) as few`
  const total = row?.total ?? 0
  return isEveryone(rules) || total <= COUNTED ? { total, hasMore: false } : { total: COUNTED, hasMore: true }
}
