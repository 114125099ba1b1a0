import { z } from "zod"

/** An instant in ISO 8601, or milliseconds since 1970 as a browser's clock has it. */
const Instant = z.union([z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)), z.int().positive()])

/** One scan of a device; the nonce is its own, so that sending it again changes nothing. */
export const CheckIn = z.object({
  nonce: z.uuid(),
  /** The text of the QR code or what was typed: a ticket's address, its token, or a 受講番号. */
  code: z.string().max(300).optional(),
  registrationId: z.uuid().optional(),
  sessionId: z.uuid().optional(),
  kind: z.enum(["entry", "exit", "undo"]).default("entry"),
  source: z.enum(["qr", "name", "paper", "number", "walk-in"]).default("qr"),
  occurredAt: Instant,
  isOffline: z.boolean().default(false),
  /** 通す: lets somebody in who has not paid. */
  isForced: z.boolean().default(false),
})

export const CheckInBatch = z.object({
  device: z.string().max(60).default(""),
  /** What the device's clock showed when it sent this; the difference corrects its scans. */
  sentAt: Instant.optional(),
  checkIns: z.array(CheckIn).min(1).max(500),
})

export type CheckInBatch = z.infer<typeof CheckInBatch>

/** The token or number in what a scanner read: the last part of a ticket's address, or the text itself. */
export const codeIn = (text: string): string => (text.trim().split("/").at(-1) ?? "").toUpperCase()
