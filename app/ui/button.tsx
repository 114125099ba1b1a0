import type { ComponentPropsWithoutRef } from "react"
import { useTranslation } from "react-i18next"
import { buttonClasses, type ButtonTone } from "#app/ui/button-classes.ts"
import { Icon, type IconName } from "#app/ui/icon.tsx"

export type ButtonProps = Omit<ComponentPropsWithoutRef<"button">, "className"> & {
  readonly tone?: ButtonTone | undefined
  readonly icon?: IconName | undefined
  /** Work is going on: the button keeps its focus and its width, and further presses do nothing. */
  readonly pending?: boolean | undefined
}

/** A button; `type` is "button" unless said otherwise. */
export function Button({ tone = "secondary", icon, pending = false, children, onClick, ...rest }: ButtonProps) {
  const { t } = useTranslation("states")
  return (
    <button
      type="button"
      {...rest}
      className={buttonClasses(tone)}
      aria-disabled={pending || rest.disabled ? true : undefined}
      aria-busy={pending ? true : undefined}
      onClick={(event) => {
        if (pending) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {pending ? <span className="spinner" aria-hidden="true" /> : icon ? <Icon name={icon} size={16} /> : null}
      {children}
      {pending ? <span className="sr-only">{t("pending")}</span> : null}
    </button>
  )
}
