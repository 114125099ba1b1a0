/** 請求書, 領収書 or 適格返還請求書 as it stands on paper: frozen at issue, so it is data and texts alone. */
export type BusinessPaper = Readonly<{
  kind: "invoice" | "receipt" | "credit-note"
  locale: "ja" | "en"
  number: string
  /** 0 for the first one; every further one is marked 再発行, or 修正 where its taxes are others than the first one's. */
  copyNo: number
  /** As printed; papers that were never revised say nothing. */
  revisedOn?: string
  /** As printed: 2026年11月16日 */
  issuedOn: string
  dueOn: string | null
  addressee: Readonly<{
    name: string
    department: string
    honorific: string
    postalCode: string
    lines: readonly string[]
  }>
  issuer: Readonly<{ name: string; lines: readonly string[]; registrationNumber: string | null }>
  lines: readonly Readonly<{
    description: string
    supplied: string
    quantity: number
    unitYen: number
    amountYen: number
    ratePercent: number
  }>[]
  rates: readonly Readonly<{ ratePercent: number; grossYen: number; taxYen: number }>[]
  totalYen: number
  facts: readonly (readonly [label: string, value: string])[]
  /** 振込先 */
  bankAccount: readonly string[]
  notes: readonly string[]
  /** コンビニ払込票 on a page of its own; papers issued before there were any say nothing. */
  slip?: ConvenienceSlip | null
}>

export type ConvenienceSlip = Readonly<{
  /** The 44 digits of GS1-128, 91 included */
  digits: string
  /** 収納代行会社, or empty */
  agentName: string
  /** As printed */
  expiresOn: string
  /** From 50,000 yen a receipt needs a revenue stamp. */
  hasStampBox: boolean
}>

/** The words of the page with the コンビニ払込票. */
export const slipWords = {
  ja: {
    title: "コンビニエンスストア払込票",
    how: [
      "下の払込票を切り離さずに、コンビニエンスストアのレジでお支払いください。",
      "取扱期限を過ぎるとお支払いいただけません。期限後は発行元へご連絡ください。",
      "バーコードが汚れたり折れたりしていると、お取り扱いできないことがあります。金額の訂正はできません。",
    ],
    ...{ number: "請求書番号", amount: "お支払金額", expires: "取扱期限", payee: "請求元", agent: "収納代行会社" },
    ...{ payer: "お客様名", store: "払込票(店舗控)", receipt: "受領証(お客様控)", storeStamp: "収納印" },
    ...{ revenueStamp: "収入印紙", cut: "コンビニエンスストアで切り離します" },
  },
  en: {
    title: "CONVENIENCE STORE PAYMENT SLIP",
    how: [
      "Take this page to the counter of a convenience store and pay there. Please do not cut it.",
      "The slip is void after its last day. Please contact the issuer then.",
      "A stained or folded bar code may not be read. The amount cannot be changed.",
    ],
    ...{ number: "Invoice no.", amount: "Amount", expires: "Valid until", payee: "Payee", agent: "Agent" },
    ...{ payer: "Payer", store: "SLIP (store's copy)", receipt: "RECEIPT (payer's copy)", storeStamp: "Store's stamp" },
    ...{ revenueStamp: "Revenue stamp", cut: "cut by the store" },
  },
} as const

const ja = {
  ...{ invoice: "請求書", receipt: "領収書", "credit-note": "適格返還請求書" },
  ...{ "lead-invoice": "下記のとおりご請求申し上げます。", "lead-receipt": "下記の金額を正に領収いたしました。" },
  ...{ "lead-credit-note": "下記のとおり売上に係る対価を返還いたします。" },
  ...{ "total-invoice": "ご請求金額", "total-receipt": "領収金額", "total-credit-note": "返還金額" },
  ...{ number: "番号", issuedOn: "発行日", dueOn: "お支払期限", bankAccount: "お振込先", reissued: "再発行" },
  ...{ revised: "修正", revisedOn: "修正日" },
  ...{ registrationNumber: "登録番号", taxIncluded: "(税込)", description: "内容", supplied: "取引日・期間" },
  ...{ quantity: "数量", unit: "単価(税込)", rate: "税率", amount: "金額(税込)", total: "合計", tax: "内消費税額等" },
  ...{
    ratePart: "対象",
    reducedNote: "※は軽減税率対象です。",
    outside: "対象外",
    yen: "円",
    continued: "(次ページへ続く)",
  },
} as const

const en: Record<keyof typeof ja, string> = {
  ...{ invoice: "INVOICE", receipt: "RECEIPT", "credit-note": "CREDIT NOTE" },
  ...{ "lead-invoice": "We kindly ask you to pay the following.", "lead-receipt": "Received with thanks." },
  ...{ "lead-credit-note": "We return the following consideration." },
  ...{ "total-invoice": "Amount due", "total-receipt": "Amount received", "total-credit-note": "Amount returned" },
  ...{ number: "No.", issuedOn: "Date", dueOn: "Due date", bankAccount: "Bank account", reissued: "REISSUED" },
  ...{ revised: "REVISED", revisedOn: "Revised on" },
  ...{
    registrationNumber: "Registration no.",
    taxIncluded: "(tax incl.)",
    description: "Description",
    supplied: "Date or period",
  },
  ...{
    quantity: "Qty",
    unit: "Unit (tax incl.)",
    rate: "Rate",
    amount: "Amount (tax incl.)",
    total: "Total",
    tax: "tax included",
  },
  ...{ ratePart: " taxable", reducedNote: "* reduced rate", outside: "No tax", yen: " yen", continued: "(continued)" },
}

export const paperWords = { ja, en } as const

/** What a revised paper (修正した適格請求書, 消費税法57条の4第4項) says of the one that it takes the place of. */
export const revisionNotes = {
  ja: "消費税率の改定により、同じ番号で先に発行した書類の税率ごとの内訳を修正しました。合計金額に変わりはありません。先の書類に代えて保存してください。",
  en: "The rate of consumption tax has changed: the amounts by rate of the paper issued before under this number are corrected here. The total is the same. Please keep this one in its place.",
} as const

/** 8 % is the reduced rate and must be told apart (消費税法57条の4). */
export const isReduced = (ratePercent: number): boolean => ratePercent === 8

const line = (description: string, unitYen: number, ratePercent = 10, quantity = 1, supplied = "2026年11月16日") => ({
  ...{ description, supplied, quantity, unitYen, amountYen: quantity * unitYen, ratePercent },
})

const common: Omit<BusinessPaper, "kind" | "lines" | "rates" | "totalYen"> = {
  ...{ locale: "ja", number: "I2026-000042", copyNo: 0, issuedOn: "2026年11月22日", dueOn: "2026年12月31日" },
  addressee: {
    ...{
      name: "一般社団法人 全日本伝統庭園文化財保存修復技術者協会連合会 神田神保町事務所",
      department: "総務部経理課 購読料ご担当 髙﨑𠮷右衛門",
    },
    ...{ honorific: "様", postalCode: "1010051" },
    lines: ["東京都千代田区神田神保町一丁目105番地", "神保町三井ビルディング12階"],
  },
  issuer: {
    name: "日本園芸出版株式会社",
    lines: ["〒101-0051 東京都千代田区神田神保町1-1", "電話 03-0000-0521"],
    registrationNumber: "T7000012050002",
  },
  facts: [],
  bankAccount: ["みずほ銀行 神保町支店(普通) 1234567", "ニホンエンゲイシュッパン(カ"],
  notes: ["恐れ入りますが、振込手数料はお客様のご負担でお願いいたします。"],
}

/** An invoice with a long name and two rates, one of 40 lines, one of ¥0, a receipt that is a copy, and a credit note. */
export const sample: Readonly<Record<string, BusinessPaper>> = {
  invoice: {
    ...common,
    kind: "invoice",
    lines: [
      line("月刊ガーデン 1年12冊", 13_200, 10, 3, "2026年12月号〜2027年11月号"),
      line("週刊園芸新報 1年(週2回発行)", 28_080, 8, 1, "2026年12月1日〜2027年11月30日"),
      line("長期ご購読割引", -1_000),
    ],
    rates: [
      { ratePercent: 10, grossYen: 38_600, taxYen: 3_509 },
      { ratePercent: 8, grossYen: 28_080, taxYen: 2_080 },
    ],
    totalYen: 66_680,
  },
  slip: {
    ...common,
    ...{ kind: "invoice", bankAccount: [] },
    lines: [line("月刊ガーデン 5年60冊", 59_400, 10, 1, "2026年12月号〜2031年11月号")],
    rates: [{ ratePercent: 10, grossYen: 59_400, taxYen: 5_400 }],
    totalYen: 59_400,
    slip: {
      digits: "91912345202600004200000000000026123110594000",
      ...{ agentName: "みらい収納サービス株式会社", expiresOn: "2026年12月31日", hasStampBox: true },
    },
  },
  manyLines: {
    ...common,
    kind: "invoice",
    lines: Array.from({ length: 40 }, (_, at) => line(`第${at + 1}回 剪定講座 東京会場 受講料`, 5_500)),
    rates: [{ ratePercent: 10, grossYen: 220_000, taxYen: 20_000 }],
    totalYen: 220_000,
  },
  nothing: {
    ...common,
    kind: "invoice",
    lines: [line("見本誌", 0)],
    rates: [{ ratePercent: 10, grossYen: 0, taxYen: 0 }],
    totalYen: 0,
  },
  receipt: {
    ...common,
    ...{
      kind: "receipt",
      number: "R2026-000007",
      copyNo: 1,
      dueOn: null,
      bankAccount: [],
      notes: ["クレジットカード利用"],
    },
    lines: [line("月刊ガーデン 1年12冊", 13_200, 10, 1, "2026年12月号〜2027年11月号")],
    rates: [{ ratePercent: 10, grossYen: 13_200, taxYen: 1_200 }],
    totalYen: 13_200,
    facts: [
      ["ご入金日", "2026年11月20日"],
      ["お支払方法", "クレジットカード"],
    ],
  },
  revised: {
    ...common,
    ...{ kind: "invoice", copyNo: 1, revisedOn: "2027年4月2日", notes: [revisionNotes.ja] },
    lines: [
      line("月刊ガーデン 1年12冊", 6_600, 10, 1, "2026年12月号から12回のうち6回"),
      line("月刊ガーデン 1年12冊", 6_600, 12, 1, "2026年12月号から12回のうち6回"),
    ],
    rates: [
      { ratePercent: 12, grossYen: 6_600, taxYen: 707 },
      { ratePercent: 10, grossYen: 6_600, taxYen: 600 },
    ],
    totalYen: 13_200,
  },
  creditNote: {
    ...common,
    ...{ kind: "credit-note", number: "C2026-000001", locale: "en", dueOn: null, bankAccount: [], notes: [] },
    ...{ issuedOn: "22 November 2026" },
    lines: [line("Monthly Garden, issues not delivered", 11_000, 10, 1, "December 2026 – November 2027")],
    rates: [{ ratePercent: 10, grossYen: 11_000, taxYen: 1_000 }],
    totalYen: 11_000,
    facts: [["Original invoice", "I2026-000042 (22 November 2026)"]],
  },
}
