import type { EndReason } from "#app/subscriptions/contract/end-reason.ts"

/** What a reader who wished to cancel may take instead (代わりのご提案). */
export const alternatives = {
  hold: { ja: "休止(読める時期まで止める)", en: "A hold until there is time to read" },
  term: { ja: "別の期間のプラン", en: "Another term" },
  gift: { ja: "ほかの方へのお届け(贈呈)", en: "Sending the rest to somebody else as a gift" },
  copies: { ja: "部数を減らす", en: "Fewer copies" },
  transfer: { ja: "別の媒体への移管", en: "Another title for what is left" },
  stays: { ja: "このまま継続", en: "Going on as it is" },
} as const

export type Alternative = keyof typeof alternatives

/** What to say to a reader with this reason, and what to offer first (解約阻止のトーク, B5). */
export const retentionScripts: Readonly<
  Record<EndReason, { readonly ja: string; readonly en: string; readonly offer: Alternative }>
> = {
  price: {
    ja: "ご負担をおかけしております。1回あたりの価格がお得な長期のプラン、または短い期間のプランもございます。次の更新から切り替えてはいかがでしょうか。",
    en: "I understand that the price matters. A longer term costs less per issue, and there are shorter ones; may I change it with the next renewal?",
    offer: "term",
  },
  content: {
    ja: "率直なご意見をありがとうございます。編集部に必ず伝えます。残りの回数を、ご関心に合う別の媒体に替えることもできます。",
    en: "Thank you for saying so openly; I will pass it on to the editors. What is left can become another title that suits you better.",
    offer: "transfer",
  },
  "no-time": {
    ja: "お忙しいところ恐れ入ります。回数を減らさずに、お時間ができるまでお届けを止めておけます。再開号もお選びいただけます。",
    en: "Issues need not pile up: we can pause them, no issue is lost, and you choose with which one they come again.",
    offer: "hold",
  },
  moved: {
    ja: "ご転居先へ次号からお届けできます。お住まいが決まるまで休止し、後日ご住所をお知らせいただくことも可能です。",
    en: "The next issue can go to your new address. Until it is settled we can pause, and you tell us the address later.",
    offer: "hold",
  },
  deceased: {
    ja: "お悔やみ(お見舞い)申し上げます。お引き止めはせず、ご家族で読まれる方がいらっしゃる場合に限り、お届け先の変更をご案内してください。",
    en: "Offer condolences. Do not try to persuade; only if somebody of the family reads it, mention that copies can go to them.",
    offer: "gift",
  },
  retired: {
    ja: "長らくのご愛読に感謝いたします。ご自宅や後任の方へのお届けに変更できます。",
    en: "Thank you for reading for so long. Copies can go to your home or to your successor.",
    offer: "gift",
  },
  duplicate: {
    ja: "重複してお届けし失礼いたしました。部数を減らして差額をお返しするか、余りの1部をほかの方へお届けできます。",
    en: "I am sorry that it comes twice. We can send fewer copies and return the difference, or send one to somebody else.",
    offer: "copies",
  },
  delivery: {
    ja: "ご迷惑をおかけし申し訳ございません。届いていない号はすぐに再送し、配送先や方法を確認いたします。",
    en: "I am sorry for the trouble. I will send the missing issue again at once and check address and delivery.",
    offer: "stays",
  },
  discontinued: {
    ja: "廃刊によりご迷惑をおかけいたします。残りの回数は別の媒体への移管、または返金をお選びいただけます。",
    en: "I am sorry that the title ends. What is left can become another title, or be refunded.",
    offer: "transfer",
  },
  other: {
    ja: "差し支えなければ理由をお聞かせください。休止や期間の変更で解決できることもございます。",
    en: "May I ask what makes you wish to stop? A hold or another term may help.",
    offer: "hold",
  },
}
