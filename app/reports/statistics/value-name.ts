import type { Locale } from "#app/platform/scope.server.ts"

const names: Readonly<Record<string, Readonly<Record<string, readonly [string, string]>>>> = {
  product: {
    paid: ["有料", "Paid"],
    gift: ["ギフト", "Gift"],
    complimentary: ["寄贈", "Complimentary"],
    grace: ["猶予", "Grace"],
    "": ["理由の記入なし", "No reason given"],
  },
  value: {
    male: ["男性", "Male"],
    female: ["女性", "Female"],
    other: ["その他", "Other"],
    "…": ["その他の回答", "Other answers"],
    "": ["未回答", "Not answered"],
  },
  way: {
    card: ["カード", "Card"],
    "convenience-store": ["コンビニ", "Store"],
    "bank-transfer": ["銀行振込", "Bank"],
    "direct-debit": ["口座振替", "Debit"],
    invoice: ["請求書", "Invoice"],
    free: ["無料", "Free"],
  },
  source: { "": ["(なし)", "(none)"] },
  channel: {
    import: ["移行", "Taken over"],
    web: ["Web", "Web"],
    phone: ["電話", "Phone"],
    fax: ["FAX", "Fax"],
    post: ["郵便", "Post"],
    shop: ["書店", "Shop"],
    "renewal-form": ["継続フォーム", "Renewal form"],
    "auto-renewal": ["自動更新", "Auto-renewal"],
  },
  category: {
    individual: ["有料個人", "Individual"],
    corporate: ["法人・団体", "Corporate"],
    gift: ["ギフト", "Gift"],
    membership: ["会員付帯", "Membership"],
    complimentary: ["寄贈", "Complimentary"],
    sample: ["見本", "Sample"],
    grace: ["猶予", "Grace"],
    late: ["追送", "Late"],
    reshipment: ["再送", "Reshipment"],
  },
  deliveryClass: {
    mail: ["郵便・メール便", "Mail"],
    periodical: ["第三種郵便", "Periodical"],
    courier: ["宅配便", "Courier"],
    hand: ["手渡し", "By hand"],
  },
  region: { "": ["不明", "Unknown"] },
  generation: { "1": ["新規", "New"], "2": ["継続1回", "Renewed once"], "3": ["継続2回以上", "Renewed more"] },
  item: {
    carried: ["前号残高", "Brought forward"],
    opening: ["移行残高", "Taken over"],
    payment: ["入金", "Payments"],
    "issue-run": ["号の売上計上", "Recognised by issues"],
    refund: ["返金", "Refunds"],
    cancellation: ["解約精算", "Cancellations"],
    allowance: ["値引", "Allowances"],
    "write-off": ["貸倒", "Written off"],
    payout: ["振込", "Payouts"],
    chargeback: ["チャージバック", "Chargebacks"],
    seminar: ["セミナー", "Seminars"],
    invoice: ["請求", "Invoices"],
    service: ["業務委託", "Services"],
    transfer: ["移管", "Transfers"],
    manual: ["手入力", "Manual"],
    reversal: ["取消", "Reversals"],
    closing: ["今号残高", "Carried forward"],
    later: ["以降の号", "Later issues"],
    held: ["休止中(号未定)", "On hold"],
    ended: ["解約・移管済(精算待ち)", "Ended, to be settled"],
    days30: ["0〜30日", "0–30 days"],
    days60: ["31〜60日", "31–60 days"],
    days90: ["61〜90日", "61–90 days"],
    older: ["91日以上", "91 days and more"],
  },
}

/** What a key of a statistic is called: 第522号, 30代, カード… */
export function valueName(column: string, value: string | number | null, locale: Locale, block = ""): string {
  if (value === null) return ""
  const known = names[column]?.[String(value)]
  if (known) return locale === "ja" ? known[0] : known[1]
  const isIssue = column === "issue" || (column === "item" && /^\d+$/.test(String(value)))
  if (isIssue) return locale === "ja" ? `第${value}号` : `No. ${value}`
  if (column === "units") return locale === "ja" ? `${value}回` : String(value)
  if (block === "age") return ageName(Number(value), locale)
  return String(value)
}

function ageName(decade: number, locale: Locale): string {
  if (decade <= 10) return locale === "ja" ? "10代以下" : "under 20"
  if (decade >= 80) return locale === "ja" ? "80代以上" : "80 and over"
  return locale === "ja" ? `${decade}代` : `${decade}s`
}
