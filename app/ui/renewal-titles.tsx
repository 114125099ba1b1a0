import { useTranslation } from "react-i18next"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export type TitleToRenew = {
  readonly contractId: string
  readonly publication: string
  readonly units: number
  readonly lastIssue: number
  readonly firstIssue: number
}

/** Whose terms are renewed and until when they run; of a bundle each title, with the issue at which its next term joins. */
export function RenewalTitles(props: {
  readonly memberName: string
  readonly copies: number
  readonly titles: readonly TitleToRenew[]
}) {
  const { t } = useTranslation(["renew", "apply"])
  const isBundle = props.titles.length > 1
  return (
    <SectionCard>
      <DescriptionList
        items={[
          { key: "reader", term: t("renew:reader"), detail: props.memberName },
          ...props.titles.map(({ contractId, publication, units, lastIssue, firstIssue }) => ({
            key: contractId,
            term: isBundle ? t("renew:title-of-bundle", { publication }) : t("renew:last"),
            detail: isBundle
              ? t("renew:joins", { last: lastIssue, first: firstIssue, count: units })
              : t("renew:lastIssue", { number: lastIssue }),
          })),
          { key: "copies", term: t("apply:copies"), detail: t("renew:copies", { count: props.copies }) },
        ]}
      />
    </SectionCard>
  )
}
