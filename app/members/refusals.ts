import { refusalsOf } from "#app/values/refusal.ts"

export const refusals = {
  "match-already-decided": {
    ja: "この組み合わせは、ほかの担当者がすでに判断しています。一覧を読み込み直してください。",
    en: "Somebody has already decided about this pair. Please load the list again.",
    status: 409,
  },
  "member-not-here": {
    ja: "この会員は統合または消去されているため、変更できません。",
    en: "This member has been merged or erased and cannot be changed.",
    status: 409,
  },
  "address-kind-missing": {
    ja: "この種類の住所が適用日までに登録されていません。先に住所を登録してください。",
    en: "There is no address of this kind by that date. Record the address first.",
  },
  "change-already-applied": {
    ja: "この変更はすでに適用されたか、取り消されています。",
    en: "This change is in force or was withdrawn already.",
    status: 409,
  },
  "no-such-segment": {
    ja: "条件「{name}」は保存されていないか、削除されています。",
    en: "There is no saved segment “{name}”, or it was deleted.",
    status: 404,
  },
  "segment-name-taken": {
    ja: "条件「{name}」はすでにあります。別の名前を付けてください。",
    en: "There is a segment “{name}” already. Choose another name.",
    status: 409,
  },
  "segment-without-rules": {
    ja: "条件がありません。都道府県や契約の有無など、少なくとも1つを選んでください。",
    en: "There is no condition yet. Choose one at least, such as a prefecture or whether a contract runs.",
  },
  "segment-names-unknown-seminars": {
    ja: "セミナーのコード「{codes}」は見つかりません。",
    en: "There is no seminar with the code “{codes}”.",
  },
  "no-such-company": { ja: "この会社は登録されていません。", en: "There is no such company.", status: 404 },
  "company-merge-needs-two": {
    ja: "統合できるのは、統合されていない別々の会社2社です。画面を開き直してください。",
    en: "A merge needs two different companies, neither merged. Please open the page again.",
    status: 409,
  },
  "company-merge-already-undone": {
    ja: "この統合はすでに取り消されています。",
    en: "This merge has been undone already.",
    status: 409,
  },
  "company-merge-not-last": {
    ja: "統合先の会社がその後さらに統合されています。新しい統合から順に取り消してください。",
    en: "The kept company has been merged since. Undo the later merge first.",
    status: 409,
  },
  "code-taken": { ja: "「{name}」はすでに一覧にあります。", en: "“{name}” is in the table already.", status: 409 },
  "unknown-code": { ja: "「{name}」は一覧にありません。", en: "“{name}” is not in the table.", status: 404 },
  "field-code-taken": {
    ja: "コード {code} の項目はすでにあります。",
    en: "There is a field with the code {code} already.",
    status: 409,
  },
  "unknown-field": { ja: "コード {code} の項目はありません。", en: "There is no field {code}.", status: 404 },
  "choice-in-use": {
    ja: "選択肢「{choice}」は会員が使っているため、削除できません。",
    en: "Members have the choice “{choice}”, so it cannot be removed.",
    status: 409,
  },
  "wrong-code": {
    ja: "確認コードが違うか、有効期限(10分)が切れています。コードは5回まで試せます。",
    en: "The code is wrong or older than 10 minutes. You have five tries for a code.",
  },
  "no-such-code": {
    ja: "このページの有効期限が切れています。もう一度メールアドレスから始めてください。",
    en: "This page has expired. Please start again with your mail address.",
    status: 404,
  },
  "not-one-of-yours": {
    ja: "一覧からお選びください。",
    en: "Please choose from the list.",
  },
  "change-from-the-past": {
    ja: "今日より前の日付からは変更できません。",
    en: "A change cannot begin before today.",
  },
} as const

export const refuse = refusalsOf(refusals)
