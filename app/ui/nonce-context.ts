import { createContext } from "react"

/** The nonce of the page's Content-Security-Policy, for the styles and scripts that React makes. */
export const NonceContext = createContext<string | undefined>(undefined)
