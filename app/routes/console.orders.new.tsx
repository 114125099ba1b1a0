import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { memberByNumber } from "#app/members/member-by-number.server.ts"
import { membersForList } from "#app/members/members-for-list.server.ts"
import { parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { enterOrder, newOrderId } from "#app/subscriptions/enter-order.server.ts"
import { offersForOrder, sourcesForOrder } from "#app/subscriptions/offers-for-order.server.ts"
import { orderForm } from "#app/subscriptions/order-form.ts"
import { Button } from "#app/ui/button.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { mustFill } from "#app/ui/field.tsx"
import { FormSection } from "#app/ui/form-section.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { MemberNumberField } from "#app/ui/member-number-field.tsx"
import { ChosenPayer, OfferFields, OrderTotal, OrderWayFields, PayerSearch } from "#app/ui/order-entry.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SaveBar } from "#app/ui/save-bar.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { TextField } from "#app/ui/text-field.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOrders", to: "/console/orders" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const url = listUrl(request)
  const [find, payer] = [url.text("find"), url.text("payer")]
  return readScope(actor, async (scope) => {
    const page = { sort: "kana", descending: false, limit: 10, offset: 0 } as const
    const found = find === "" ? [] : (await membersForList(scope, { search: find, rules: {} }, page)).members
    return {
      title: i18nFor(actor.locale).t("orderEntry:title"),
      find,
      orderId: await newOrderId(scope),
      members: found,
      payer: payer === "" ? null : await memberByNumber(scope, payer),
      offers: await offersForOrder(scope),
      sources: await sourcesForOrder(scope),
      locale: actor.locale,
    }
  })
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "members.write")
  const form = await parseForm(request, orderForm(actor.locale))
  if (!form.ok) return form.reply
  try {
    const { orderId } = await inScope(actor, (scope) => enterOrder(scope, form.value))
    return redirect(`/console/orders/${orderId}`)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

function useOrderForm(payerNumber: string) {
  const { locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return useForm({
    id: "order",
    lastResult: answer?.submission,
    defaultValue: {
      ...{ payerNumber, channel: "phone", paymentWay: "bank-transfer" },
      recipients: [{ number: payerNumber, copies: "1" }],
    },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: orderForm(locale) }),
    constraint: Object.fromEntries(
      ["offer", "startIssue", "channel", "paymentWay"].map((name) => [name, { required: true }]),
    ),
    shouldRevalidate: "onInput",
  })
}

type OrderFields = ReturnType<typeof useOrderForm>

/** お届け先: one line per recipient, any number of them. */
function Recipients({ form, field }: { readonly form: OrderFields[0]; readonly field: OrderFields[1]["recipients"] }) {
  const { t } = useTranslation("orderEntry")
  const lines = field.getFieldList()
  return (
    <div className="grid gap-apart">
      {lines.map((line, index) => {
        const { number, copies } = line.getFieldset()
        const no = index + 1
        return (
          <div key={line.key} className="grid items-start gap-near tablet:grid-cols-[minmax(0,1fr)_7rem_auto]">
            <MemberNumberField field={mustFill(number)} label={t("recipient", { no })} />
            <TextField field={mustFill(copies)} label={t("copies")} inputMode="numeric" autoComplete="off" />
            {lines.length > 1 ? (
              <span className="tablet:pt-[1.9rem]">
                <Button
                  type="submit"
                  {...form.remove.getButtonProps({ name: field.name, index })}
                  tone="quiet"
                  icon="close"
                  aria-label={t("removeRecipient", { no })}
                />
              </span>
            ) : null}
          </div>
        )
      })}
      <div>
        <Button
          type="submit"
          {...form.insert.getButtonProps({ name: field.name, defaultValue: { number: "", copies: "1" } })}
          icon="plus"
        >
          {t("addRecipient")}
        </Button>
      </div>
    </div>
  )
}

const copiesIn = (text: string | undefined) => {
  const plain = (text ?? "").normalize("NFKC").trim()
  return /^\d{1,4}$/.test(plain) ? Number(plain) : 0
}

function Entry({ payer }: { readonly payer: { readonly id: string; readonly number: string; readonly name: string } }) {
  const { t } = useTranslation(["orderEntry", "actions", "promotions"])
  const { orderId, offers, sources } = useLoaderData<typeof loader>()
  const [form, fields] = useOrderForm(payer.number)
  const chosen = offers.find(({ id }) => id === fields.offer.value)
  const copies = fields.recipients
    .getFieldList()
    .reduce((sum, line) => sum + copiesIn(line.getFieldset().copies.value), 0)
  return (
    <Form method="post" {...getFormProps(form)} noValidate className="card">
      {/* Enter places the order; it presses the first button of a form, which must not be one of the lines'. */}
      <button type="submit" hidden />
      <input type="hidden" name="payerNumber" value={payer.number} />
      <input type="hidden" name="orderId" value={orderId} />
      <div className="grid gap-apart p-apart">
        <ErrorSummary
          fields={[
            ...(["offer", "startIssue", "recipients", "channel", "paymentWay"] as const).map((name) => ({
              field: fields[name],
              label: t(`orderEntry:${name === "recipients" ? "people" : name}`),
            })),
            { field: fields.promotionCode, label: t("promotions:field") },
          ]}
          formErrors={form.errors ?? []}
        />
        <FormSection title={t("orderEntry:payer")}>
          <ChosenPayer payer={payer} />
        </FormSection>
        <FormSection title={t("orderEntry:what")} columns={2}>
          <OfferFields offerField={fields.offer} issueField={fields.startIssue} offers={offers} chosen={chosen} />
        </FormSection>
        <FormSection title={t("orderEntry:people")} description={t("orderEntry:peopleHint")}>
          <Recipients form={form} field={fields.recipients} />
        </FormSection>
        <FormSection title={t("orderEntry:how")} columns={2}>
          <OrderWayFields
            channel={fields.channel}
            paymentWay={fields.paymentWay}
            sourceCode={fields.sourceCode}
            promotionCode={fields.promotionCode}
            sources={sources}
          />
        </FormSection>
        <OrderTotal offer={chosen} copies={copies} />
      </div>
      <SaveBar isDirty={form.dirty}>
        <LinkButton to="/console/orders">{t("actions:cancel")}</LinkButton>
        <SubmitButton>{t("orderEntry:place")}</SubmitButton>
      </SaveBar>
    </Form>
  )
}

/** 受注入力: first who pays, then the order on one page, its total before it is placed. */
export default function NewOrder() {
  const { t } = useTranslation("orderEntry")
  const { title, find, members, payer } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={title} summary={t("lead")} />
      {payer ? <Entry key={payer.number} payer={payer} /> : <PayerSearch find={find} members={members} />}
    </>
  )
}
