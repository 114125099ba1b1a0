import { getFormProps, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { type ReaderActor, requireReader } from "#app/members/reader/reader-session.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { endReasons } from "#app/subscriptions/contract/end-reason.ts"
import { quoteForCancellation } from "#app/subscriptions/contract/quote-for-cancellation.server.ts"
import { cancelForm, keepForm, readerReasons } from "#app/subscriptions/reader/contract-forms.ts"
import { ownContract } from "#app/subscriptions/reader/contract-of-reader.server.ts"
import { declineRenewal } from "#app/subscriptions/reader/decline-renewal.server.ts"
import { keepContract } from "#app/subscriptions/reader/keep-contract.server.ts"
import { CheckboxField } from "#app/ui/checkbox-field.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { titleOf } from "#app/ui/reader-contract.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const { contract, quote } = await found(
    readScope(reader, async (scope) => {
      const own = await ownContract(scope, reader.memberId, params.contract ?? "")
      return { contract: own, quote: await quoteForCancellation(scope, own.id) }
    }),
  )
  const back = `/my/${reader.organization}/contracts/${contract.id}`
  if (!contract.isRunning || contract.priceYen === 0) throw redirect(back)
  const { publicationName, publicationNameEnglish, units, servedUnits, deferredYen, receivableYen } = contract
  return {
    ...{
      locale: reader.locale,
      back,
      publicationName,
      publicationNameEnglish,
      units,
      servedUnits,
      deferredYen,
      receivableYen,
    },
    firstNot: Math.max(quote.contract.nextIssue, quote.contract.startIssue),
    refundYen: quote.settlement.refundYen,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const contractId = params.contract ?? ""
  await found(readScope(reader, (scope) => ownContract(scope, reader.memberId, contractId)))
  const back = `/my/${reader.organization}/contracts/${contractId}`
  if ((await request.clone().formData()).has("instead")) return keep(request, reader, contractId, back)
  const form = await parseForm(request, cancelForm(reader.locale))
  if (!form.ok) return form.reply
  const { reason, refundYen } = form.value
  try {
    await inScope(reader, (scope) => cancelContract(scope, { contractId, reason, refundYen }))
    return redirect(`${back}?done=cancelled`)
  } catch (error) {
    return form.refuse(error, reader.locale)
  }
}

async function keep(request: Request, reader: ReaderActor, contractId: string, back: string) {
  const form = await parseForm(request, keepForm())
  if (!form.ok) return form.reply
  const { instead, reason } = form.value
  try {
    await inScope(reader, async (scope) => {
      await keepContract(scope, { contractId, reason, instead })
      if (instead === "end-of-term") await declineRenewal(scope, contractId)
    })
    return redirect(instead === "hold" ? `${back}#hold` : `${back}?done=1`)
  } catch (error) {
    return form.refuse(error, reader.locale)
  }
}

/** 中途解約: the other ways first, then what is settled, in yen, before anything happens. */
export default function CancelContract() {
  const { t, i18n } = useTranslation("my")
  const quote = useLoaderData<typeof loader>()
  const { locale, back, refundYen } = quote
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    lastResult: answer?.submission,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: cancelForm(locale) }),
    constraint: { reason: { required: true }, agrees: { required: true } },
  })
  const refund = locale === "ja" ? `${refundYen.toLocaleString("ja-JP")}円` : `¥${refundYen.toLocaleString("en")}`
  return (
    <>
      <PageHeader title={t("cancelTitle", { publication: titleOf(quote, i18n.language) })} />
      <SectionCard title={t("insteadTitle")}>
        <Form method="post" className="grid gap-apart">
          <p>{t("insteadBody")}</p>
          <div className="flex flex-wrap gap-near">
            <SubmitButton name="instead" value="hold">
              {t("insteadHold")}
            </SubmitButton>
            <SubmitButton name="instead" value="end-of-term" tone="secondary">
              {t("insteadEnd")}
            </SubmitButton>
          </div>
        </Form>
      </SectionCard>
      <QuoteCard />
      <Form method="post" {...getFormProps(form)} noValidate>
        <div className="grid gap-apart">
          <ErrorSummary
            fields={[
              { field: fields.reason, label: t("reason") },
              { field: fields.agrees, label: t("cancelling") },
            ]}
            formErrors={form.errors ?? []}
          />
          <input type="hidden" name="refundYen" value={refundYen} />
          <SelectField
            field={fields.reason}
            label={t("reason")}
            options={readerReasons.map((value) => ({ value, label: endReasons[value][locale] }))}
          />
          <CheckboxField
            field={fields.agrees}
            label={t("agreeCancel", { refund })}
            hint={refundYen > 0 ? t("refundWay") : undefined}
            value="yes"
          />
          <div className="flex flex-wrap gap-near">
            <SubmitButton tone="danger">{t("cancelVerb", { refund })}</SubmitButton>
            <LinkButton to={back}>{t("back")}</LinkButton>
          </div>
        </div>
      </Form>
    </>
  )
}

function QuoteCard() {
  const { t } = useTranslation("my")
  const { units, servedUnits, deferredYen, refundYen, receivableYen, firstNot } = useLoaderData<typeof loader>()
  const kept = deferredYen - refundYen
  const yen = (key: string, term: string, amount: number) => ({ key, term, detail: <Money amount={amount} unit /> })
  return (
    <SectionCard title={t("quoteTitle")}>
      <DescriptionList
        items={[
          { key: "served", term: t("served"), detail: t("servedOf", { units, served: servedUnits }) },
          { key: "first", term: t("firstNot"), detail: t("firstNotOf", { number: firstNot }) },
          yen("deferred", t("deferred"), deferredYen),
          ...(kept > 0 ? [yen("kept", t("kept"), kept)] : []),
          {
            key: "refund",
            term: t("refund"),
            detail: (
              <strong>
                <Money amount={refundYen} unit />
              </strong>
            ),
          },
          ...(receivableYen > 0 ? [yen("owed", t("stillOwed"), receivableYen)] : []),
        ]}
      />
    </SectionCard>
  )
}
