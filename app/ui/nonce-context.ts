import { createContext } from "react"

/** The nonce of the response's Content-Security-Policy; only the server knows it (browsers hide it from scripts). */
export const NonceContext = createContext<string | undefined>(undefined)
