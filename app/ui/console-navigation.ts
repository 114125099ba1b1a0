import type { TFunction } from "i18next"
import type { NavigationGroup, NavigationItem } from "#app/ui/navigation.tsx"

export type ConsoleRights = {
  readonly books: boolean
  readonly imports: boolean
  readonly audit: boolean
  readonly settings: boolean
  readonly staff: boolean
  /** Seminar staff see their own part of the house alone. */
  readonly members: boolean
}

export type ConsoleCounts = { readonly matches: number; readonly troubles: number; readonly runs: number }

const when = (is: boolean, item: NavigationItem) => (is ? [item] : [])

const booksGroup = (t: TFunction<["shell", "console"]>): NavigationGroup => ({
  key: "books",
  label: t("shell:groupBooks"),
  items: [
    { label: t("shell:navBank"), to: "/console/bank", icon: "yen" },
    { label: t("shell:navDebits"), to: "/console/debits", icon: "yen" },
    { label: t("shell:navSlips"), to: "/console/slips", icon: "yen" },
    { label: t("shell:navServices"), to: "/console/services", icon: "voucher" },
    { label: t("shell:navMonthClose"), to: "/console/books", icon: "lock", end: true },
    { label: t("shell:navLedgers"), to: "/console/books/ledgers", icon: "ledger" },
    { label: t("shell:navApprovals"), to: "/console/approvals", icon: "check" },
    { label: t("shell:navAccounts"), to: "/console/accounts", icon: "voucher" },
    { label: t("shell:navTaxRates"), to: "/console/tax-rates", icon: "yen" },
    { label: t("shell:navCardMoney"), to: "/console/card-money", icon: "yen" },
  ],
})

/** The console's main menu for somebody with these rights; queues show how much waits in them. */
export function consoleNavigation(
  t: TFunction<["shell", "console"]>,
  rights: ConsoleRights,
  counts: ConsoleCounts,
): readonly NavigationGroup[] {
  const seminars = {
    ...({ label: t("shell:navSeminars"), to: "/console/seminars", icon: "calendar" } as const),
    also: ["/console/seminar-", "/console/certificate-"],
  }
  if (!rights.members) return [{ key: "seminars", items: [seminars] }]
  return [
    { key: "home", items: [{ label: t("shell:home"), to: "/console", icon: "home", end: true }] },
    {
      key: "readers",
      label: t("shell:groupReaders"),
      items: [
        { label: t("shell:navMembers"), to: "/console/members", icon: "members" },
        { label: t("shell:navCompanies"), to: "/console/companies", icon: "building" },
        { label: t("shell:navMatching"), to: "/console/matches", icon: "matching", count: counts.matches },
        { label: t("shell:navOrders"), to: "/console/orders", icon: "order" },
        { label: t("shell:navBrochures"), to: "/console/brochures", icon: "mail" },
        ...when(rights.settings, { label: t("shell:navAnnouncements"), to: "/console/announcements", icon: "mail" }),
        ...when(rights.imports, { label: t("shell:navImports"), to: "/console/imports", icon: "import" }),
      ],
    },
    {
      key: "publishing",
      label: t("shell:groupPublications"),
      items: [
        { label: t("shell:navIssues"), to: "/console/issues", icon: "issue", count: counts.runs },
        { label: t("shell:navOffers"), to: "/console/offers", icon: "offer" },
        { label: t("shell:navPromotions"), to: "/console/promotions", icon: "yen" },
        { label: t("shell:navSources"), to: "/console/sources", icon: "publication" },
        { label: t("shell:navReports"), to: "/console/dashboard", icon: "report" },
        seminars,
      ],
    },
    ...(rights.books ? [booksGroup(t)] : []),
    {
      key: "operations",
      label: t("console:groupOperations"),
      items: [
        { label: t("shell:navJobs"), to: "/console/jobs", icon: "job", count: counts.troubles },
        ...when(rights.settings, { label: t("shell:navWordings"), to: "/console/wordings", icon: "mail" }),
        ...when(rights.staff, { label: t("shell:navStaff"), to: "/console/staff", icon: "user" }),
        ...when(rights.audit, { label: t("shell:navAudit"), to: "/console/audit", icon: "audit" }),
        ...when(rights.audit, { label: t("shell:navRetention"), to: "/console/retention", icon: "clock" }),
      ],
    },
  ]
}
