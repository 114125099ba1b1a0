import { useEffect, useRef, type ReactNode } from "react"

/** A small panel under its button; opens without scripts, and with them closes by Escape, by a press outside, or by use. */
export function DisclosureMenu(props: {
  readonly label: string
  readonly trigger: ReactNode
  readonly align?: "start" | "end"
  readonly children: ReactNode
}) {
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const close = (event: Event) => {
      const box = details.current
      if (!box?.open) return
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape") return
        box.querySelector("summary")?.focus()
      } else if (event.target instanceof Node && box.contains(event.target)) return
      box.open = false
    }
    document.addEventListener("keydown", close)
    document.addEventListener("pointerdown", close)
    return () => {
      document.removeEventListener("keydown", close)
      document.removeEventListener("pointerdown", close)
    }
  }, [])
  return (
    <details ref={details} className="group relative">
      <summary
        aria-label={props.label}
        className="touch flex min-h-[2.25rem] list-none items-center gap-near rounded-small px-near hover:bg-hover"
      >
        {props.trigger}
      </summary>
      <div
        className={`absolute top-full z-30 mt-tight w-[15rem] rounded-card border border-line bg-surface shadow-float ${props.align === "end" ? "end-0" : "start-0"}`}
      >
        {props.children}
      </div>
    </details>
  )
}
