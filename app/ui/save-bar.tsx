import { useEffect, type ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Icon } from "#app/ui/icon.tsx"

/** Stays in sight at the foot of a form: says that something is unsaved, and holds its buttons. */
export function SaveBar({ isDirty, children }: { readonly isDirty: boolean; readonly children: ReactNode }) {
  const { t } = useTranslation("states")
  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener("beforeunload", warn)
    return () => window.removeEventListener("beforeunload", warn)
  }, [isDirty])
  return (
    <div
      data-print="never"
      className="sticky bottom-0 z-10 flex flex-wrap items-center justify-end gap-x-apart gap-y-near rounded-b-card border-t border-line bg-surface px-apart py-near"
    >
      <p role="status" className="me-auto flex items-center gap-tight text-warning">
        {isDirty ? (
          <>
            <Icon name="warning" size={16} />
            {t("unsaved")}
          </>
        ) : null}
      </p>
      <div className="flex flex-wrap gap-near">{children}</div>
    </div>
  )
}
