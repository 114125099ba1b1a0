import type { IssueRunId, PublicationId } from "#app/values/ids.ts"

/** What an issue run served and posted; copies, and yen split into net and tax, and into 前受金 and 売掛金. */
export type IssueRunTotals = Readonly<{
  contracts: number
  copies: number
  netYen: number
  taxYen: number
  fromDeferredYen: number
  toReceivableYen: number
}>

export type IssueOfTitle = Readonly<{
  publicationId: PublicationId
  publicationCode: string
  publicationName: string
  issueNumber: number
  label: string
  shipsOn: string
  shippedOn: string | null
}>

export type ConfirmedRun = Readonly<{ runId: IssueRunId; issue: IssueOfTitle }>

/** Why an unfinished contract does not get this issue (除外理由). */
export const exclusionReasons = {
  "starts-later": { ja: "開始号がまだ先", en: "Starts with a later issue" },
  cancelled: { ja: "解約済み", en: "Cancelled" },
  stopped: { ja: "発送停止", en: "Stopped" },
  "no-address": { ja: "住所・郵便番号なし", en: "No address or postal code" },
} as const

export type ExclusionReason = keyof typeof exclusionReasons
