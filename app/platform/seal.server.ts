import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import { house } from "#app/platform/house.server.ts"
import { keyFor } from "#app/platform/settings.server.ts"

/** Seals a secret (AES-256-GCM) so that the database never holds it in the clear. */
export function seal(secret: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv("aes-256-gcm", keyFor(house().settings, "sealed-secrets"), nonce)
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()])
  return [nonce, cipher.getAuthTag(), sealed].map((part) => part.toString("base64")).join(".")
}

/** Opens a sealed secret; throws where it was sealed under another key or changed. */
export function unseal(text: string): string {
  const [nonce = "", tag = "", sealed = ""] = text.split(".")
  const decipher = createDecipheriv(
    "aes-256-gcm",
    keyFor(house().settings, "sealed-secrets"),
    Buffer.from(nonce, "base64"),
  )
  decipher.setAuthTag(Buffer.from(tag, "base64"))
  return Buffer.concat([decipher.update(Buffer.from(sealed, "base64")), decipher.final()]).toString("utf8")
}

const signature = (purpose: string, text: string) =>
  createHmac("sha256", keyFor(house().settings, purpose)).update(text).digest().subarray(0, 16).toString("base64url")

/** A text with its signature, for addresses that only we can make: `id.signature`. */
export const signed = (purpose: string, text: string): string => `${text}.${signature(purpose, text)}`

/** The text of a signed token; null where the signature is not ours for this purpose. */
export function verified(purpose: string, token: string): string | null {
  const at = token.lastIndexOf(".")
  if (at < 0) return null
  const [text, given] = [token.slice(0, at), Buffer.from(token.slice(at + 1))]
  const expected = Buffer.from(signature(purpose, text))
  return given.length === expected.length && timingSafeEqual(given, expected) ? text : null
}
