import type { IconName } from "#app/ui/icon.tsx"

/** The meaning of a colour; never shown by colour alone. */
export type Tone = "neutral" | "info" | "success" | "warning" | "danger"

export const toneIcons = {
  neutral: "circle",
  info: "info",
  success: "success",
  warning: "warning",
  danger: "danger",
} as const satisfies Record<Tone, IconName>

export const toneInk = {
  neutral: "text-muted",
  info: "text-info",
  success: "text-success",
  warning: "text-warning",
  danger: "text-danger",
} as const satisfies Record<Tone, string>

export const toneSoft = {
  neutral: "bg-chip",
  info: "bg-info-soft",
  success: "bg-success-soft",
  warning: "bg-warning-soft",
  danger: "bg-danger-soft",
} as const satisfies Record<Tone, string>
