import type { Scope } from "#app/platform/scope.server.ts"

export type NoticeSent = Readonly<{
  key: string
  sentOn: string
  payerId: string
  payerName: string
  paperId: string
  number: string
  level: number
  channel: "mail" | "post"
  leftYen: number
  letterFileId: string | null
}>

/** 送った督促, the newest first. */
export const noticesSent = (scope: Scope) => scope.sql<NoticeSent>`
  select notice.invoice_id || '-' || notice.level as key, notice.sent_on as "sentOn", member.id as "payerId",
    concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "payerName",
    paper.id as "paperId", paper.number, notice.level, notice.channel, notice.left_yen as "leftYen",
    notice.letter_file_id as "letterFileId"
  from invoice_notice as notice join issued_paper as paper on paper.id = notice.invoice_id
  join member on member.id = paper.payer_id order by notice.sent_on desc, paper.number, notice.level desc limit 100`
