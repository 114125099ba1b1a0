import type { SameKeys } from "#app/ui/words/same-keys.ts"

const ja = {
  notFoundTitle: "ページが見つかりません",
  notFoundBody: "移動または削除されたか、アドレスが違う可能性があります。",
  forbiddenTitle: "この操作の権限がありません",
  forbiddenBody: "必要な場合は、管理者に権限の追加を依頼してください。",
  conflictTitle: "ほかの操作と重なりました",
  conflictBody: "内容は保存されていません。最新の状態を読み込み、もう一度お試しください。",
  failedTitle: "処理できませんでした",
  failedBody:
    "こちらの問題です。二重に登録されることはありませんので、もう一度お試しください。続く場合は事務局へご連絡ください。",
  busyTitle: "ただいま混み合っています",
  busyBody: "内容は保存されていません。少し待ってから、もう一度お試しください。",
  toStart: "はじめのページへ",
  tryAgain: "もう一度試す",
} as const

const en = {
  notFoundTitle: "This page cannot be found",
  notFoundBody: "It may have moved or been removed, or the address may be mistyped.",
  forbiddenTitle: "You may not do this",
  forbiddenBody: "Ask an administrator for the permission if you need it.",
  conflictTitle: "Someone else changed this first",
  conflictBody: "Nothing was saved. Load the latest state and try again.",
  failedTitle: "Something went wrong",
  failedBody: "The fault is ours. Trying again will not register anything twice. If it goes on, please contact us.",
  busyTitle: "We are very busy right now",
  busyBody: "Nothing was saved. Please wait a moment and try again.",
  toStart: "To the start page",
  tryAgain: "Try again",
} as const satisfies SameKeys<typeof ja>

/** Pages shown when something could not be answered. */
export const faults = { ja, en }
