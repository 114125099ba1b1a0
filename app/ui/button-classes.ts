export type ButtonTone = "primary" | "secondary" | "quiet" | "danger"

const shape =
  "touch inline-flex min-h-[2.25rem] items-center justify-center gap-near rounded-small border px-[0.875rem] py-tight text-body font-medium leading-tight no-underline transition-colors select-none active:translate-y-px aria-disabled:opacity-60"

const tones = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-hover",
  secondary: "border-line-strong bg-surface text-ink hover:bg-hover hover:border-ink",
  quiet: "border-transparent bg-transparent text-accent-ink hover:bg-accent-soft",
  danger:
    "border-transparent bg-danger-fill text-on-danger hover:bg-[color-mix(in_oklab,var(--color-danger-fill),black_16%)]",
} as const satisfies Record<ButtonTone, string>

/** The look shared by buttons and by links that look like buttons. */
export const buttonClasses = (tone: ButtonTone) => `${shape} ${tones[tone]}`
