import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { openPortal } from "#app/billing/stripe/open-portal.server.ts"
import { requireReader } from "#app/members/reader/reader-session.server.ts"
import { refusalReply } from "#app/platform/form.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { findChangedCards } from "#app/subscriptions/kept-card/find-changed-cards.server.ts"
import { cardForReader } from "#app/subscriptions/reader/card-for-reader.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { dayText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const isBack = new URL(request.url).searchParams.has("changed")
  // Whoever comes back from Stripe sees his new card at once, whether its event has come or not.
  if (isBack) await findChangedCards(reader, reader.memberId)
  return { isBack, card: await readScope(reader, (scope) => cardForReader(scope, reader.memberId)) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const reader = await requireReader(request, params.organization)
  const here = `${publicUrl()}/my/${reader.organization}/card`
  try {
    const changedUrl = `${here}?changed=1`
    return redirect(await openPortal(reader, { memberId: reader.memberId, returnUrl: here, changedUrl }), 303)
  } catch (error) {
    return { message: refusalReply(error, reader.locale).message }
  }
}

type Card = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["card"]>

const nameOf = ({ brand, last4 }: Card) => `${brand.toUpperCase()} **** ${last4}`

/** What will be charged to the card, and what could not be. */
function Renewals({ card }: { readonly card: Card }) {
  const { t, i18n } = useTranslation("my")
  if (card.renewals.length === 0) return <p>{t("cardRenewsNothing")}</p>
  return (
    <ul className="grid gap-near">
      {card.renewals.map((renewal) => {
        const title = (i18n.language === "en" && renewal.publicationEnglish) || renewal.publication
        const charge = {
          date: renewal.chargeOn === null ? "" : dayText(renewal.chargeOn, i18n.language),
          yen: (renewal.amountYen ?? 0).toLocaleString(i18n.language),
        }
        return (
          <li key={renewal.contractId} className="grid justify-items-start gap-tight">
            <span className="font-semibold">{title}</span>
            {renewal.hasFailed ? (
              <Badge tone="warning" icon="warning">
                {t("cardFailed")}
              </Badge>
            ) : null}
            <span>
              {renewal.chargeOn === null
                ? t("cardAtEnd")
                : t(renewal.isDue ? "cardDue" : renewal.hasFailed ? "cardTriedAgain" : "cardChargedOn", charge)}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** お支払いカード: which card is kept, what renews by it, and the way to Stripe's page where it is changed. */
export default function MyCard() {
  const { t } = useTranslation("my")
  const { card, isBack } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.message
  return (
    <>
      <PageHeader title={t("card")} summary={t("cardLead")} />
      <div role="status" className="grid gap-near">
        {refused === undefined ? null : <Callout tone="warning">{refused}</Callout>}
        {isBack && card !== null ? <Callout tone="success">{t("cardNow", { card: nameOf(card) })}</Callout> : null}
      </div>
      {card === null ? (
        <SectionCard>
          <EmptyState icon="lock" title={t("noCard")}>
            {t("noCardBody")}
          </EmptyState>
        </SectionCard>
      ) : (
        <>
          <SectionCard
            title={t("cardKept")}
            actions={card.hasExpired ? <Badge tone="warning">{t("cardExpired")}</Badge> : null}
          >
            <div className="grid gap-apart">
              <DescriptionList
                items={[
                  { key: "card", term: t("cardNumber"), detail: nameOf(card) },
                  { key: "expires", term: t("cardExpires"), detail: card.expiresMonth.replace("-", " / ") },
                ]}
              />
              <Form method="post" reloadDocument className="grid justify-items-start gap-near">
                <SubmitButton>{t("changeCard")}</SubmitButton>
                <p className="text-small text-muted">{t("changeCardHint")}</p>
              </Form>
            </div>
          </SectionCard>
          <SectionCard title={t("cardRenewals")}>
            <Renewals card={card} />
          </SectionCard>
        </>
      )}
    </>
  )
}
