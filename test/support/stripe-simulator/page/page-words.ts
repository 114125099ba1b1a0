export interface PageWords {
  lang: "en" | "ja"
  banner: string
  bannerNote: string
  title: string
  summary: string
  total: string
  payment: string
  email: string
  card: string
  cards: Record<"4242" | "0002" | "9995" | "0069" | "0341" | "3184", string>
  pay: string
  later: Record<"konbini" | "customer_balance", string>
  instructions: string
  instructionsNote: string
  payNow: string
  paid: string
  back: string
  portal: string
  keepCard: string
  declined: Record<string, string>
  authentication: string
  authenticationNote: string
  authenticate: string
  failAuthentication: string
  expired: string
  expiredNote: string
  unknown: string
  unknownNote: string
  error: string
}

const JA: PageWords = {
  lang: "ja",
  banner: "シミュレーター / SIMULATOR",
  bannerNote: "実際のお金は動きません。カード番号は入力しません。",
  title: "お支払い",
  summary: "ご注文内容",
  total: "合計",
  payment: "お支払い方法",
  email: "メールアドレス",
  card: "テストカード",
  cards: {
    "4242": "支払いが成功する",
    "0002": "カードが拒否される",
    "9995": "残高が不足している",
    "0069": "有効期限が切れている",
    "0341": "今回は成功し、次回の自動更新で失敗する",
    "3184": "本人認証（3Dセキュア）を求める",
  },
  pay: "支払う",
  later: { konbini: "コンビニの払込番号を受け取る", customer_balance: "振込先の口座を受け取る" },
  instructions: "お支払いのご案内",
  instructionsNote: "コンビニの払込票・銀行の振込画面の代わりです。",
  payNow: "支払ったことにする",
  paid: "お支払いを確認しました。",
  back: "戻る",
  portal: "お支払い方法の更新",
  keepCard: "更新する",
  declined: {
    insufficient_funds: "カードの残高が不足しています。別のカードでお試しください。",
    expired_card: "カードの有効期限が切れています。別のカードでお試しください。",
    authentication_failed: "カードの本人認証ができませんでした。別のカードでお試しください。",
    other: "カードが承認されませんでした。別のカードでお試しください。",
  },
  authentication: "本人認証（3Dセキュア）",
  authenticationNote: "カード会社の認証画面の代わりです。どちらかを選んでください。",
  authenticate: "認証する",
  failAuthentication: "認証に失敗する",
  expired: "このお支払いページは期限が切れました",
  expiredNote: "お手数ですが、元のサイトに戻って、もう一度お手続きください。",
  unknown: "お支払いページが見つかりません",
  unknownNote: "アドレスをお確かめください。",
  error: "エラー",
}

const EN: PageWords = {
  lang: "en",
  banner: "SIMULATOR / シミュレーター",
  bannerNote: "No real money moves. No card number is asked for.",
  title: "Payment",
  summary: "Your order",
  total: "Total",
  payment: "Payment method",
  email: "Email address",
  card: "Test card",
  cards: {
    "4242": "Payment succeeds",
    "0002": "Card is declined",
    "9995": "Insufficient funds",
    "0069": "Card has expired",
    "0341": "Succeeds now, fails at the automatic renewal",
    "3184": "Asks for authentication (3D Secure)",
  },
  pay: "Pay",
  later: { konbini: "Get a number for the convenience store", customer_balance: "Get the account to transfer to" },
  instructions: "How to pay",
  instructionsNote: "Stands for the store's voucher and the bank's page.",
  payNow: "Act as if it were paid",
  paid: "Your payment has arrived.",
  back: "Back",
  portal: "Update your payment method",
  keepCard: "Update",
  declined: {
    insufficient_funds: "Your card has insufficient funds. Try a different card.",
    expired_card: "Your card has expired. Try a different card.",
    authentication_failed: "We could not authenticate your card. Try a different card.",
    other: "Your card was declined. Try a different card.",
  },
  authentication: "Authentication (3D Secure)",
  authenticationNote: "This stands for your bank's page. Choose how it ends.",
  authenticate: "Authenticate",
  failAuthentication: "Fail authentication",
  expired: "This payment page has expired",
  expiredNote: "Please go back to the site you came from and start again.",
  unknown: "There is no such payment page",
  unknownNote: "Please check the address.",
  error: "Error",
}

/** The page's words: the session's locale, or the browser's when that is `auto`; Japanese when neither tells. */
export function wordsFor(locale: string | null, acceptLanguage: string): PageWords {
  const wanted = locale === null || locale === "auto" ? acceptLanguage : locale
  return wanted === "" || wanted.toLowerCase().startsWith("ja") ? JA : EN
}
