import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Button } from "#app/ui/button.tsx"

/** A snippet to carry elsewhere, with a button that copies it and says so. */
export function CodeBlock({ label, code }: { readonly label: string; readonly code: string }) {
  const { t } = useTranslation("actions")
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(code)
    setCopied(true)
  }
  return (
    <figure className="overflow-hidden rounded-card border border-line bg-sunken">
      <figcaption className="flex items-center justify-between gap-near border-b border-line py-tight ps-apart pe-tight">
        <span className="text-small text-muted">{label}</span>
        <Button tone="quiet" icon={isCopied ? "check" : "copy"} onClick={() => void copy()}>
          <span aria-live="polite">{isCopied ? t("copied") : t("copy")}</span>
        </Button>
      </figcaption>
      <pre className="overflow-x-auto p-apart font-mono text-small" tabIndex={0} role="region" aria-label={label}>
        <code>{code}</code>
      </pre>
    </figure>
  )
}
