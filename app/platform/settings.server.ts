import { createHash, randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { z } from "zod"

const Url = z.url()

const Environment = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  TEIKI_HOME: z.string().default(".teiki"),
  TEIKI_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  TEIKI_URL: Url.optional(),
  PORT: z.coerce.number().int().min(1).max(65535).default(4300),
  DATABASE_URL: Url.optional(),
  DATABASE_REPLICA_URL: Url.optional(),
  SMTP_URL: Url.optional(),
  MAIL_FROM: z.string().default("teiki@localhost"),
  MAIL_RETURN_TO: z.email().optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_\w+$/, "must be a Stripe secret or restricted key (sk_… or rk_…)")
    .optional(),
  STRIPE_SIMULATOR_URL: Url.optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\w+$/, "must be a webhook signing secret (whsec_…)")
    .optional(),
})

/** Everything the house can be told from outside, checked at start; a wrong setting is named. */
export type Settings = Readonly<{
  production: boolean
  home: string
  secret: string
  url: string
  port: number
  databaseUrl: string | undefined
  replicaUrl: string | undefined
  smtpUrl: string | undefined
  mailFrom: string
  /** Envelope sender (Return-Path): where mail servers send what they cannot deliver. */
  mailReturnTo: string
  stripe: { secretKey: string; webhookSecret: string } | undefined
  /** Where the Stripe simulator listens; never in production. */
  stripeSimulatorUrl: string | undefined
  /** No SMTP_URL: mail goes to the local mailbox. */
  ownsMailbox: boolean
}>

/** A setting is missing or wrong; the message names each of them. */
export class SettingsError extends Error {
  override readonly name = "SettingsError"
}

/** Reads the environment. In production DATABASE_URL, SMTP_URL, TEIKI_SECRET and TEIKI_URL must be given. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const filled = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""))
  const parsed = Environment.safeParse(filled)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`)
    throw new SettingsError(`These settings are wrong:\n${lines.join("\n")}`)
  }
  const given = parsed.data
  const production = given.NODE_ENV === "production"
  if (production) refuseMissing(given)
  if (production && given.STRIPE_SIMULATOR_URL !== undefined) {
    throw new SettingsError("These settings are wrong:\n  STRIPE_SIMULATOR_URL: production takes no simulated payments")
  }
  if ((given.STRIPE_SECRET_KEY === undefined) !== (given.STRIPE_WEBHOOK_SECRET === undefined)) {
    throw new SettingsError(
      "These settings are wrong:\n  STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET go together; give both",
    )
  }
  const home = path.resolve(given.TEIKI_HOME)
  return {
    production,
    home,
    secret: given.TEIKI_SECRET ?? secretOfHome(home),
    url: given.TEIKI_URL ?? `http://127.0.0.1:${given.PORT}`,
    port: given.PORT,
    databaseUrl: given.DATABASE_URL,
    replicaUrl: given.DATABASE_REPLICA_URL,
    smtpUrl: given.SMTP_URL ?? (production ? undefined : `smtp://127.0.0.1:${given.PORT + 2}`),
    mailFrom: given.MAIL_FROM,
    mailReturnTo: given.MAIL_RETURN_TO ?? given.MAIL_FROM,
    stripe:
      given.STRIPE_SECRET_KEY !== undefined && given.STRIPE_WEBHOOK_SECRET !== undefined
        ? { secretKey: given.STRIPE_SECRET_KEY, webhookSecret: given.STRIPE_WEBHOOK_SECRET }
        : undefined,
    stripeSimulatorUrl:
      given.STRIPE_SIMULATOR_URL ??
      (production || given.STRIPE_SECRET_KEY !== undefined ? undefined : `http://127.0.0.1:${given.PORT + 1}`),
    ownsMailbox: !production && given.SMTP_URL === undefined,
  }
}

function refuseMissing(given: z.infer<typeof Environment>) {
  const wanted = ["DATABASE_URL", "SMTP_URL", "TEIKI_SECRET", "TEIKI_URL"] as const
  const missing = wanted.filter((name) => given[name] === undefined)
  if (missing.length === 0) return
  const lines = missing.map((name) => `  ${name}: missing (NODE_ENV=production uses no embedded parts)`)
  throw new SettingsError(`These settings are missing:\n${lines.join("\n")}`)
}

/** Development keeps its secret beside its data, so that sessions and sealed keys survive a restart. */
function secretOfHome(home: string): string {
  const file = path.join(home, "secret")
  if (existsSync(file)) return readFileSync(file, "utf8").trim()
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const secret = randomBytes(32).toString("hex")
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })
  return secret
}

/** A key for one purpose, derived from the house's secret. */
export const keyFor = (settings: Settings, purpose: string): Buffer =>
  createHash("sha256").update(`${purpose}\0${settings.secret}`).digest()
