import type { SameKeys } from "#app/ui/words/same-keys.ts"

const ja = {
  billTitle: "{{month}}分の請求 {{contract}}",
  contract: "契約",
  line: "内容(金額は税抜)",
  lines: "請求の内訳",
  period: "期間",
  billedTotal: "請求額(税込)",
  lowered: "減額",
  lost: "貸倒(未回収)",
  allowances: "減額の履歴",
  allowedOn: "減額した日",
  reason: "理由",
  amount: "金額(税込)",
  lower: "請求の減額",
  lowerHint:
    "誤った請求の未入金分を減らします。発行済みの請求書には適格返還請求書を発行し、まだ発行していないときは次の請求書に減額の行を加えます。売上値引と消費税も計上します。",
  reasonHint: "お客様の書類に印刷されます(例 4月分の人員の数え誤り)",
  doLower: "減額する",
  writeOff: "貸倒",
  writeOffHint:
    "回収できないと判断した未入金の全額を、貸倒損失に計上します。請求書の請求残はなくなります。その後に入金があれば、償却債権取立益になります。",
  writeOffReasonHint: "監査記録に残ります(例 破産手続の廃止決定)",
  doWriteOff: "貸倒にする",
  waitsForInvoice: "請求書の発行後に登録できます。誤りは減額してください。",
  doneLower: "減額を登録しました。",
  doneWriteOff: "貸倒を登録しました。",
} as const

const en: SameKeys<typeof ja> = {
  billTitle: "Bill for {{month}}, {{contract}}",
  contract: "Contract",
  line: "Item (before tax)",
  lines: "What was billed",
  period: "Period",
  billedTotal: "Billed, with tax",
  lowered: "Taken off",
  lost: "Written off, not recovered",
  allowances: "Taken off so far",
  allowedOn: "On",
  reason: "Reason",
  amount: "Amount with tax",
  lower: "Lower the bill",
  lowerHint:
    "Takes off what is wrong and unpaid. An invoice gets a credit note; one that is still to come says it in a line. Books the allowance and its tax.",
  reasonHint: "Printed on the client's paper, such as: staff counted twice in April",
  doLower: "Lower it",
  writeOff: "Bad debt",
  writeOffHint:
    "Writes off all that is unpaid. The invoice asks for it no longer; what comes in after all is booked as recovered.",
  writeOffReasonHint: "Kept in the audit log, such as: insolvency closed",
  doWriteOff: "Write it off",
  waitsForInvoice: "Possible once it is invoiced. If it is wrong, lower it.",
  doneLower: "The bill was lowered.",
  doneWriteOff: "The debt was written off.",
}

export const serviceBills = { ja, en } as const
