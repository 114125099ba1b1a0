import { Form } from "@remix-run/react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Button } from "#app/ui/button.tsx"
import { Icon } from "#app/ui/icon.tsx"
import { toneIcons, toneInk, type Tone } from "#app/ui/tone.ts"

export type Toast = {
  /** Unique per event: a dismissed toast stays dismissed. */
  readonly id: string
  readonly tone?: Tone | undefined
  readonly message: string
  /** A form that takes the act back. */
  readonly undo?: { readonly action: string; readonly fields: Readonly<Record<string, string>> } | undefined
}

/** What has just been done, spoken politely, with the way to undo it; stays until dismissed or the next page. */
export function ToastRegion({ toasts }: { readonly toasts: readonly Toast[] }) {
  const { t } = useTranslation(["states", "actions"])
  const [dismissed, setDismissed] = useState<readonly string[]>([])
  const shown = toasts.filter((toast) => !dismissed.includes(toast.id))
  return (
    <section
      aria-label={t("states:notifications")}
      aria-live="polite"
      data-print="never"
      className="pointer-events-none fixed inset-x-apart bottom-apart z-40 grid justify-items-center gap-near"
    >
      {shown.map((toast) => {
        const tone = toast.tone ?? "success"
        return (
          <div
            key={toast.id}
            className="pointer-events-auto flex max-w-[36rem] items-center gap-near rounded-card border border-line bg-surface py-tight ps-apart pe-tight shadow-float motion-safe:animate-[rise_160ms_ease-out]"
          >
            <span className={toneInk[tone]}>
              <Icon name={toneIcons[tone]} />
            </span>
            <p className="min-w-0 py-tight pe-near">{toast.message}</p>
            {toast.undo ? (
              <Form method="post" action={toast.undo.action}>
                {Object.entries(toast.undo.fields).map(([name, value]) => (
                  <input key={name} type="hidden" name={name} value={value} />
                ))}
                <Button type="submit" tone="quiet" icon="undo">
                  {t("actions:undo")}
                </Button>
              </Form>
            ) : null}
            <Button
              tone="quiet"
              icon="close"
              aria-label={t("actions:dismiss")}
              onClick={() => setDismissed([...dismissed, toast.id])}
            />
          </div>
        )
      })}
    </section>
  )
}
