import { refusalsOf } from "#app/values/refusal.ts"

export const refusals = {
  "no-such-announcement": { ja: "このご案内はありません。", en: "There is no such announcement.", status: 404 },
  "announcement-is-sent": {
    ja: "「{subject}」は送信済みのため、変更できません。",
    en: "“{subject}” has been sent and is not changed any more.",
    status: 409,
  },
  "announcement-to-nobody": {
    ja: "届く会員がいません。保存した条件と、案内メールの同意・メールアドレスを確かめてください。",
    en: "It would reach nobody. Look at the segment, at consents to news, and at mail addresses.",
  },
  "announcement-leads-nowhere": {
    ja: "「{name}」は受付していません。別の行き先を選んでください。",
    en: "“{name}” takes no applications. Choose where else the button leads.",
  },
  "announcement-source-is-unknown": {
    ja: "募集コード「{code}」は使われていません。",
    en: "The source code “{code}” is not in use.",
  },
  "merge-needs-two": {
    ja: "統合できるのは、統合・消去されていない別々の会員2名です。一覧を読み込み直してください。",
    en: "A merge needs two different members, neither merged nor erased. Please load the list again.",
    status: 409,
  },
  "merge-already-undone": {
    ja: "この統合はすでに取り消されています。",
    en: "This merge has been undone already.",
    status: 409,
  },
  "merge-not-last": {
    ja: "統合先の会員がその後さらに統合されています。新しい統合から順に取り消してください。",
    en: "The kept member has been merged since. Undo the later merge first.",
    status: 409,
  },
  "mail-not-returned": {
    ja: "戻ってきたお知らせではありません。画面を開き直してください。",
    en: "This notice did not come back. Please open the page again.",
    status: 404,
  },
  "mail-is-a-letter-already": {
    ja: "このお知らせはすでに手紙にしてあります。",
    en: "This notice has been made a letter already.",
    status: 409,
  },
  "member-has-no-postal-address": {
    ja: "会員の住所がないため手紙にできません。先に住所を登録してください。",
    en: "The member has no postal address, so there can be no letter. Register the address first.",
    status: 409,
  },
  "mail-has-no-letter": {
    ja: "このメールには手紙の形がありません。電話などでお知らせください。",
    en: "This mail has no form as a letter. Please tell the member otherwise.",
    status: 409,
  },
  "notice-is-settled": {
    ja: "お支払い・ご継続などが済んでいるか期限を過ぎたため、この案内はもう必要ありません。",
    en: "Paid, renewed, answered or too late meanwhile: this notice is not needed any more.",
    status: 409,
  },
  "no-such-member": {
    ja: "会員番号「{number}」の会員はいません。",
    en: "There is no member “{number}”.",
    status: 404,
  },
  "contract-still-runs": {
    ja: "継続中の契約({contracts})があるため消去できません。先に解約または満了を待ってください。",
    en: "A contract still runs ({contracts}), so the member cannot be erased. Cancel it or wait until it ends.",
    status: 409,
  },
  "money-still-owed": {
    ja: "未精算の残高(前受金{deferred}円・売掛金{receivable}円)があるため消去できません。",
    en: "Money is still owed (deferred ¥{deferred}, receivable ¥{receivable}), so the member cannot be erased.",
    status: 409,
  },
  "payment-on-its-way": {
    ja: "手続き中の支払いまたは返金待ちの申込があるため消去できません。",
    en: "A payment or refund is on its way, so the member cannot be erased.",
    status: 409,
  },
  "debit-with-the-bank": {
    ja: "口座振替の請求データ({number})の結果を待っているため消去できません。",
    en: "The result of a debit request ({number}) is awaited, so the member cannot be erased.",
    status: 409,
  },
  "erase-the-kept-one": {
    ja: "この会員は {number} に統合されています。統合先の会員を消去してください。",
    en: "This member was merged into {number}. Erase the kept member.",
    status: 409,
  },
} as const

export const refuse = refusalsOf(refusals)
