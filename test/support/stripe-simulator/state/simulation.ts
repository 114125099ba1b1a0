import { createHash } from "node:crypto"
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { ApiError } from "../wire/api-error.ts"
import { emptyAccount, simulatorStateSchema, type AccountState, type SimulatorState } from "./simulator-state.ts"

export type FaultOutcome =
  | "timeout_before"
  | "timeout_after_commit"
  | "reset_before"
  | "reset_after_commit"
  | "500"
  | "429"
  | "409"
  | { decline: string }

/** One fault for the next `times` requests whose path is `path` (`*` stands for one segment, an optional method before it). */
export interface Fault {
  path: string
  outcome: FaultOutcome
  times?: number
}

/** Something that must not happen in a passing test: an answer that doesn't fit the SDK, or a call not simulated. */
export interface Violation {
  kind: "response" | "not_implemented"
  where: string
  details: readonly string[]
}

export interface SimulationSettings {
  webhookMode: "inline" | "queued"
  /** Whether the hosted page's webhooks go out before or after the payer is sent back. */
  webhookTiming: "before_redirect" | "after_redirect"
  /** Stripe's fee as a part of the amount, floored to whole yen. */
  feeRate: number
  /** Seconds from a charge until its money may be paid out. */
  availableAfter: number
  /** Whether charges without their payer wait for `decideCharge`, as some banks do. */
  holdsCharges: boolean
}

export interface SimulationOptions {
  now: () => Date
  snapshotFile?: string | undefined
  seed?: number | undefined
  settings?: Partial<SimulationSettings> | undefined
}

/** The world the simulator acts in: clock, ids, accounts, settings and the faults to come. */
export interface Simulation {
  state: SimulatorState
  settings: SimulationSettings
  faults: Fault[]
  violations: Violation[]
  /** Deliveries being sent because they are due. */
  inFlight: Set<string>
  publicUrl: string
  /** Unix seconds of the simulator's clock. */
  seconds: () => number
  newId: (prefix: string) => string
  accountOf: (secretKey: string) => AccountState
  save: () => void
}

const DAY = 86_400

/** Opens the world, from its snapshot when there is one. */
export function openSimulation(options: SimulationOptions): Simulation {
  const state = readSnapshot(options.snapshotFile) ?? {
    version: 1 as const,
    seed: options.seed ?? 1,
    counters: {},
    clockOffset: 0,
    accounts: {},
  }
  const newId = (prefix: string) => {
    const count = (state.counters[prefix] ?? 0) + 1
    state.counters[prefix] = count
    const digest = createHash("sha256").update(`${state.seed}:${prefix}:${count}`).digest("hex")
    return `${prefix}_${digest.slice(0, 24)}`
  }
  return {
    state,
    settings: {
      webhookMode: "queued",
      webhookTiming: "before_redirect",
      feeRate: 0.036,
      availableAfter: 4 * DAY,
      holdsCharges: false,
      ...options.settings,
    },
    faults: [],
    violations: [],
    inFlight: new Set(),
    publicUrl: "",
    seconds: () => Math.floor(options.now().getTime() / 1000) + state.clockOffset,
    newId,
    accountOf: (secretKey) => {
      refuseOtherKeys(secretKey)
      const account = state.accounts[secretKey] ?? emptyAccount(newId("acct"))
      state.accounts[secretKey] = account
      return account
    },
    save: () => writeSnapshot(options.snapshotFile, state),
  }
}

function refuseOtherKeys(secretKey: string) {
  if (/^sk_test_[A-Za-z0-9_]+$/.test(secretKey)) return
  const message = "The Stripe simulator takes only secret test keys (sk_test_…); no live key may ever reach it."
  throw new ApiError(401, { type: "invalid_request_error", message }, false)
}

function readSnapshot(file: string | undefined): SimulatorState | undefined {
  if (file === undefined || !existsSync(file)) return undefined
  const content: unknown = JSON.parse(readFileSync(file, "utf8"))
  const parsed = simulatorStateSchema.safeParse(content)
  if (parsed.success) return parsed.data
  const where = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ")
  throw new Error(`${file} is not a snapshot of this simulator (${where}); delete the file to start afresh`)
}

function writeSnapshot(file: string | undefined, state: SimulatorState) {
  if (file === undefined) return
  writeFileSync(`${file}.tmp`, JSON.stringify(state))
  renameSync(`${file}.tmp`, file)
}
