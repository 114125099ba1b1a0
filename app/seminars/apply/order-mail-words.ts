import { dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"

export type OrderMailKind = "confirmed" | "approval" | "waiting" | "offer" | "cancelled" | "called-off" | "too-late"

/** The words of mails about seminar orders. */
export const orderMailWords = {
  ja: {
    dear: (name: string) => `${name} 様`,
    yen: (amount: number) => `${amount.toLocaleString("ja-JP")}円(税込)`,
    ...{ day: dateInJapanese, persons: (party: number) => `${party}名` },
    ...{ seminar: "セミナー", number: "受付番号", when: "開催日時", where: "会場", people: "人数", total: "受講料" },
    ...{ until: "お返事の期限", due: "お支払期限", online: "オンライン参加", invoice: "請求書" },
    invoiceHow: (number: string) => `${number}(適格請求書。下のページからお受け取りください)`,
    invoiceAtClosing: (day: number) =>
      `締日(${day === 31 ? "月末" : `毎月${day}日`})の後に、ほかのご請求とまとめてお送りします`,
    onlineHow: "下のページに、お一人ずつの参加URLがあります",
    ...{ ticket: "受講番号", ticketSubject: "受講証をお届けします", ticketLink: "受講証を開く" },
    ticketBody: "受付でこのページのQRコードをお見せください。これより前の受講証はお使いいただけません。",
    refund: "返金",
    refundToCard: (amount: number) => `${amount.toLocaleString("ja-JP")}円(お支払いのカードへ)`,
    refundByBank: (amount: number) => `${amount.toLocaleString("ja-JP")}円(お振込先を下記までお知らせください)`,
    attendeeCalledOff:
      "ご参加を予定されていたセミナーは、やむを得ない事情により開催を中止いたします。お手元の受講証と参加URLはお使いいただけません。",
    subject: {
      confirmed: "受講のお申し込みを承りました",
      approval: "受講のお申し込みを受け付けました(確認中)",
      waiting: "キャンセル待ちを承りました",
      offer: "お席をご用意できました",
      cancelled: "受講のお申し込みを取り消しました",
      "called-off": "セミナー開催中止のお知らせ",
      "too-late": "お席をご用意できず、返金いたします",
    },
    body: {
      confirmed: "お申し込みありがとうございます。次の内容で承りました。受講証は下のページからお受け取りください。",
      approval: "お申し込みありがとうございます。お席を確保し、主催者が確認しています。結果は追ってお知らせします。",
      waiting: "ただいま満席のため、キャンセル待ちとして承りました。お席が空き次第、順番にご案内します。",
      offer: "お待ちいただいていたお席が空きました。期限までに下のページでお申し込みを確定してください。",
      cancelled: "お申し込みの取り消しを承りました。返金がある場合は下のページに金額を表示しています。",
      "called-off":
        "お申し込みいただいたセミナーは、やむを得ない事情により開催を中止いたします。キャンセル料はかかりません。ご予定いただいたところ、誠に申し訳ございません。",
      "too-late":
        "お支払いが期限の後に届き、その間に満席となりました。お支払いの全額を返金いたします。ご迷惑をおかけし申し訳ありません。",
    },
    link: {
      confirmed: "お申し込みの内容・受講証",
      approval: "お申し込みの内容",
      waiting: "キャンセル待ちの内容",
      offer: "お申し込みを確定する",
      cancelled: "お申し込みの内容",
      "called-off": "お申し込みの内容",
      "too-late": "お申し込みの内容",
    },
  },
  en: {
    dear: (name: string) => `Dear ${name},`,
    yen: (amount: number) => `¥${amount.toLocaleString("en")} (tax included)`,
    ...{ day: dateInEnglish, persons: String },
    ...{
      seminar: "Seminar",
      number: "Application",
      when: "When (Tokyo)",
      where: "Where",
      people: "People",
      total: "Fee",
    },
    ...{ until: "Answer by (Tokyo)", due: "Pay by", online: "Online", invoice: "Invoice" },
    invoiceHow: (number: string) => `${number}, on the page below`,
    invoiceAtClosing: (day: number) =>
      `after the closing day (${day === 31 ? "the month's last" : `day ${day} of the month`}), together with your others`,
    onlineHow: "Each attendee's own link is on the page below",
    ...{ ticket: "Ticket", ticketSubject: "Your ticket", ticketLink: "Open the ticket" },
    ticketBody: "Please show the QR code of this page at the door. Tickets from before are void.",
    refund: "Refund",
    refundToCard: (amount: number) => `¥${amount.toLocaleString("en")}, back to your card`,
    refundByBank: (amount: number) => `¥${amount.toLocaleString("en")}; please tell us your bank account`,
    attendeeCalledOff:
      "We are sorry: the seminar that you were going to attend is called off. Your ticket and your online link are void.",
    subject: {
      confirmed: "Your application is confirmed",
      approval: "We have your application",
      waiting: "You are on the waiting list",
      offer: "A seat has become free for you",
      cancelled: "Your application is cancelled",
      "called-off": "The seminar is called off",
      "too-late": "No seat was left; your payment is refunded",
    },
    body: {
      confirmed: "Thank you for applying. This is what we have noted; your ticket is on the page below.",
      approval: "Thank you for applying. Your seat is kept while the organizer looks at your application.",
      waiting: "The seminar is full; you are on the waiting list and will hear from us when seats become free.",
      offer: "Seats have become free. Please confirm your application on the page below in time.",
      cancelled: "Your application is cancelled. If money is due to you, the page below says how much.",
      "called-off": "We are sorry: the seminar that you applied for is called off. No cancellation fee is due.",
      "too-late":
        "Your payment came after its time, when the seminar had become full. The whole amount is refunded. We are sorry.",
    },
    link: {
      confirmed: "Application and ticket",
      approval: "Your application",
      waiting: "Your place on the list",
      offer: "Confirm the application",
      cancelled: "Your application",
      "called-off": "Your application",
      "too-late": "Your application",
    },
  },
} as const
