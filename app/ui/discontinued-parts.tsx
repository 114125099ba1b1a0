import { Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { DiscontinuedState } from "#app/subscriptions/discontinued/discontinued-state.ts"
import { accountKinds } from "#app/subscriptions/discontinued/discontinued-form.ts"
import { Badge } from "#app/ui/badge.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { type FieldLike, mustFill } from "#app/ui/field.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

const tones = { open: "warning", transferred: "success", refunded: "info", unanswered: "info", paid: "success", ended: "neutral" } as const // prettier-ignore

/** What has become of a contract of a title that ended. */
export function StateBadge({ state }: { readonly state: DiscontinuedState }) {
  const { t } = useTranslation("discontinued")
  return <Badge tone={tones[state]}>{t(`state-${state}`)}</Badge>
}

type Progress = {
  readonly state: DiscontinuedState
  readonly contracts: number
  readonly yen: number
  readonly withAccount: number
}

/** 進み具合: how many contracts and how much money stand where; each state leads to its list. */
export function DiscontinuedProgressTable({ progress }: { readonly progress: readonly Progress[] }) {
  const { t, i18n } = useTranslation(["discontinued", "states"])
  const count = (value: number) => value.toLocaleString(i18n.language)
  const sum = (of: "contracts" | "yen" | "withAccount") => progress.reduce((all, one) => all + one[of], 0)
  return (
    <SectionCard title={t("discontinued:progress")} flush>
      <DataTable
        caption={t("discontinued:progress")}
        rows={progress}
        rowKey={({ state }) => state}
        empty={<EmptyState icon="success" title={t("discontinued:none")} />}
        totals={{
          contracts: count(sum("contracts")),
          yen: <Money amount={sum("yen")} />,
          told: count(sum("withAccount")),
        }}
        columns={[
          {
            key: "state",
            header: t("discontinued:state"),
            render: ({ state }) => (
              <Link to={`?state=${state}`} className="text-link">
                {t(`discontinued:state-${state}`)}
              </Link>
            ),
          },
          {
            key: "contracts",
            header: t("discontinued:contracts"),
            align: "end",
            render: (one) => count(one.contracts),
          },
          { key: "yen", header: t("discontinued:amount"), unit: t("states:yen"), align: "end", render: (one) => <Money amount={one.yen} /> }, // prettier-ignore
          { key: "told", header: t("discontinued:withAccount"), align: "end", render: (one) => count(one.withAccount) },
        ]}
      />
    </SectionCard>
  )
}

type Contract = {
  readonly contractId: string
  readonly contractNumber: string
  readonly memberId: string
  readonly memberName: string
  readonly unitsLeft: number
  readonly yen: number
  readonly channel: "mail" | "post" | "none" | null
  readonly state: DiscontinuedState
  readonly toContractId: string | null
  readonly toContractNumber: string | null
  readonly refundNumber: string | null
  readonly account: string
  readonly hasAccount: boolean
  readonly remittance: string | null
  readonly wasReturned: boolean
}

function Result({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation("discontinued")
  return (
    <span>
      <StateBadge state={contract.state} />
      <span className="block text-small text-muted">
        {contract.toContractId === null ? (
          contract.refundNumber
        ) : (
          <Link to={`/console/contracts/${contract.toContractId}`} className="text-link figures">
            {contract.toContractNumber}
          </Link>
        )}{" "}
        {contract.refundNumber === null
          ? null
          : contract.account || t(contract.hasAccount ? "withAccount" : "noAccount")}
        {contract.wasReturned ? ` ${t("returned")}` : null}
        {contract.remittance === null ? null : ` ${t("inRemittance", { number: contract.remittance })}`}
      </span>
    </span>
  )
}

/** The page on which who may see accounts takes one down. */
function TakeAccount({ contract, list }: { readonly contract: Contract; readonly list: string }) {
  const { t } = useTranslation("discontinued")
  const verb = contract.state === "open" ? "refundToAccount" : contract.hasAccount ? "correctAccount" : "takeAccount"
  return (
    <LinkButton to={`${list}/${contract.contractId}`}>
      {t(verb)}
      <span className="sr-only">: {contract.contractNumber}</span>
    </LinkButton>
  )
}

const asksAccount: readonly DiscontinuedState[] = ["open", "refunded", "unanswered"]
const mayTell = (one: Contract) => one.yen > 0 && one.remittance === null && asksAccount.includes(one.state)

/** What staff take down for who answers by phone or letter. */
function Answer({ contract, transferName }: { readonly contract: Contract; readonly transferName: string | null }) {
  const { t } = useTranslation("discontinued")
  const fields = { contract: contract.contractId, number: contract.contractNumber }
  const stakes = { amount: contract.yen, triggerTone: "secondary" } as const
  return (
    <>
      {transferName === null ? null : (
        <ConfirmDialog
          {...stakes}
          verb={t("transfer")}
          title={t("transferOf", { number: contract.contractNumber })}
          fields={{ ...fields, intent: "transfer" }}
        >
          <p>{t("transferAsk", { name: contract.memberName, to: transferName })}</p>
        </ConfirmDialog>
      )}
      <ConfirmDialog
        {...stakes}
        verb={t("refund")}
        title={t("refundOf", { number: contract.contractNumber })}
        fields={{ ...fields, intent: "refund" }}
      >
        <p>{t("refundAsk", { name: contract.memberName })}</p>
      </ConfirmDialog>
    </>
  )
}

/** The contracts of a title that ended, with what became of each. */
export function DiscontinuedContracts(props: {
  readonly contracts: readonly Contract[]
  readonly transferName: string | null
  readonly mayAnswer: boolean
  /** The list's address, for who may take down accounts. */
  readonly takesAccounts: string | null
}) {
  const { t, i18n } = useTranslation(["discontinued", "states"])
  return (
    <DataTable
      caption={t("discontinued:contracts")}
      rows={props.contracts}
      rowKey={({ contractId }) => contractId}
      empty={<EmptyState icon="success" title={t("discontinued:none")} />}
      columns={[
        {
          key: "contract",
          header: t("discontinued:contract"),
          render: (one) => (
            <Link to={`/console/contracts/${one.contractId}`} className="text-link figures">
              {one.contractNumber}
            </Link>
          ),
        },
        {
          key: "payer",
          header: t("discontinued:payer"),
          render: (one) => (
            <Link to={`/console/members/${one.memberId}`} className="text-link">
              {one.memberName}
            </Link>
          ),
        },
        { key: "units", header: t("discontinued:unitsLeft"), unit: t("discontinued:times"), align: "end", render: (one) => one.unitsLeft.toLocaleString(i18n.language) }, // prettier-ignore
        { key: "yen", header: t("discontinued:amount"), unit: t("states:yen"), align: "end", render: (one) => <Money amount={one.yen} /> }, // prettier-ignore
        { key: "channel", header: t("discontinued:channel"), render: (one) => one.channel === null ? "—" : t(`discontinued:channel-${one.channel}`) }, // prettier-ignore
        { key: "result", header: t("discontinued:result"), render: (one) => <Result contract={one} /> },
        {
          key: "act",
          header: t("discontinued:act"),
          render: (one) => (
            <span className="flex flex-wrap gap-near">
              {props.mayAnswer && one.state === "open" && one.yen > 0 ? (
                <Answer contract={one} transferName={props.transferName} />
              ) : null}
              {props.takesAccounts !== null && mayTell(one) ? (
                <TakeAccount contract={one} list={props.takesAccounts} />
              ) : null}
            </span>
          ),
        },
      ]}
    />
  )
}

type Offer = {
  readonly answerUntil: string | null
  readonly transferName: string | null
  readonly letterFileId: string | null
  readonly settledOn: string | null
}

/** What was offered, until when, and the letters to print. */
export function OfferedFacts({ of }: { readonly of: Offer }) {
  const { t } = useTranslation("discontinued")
  const letters =
    of.letterFileId === null ? (
      "—"
    ) : (
      <a href={`/console/files/${of.letterFileId}`} className="text-link">
        {t("lettersPdf")}
      </a>
    )
  return (
    <DescriptionList
      items={[
        { key: "until", term: t("until"), detail: of.answerUntil === null ? "—" : <DayText on={of.answerUntil} /> },
        { key: "to", term: t("transferTo"), detail: of.transferName ?? t("noTransfer") },
        { key: "letters", term: t("letters"), detail: letters },
        { key: "settled", term: t("settledOn"), detail: of.settledOn === null ? t("notSettled") : <DayText on={of.settledOn} /> }, // prettier-ignore
      ]}
    />
  )
}

export const payoutAccountNames = ["bankName", "branchName", "accountKind", "accountNumber", "accountHolder"] as const
type AccountName = (typeof payoutAccountNames)[number]

/** ご返金先の口座. */
export function PayoutAccountFields({ fields }: { readonly fields: Record<AccountName, FieldLike> }) {
  const { t } = useTranslation("discontinued")
  return (
    <>
      <TextField field={mustFill(fields.bankName)} label={t("bankName")} hint={t("bankHint")} maxLength={60} />
      <TextField field={mustFill(fields.branchName)} label={t("branchName")} hint={t("branchHint")} maxLength={60} />
      <SelectField
        field={mustFill(fields.accountKind)}
        label={t("accountKind")}
        options={accountKinds.map((value) => ({ value, label: t(`kind-${value}`) }))}
      />
      <TextField field={mustFill(fields.accountNumber)} label={t("accountNumber")} inputMode="numeric" maxLength={10} />
      <TextField
        field={mustFill(fields.accountHolder)}
        label={t("accountHolder")}
        hint={t("holderHint")}
        maxLength={60}
      />
    </>
  )
}

/** Ends what waits for an answer, once the day has passed. */
export function SettleButton(props: { readonly people: number; readonly yen: number }) {
  const { t } = useTranslation("discontinued")
  return (
    <ConfirmDialog
      verb={t("settle")}
      title={t("settleTitle")}
      amount={props.yen}
      people={props.people}
      fields={{ intent: "settle" }}
    >
      <p>{t("settleBody")}</p>
    </ConfirmDialog>
  )
}
