import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { BilledMonth } from "#app/billing/services/billed-month.ts"
import {
  optionChangeForm,
  planChangeForm,
  serviceCancelForm,
  servicePaymentForm,
} from "#app/desk/services/service-form.ts"
import { ChecksField } from "#app/ui/checks-field.tsx"
import { DateField } from "#app/ui/date-field.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import type { Locale } from "#app/ui/locale.ts"
import { MoneyField } from "#app/ui/money-field.tsx"
import { monthLabel } from "#app/ui/month-label.ts"
import { SectionCard } from "#app/ui/section-card.tsx"
import { type Option, SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"
import { formatYen } from "#app/values/yen.ts"

/** What every form of the page needs. */
export type ServiceAct = {
  readonly locale: Locale
  readonly today: string
  /** The answer of the page's action, whichever form it was for. */
  readonly lastResult: SubmissionResult | null
}

/** A page has one answer and several forms; each takes its own. */
export const ownResult = (result: SubmissionResult | null, act: string) =>
  result?.initialValue?.["act"] === act ? result : null

/** プラン変更 (B8). */
export function PlanChange({ locale, today, lastResult, plans }: ServiceAct & { readonly plans: readonly Option[] }) {
  const { t } = useTranslation("services")
  const [form, fields] = useForm({
    id: "plan-change",
    lastResult: ownResult(lastResult, "plan"),
    defaultValue: { planCode: "", noticeOn: today, wishedOn: "", agreedOn: "" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: planChangeForm(locale) }),
    constraint: { planCode: { required: true }, noticeOn: { required: true }, wishedOn: { required: true } },
  })
  const labels = [
    { field: fields.planCode, label: t("newPlan") },
    { field: fields.noticeOn, label: t("notice") },
    { field: fields.wishedOn, label: t("wishedOn") },
    { field: fields.agreedOn, label: t("agreedOn") },
  ]
  return (
    <SectionCard title={t("changePlan")}>
      <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
        <input type="hidden" name="act" value="plan" />
        <p className="text-small text-muted">{t("planHint")}</p>
        <SelectField field={fields.planCode} label={t("newPlan")} options={plans} />
        <DateField field={fields.noticeOn} label={t("notice")} max={today} />
        <DateField field={fields.wishedOn} label={t("wishedOn")} />
        <DateField field={fields.agreedOn} label={t("agreedOn")} hint={t("agreedHint")} />
        <div>
          <SubmitButton name="do" value="plan">
            {t("doChangePlan")}
          </SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}

/** オプションの変更 (B9). */
export function OptionChange(
  props: ServiceAct & { readonly options: readonly Option[]; readonly had: readonly string[]; readonly month: string },
) {
  const { t } = useTranslation("services")
  const [form, fields] = useForm({
    id: "option-change",
    lastResult: ownResult(props.lastResult, "options"),
    defaultValue: { optionCodes: [...props.had], fromMonth: props.month },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: optionChangeForm(props.locale) }),
    constraint: { fromMonth: { required: true } },
  })
  const labels = [
    { field: fields.optionCodes, label: t("options") },
    { field: fields.fromMonth, label: t("fromMonth") },
  ]
  return (
    <SectionCard title={t("changeOptions")}>
      <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
        <input type="hidden" name="act" value="options" />
        <p className="text-small text-muted">{t("optionsHint")}</p>
        <ChecksField field={fields.optionCodes} label={t("options")} options={props.options} />
        <TextField field={fields.fromMonth} label={t("fromMonth")} hint={t("monthHint")} maxLength={10} />
        <div>
          <SubmitButton name="do" value="options">
            {t("doChangeOptions")}
          </SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}

/** 解約 (B6). */
export function ServiceCancel({ locale, today, lastResult, earliest }: ServiceAct & { readonly earliest: string }) {
  const { t } = useTranslation("services")
  const [form, fields] = useForm({
    id: "service-cancel",
    lastResult: ownResult(lastResult, "cancel"),
    defaultValue: { noticeOn: today, endsOn: "" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: serviceCancelForm(locale) }),
    constraint: { noticeOn: { required: true }, endsOn: { required: true } },
  })
  const labels = [
    { field: fields.noticeOn, label: t("noticeOn") },
    { field: fields.endsOn, label: t("lastDay") },
  ]
  return (
    <SectionCard title={t("cancel")}>
      <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
        <input type="hidden" name="act" value="cancel" />
        <p className="text-small text-muted">{t("cancelHint", { earliest })}</p>
        <DateField field={fields.noticeOn} label={t("noticeOn")} max={today} />
        <DateField field={fields.endsOn} label={t("lastDay")} />
        <div>
          <SubmitButton name="do" value="cancel" tone="danger">
            {t("doCancel")}
          </SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}

/** 入金 of a bill that is open or was written off, the oldest first; a deposit in the bank's file is settled there. */
export function ServicePayment(props: ServiceAct & { readonly open: readonly BilledMonth[] }) {
  const { t } = useTranslation("services")
  const [first] = props.open
  const [form, fields] = useForm({
    id: "service-payment",
    lastResult: ownResult(props.lastResult, "payment"),
    defaultValue: {
      ...{
        billId: first?.id ?? "",
        way: "bank-transfer",
        amountYen: first ? String(first.leftYen || first.lostYen) : "",
      },
      ...{ receivedOn: props.today, reference: "" },
    },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: servicePaymentForm(props.locale) }),
    constraint: { billId: { required: true }, way: { required: true }, amountYen: { required: true }, receivedOn: { required: true }, reference: { required: true } }, // prettier-ignore
  })
  const labels = [
    { field: fields.billId, label: t("bill") },
    { field: fields.way, label: t("way") },
    { field: fields.amountYen, label: t("paidYen") },
    { field: fields.receivedOn, label: t("receivedOn") },
    { field: fields.reference, label: t("reference") },
  ]
  const bills = props.open.map(({ id, month, leftYen, lostYen }) => {
    const lost = lostYen > 0 ? ` (${t("writtenOff", { yen: formatYen(lostYen) })})` : ""
    return { value: id, label: `${monthLabel(month, props.locale)} ${formatYen(leftYen)}${t("yenUnit")}${lost}` }
  })
  return (
    <SectionCard title={t("payment")}>
      <Form method="post" {...getFormProps(form)} noValidate className="grid gap-apart">
        <ErrorSummary fields={labels} formErrors={form.errors ?? []} />
        <input type="hidden" name="act" value="payment" />
        <p className="text-small text-muted">{t("paymentHint")}</p>
        <SelectField field={fields.billId} label={t("bill")} options={bills} />
        <SelectField
          field={fields.way}
          label={t("way")}
          options={(["bank-transfer", "cash"] as const).map((value) => ({ value, label: t(`pay-${value}`) }))}
        />
        <MoneyField field={fields.amountYen} label={t("paidYen")} />
        <DateField field={fields.receivedOn} label={t("receivedOn")} max={props.today} />
        <TextField field={fields.reference} label={t("reference")} maxLength={100} />
        <div>
          <SubmitButton name="do" value="payment">
            {t("doPayment")}
          </SubmitButton>
        </div>
      </Form>
    </SectionCard>
  )
}
