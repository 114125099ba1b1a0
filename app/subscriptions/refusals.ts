import { refusalsOf } from "#app/values/refusal.ts"

export const refusals = {
  "file-has-no-rows": { ja: "ファイルに見出しの行がありません。", en: "The file has no header row." },
  "unknown-import-mapping": {
    ja: "項目の対応「{name}」はありません。",
    en: "There is no mapping “{name}”.",
    status: 404,
  },
  "unknown-import-file": { ja: "このファイルはありません。", en: "There is no such file.", status: 404 },
  "columns-missing": {
    ja: "見出しに次の列がありません: {columns}",
    en: "The header lacks these columns: {columns}",
  },
  "issue-already-shipped-otherwise": {
    ja: "第{number}号は{date}にすでに発送済みです。",
    en: "Issue No. {number} was already shipped on {date}.",
    status: 409,
  },
  "earlier-issue-open": {
    ja: "前の号(第{number}号)の発送処理がまだ確定していません。先に確定してください。",
    en: "The run of the earlier issue No. {number} is not confirmed yet; confirm it first.",
    status: 409,
  },
  "issue-skipped": {
    ja: "第{number}号は{date}に休刊と決まった号です。発送できません。",
    en: "Issue No. {number} was skipped on {date}; it does not ship.",
    status: 409,
  },
  "ships-on-unlikely": {
    ja: "発送日 {date} は受け付けられません。{earliest} から {latest} までの日付を指定してください。",
    en: "The shipping date {date} cannot be right; give a date from {earliest} to {latest}.",
  },
  "application-fixed": {
    ja: "このお申し込みはすでに確定しているため変更できません。内容を変えるには新しくお申し込みください。",
    en: "This application is confirmed already and cannot be changed. Please make a new one.",
    status: 409,
  },
  "nothing-to-ship": { ja: "この号を受け取る契約がありません。", en: "No contract receives this issue." },
  "proof-differs": {
    ja: "照合表が一致しないため確定できません: {item}({left} ≠ {right})",
    en: "The proof sheet does not tie out, so the run cannot be confirmed: {item} ({left} ≠ {right})",
    status: 409,
  },
  "source-code-taken": {
    ja: "募集コード {code} はすでに使われています。",
    en: "The source code {code} is taken already.",
    status: 409,
  },
  "unknown-source": { ja: "募集コード {code} はありません。", en: "There is no source code {code}.", status: 404 },
  "unknown-contract": { ja: "契約が見つかりません。", en: "There is no such contract.", status: 404 },
  "contract-not-active": {
    ja: "契約{number}は終了しているため、この手続きはできません。",
    en: "Contract {number} has ended; this cannot be done.",
    status: 409,
  },
  "quote-changed": {
    ja: "返金額が変わりました(提示 {named}円 → 現在 {now}円)。もう一度ご確認ください。",
    en: "The refund has changed from {named} to {now} yen since it was named. Please check it again.",
    status: 409,
  },
  "issue-served-already": {
    ja: "その号は発送済みです。第{next}号以降を指定してください。",
    en: "That issue has shipped. Give No. {next} or a later one.",
  },
  "hold-ends-before-it-begins": {
    ja: "再開号は第{from}号より後の号を指定してください。",
    en: "The hold must end with an issue after No. {from}.",
  },
  "contract-held-already": {
    ja: "第{from}号からの休止がすでにあります。先に再開するか、重ならない号を指定してください。",
    en: "A hold from No. {from} exists already. End it first, or give other issues.",
    status: 409,
  },
  "contract-not-held": { ja: "契約{number}は休止していません。", en: "Contract {number} is not on hold.", status: 409 },
  "unknown-line": { ja: "お届け先の行 {line} はありません。", en: "The contract has no line {line}." },
  "unknown-member": { ja: "会員番号「{number}」は見つかりません。", en: "There is no member “{number}”." },
  "copies-unchanged": {
    ja: "部数は今と違う1部以上の数を指定してください(今 {copies}部)。",
    en: "Give another number of copies, at least one (it is {copies} now).",
  },
  "unknown-offer": { ja: "購読プランが見つかりません。", en: "There is no such offer.", status: 404 },
  "offer-for-students": {
    ja: "学割のプランです。会員ページの「在学」で在学を確認してから、お申し込みください(確認の期限が切れている場合も同じです)。",
    en: "This offer is for students: first confirm the studies on the member's page (also where they were confirmed until an earlier day).",
  },
  "offer-for-holders": {
    ja: "「{title}」をご契約中の方に限るプランです。続いているご契約がありません。",
    en: "This offer is for readers with a running contract of {title}, and there is none.",
  },
  "offer-asks-for-sign-in": {
    ja: "「{title}」をご契約中の方に限る価格です。マイページにログインしてお申し込みください。",
    en: "This price is for readers of {title}: please sign in to your own page to apply.",
  },
  "graduated-already": {
    ja: "卒業予定の年月が過ぎています。在学中の方に限るプランのため、ほかのプランをお選びください。",
    en: "That month is over. This offer is for students; please choose another one.",
  },
  "proof-not-a-picture": {
    ja: "JPEG・PNG・PDFのファイルを選んでください。ファイルが壊れているときは、撮り直してください。",
    en: "Choose a JPEG, PNG or PDF file. If the file is damaged, please take the picture again.",
  },
  "proof-too-large": { ja: "ファイルは10 MBまでです。", en: "A file has at most 10 MB." },
  "proof-missing": { ja: "送るファイルを選んでください。", en: "Choose the file to send." },
  "proof-needs-a-school": { ja: "在籍校を入力してください。", en: "Please write your school." },
  "too-many-proofs": {
    ja: "送れるファイルは{most}つまでです。確認まで、いましばらくお待ちください。",
    en: "At most {most} files can be sent. Please wait until we have looked at them.",
  },
  "studies-end-unlikely": {
    ja: "在学の期限は{from}から{until}までの日付にしてください。",
    en: "Studies can be confirmed until a day from {from} to {until}.",
  },
  "nothing-to-refuse": {
    ja: "確認待ちの申込も、取り消せる在学の確認もありません。",
    en: "Nothing waits for a proof, and no confirmation is there to be taken back.",
    status: 409,
  },
  "offer-not-on-sale": { ja: "この購読プランは販売していません。", en: "This offer is not on sale." },
  "no-recipient": {
    ja: "お届け先を1件以上、1部以上で指定してください。",
    en: "Give at least one recipient with one copy.",
  },
  "a-free-offer-is-free": {
    ja: "見本・寄贈のプランのお支払い方法は「無料」だけです。有料のプランでは「無料」を選べません。",
    en: "Sample and complimentary offers are free, and only they are.",
  },
  "same-title": { ja: "移管先には別の媒体のプランを選んでください。", en: "Choose an offer of another title." },
  "recipient-change-planned": {
    ja: "第{from}号からのお届け先の変更が予定されています。その号の発送後に、もう一度お手続きください。",
    en: "Another recipient is planned from No. {from} on; do this again after that issue has shipped.",
    status: 409,
  },
  "paid-long-ago": {
    ja: "入金日が1年より前です。{earliest}以降の日付を入力してください。",
    en: "That is more than a year ago; give a date from {earliest} on.",
  },
  "start-issue-unknown": {
    ja: "第{number}号以降の号がまだ発行カレンダーにありません。開始号を選び直してください。",
    en: "The calendar has no issue from No. {number} on; choose another first issue.",
  },
  "order-entered-already": {
    ja: "この画面からは受注{number}をすでに登録しました。別の受注は新しい入力画面から登録してください。",
    en: "This form has made order {number} already. Open a new form for another order.",
    status: 409,
  },
  "nothing-to-transfer": {
    ja: "契約{number}には移管できる前受金がありません。",
    en: "Contract {number} has nothing paid that could be transferred.",
    status: 409,
  },
  "nothing-unpaid": {
    ja: "契約{number}には未入金がありません。",
    en: "Contract {number} owes nothing.",
    status: 409,
  },
  "contract-not-stopped": {
    ja: "契約{number}は未入金停止の契約ではありません。",
    en: "Contract {number} was not stopped for non-payment.",
    status: 409,
  },
  "still-owes": {
    ja: "発送済み分の未入金 {yen}円 が残っています。入金後に復活してください。",
    en: "{yen} yen of served issues are still unpaid; go on after they are paid.",
    status: 409,
  },
  "stop-it-first": {
    ja: "契約{number}はまだ発送が続いています。停止または解約してから貸倒にしてください。",
    en: "Contract {number} is still being served; stop or cancel it before writing it off.",
    status: 409,
  },
  "more-than-served": {
    ja: "値引できるのは発送済み分の{most}円までです。",
    en: "At most {most} yen of served issues can be given back.",
  },
  "unknown-refund": { ja: "返金「{number}」は見つかりません。", en: "There is no refund “{number}”.", status: 404 },
  "refund-on-its-way": {
    ja: "返金 {number} はカードへの返金を手続き中です。結果が出るまでお待ちください。",
    en: "Refund {number} is on its way to the card; please wait for the result.",
    status: 409,
  },
  "card-cannot-take": {
    ja: "カードへ返せるのは{yen}円までです。銀行振込などでお支払いください。",
    en: "Only ¥{yen} can go back to the card. Please pay it out by bank transfer.",
    status: 409,
  },
  "nothing-to-give-back": {
    ja: "入金 {number} に、カードへ返す仮受金はありません。",
    en: "Payment {number} has nothing on suspense that could go back to the card.",
    status: 409,
  },
  "refund-paid-already": {
    ja: "返金「{number}」は{date}に支払済みです。",
    en: "Refund “{number}” was paid on {date}.",
    status: 409,
  },
  "paid-before-owed": {
    ja: "支払日は返金が決まった日({date})以降にしてください。",
    en: "A refund cannot be paid before it was owed ({date}).",
  },
  "no-such-shipment": {
    ja: "第{number}号はこの契約に発送していません。",
    en: "Issue No. {number} was not sent for this contract.",
  },
  "issue-not-shipped": {
    ja: "第{number}号はまだ発送していません。追送・再送は発送後に行います。",
    en: "Issue No. {number} has not shipped; late copies and reshipments come after it.",
    status: 409,
  },
  "copy-sent-already": {
    ja: "契約{number}には第{issue}号を発送済みです。もう一度送るには再送を選んでください。",
    en: "Contract {number} has had issue No. {issue}; choose reshipment to send it again.",
    status: 409,
  },
  "renewed-already": {
    ja: "契約{number}はすでに更新されています。",
    en: "Contract {number} has been renewed already.",
    status: 409,
  },
  "unknown-renewal": {
    ja: "このページの有効期限が切れているか、アドレスが違います。読者係へお問い合わせください。",
    en: "This page has expired, or its address is wrong. Please ask the reader service.",
    status: 404,
  },
  "other-title-offer": { ja: "同じ媒体のプランを選んでください。", en: "Choose an offer of the same title." },
  "renewal-declined-already": {
    ja: "契約{number}は「継続しない」と登録済みです。",
    en: "It is noted already that contract {number} will not be renewed.",
    status: 409,
  },
  "unknown-return": { ja: "返戻が見つかりません。", en: "There is no such returned copy.", status: 404 },
  "return-solved-already": {
    ja: "この返戻はすでに解決済みです。",
    en: "This returned copy has been dealt with already.",
    status: 409,
  },
  "paid-in-the-future": {
    ja: "入金日に先の日付は指定できません。今日までの日付にしてください。",
    en: "Money cannot have come in after today; give a date up to today.",
  },
  "payment-booked-already": {
    ja: "参照番号「{reference}」の入金はすでに登録済みです。別の入金なら別の番号を入力してください。",
    en: "A payment with the reference “{reference}” is booked already; give another one for another payment.",
    status: 409,
  },
  "bundle-not-whole": {
    ja: "このセットは、まとめて継続できなくなりました(セットのうちの媒体が終了・継続済み・変更されています)。媒体ごとに継続してください。",
    en: "This bundle cannot be renewed as a whole any more: one of its titles has ended, changed or been renewed. Please renew each title by itself.",
    status: 409,
  },
  "too-late-to-renew": {
    ja: "契約{number}は終了しているため継続できません。新しくお申し込みください。",
    en: "Contract {number} ended long ago; please subscribe anew.",
    status: 409,
  },
  "promotion-unknown": {
    ja: "プロモーションコード「{code}」はありません。つづりをお確かめください。",
    en: "There is no promotion code “{code}”. Please check how it is written.",
  },
  "promotion-not-yet": {
    ja: "このプロモーションコードは{from}からお使いいただけます。",
    en: "This promotion code can be used from {from} on.",
  },
  "promotion-over": {
    ja: "プロモーションコード「{code}」の受付は終了しました。欄を空にすると、通常価格でお申し込みいただけます。",
    en: "The promotion code “{code}” is over. Leave the field empty to go on at the regular price.",
  },
  "promotion-used-up": {
    ja: "プロモーションコード「{code}」は利用の上限に達しました。欄を空にすると、通常価格でお申し込みいただけます。",
    en: "The promotion code “{code}” has been used up. Leave the field empty to go on at the regular price.",
  },
  "promotion-not-for-plan": {
    ja: "プロモーションコード「{code}」はこのプランにはお使いいただけません。",
    en: "The promotion code “{code}” is not for this plan.",
  },
  "promotion-for-new-members": {
    ja: "プロモーションコード「{code}」は、はじめてお申し込みの方に限ります。",
    en: "The promotion code “{code}” is for those who subscribe for the first time.",
  },
  "promotion-used-already": {
    ja: "プロモーションコード「{code}」はお一人さま1回限りです。すでにお使いいただいています。",
    en: "The promotion code “{code}” can be used once by each reader, and you have used it already.",
  },
  "promotion-leaves-too-little": {
    ja: "このお申し込みの金額では、プロモーションコード「{code}」をお使いいただけません。",
    en: "The promotion code “{code}” cannot be used for an amount as small as this.",
  },
  "promotion-code-taken": {
    ja: "プロモーションコード {code} はすでに登録されています。",
    en: "The promotion code {code} exists already.",
    status: 409,
  },
  "unknown-promotion": {
    ja: "プロモーションコードが見つかりません。",
    en: "There is no such promotion code.",
    status: 404,
  },
} as const

export const refuse = refusalsOf(refusals)
