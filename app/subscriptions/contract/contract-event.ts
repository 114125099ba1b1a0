/** What may happen to a contract (契約の経過); the kinds of `contract_event`. */
export const contractEventKinds = {
  opened: { ja: "新規契約", en: "Opened" },
  renewed: { ja: "継続契約", en: "Renewed" },
  copies: { ja: "部数変更", en: "Copies changed" },
  recipient: { ja: "お届け先変更", en: "Recipient changed" },
  held: { ja: "休止", en: "Put on hold" },
  resumed: { ja: "再開", en: "Resumed" },
  undeliverable: { ja: "宛先不明で停止", en: "Held as undeliverable" },
  cancelled: { ja: "解約", en: "Cancelled" },
  retained: { ja: "解約阻止", en: "Retained" },
  stopped: { ja: "未入金停止", en: "Stopped for non-payment" },
  reactivated: { ja: "復活", en: "Reactivated" },
  transferred: { ja: "移管", en: "Transferred" },
  "written-off": { ja: "貸倒", en: "Written off" },
  allowance: { ja: "値引", en: "Allowance" },
  "renewal-declined": { ja: "継続しない", en: "Renewal declined" },
  refunded: { ja: "返金", en: "Refunded" },
  "refund-returned": { ja: "返金の組戻し", en: "Refund given back by the bank" },
  reshipped: { ja: "再送", en: "Reshipped" },
} as const

export type ContractEventKind = keyof typeof contractEventKinds
