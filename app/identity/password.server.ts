import { randomBytes, scrypt, timingSafeEqual } from "node:crypto"

// OWASP's floor for scrypt: N=2^17, r=8, p=1. Verifying must cost the same for unknown addresses; see checkPassword.
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, 32, cost, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })

/** A memory-hard hash of a password with its own salt. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `scrypt$${salt.toString("base64")}$${(await derive(password, salt)).toString("base64")}`
}

const decoy = `scrypt$${Buffer.alloc(16).toString("base64")}$${Buffer.alloc(32).toString("base64")}`

/** Whether a password fits its hash. Without a hash (unknown address) it takes the same time and says no. */
export async function checkPassword(password: string, hash: string | null): Promise<boolean> {
  const [, salt = "", key = ""] = (hash ?? decoy).split("$")
  const derived = await derive(password, Buffer.from(salt, "base64"))
  return timingSafeEqual(derived, Buffer.from(key, "base64")) && hash !== null
}
