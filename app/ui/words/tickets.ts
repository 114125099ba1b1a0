import type { SameKeys } from "#app/ui/words/same-keys.ts"

const ja = {
  title: "受講証の確認",
  valid: "有効な受講証です",
  used: "受付済みです",
  entered: "受付済み",
  cancelled: "この受講は取り消されています",
  replaced: "この受講証は差し替えられました",
  validBody: "当日、会場の受付でこのQRコードをお見せください。",
  usedBody: "この受講証での受付は済んでいます。",
  cancelledBody: "この受講証では入場できません。お心当たりがないときは主催者へご連絡ください。",
  replacedBody: "新しい受講証が発行されています。新しい方をお見せください。",
  qr: "受講証のQRコード",
  qrHint: "受付でこの画面をお見せください",
  seminar: "セミナー",
  when: "開催日時",
  where: "会場",
  name: "受講者(一部を伏せています)",
  number: "受講番号",
  organizer: "主催者",
  contact: "お問い合わせ",
  toSeminar: "セミナーの案内",
} as const

const en = {
  title: "Ticket",
  valid: "This ticket is valid",
  used: "You are checked in",
  entered: "checked in",
  cancelled: "This place is cancelled",
  replaced: "This ticket was replaced",
  validBody: "Show its QR code at the reception on the day.",
  usedBody: "This ticket has been shown at the reception already.",
  cancelledBody: "It does not let you in. If you did not expect this, please ask the organizer.",
  replacedBody: "A newer ticket was issued; please show that one.",
  qr: "QR code of the ticket",
  qrHint: "Show this screen at the door",
  seminar: "Seminar",
  when: "When (Tokyo)",
  where: "Where",
  name: "Attendee (shown in part)",
  number: "Attendee number",
  organizer: "Organizer",
  contact: "Contact",
  toSeminar: "About the seminar",
} as const satisfies SameKeys<typeof ja>

/** The public page that a ticket's QR code leads to. */
export const tickets = { ja, en }
