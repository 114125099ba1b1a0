import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { OnlineWay } from "#app/billing/online-way.ts"
import { renewalForm } from "#app/subscriptions/renewal/renewal-form.ts"
import { Callout } from "#app/ui/callout.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { PromotionField } from "#app/ui/promotion-field.tsx"
import { RadioCards } from "#app/ui/radio-cards.tsx"
import type { TitleToRenew } from "#app/ui/renewal-titles.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { WayField } from "#app/ui/way-field.tsx"

type Offer = {
  readonly id: string
  readonly name: string
  readonly publication: string
  readonly units: number
  readonly isBundle: boolean
  readonly priceYen: number
  readonly isOwn: boolean
  readonly isNext: boolean
}

type Lost = { readonly kind: "students" | "holders"; readonly title: string } | null

function LostPlan({ lost }: { readonly lost: Lost }) {
  const { t } = useTranslation("conditions")
  if (lost === null) return null
  return lost.kind === "students" ? (
    <Callout tone="warning" title={t("lostStudents")}>
      {t("lostStudentsBody")}
    </Callout>
  ) : (
    <Callout tone="warning" title={t("lostHolders", { title: lost.title })}>
      {t("lostHoldersBody")}
    </Callout>
  )
}

/** Each plan with what it holds and costs: the bundle by its titles, a title of it as one that goes on alone. */
function useCards(of: {
  readonly offers: readonly Offer[]
  readonly titles: readonly TitleToRenew[]
  readonly copies: number
}) {
  const { t, i18n } = useTranslation(["renew", "apply"])
  const isJapanese = i18n.language !== "en"
  const yen = (amount: number) =>
    isJapanese ? `${amount.toLocaleString("ja-JP")}円` : `¥${amount.toLocaleString("en")}`
  const labelOf = (offer: Offer) => {
    if (offer.isOwn) return t("renew:same", { name: offer.name })
    return of.titles.length > 1 ? t("renew:alone", offer) : offer.name
  }
  const titles = of.titles.map(({ publication, units }) => t("renew:titleUnits", { publication, count: units }))
  return of.offers.map((offer) => ({
    ...{ value: offer.id, label: labelOf(offer), aside: yen(offer.priceYen * of.copies) },
    description: offer.isBundle
      ? titles.join(isJapanese ? "、" : ", ")
      : t("apply:issuesCount", { count: offer.units }),
  }))
}

/** The plans that a term may go on with, at the price of its copies; leads to the final confirmation. */
export function RenewalPlans(props: {
  readonly offers: readonly Offer[]
  readonly applicationId: string
  readonly titles: readonly TitleToRenew[]
  readonly copies: number
  readonly ways: readonly OnlineWay[]
  readonly answer: SubmissionResult | undefined
  /** The term's own plan is not for its reader any more, and why. */
  readonly lost: Lost
}) {
  const { t, i18n } = useTranslation(["renew", "apply", "promotions"])
  const locale = i18n.language === "en" ? "en" : "ja"
  const { offers } = props
  const cards = useCards(props)
  const [form, fields] = useForm({
    lastResult: props.answer,
    defaultValue: { offerId: offers.find(({ isNext }) => isNext)?.id ?? offers[0]?.id ?? "", payBy: "card" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: renewalForm(locale) }),
    constraint: { offerId: { required: true }, payBy: { required: true } },
  })
  return (
    <Form method="post" {...getFormProps(form)} noValidate>
      <div className="flex flex-col gap-apart">
        <ErrorSummary
          fields={[
            { field: fields.offerId, label: t("apply:chooseOffer") },
            { field: fields.payBy, label: t("apply:paymentHow") },
            { field: fields.promotionCode, label: t("promotions:field") },
          ]}
          formErrors={form.errors ?? []}
        />
        <LostPlan lost={props.lost} />
        <input type="hidden" name="applicationId" value={props.applicationId} />
        <RadioCards field={fields.offerId} label={t("apply:chooseOffer")} cards={cards} />
        <WayField field={fields.payBy} ways={props.ways} />
        <PromotionField field={fields.promotionCode} />
        <div>
          <SubmitButton>{t("apply:toConfirm")}</SubmitButton>
        </div>
      </div>
    </Form>
  )
}
