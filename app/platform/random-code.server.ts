import { createHash, randomBytes } from "node:crypto"

// Crockford's base 32: no I, L, O, U, so that nobody reads one sign as another.
const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/** A random text of so many signs, five bits each, that survives printing, typing and alphanumeric QR codes. */
export const randomCode = (length: number): string =>
  Array.from(randomBytes(length), (byte) => signs.charAt(byte % 32)).join("")

/** The hash under which a secret text is kept and looked up. */
export const hashOf = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex")
