import type { SameKeys } from "#app/ui/words/same-keys.ts"

const ja = {
  title: "消費税率",
  lead: "標準税率が改定される日と税率を登録します。その日以後に発送・開催する分から新しい税率で計上し、受け取った代金の総額は変わりません。",
  kind: "区分",
  standard: "標準税率",
  reduced: "軽減税率",
  fromOn: "適用開始日",
  percent: "税率(%)",
  keepsOldRate: "経過措置(定期購読)",
  contractedBefore: "指定日",
  contractedBeforeHint: "指定日による経過措置のときだけ入力",
  add: "改定を登録",
  addTitle: "税率の改定",
  act: "操作",
  withdraw: "取り消す",
  revisions: "修正が必要な請求書・領収書",
  revisionsLead:
    "発行した後に税率の改定が登録され、税率ごとの内訳が変わった書類です。番号と合計はそのままで、修正した適格請求書として発行します。返還のあった書類はここに出ません。",
  revise: "修正して発行する",
  revised: "修正した書類を見る",
  paper: "書類",
  addressee: "宛名",
  was: "発行した内訳",
  now: "正しい内訳",
  more: "ほかにもあります。発行すると次の書類が表示されます。",
} as const

const en = {
  title: "Consumption tax rates",
  lead: "Enter the day from which another standard rate holds. What ships or is held from that day on is taxed at it; what was paid does not change.",
  kind: "Kind",
  standard: "Standard rate",
  reduced: "Reduced rate",
  fromOn: "From",
  percent: "Rate (%)",
  keepsOldRate: "What keeps the old rate (subscriptions)",
  contractedBefore: "Contracts made before",
  contractedBeforeHint: "Only where contracts made before a day keep it",
  add: "Enter the change",
  addTitle: "A change of the rate",
  act: "Action",
  withdraw: "Withdraw",
  revisions: "Invoices and receipts to be revised",
  revisionsLead:
    "A change of the rate was entered after these were issued, and their amounts by rate are others now. They are issued anew under their number, with the same total. Papers with credit notes are not listed.",
  revise: "Issue them revised",
  revised: "Revised papers",
  paper: "Paper",
  addressee: "Made out to",
  was: "As issued",
  now: "Right now",
  more: "There are more: they follow once these are issued.",
} as const satisfies SameKeys<typeof ja>

export const taxRates = { ja, en }
