import { RemixBrowser } from "@remix-run/react"
import { startTransition, StrictMode } from "react"
import { hydrateRoot } from "react-dom/client"
import { NonceContext } from "#app/ui/nonce-context.ts"

// Hidden from selectors and attributes, the nonce is still the scripts' own property; a style made later needs it.
const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <NonceContext.Provider value={nonce}>
        <RemixBrowser />
      </NonceContext.Provider>
    </StrictMode>,
  )
})
