import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { shortcutsOffKey, useShortcuts } from "#app/ui/use-shortcuts.ts"

const keys = [
  ["/", "keySearch"],
  ["j", "keyNext"],
  ["k", "keyPrevious"],
  ["Enter", "keyOpen"],
  ["1 2 5", "keyTabs"],
  ["?", "keyHelp"],
  ["Esc", "keyClose"],
] as const

/** The keys of the console, shown by `?`; single keys can be switched off on this device (WCAG 2.1.4). */
export function KeyboardHelp() {
  const { t } = useTranslation("shell")
  const [isOpen, setOpen] = useState(false)
  const [isOn, setOn] = useState(true)
  useEffect(() => setOn(window.localStorage.getItem(shortcutsOffKey) === null), [])
  useShortcuts({ "?": () => setOpen(true) })
  const choose = (on: boolean) => {
    setOn(on)
    if (on) window.localStorage.removeItem(shortcutsOffKey)
    else window.localStorage.setItem(shortcutsOffKey, "1")
  }
  return (
    <>
      <Button tone="quiet" icon="help" aria-label={t("keys")} aria-haspopup="dialog" onClick={() => setOpen(true)} />
      <Dialog title={t("keys")} isOpen={isOpen} onClose={() => setOpen(false)}>
        <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-apart gap-y-near p-apart">
          {keys.map(([key, word]) => (
            <div key={key} className="contents">
              <dt className="flex justify-end gap-tight">
                {key.split(" ").map((one) => (
                  <kbd
                    key={one}
                    className="min-w-[1.75rem] rounded-small border border-line-strong bg-sunken px-near text-center font-mono text-small"
                  >
                    {one}
                  </kbd>
                ))}
              </dt>
              <dd>{t(word)}</dd>
            </div>
          ))}
        </dl>
        <label className="touch flex items-center gap-near border-t border-line px-apart py-near">
          <input type="checkbox" className="tick" checked={isOn} onChange={(event) => choose(event.target.checked)} />
          {t("keysOn")}
        </label>
      </Dialog>
    </>
  )
}
