import { refusalsOf } from "#app/values/refusal.ts"

export const refusals = {
  "stripe-not-connected": {
    ja: "この委託元のStripeアカウントがまだ接続されていません。",
    en: "This organization's Stripe account is not connected yet.",
    status: 409,
  },
  "stripe-refuses-key": {
    ja: "Stripeがこの鍵を受け付けません({said})。",
    en: "Stripe does not take this key ({said}).",
    status: 422,
  },
  "signature-refused": { ja: "署名を確認できません。", en: "The signature does not verify." },
  "application-not-confirmed": {
    ja: "最終確認がまだ済んでいません。",
    en: "The final confirmation has not been made yet.",
    status: 409,
  },
  "application-already-paid": {
    ja: "このお申し込みはすでにお支払い済みです。",
    en: "This application is already paid.",
    status: 409,
  },
  "way-not-offered": {
    ja: "このお支払い方法はご利用いただけません。別の方法をお選びください。",
    en: "This way of paying is not offered. Please choose another.",
  },
  "konbini-beyond-limit": {
    ja: "コンビニ払いは{least}円以上{most}円以下でご利用いただけます。別の方法をお選びください。",
    en: "Convenience stores take {least} yen to {most} yen. Please choose another way.",
  },
  "books-policy-in-use": {
    ja: "請求書を発行した後は、売掛金の計上方針を変えられません。",
    en: "An invoice has been issued: when receivables begin can no longer be changed.",
  },
  "paper-without-lines": { ja: "明細が1行もありません。", en: "The paper has no lines." },
  "paper-total-negative": {
    ja: "税率{rate}%の合計がマイナスになります。値引きを見直してください。",
    en: "The lines at {rate} % add up to less than nothing. Please look at the discounts.",
  },
  "paper-of-another-payer": {
    ja: "この取引の書類は、別の支払者あてに発行済みです。",
    en: "A paper of this act was issued to another payer.",
    status: 409,
  },
  "paper-lacks-addressee": { ja: "宛名を入力してください。", en: "Please say to whom the paper is made out." },
  "too-many-papers": {
    ja: "{found}件あります。一度に{most}件までですので、期間などで絞り込んでください。",
    en: "{found} papers were found; please narrow the search to {most} at most.",
  },
  "no-such-paper": { ja: "書類が見つかりません。", en: "There is no such paper.", status: 404 },
  "credit-beyond-invoice": {
    ja: "請求残は{left}円です。これを超える返還はできません。",
    en: "{left} yen of the invoice are open; no more can be credited.",
  },
  "nothing-to-invoice": {
    ja: "この契約には請求するものがありません(無料、または入金済みです)。",
    en: "There is nothing to invoice: the contract is free or paid.",
  },
  "unknown-subject": {
    ja: "対象の契約または入金が見つかりません。",
    en: "The contract or payment is not there.",
    status: 404,
  },
  "unknown-service-bill": {
    ja: "対象の請求が見つかりません。一覧から選んでください。",
    en: "The bill is not there. Please choose one of the list.",
  },
  "debt-is-being-debited": {
    ja: "この請求書は口座振替の結果を待っています。結果を取り込んでから貸倒にしてください。",
    en: "The bank is debiting this invoice. Please take its result over before you write the debt off.",
    status: 409,
  },
  "no-such-service-bill": { ja: "この請求はありません。", en: "There is no such bill.", status: 404 },
  "service-bill-changed": {
    ja: "その後に請求残が{left}円に変わりました。内容を確かめて、もう一度登録してください。",
    en: "What is open has changed to {left} yen meanwhile. Please look again before you go on.",
    status: 409,
  },
  "beyond-service-bill": {
    ja: "請求残は{left}円です。入金済みの分は、この画面では減額できません。",
    en: "{left} yen are open. What is paid cannot be taken off here.",
  },
  "service-bill-is-paid": { ja: "この請求には未入金がありません。", en: "Nothing of this bill is unpaid." },
  "service-bill-not-invoiced": {
    ja: "請求書がまだ発行されていません。誤りは減額してください。",
    en: "It is not invoiced yet. If it is wrong, lower it.",
  },
  "paid-after-today": {
    ja: "入金日は今日({today})までの日付にしてください。",
    en: "The payment cannot be dated after today ({today}).",
  },
  "paid-under-this-reference": {
    ja: "「{reference}」の入金はすでに記録されています。",
    en: "A payment with the reference “{reference}” is recorded already.",
  },
  "bank-file-not-readable": {
    ja: "このファイルは取り込めません({count}件の誤り)。{ja}",
    en: "The file cannot be taken ({count} errors). {en}",
  },
  "bank-line-decided": {
    ja: "この入金はすでに処理されています。",
    en: "This deposit has been dealt with already.",
    status: 409,
  },
  "suggestion-changed": {
    ja: "その後に残高が変わりました。新しい候補を確かめてください。",
    en: "What is owed has changed meanwhile. Please look at the new suggestion.",
    status: 409,
  },
  "no-such-payer": {
    ja: "会員番号「{number}」の会員はいません。",
    en: "There is no member with the number “{number}”.",
  },
  "deposit-not-booked": {
    ja: "この入金と同じ金額の記帳が見つからないか、別の入金に使われています。画面を開き直してください。",
    en: "Nothing booked fits this deposit, or it is another deposit's. Please open the page anew.",
    status: 409,
  },
  "deposit-needs-reason": {
    ja: "対象外にする理由を入力してください(例 預金利息、口座間の振替)。",
    en: "Please say why it is set aside (such as interest, or a transfer between own accounts).",
  },
  "no-such-bank-line": { ja: "入金明細が見つかりません。", en: "There is no such deposit.", status: 404 },
  "match-beyond-deposit": {
    ja: "消し込む金額の合計{parts}円が、入金額と手数料の合計{money}円を超えています。",
    en: "The parts add up to {parts} yen, more than the deposit and its fee of {money} yen.",
  },
  "mandate-of-tomorrow": {
    ja: "依頼書を受け取った日は今日までの日付にしてください。",
    en: "The mandate cannot have come after today.",
  },
  "customer-number-stays": {
    ja: "この会員の顧客番号は{number}です。銀行に届け出た番号は変えられません。空欄のままにしてください。",
    en: "This member's customer number is {number}. The bank knows it, so it stays; please leave the field empty.",
  },
  "no-live-debit": {
    ja: "この会員に有効な口座振替の登録はありません。",
    en: "This member has no live account for direct debit.",
    status: 409,
  },
  "debit-not-set-up": {
    ja: "委託者コードと取引銀行がまだ登録されていません。先に口座振替の設定を登録してください。",
    en: "The client code and the bank are not known yet. Please fill in the settings of direct debit first.",
    status: 409,
  },
  "debit-day-passed": {
    ja: "引落日は今日以降の日付にしてください。",
    en: "The withdrawal day must not lie before today.",
  },
  "nothing-to-debit": {
    ja: "{on}までに引き落とす請求はありません(口座の登録があり、支払期限が来る未入金の請求書が対象です)。",
    en: "Nothing is to be debited by {on}: no open invoice of a payer with a registered account is due by then.",
    status: 409,
  },
  "no-such-debit-request": {
    ja: "請求データが見つかりません。",
    en: "There is no such debit request.",
    status: 404,
  },
  "debit-request-decided": {
    ja: "この請求データは結果を取り込み済み、または取消済みです。",
    en: "This request has its result already, or was cancelled.",
    status: 409,
  },
  "debit-day-to-come": {
    ja: "引落日({on})がまだ来ていません。結果データの日付を確かめてください。",
    en: "The withdrawal day ({on}) has not come yet. Please check the file.",
  },
  "payout-beyond-collected": {
    ja: "未収入金(収納代行)の残高は{open}円です。これを超える入金は計上できません。",
    en: "The agent owes {open} yen; no more can be booked as paid out.",
  },
  "payout-fee-too-high": {
    ja: "手数料{fee}円が収納額{collected}円を超えています。",
    en: "The fee of {fee} yen is more than the {collected} yen collected.",
  },
  "no-card-on-file": {
    ja: "ご登録のカードがありません。カードは、自動更新のプランをカードでお申し込みになると登録されます。",
    en: "There is no card on file. A card is kept when you apply by card for a plan that renews by itself.",
    status: 409,
  },
  "portal-refused": {
    ja: "カードの変更画面を開けませんでした。時間をおいてもう一度お試しになるか、読者係へご連絡ください。",
    en: "The page for changing the card could not be opened. Please try again later, or ask the reader service.",
    status: 409,
  },
} as const

export const refuse = refusalsOf(refusals)
