import { useEffect, useRef } from "react"
import { useTranslation } from "react-i18next"
import type { FieldLike } from "#app/ui/field.tsx"
import { Icon } from "#app/ui/icon.tsx"

export type SummaryField = { readonly field: FieldLike; readonly label: string }

/** What must be mended, at the top of a form after sending it: takes the focus, links to each field. */
export function ErrorSummary(props: {
  readonly fields: readonly SummaryField[]
  /** Errors of the form as a whole. */
  readonly formErrors?: readonly string[] | undefined
  /** False where the summary stands in the page from the start. */
  readonly takesFocus?: boolean
}) {
  const { t } = useTranslation("states")
  const box = useRef<HTMLDivElement>(null)
  const wrong = props.fields.filter(({ field }) => field.errors)
  const formErrors = props.formErrors ?? []
  const count = wrong.length + formErrors.length
  const takesFocus = props.takesFocus !== false
  useEffect(() => {
    if (takesFocus && count > 0) box.current?.focus()
  }, [count, takesFocus])
  if (count === 0) return null
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className="rounded-card border border-danger/40 bg-danger-soft p-[0.75rem] ps-apart"
    >
      <p className="flex items-center gap-near font-semibold text-danger">
        <Icon name="danger" />
        {t("errorSummary", { count })}
      </p>
      <ul className="grid gap-tight ps-[1.625rem] pt-tight">
        {formErrors.map((error) => (
          <li key={error}>{error}</li>
        ))}
        {wrong.map(({ field, label }) => (
          <li key={field.id}>
            <a href={`#${field.id}`} className="text-link">
              {label}
            </a>
            <span>: {field.errors?.join(" ")}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
