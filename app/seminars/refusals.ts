import { refusalsOf } from "#app/values/refusal.ts"

export const refusals = {
  "unknown-seminar": { ja: "セミナー「{code}」は見つかりません。", en: "There is no seminar “{code}”.", status: 404 },
  "unknown-room": { ja: "会場「{code}」は登録されていません。", en: "There is no room “{code}”." },
  "unknown-pool": {
    ja: "セミナー「{code}」の受講料が名指す定員枠がありません。",
    en: "A fee of seminar “{code}” names seats that are not there.",
  },
  "seminar-not-ready": {
    ja: "公開の前に次を整えてください: {missing}",
    en: "Before it is published, mend these: {missing}",
    status: 409,
  },
  "seminar-in-other-state": {
    ja: "セミナー「{code}」は今の状態ではこの操作ができません。",
    en: "Seminar “{code}” is in a state in which this cannot be done.",
    status: 409,
  },
  "unknown-offer": { ja: "この購読プランは今ご案内できません。", en: "This plan cannot be offered now." },
  "call-off-needs-a-reason": {
    ja: "返金を伴う中止には、承認する人とお客様に伝える理由を入力してください。",
    en: "Calling it off pays money back: give the reason, for who approves it and for the attendees.",
  },
  "seminar-code-taken": {
    ja: "セミナーコード「{code}」はすでに使われています。",
    en: "The seminar code “{code}” is taken already.",
  },
  "seminar-without-session": {
    ja: "開催回のないセミナーは複製できません。先に日時を登録してください。",
    en: "A seminar without a session cannot be copied. Give it a date first.",
  },
  "unknown-order": { ja: "お申し込みが見つかりません。", en: "There is no such application.", status: 404 },
  "not-open-now": {
    ja: "セミナー「{code}」は今お申し込みを受け付けていません。",
    en: "Seminar “{code}” takes no applications now.",
    status: 409,
  },
  "seminar-full": {
    ja: "満席のため、お席をお取りできませんでした。キャンセル待ちをご利用ください。",
    en: "The seminar is full. You can join the waiting list.",
    status: 409,
  },
  "fee-not-offered": { ja: "この受講料は今お選びいただけません。", en: "This fee is not offered now." },
  "fee-for-members": {
    ja: "会員料金は、ご登録の氏名カナとメールまたは電話が一致する方がお選びいただけます。",
    en: "The member fee is for those whose name and mail or phone are registered with us.",
  },
  "way-not-offered": { ja: "このお支払い方法はお選びいただけません。", en: "This way of payment is not offered here." },
  "party-too-big": { ja: "1回のお申し込みは{most}名までです。", en: "One application is for {most} people at most." },
  "party-too-small": {
    ja: "この受講料は{least}名以上でお申し込みください。",
    en: "This fee is for {least} people or more.",
  },
  "nobody-attends": { ja: "受講される方を1名以上ご入力ください。", en: "Name at least one person who attends." },
  "answer-missing": { ja: "「{question}」にお答えください。", en: "Please answer “{question}”." },
  "voucher-not-valid": { ja: "優待コード「{code}」はご利用いただけません。", en: "The code “{code}” cannot be used." },
  "voucher-used-up": {
    ja: "優待コード「{code}」は利用できる回数に達しました。",
    en: "The code “{code}” has been used up.",
  },
  "order-fixed": {
    ja: "このお申し込みはすでに確定しているため変更できません。内容を変えるには新しくお申し込みください。",
    en: "This application is confirmed already and cannot be changed. Please make a new one.",
    status: 409,
  },
  "order-ended": {
    ja: "このお申し込みは期限切れまたは取消のため、確定できません。もう一度お申し込みください。",
    en: "This application has expired or was cancelled. Please apply again.",
    status: 409,
  },
  "order-in-other-state": {
    ja: "受付番号{number}のお申し込みは、今の状態ではこの操作ができません。",
    en: "Application {number} is in a state in which this cannot be done.",
    status: 409,
  },
  "no-waiting-list": {
    ja: "このセミナーはキャンセル待ちを受け付けていないか、まだ空席があります。",
    en: "This seminar keeps no waiting list, or has seats left.",
    status: 409,
  },
  "nobody-to-cancel": {
    ja: "取り消す受講者が選ばれていないか、すでに取り消されています。",
    en: "Nobody is chosen to be cancelled, or they are cancelled already.",
  },
  "seminar-held-already": {
    ja: "開催済みのセミナーのお申し込みは取り消せません。",
    en: "Applications for a seminar that was held cannot be cancelled.",
    status: 409,
  },
  "unknown-registration": { ja: "受講者が見つかりません。", en: "There is no such attendee.", status: 404 },
  "seminar-paid-already": {
    ja: "参照番号「{reference}」の入金はすでに登録されています。",
    en: "The payment with reference “{reference}” is booked already.",
  },
  "unknown-seminar-refund": { ja: "返金{number}は見つかりません。", en: "There is no refund {number}.", status: 404 },
  "seminar-refund-paid": { ja: "返金{number}は支払い済みです。", en: "Refund {number} is paid already.", status: 409 },
  "seminar-refund-on-its-way": {
    ja: "返金{number}はカードへの返金を処理しています。数分後に確かめてください。",
    en: "Refund {number} is on its way to the card. Look again in a few minutes.",
    status: 409,
  },
  "card-takes-no-refund": {
    ja: "返金{number}はカードへは全額を戻せません。銀行振込などで支払ってください。",
    en: "The card cannot take the whole of refund {number}. Pay it out by bank transfer or in cash.",
    status: 409,
  },
  "date-unreadable": {
    ja: "「{line}」は日付として読めません(例 2027-01-14)。",
    en: "“{line}” is not a date (2027-01-14).",
  },
  "paid-ahead": { ja: "入金日は今日までの日付にしてください。", en: "A payment cannot lie in the future." },
  "unknown-conflict": { ja: "この衝突は見つかりません。", en: "There is no such conflict.", status: 404 },
  "unknown-reception-list": {
    ja: "受付リスト第{number}版は印刷されていません。",
    en: "Reception list no. {number} was never printed.",
  },
  "unknown-certificate": {
    ja: "修了証{serial}は見つかりません。",
    en: "There is no certificate {serial}.",
    status: 404,
  },
  "certificate-revoked": {
    ja: "修了証{serial}はすでに失効しています。",
    en: "Certificate {serial} is revoked already.",
    status: 409,
  },
  "survey-not-for-you": {
    ja: "ご出席の記録がないため、アンケートにはお答えいただけません。",
    en: "The survey is for those who attended.",
    status: 409,
  },
  "survey-closed": {
    ja: "アンケートは{date}で締め切りました。",
    en: "The survey closed on {date}.",
    status: 409,
  },
  "survey-empty": {
    ja: "1つ以上の設問にお答えください。",
    en: "Please answer at least one question.",
  },
  "image-not-png": {
    ja: "PNG形式の画像をお選びください(読み取れないPNGもお使いいただけません)。",
    en: "Choose a PNG image; one that cannot be read is not taken.",
  },
  "image-too-large": {
    ja: "画像は縦横それぞれ{most}ピクセルまで、1 MBまでにしてください。",
    en: "An image has at most {most} pixels a side, and 1 MB.",
  },
  "nothing-to-post": {
    ja: "発送するものがありません。",
    en: "There is nothing to send by post.",
    status: 404,
  },
  "seminar-without-certificate": {
    ja: "セミナー「{code}」は修了証を発行しない設定です。",
    en: "Seminar “{code}” issues no certificates.",
    status: 409,
  },
} as const

export const refuse = refusalsOf(refusals)
