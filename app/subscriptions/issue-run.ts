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
  /** 休刊: the day it was decided that this issue never ships. */
  skippedOn: string | null
}>

export type ConfirmedRun = Readonly<{ runId: IssueRunId; issue: IssueOfTitle }>

/** Why an unfinished contract does not get this issue (除外理由). */
export const exclusionReasons = {
  "starts-later": { ja: "開始号がまだ先", en: "Starts with a later issue" },
  "after-previous": { ja: "前の契約の残りが先", en: "The term before it comes first" },
  cancelled: { ja: "解約", en: "Cancelled" },
  stopped: { ja: "未入金停止", en: "Stopped for non-payment" },
  transferred: { ja: "移管", en: "Transferred" },
  held: { ja: "休止中", en: "On hold" },
  undeliverable: { ja: "宛先不明", en: "Undeliverable" },
  "off-month": { ja: "発送間隔の対象外", en: "Not this issue by the reader's frequency" },
  "no-line": { ja: "お届け先なし", en: "No recipient" },
  "no-address": { ja: "住所・郵便番号なし", en: "No address or postal code" },
} as const

export type ExclusionReason = keyof typeof exclusionReasons
