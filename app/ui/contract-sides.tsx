import { Link, useNavigate } from "@remix-run/react"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import type { ContractAct } from "#app/subscriptions/contract/contract-acts.ts"
import type { ChainedTerm, ContractOfPage } from "#app/subscriptions/contract/contract-page.ts"
import { Badge } from "#app/ui/badge.tsx"
import { dayText } from "#app/ui/date-text.tsx"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useShortcuts } from "#app/ui/use-shortcuts.ts"

type Props = { readonly contract: ContractOfPage }

/** 手続き: every act that makes sense now, the first nine by digit. */
export function ContractActs(props: Props & { readonly acts: readonly ContractAct[]; readonly mayCancel: boolean }) {
  const { t } = useTranslation("contracts")
  const navigate = useNavigate()
  const base = `/console/contracts/${props.contract.id}`
  const links = [
    ...props.acts.map((act) => ({ to: `${base}/${act}`, label: t(`act-${act}`) })),
    ...(props.mayCancel ? [{ to: `${base}/cancel`, label: t("toCancel") }] : []),
  ].map((link, index) => ({ ...link, digit: index < 9 ? String(index + 1) : undefined }))
  useShortcuts(
    Object.fromEntries(links.flatMap(({ digit, to }) => (digit === undefined ? [] : [[digit, () => navigate(to)]]))),
  )
  if (links.length === 0) return <p className="p-apart text-muted">{t("noActs")}</p>
  return (
    <ul className="grid py-tight">
      {links.map((link) => (
        <li key={link.to}>
          <Link
            to={link.to}
            aria-keyshortcuts={link.digit}
            className="touch flex min-h-[2.25rem] items-center gap-near px-apart -outline-offset-2 hover:bg-hover"
          >
            <kbd className="hidden min-w-[1.5rem] rounded-small border border-line px-tight text-center font-mono text-small text-muted desk:inline">
              {link.digit ?? "·"}
            </kbd>
            {link.label}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Lines({
  title,
  rows,
}: {
  readonly title: string
  readonly rows: readonly { key: string; left: ReactNode; right: ReactNode }[]
}) {
  // prettier-ignore
  if (rows.length === 0) return null
  return (
    <SectionCard title={title} flush>
      <ul>
        {rows.map((row) => (
          <li
            key={row.key}
            className="flex flex-wrap items-center justify-between gap-x-apart gap-y-tight border-t border-line px-apart py-near first:border-t-0"
          >
            <span className="min-w-0">{row.left}</span>
            <span className="text-end">{row.right}</span>
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

function Term({ term }: { readonly term: ChainedTerm }) {
  return (
    <Link to={`/console/contracts/${term.id}`} className="text-link">
      {term.number} {term.offer}
    </Link>
  )
}

/** 休止・返金・返戻・特典・前後の契約, each only where there is something. */
export function ContractSides({ contract }: Props) {
  const { t, i18n } = useTranslation("contracts")
  const chain = [
    ...contract.before.map((term) => ({ key: term.id, left: <Term term={term} />, right: t("before") })),
    ...contract.after.map((term) => ({ key: term.id, left: <Term term={term} />, right: t("after") })),
  ]
  return (
    <>
      <Lines
        title={t("holds")}
        rows={contract.holds.map((hold) => ({
          key: String(hold.seq),
          left:
            hold.untilIssue === null
              ? t("holdOpen", { from: hold.fromIssue })
              : t("holdOf", { from: hold.fromIssue, until: hold.untilIssue }),
          right: <span className="text-muted">{hold.note || t(`hold-${hold.reason}`)}</span>,
        }))}
      />
      <Lines
        title={t("refunds")}
        rows={contract.refunds.map((refund) => ({
          key: refund.number,
          left: (
            <>
              <Money amount={refund.amountYen} unit /> <span className="text-muted">{t(`refund-${refund.cause}`)}</span>
            </>
          ),
          right:
            refund.paidOn === null ? (
              <Badge tone="warning">{t("refundOwed")}</Badge>
            ) : (
              <span className="text-muted">{t("refundPaid", { date: dayText(refund.paidOn, i18n.language) })}</span>
            ),
        }))}
      />
      <Lines
        title={t("returns")}
        rows={contract.returns.map((one) => ({
          key: one.id,
          left: t("returnOf", { number: one.issue, cause: t(`cause-${one.cause}`) }),
          right: one.isSolved ? (
            <Badge tone="success">{t("solved")}</Badge>
          ) : (
            <Badge tone="warning">{t("unsolved")}</Badge>
          ),
        }))}
      />
      <Lines
        title={t("perks")}
        rows={contract.perks.map((perk) => ({
          key: perk.code,
          left: perk.name,
          right: t(perk.isPicked ? "perkPicked" : "perkWaiting"),
        }))}
      />
      <Lines title={t("chain")} rows={chain} />
    </>
  )
}
