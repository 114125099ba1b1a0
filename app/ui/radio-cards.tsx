import type { ReactNode } from "react"
import { FieldGroup, initialText, type FieldProps } from "#app/ui/field.tsx"

export type RadioCard = {
  readonly value: string
  readonly label: string
  readonly description?: ReactNode
  /** Price or count, set right. */
  readonly aside?: ReactNode
  readonly disabled?: boolean | undefined
}

/** One of few, each with what it means and costs. */
export function RadioCards(props: FieldProps & { readonly cards: readonly RadioCard[] }) {
  return (
    <FieldGroup {...props}>
      <div className="grid gap-near">
        {props.cards.map((card) => (
          <label
            key={card.value}
            className="card grid min-h-[2.75rem] grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-[0.75rem] px-apart py-near transition-colors hover:border-line-strong hover:bg-hover has-checked:border-accent-ink has-checked:bg-accent-soft has-checked:ring-1 has-checked:ring-accent-ink has-disabled:opacity-60"
          >
            <input
              type="radio"
              name={props.field.name}
              value={card.value}
              defaultChecked={initialText(props.field) === card.value}
              required={props.field.required}
              disabled={props.disabled ?? card.disabled}
              className="tick"
            />
            <span className="min-w-0">
              <span className="block font-medium">{card.label}</span>
              {card.description ? <span className="block text-small text-muted">{card.description}</span> : null}
            </span>
            {card.aside ? <span className="figures text-end text-lead font-semibold">{card.aside}</span> : null}
          </label>
        ))}
      </div>
    </FieldGroup>
  )
}
