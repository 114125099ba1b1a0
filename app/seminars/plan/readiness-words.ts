/** What each check before publishing asks for, in words. */
export const readinessWords = {
  session: { ja: "開催日時", en: "a session" },
  future: { ja: "開催日時がこれからであること", en: "sessions that lie ahead" },
  room: { ja: "会場", en: "a room for each session on site" },
  capacity: { ja: "定員が会場に収まること", en: "seats that fit the room" },
  link: { ja: "オンライン参加のURL", en: "the link of online sessions" },
  fee: { ja: "受講料と定員枠", en: "a fee with its seats" },
  ways: { ja: "受講料に合う支払方法", en: "a way of payment that fits the fees" },
  cancellation: { ja: "キャンセル規定", en: "the cancellation rule" },
  contact: { ja: "お問い合わせ先", en: "a contact" },
  summary: { ja: "内容の説明", en: "a description" },
  registration: { ja: "適格請求書の登録番号", en: "the invoice registration number" },
} as const
