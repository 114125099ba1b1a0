/** Why a contract ends before its term (解約理由); the second block of R1 and R7 count by it. */
export const endReasons = {
  price: { ja: "価格", en: "Price" },
  content: { ja: "内容が合わない", en: "Content" },
  "no-time": { ja: "読む時間がない", en: "No time to read" },
  moved: { ja: "転居・海外", en: "Moved away" },
  deceased: { ja: "逝去・入院", en: "Death or illness" },
  retired: { ja: "退職・廃業", en: "Retired or closed down" },
  duplicate: { ja: "重複", en: "Duplicate" },
  delivery: { ja: "配送の不満", en: "Delivery" },
  discontinued: { ja: "廃刊", en: "Title discontinued" },
  other: { ja: "その他", en: "Other" },
} as const

export type EndReason = keyof typeof endReasons
