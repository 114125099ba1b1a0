import type { AccountKind } from "#app/ledger/account-form.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type AccountOfChart = Readonly<{
  code: string
  name: string
  nameEnglish: string
  kind: AccountKind
  /** Added by the organization; the others are what commands post to. */
  isOwn: boolean
  isRetired: boolean
  lines: number
  /** 借方残高 positive, yen. */
  balanceYen: number
}>

/** 勘定科目一覧 with what is posted on each. */
export const chartOfAccounts = (scope: Scope) => scope.sql<AccountOfChart>`
  select account.code, account.name, account.name_english as "nameEnglish", account.kind, account.purpose like 'own:%' as "isOwn",
    account.retired_at is not null as "isRetired", coalesce(posted.lines, 0)::integer as lines,
    coalesce(posted.yen, 0)::bigint as "balanceYen"
  from account
  left join (select account_code, count(*) as lines, sum(amount_yen) as yen from voucher_line group by account_code) as posted
    on posted.account_code = account.code
  order by account.code`
