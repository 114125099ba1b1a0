import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

type Studies = {
  readonly state: "none" | "waiting" | "confirmed" | "over" | "refused"
  readonly school: string
  readonly until: string | null
  readonly received: readonly string[]
  readonly isOffered: boolean
}

const tones = { waiting: "warning", confirmed: "success", over: "warning", refused: "warning" } as const

/** A reader's own studies: confirmed until when, or what is still asked of him. */
export function StudiesState({ studies, children }: { readonly studies: Studies; readonly children?: ReactNode }) {
  const { t } = useTranslation("conditions")
  const { state, school, until, received } = studies
  if (state === "none") {
    return studies.isOffered ? null : (
      <SectionCard>
        <EmptyState icon="check" title={t("noStudentOffers")} />
      </SectionCard>
    )
  }
  const asks = state === "waiting" && received.length > 0 ? "received" : state
  return (
    <SectionCard title={t("myStudies")} actions={<Badge tone={tones[state]}>{t(`my-${state}`)}</Badge>}>
      <div className="grid gap-apart">
        <p>{t(`my-${asks}-body`, { date: until ?? "" })}</p>
        <DescriptionList
          items={[
            { key: "school", term: t("school"), detail: school },
            ...received.map((at, index) => ({
              ...{ key: at + String(index), term: t("receivedFile", { number: index + 1 }), detail: at },
            })),
          ]}
        />
        {children ? <div>{children}</div> : null}
      </div>
    </SectionCard>
  )
}
