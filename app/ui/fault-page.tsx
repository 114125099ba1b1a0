import { isRouteErrorResponse } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { LinkButton } from "#app/ui/link-button.tsx"

const faultOf = (status: number) => {
  switch (status) {
    case 403:
      return "forbidden"
    case 404:
      return "notFound"
    case 409:
      return "conflict"
    case 503:
      return "busy"
    default:
      return "failed"
  }
}

/** The page shown when a route could not answer: what happened, and the one thing to do next. */
export function FaultPage({ error, inShell = false }: { readonly error: unknown; readonly inShell?: boolean }) {
  const { t } = useTranslation("faults")
  const status = isRouteErrorResponse(error) ? error.status : 500
  const fault = faultOf(status)
  // A shell has the page's main landmark already.
  const Landmark = inShell ? "div" : "main"
  return (
    <Landmark
      className={`mx-auto grid max-w-[36rem] content-center gap-apart p-apart ${inShell ? "min-h-[60dvh]" : "min-h-dvh"}`}
    >
      <p className="figures text-small tracking-widest text-muted">{status}</p>
      <h1 className="text-figure">{t(`${fault}Title`)}</h1>
      <p className="text-lead text-muted">{t(`${fault}Body`)}</p>
      <p className="flex flex-wrap gap-near pt-near">
        {fault === "notFound" || fault === "forbidden" ? (
          <LinkButton to={inShell ? "/console" : "/"} tone="primary">
            {t("toStart")}
          </LinkButton>
        ) : (
          <LinkButton to="" tone="primary" reloadDocument>
            {t("tryAgain")}
          </LinkButton>
        )}
      </p>
    </Landmark>
  )
}
