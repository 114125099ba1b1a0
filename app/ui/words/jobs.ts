import type { SameKeys } from "#app/ui/words/same-keys.ts"

const ja = {
  title: "ジョブ",
  name: "名前",
  state: "状態",
  startedAt: "開始",
  finishedAt: "終了",
  attempts: "試行回数",
  retry: "再実行",
  result: "結果",
  schedule: "予定",
  webhooks: "Webhook",
  parked: "保留",
  empty: "ジョブの記録はありません",
  progress: "進み具合",
} as const

const en = {
  title: "Jobs",
  name: "Name",
  state: "State",
  startedAt: "Started",
  finishedAt: "Finished",
  attempts: "Attempts",
  retry: "Run again",
  result: "Result",
  schedule: "Schedule",
  webhooks: "Webhooks",
  parked: "Parked",
  empty: "No jobs yet",
  progress: "Progress",
} as const satisfies SameKeys<typeof ja>

/** Jobs and webhooks. */
export const jobs = { ja, en }
