import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Offer = {
  readonly code: string
  readonly name: string
  readonly publication: string
  readonly units: number
  readonly priceYen: number
  readonly kind: "students" | "holders"
}

/** 優待プラン: the offers whose condition a reader meets, each with its price and the way to apply; nothing where there is none. */
export function ReaderOffers({ offers, base }: { readonly offers: readonly Offer[]; readonly base: string }) {
  const { t } = useTranslation(["conditions", "apply"])
  if (offers.length === 0) return null
  return (
    <SectionCard title={t("conditions:forYou")}>
      <p className="pb-near text-muted">{t("conditions:forYouLead")}</p>
      <ul>
        {offers.map((offer) => {
          const name = `${offer.publication} ${offer.name}`
          return (
            <li
              key={offer.code}
              className="flex flex-wrap items-center justify-between gap-near border-t border-line py-near last:pb-0"
            >
              <span className="min-w-0">
                <span className="flex flex-wrap items-center gap-near font-medium">
                  {name} <Badge tone="info">{t(`conditions:badge-${offer.kind}`)}</Badge>
                </span>
                <span className="block text-small text-muted">
                  {t("apply:issuesCount", { count: offer.units })} <Money amount={offer.priceYen} unit /> (
                  {t("apply:taxIncluded")})
                </span>
              </span>
              <LinkButton to={`${base}/offers/${offer.code}`}>
                {t("conditions:applyShort")}
                <span className="sr-only">: {name}</span>
              </LinkButton>
            </li>
          )
        })}
      </ul>
    </SectionCard>
  )
}
