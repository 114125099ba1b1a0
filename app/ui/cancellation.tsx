import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { policyKeys, reasonKeys } from "#app/subscriptions/contract/cancellation-form.ts"
import type { ContractOfPage } from "#app/subscriptions/contract/contract-page.ts"
import { type EndReason, endReasons } from "#app/subscriptions/contract/end-reason.ts"
import { type Alternative, alternatives, retentionScripts } from "#app/subscriptions/contract/retention.ts"
import { type RefundPolicy, refundPolicies, type Settlement } from "#app/subscriptions/contract/settlement.ts"
import { Button } from "#app/ui/button.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { Money } from "#app/ui/money.tsx"
import { RadioCards } from "#app/ui/radio-cards.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"
import { formatYen } from "#app/values/yen.ts"

const plain = (name: string, more: { required?: boolean; initialValue?: string } = {}) => ({
  ...{ id: name, name, errorId: `${name}-error`, descriptionId: `${name}-hint` },
  ...more,
})

const useLanguage = () => (useTranslation().i18n.language === "en" ? "en" : "ja")

/** 解約の理由: comes first, because what to say hangs on it. */
export function CancellationReason({ reason }: { readonly reason: EndReason | null }) {
  const { t } = useTranslation("contracts")
  const language = useLanguage()
  return (
    <SectionCard>
      <Form method="get" className="grid gap-apart" key={reason}>
        <SelectField
          field={plain("reason", { required: true, initialValue: reason ?? "" })}
          label={t("reason")}
          options={reasonKeys.map((value) => ({ value, label: endReasons[value][language] }))}
        />
        <div>
          <Button type="submit" tone={reason === null ? "primary" : "secondary"}>
            {t("showScript")}
          </Button>
        </div>
      </Form>
    </SectionCard>
  )
}

type About = { readonly contract: ContractOfPage; readonly reason: EndReason }

/** What may be offered to this contract, the script's own offer first. */
function alternativesFor(reason: EndReason, contract: ContractOfPage): readonly Alternative[] {
  const { offer } = retentionScripts[reason]
  const others = (["hold", "term", "gift", "copies", "transfer", "stays"] as const).filter((one) => one !== offer)
  return [offer, ...others].filter((one) => {
    if (one === "copies") return contract.copies > 1
    if (one === "transfer") return contract.deferredYen > 0
    if (one === "term") return contract.after.every(({ state }) => state !== "active")
    return true
  })
}

/** 解約阻止 (B5): what to say for this reason, and the log of a reader who stays. */
export function CancellationScript({ reason, contract }: About) {
  const { t } = useTranslation("contracts")
  const language = useLanguage()
  const script = retentionScripts[reason]
  const [first, ...others] = alternativesFor(reason, contract)
  const cards = [first, ...others].flatMap((value) =>
    value === undefined ? [] : [{ value, label: alternatives[value][language] }],
  )
  return (
    <SectionCard title={t("script")}>
      <div className="grid gap-apart">
        <blockquote className="border-s-4 border-accent ps-apart text-lead">{script[language]}</blockquote>
        <Form method="post" className="grid gap-apart" key={reason}>
          <input type="hidden" name="intent" value="retain" />
          <input type="hidden" name="reason" value={reason} />
          <RadioCards
            field={plain("instead", { required: true, initialValue: first ?? "stays" })}
            label={t("instead")}
            hint={t("retainLead")}
            cards={cards}
          />
          <TextField field={{ ...plain("note"), id: "retain-note" }} label={t("note")} maxLength={500} />
          <div>
            <SubmitButton>{t("retain")}</SubmitButton>
          </div>
        </Form>
      </div>
    </SectionCard>
  )
}

type Quote = { readonly policy: RefundPolicy; readonly settlement: Settlement }
type Rights = { readonly write: boolean; readonly choosePolicy: boolean }

/** The way of refunding: the offer's own, or for those who may another one. */
function Policy({ contract, reason, quote, rights }: About & { readonly quote: Quote; readonly rights: Rights }) {
  const { t } = useTranslation("contracts")
  const language = useLanguage()
  const nameOf = (policy: RefundPolicy) =>
    policy === contract.policy
      ? t("policyOwn", { policy: refundPolicies[policy][language] })
      : refundPolicies[policy][language]
  if (!rights.choosePolicy) {
    return (
      <div>
        <p>
          {t("policy")}: {nameOf(quote.policy)}
        </p>
        <p className="text-small text-muted">{t("policyLocked")}</p>
      </div>
    )
  }
  return (
    <Form method="get" preventScrollReset className="flex flex-wrap items-end gap-near">
      <input type="hidden" name="reason" value={reason} />
      <SelectField
        field={plain("policy", { required: true, initialValue: quote.policy })}
        label={t("policy")}
        options={policyKeys.map((value) => ({ value, label: nameOf(value) }))}
      />
      <Button type="submit">{t("recalculate")}</Button>
    </Form>
  )
}

function Parts({ contract, quote }: { readonly contract: ContractOfPage; readonly quote: Quote }) {
  const { t } = useTranslation("contracts")
  const { refundYen, feeKept, repriced, forfeited } = quote.settlement
  const kept = ([["feeKept", feeKept], ["repriced", repriced], ["forfeited", forfeited]] as const) // prettier-ignore
    .filter(([, { grossYen }]) => grossYen > 0)
    .map(([key, { grossYen }]) => ({ key, term: t(key), detail: <Money amount={0 - grossYen} unit /> }))
  return (
    <DescriptionList
      items={[
        { key: "deferred", term: t("deferredNow"), detail: <Money amount={contract.deferredYen} unit /> },
        ...kept,
        {
          key: "refund",
          term: t("refund"),
          detail: (
            <strong className="text-title">
              <Money amount={refundYen} unit />
            </strong>
          ),
        },
      ]}
    />
  )
}

/** 精算: what is refunded and what is kept, part by part, and the button that names the yen once more. */
export function CancellationQuote(props: About & { readonly quote: Quote; readonly rights: Rights }) {
  const { t } = useTranslation("contracts")
  const { contract, reason, quote, rights } = props
  const { refundYen } = quote.settlement
  const fromIssue = Math.max(contract.nextIssue, contract.startIssue)
  const isOwn = quote.policy === contract.policy
  const words = { yen: formatYen(refundYen), payer: contract.payer.name, number: fromIssue }
  const mayCancel = isOwn ? rights.write : rights.choosePolicy
  return (
    <SectionCard title={t("quote")}>
      <div className="grid gap-apart">
        <Policy {...props} />
        <Parts contract={contract} quote={quote} />
        {contract.servedUnits === 0 ? <p>{t("noneReceived")}</p> : null}
        {contract.receivableYen > 0 ? <p>{t("receivableStays", { yen: formatYen(contract.receivableYen) })}</p> : null}
        <div>
          <ConfirmDialog
            verb={t("cancel")}
            title={t("cancelConfirm", { number: contract.number })}
            tone="danger"
            amount={refundYen}
            disabled={!mayCancel}
            fields={{ intent: "cancel", reason, policy: quote.policy, refundYen: String(refundYen) }}
          >
            <p>{t(refundYen > 0 ? "cancelBody" : "cancelBodyNone", words)}</p>
            <TextField field={plain("note")} label={t("note")} maxLength={500} />
          </ConfirmDialog>
        </div>
      </div>
    </SectionCard>
  )
}
