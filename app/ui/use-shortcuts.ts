import { useEffect, useRef } from "react"

/** Where the wish to have no single-key shortcuts is kept on the device (WCAG 2.1.4). */
export const shortcutsOffKey = "teiki:shortcuts-off"

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))

/** Single keys (`/`, `?`, `j`, digits) with what they do; silent while somebody types, in dialogs, or when switched off. */
export function useShortcuts(shortcuts: Readonly<Record<string, () => void>>) {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) || document.querySelector("[role=dialog], [role=alertdialog]")) return
      if (window.localStorage.getItem(shortcutsOffKey) !== null) return
      const action = latest.current[event.key]
      if (!action) return
      event.preventDefault()
      action()
    }
    document.addEventListener("keydown", onKeyDown)
    return () => document.removeEventListener("keydown", onKeyDown)
  }, [])
}
