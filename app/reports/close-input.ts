import { z } from "zod"

/** The form that closes a month: the reason, where something on the checklist is left. */
export const CloseInput = z.object({ explanation: z.string().trim().max(500).optional() })
