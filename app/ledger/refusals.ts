import { refusalsOf } from "#app/values/refusal.ts"

export const refusals = {
  "voucher-date-unlikely": {
    ja: "日付「{date}」は使えません。{until}までの実在する日付にしてください。",
    en: "The date {date} cannot be used; give one that exists, until {until}.",
  },
  "voucher-needs-two-lines": {
    ja: "借方と貸方に、それぞれ1行以上の金額を入力してください。",
    en: "Please give at least one debit and one credit.",
  },
  "voucher-does-not-balance": {
    ja: "借方{debit}円と貸方{credit}円が一致しません。",
    en: "Debits of {debit} yen and credits of {credit} yen differ.",
  },
  "account-follows-contracts": {
    ja: "「{account}」は契約ごとの補助簿と一致させるため、手入力の伝票では動かせません。契約の画面で処理してください。",
    en: "“{account}” follows the contracts; please do it on the contract's page, not by hand.",
  },
  "unknown-account": { ja: "科目「{code}」はありません。", en: "There is no account “{code}”." },
  "tax-rate-in-use": {
    ja: "{date}以後の売上がすでに計上されているか、その月が締められているため、この日からの税率は変えられません。",
    en: "Sales on or after {date} are booked, or the month is closed; the rate from that day cannot change.",
    status: 409,
  },
  "no-such-tax-rate": {
    ja: "{date}からの税率の改定は登録されていません。",
    en: "There is no change of the rate from {date}.",
    status: 404,
  },
  "account-code-taken": {
    ja: "コード「{code}」の科目はすでにあります。別のコードを入力してください。",
    en: "There is an account “{code}” already. Please give another code.",
  },
  "account-is-needed": {
    ja: "科目「{code}」は自動の伝票が使うため、使用を止められません。",
    en: "The account “{code}” is posted to by itself and stays in use.",
    status: 409,
  },
  "no-such-voucher": { ja: "伝票が見つかりません。", en: "There is no such voucher.", status: 404 },
  "voucher-follows-its-act": {
    ja: "この伝票は契約や入金の処理から起きています。訂正は元の処理で行ってください。",
    en: "This voucher comes from a contract or payment; please correct the act itself.",
    status: 409,
  },
  "reversed-already": {
    ja: "この伝票はすでに取り消されています。",
    en: "This voucher is reversed already.",
    status: 409,
  },
  "not-the-last-closed-month": {
    ja: "締めを解除できるのは、最後に締めた月だけです。",
    en: "Only the month closed last can be reopened.",
    status: 409,
  },
  "no-such-request": { ja: "承認待ちの依頼が見つかりません。", en: "There is no such request.", status: 404 },
  "request-decided": { ja: "この依頼はすでに処理されています。", en: "This request has been decided.", status: 409 },
  "second-person-needed": {
    ja: "依頼した本人は承認できません。別の担当者が承認してください。",
    en: "Who asked cannot approve; a second person must.",
    status: 409,
  },
  "already-requested": { ja: "同じ依頼が承認を待っています。", en: "The same request waits already.", status: 409 },
} as const satisfies Parameters<typeof refusalsOf>[0]

export const refuse = refusalsOf(refusals)
