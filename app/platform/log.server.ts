import { systemClock } from "#app/platform/clock.server.ts"

/** One JSON line on stderr. No personal data and no secrets: ids and codes only. */
export function log(
  level: "info" | "warning" | "error",
  message: string,
  detail: Readonly<Record<string, unknown>> = {},
) {
  process.stderr.write(`${JSON.stringify({ at: systemClock().toISOString(), level, message, ...detail })}\n`)
}
