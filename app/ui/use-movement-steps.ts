import { useTranslation } from "react-i18next"
import type { WaterfallStep } from "#app/ui/waterfall-chart.tsx"

/** The figures of R1 増減表, in the order of the report, and how each moves the copies. */
export const movementFigures = [
  ["opening", "previousCopies", "total"],
  ["started", "started", "increase"],
  ["revived", "revived", "increase"],
  ["resumed", "resumed", "increase"],
  ["transferredIn", "transferredIn", "increase"],
  ["copiesUp", "copiesAdded", "increase"],
  ["expired", "expired", "decrease"],
  ["cancelled", "cancelled", "decrease"],
  ["stopped", "stoppedUnpaid", "decrease"],
  ["held", "held", "decrease"],
  ["undeliverable", "undeliverable", "decrease"],
  ["transferredOut", "transferredOut", "decrease"],
  ["copiesDown", "copiesCut", "decrease"],
  ["closing", "closingCopies", "total"],
] as const

export type MovementFigure = (typeof movementFigures)[number][0]

/** R1 as the steps of a waterfall; reasons with no copies stay in the table and leave the picture. */
export function useMovementSteps(): (
  totals: Readonly<Partial<Record<MovementFigure, number>>>,
) => readonly WaterfallStep[] {
  const { t } = useTranslation("issues")
  return (totals) =>
    movementFigures
      .filter(([figure, , kind]) => kind === "total" || (totals[figure] ?? 0) > 0)
      .map(([figure, word, kind]) => ({ label: t(word), value: totals[figure] ?? 0, kind }))
}
