import { z } from "zod"

/** An instant in ISO 8601, or milliseconds since 1970 as a browser's clock has it. */
const Instant = z.union([z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)), z.int().positive()])

/** What a door showed by itself, before the house had decided. */
export const shownVerdicts = [
  "entered",
  "already",
  "unpaid",
  "elsewhere",
  "cancelled",
  "held",
  "unknown",
  "undone",
] as const

const common = {
  nonce: z.uuid(),
  occurredAt: Instant,
  /** How far the device's clock was behind the house's when it last heard from it, in milliseconds. */
  skewMs: z.int().optional(),
  isOffline: z.boolean().default(false),
}

/** One scan of a device; the nonce is its own, so that sending it again changes nothing. */
export const CheckIn = z.object({
  ...common,
  /** The text of the QR code or what was typed: a ticket's address, its token, or a 受講番号. */
  code: z.string().max(300).optional(),
  registrationId: z.uuid().optional(),
  sessionId: z.uuid().optional(),
  kind: z.enum(["entry", "exit", "undo"]).default("entry"),
  source: z.enum(["qr", "name", "paper", "number", "walk-in"]).default("qr"),
  /** 通す: lets somebody in who has not paid. */
  isForced: z.boolean().default(false),
  shown: z.enum(["", ...shownVerdicts]).default(""),
})

export type CheckIn = z.infer<typeof CheckIn>

const sender = {
  device: z.string().max(60).default(""),
  /** What the device's clock showed when it sent this; where a scan does not say how wrong it was, the difference corrects it. */
  sentAt: Instant.optional(),
}

export const CheckInBatch = z.object({ ...sender, checkIns: z.array(CheckIn).min(1).max(500) })

export type CheckInBatch = Readonly<{
  device: string
  deviceId?: string | undefined
  sentAt?: number | undefined
  checkIns: readonly CheckIn[]
}>

/** The nonce of the entry that goes with an act; without one nobody enters by it. */
const enters = z.uuid().optional()
const line = z.string().trim().max(100)
const name = line.min(1)

/** Who comes, as typed at the door: in kana at least, so that he is found again. */
const guest = { familyName: name, givenName: line.default(""), familyNameKana: name, givenNameKana: line.default("") }

/** What a door does besides scanning: 徴収, 代理出席, 当日受付. */
export const DoorAct = z.discriminatedUnion("kind", [
  z.object({ ...common, kind: z.literal("payment"), registrationId: z.uuid(), amountYen: z.int().positive(), enters }),
  z.object({
    ...common,
    ...guest,
    kind: z.literal("stand-in"),
    registrationId: z.uuid(),
    email: line.default(""),
    enters,
  }),
  z.object({
    ...{ ...common, ...guest, kind: z.literal("walk-in"), feeId: z.uuid(), companyName: line.default("") },
    ...{ email: line.default(""), phone: line.default(""), isPaid: z.boolean().default(false), enters },
  }),
])

export type DoorAct = z.infer<typeof DoorAct>

/** What a door's page sends: scans and acts in the order in which they were done; none at all tells that the device is there. */
export const DoorBatch = z.object({
  ...sender,
  deviceId: z.uuid(),
  checkIns: z.array(z.union([DoorAct, CheckIn])).max(500),
})

export type DoorBatch = z.infer<typeof DoorBatch>

/** The token or number in what a scanner read: the last part of a ticket's address, or the text itself. */
export const codeIn = (text: string): string => (text.trim().split("/").at(-1) ?? "").toUpperCase()
