import { useCallback, useEffect, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { Callout } from "#app/ui/callout.tsx"

type Outcome = "same" | "different" | "unreadable" | null

async function hashOf(file: File): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")
}

/** お手元のPDFの照合: whether a file is byte by byte the one that was issued. It is compared on the device and sent nowhere. */
export function CompareFile({ sha256 }: { readonly sha256: string }) {
  const { t } = useTranslation("certificates")
  const [outcome, setOutcome] = useState<Outcome>(null)
  const chosen = useRef<HTMLInputElement>(null)
  const compare = useCallback(() => {
    const file = chosen.current?.files?.[0]
    if (!file) return
    hashOf(file).then(
      (hash) => setOutcome(hash === sha256 ? "same" : "different"),
      () => setOutcome("unreadable"),
    )
  }, [sha256])
  // A file may have been chosen while the page was still loading.
  useEffect(compare, [compare])
  return (
    <div className="grid gap-near">
      <label htmlFor="compare-pdf" className="font-medium">
        {t("compare")}
      </label>
      <p id="compare-pdf-hint" className="text-small text-muted">
        {t("compareHint")}
      </p>
      <input
        id="compare-pdf"
        type="file"
        accept="application/pdf,.pdf"
        aria-describedby="compare-pdf-hint"
        className="control"
        ref={chosen}
        onChange={compare}
        onDragOver={(event) => event.preventDefault()}
      />
      <div role="status">
        {outcome === null ? null : (
          <Callout tone={outcome === "same" ? "success" : "danger"} title={t(`compare-${outcome}`)} />
        )}
      </div>
    </div>
  )
}
