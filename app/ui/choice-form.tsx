import { Form, useLocation } from "@remix-run/react"
import type { Option } from "#app/ui/select-field.tsx"

/** A handful of choices that take effect at once: each a button of one POST form that comes back to this page. */
export function ChoiceForm(props: {
  readonly legend: string
  readonly action: string
  readonly name: string
  readonly value: string
  readonly options: readonly Option[]
}) {
  const { pathname, search } = useLocation()
  return (
    <Form method="post" action={props.action} reloadDocument className="px-apart py-near">
      <fieldset>
        <legend className="text-small text-muted">{props.legend}</legend>
        <input type="hidden" name="returnTo" value={pathname + search} />
        <span className="flex rounded-small border border-line-strong">
          {props.options.map((option) => (
            <button
              key={option.value}
              type="submit"
              name={props.name}
              value={option.value}
              aria-pressed={option.value === props.value}
              className="touch min-h-[1.75rem] flex-1 border-s border-line-strong px-tight text-small first:border-s-0 hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:font-semibold aria-pressed:text-accent-ink"
            >
              {option.label}
            </button>
          ))}
        </span>
      </fieldset>
    </Form>
  )
}
