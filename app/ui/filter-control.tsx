import { useId } from "react"
import type { Option } from "#app/ui/select-field.tsx"

type Filter = { readonly label: string; readonly name: string; readonly value?: string | undefined }

/** A promoted filter: one of many, or all of them. */
export function FilterSelect(props: Filter & { readonly all: string; readonly options: readonly Option[] }) {
  const id = useId()
  return (
    <span className="grid min-w-[8rem] flex-1 tablet:min-w-[9rem] tablet:flex-none">
      <label htmlFor={id} className="text-small text-muted">
        {props.label}
      </label>
      <select id={id} key={props.value} name={props.name} defaultValue={props.value ?? ""} className="control">
        <option value="">{props.all}</option>
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  )
}

/** A promoted filter: text, a month or a date. */
export function FilterText(
  props: Filter & { readonly type?: "search" | "month" | "date"; readonly placeholder?: string },
) {
  const id = useId()
  return (
    <span className="grid min-w-[8rem] flex-1 tablet:min-w-[9rem] tablet:flex-none">
      <label htmlFor={id} className="text-small text-muted">
        {props.label}
      </label>
      <input
        id={id}
        key={props.value}
        name={props.name}
        type={props.type ?? "search"}
        defaultValue={props.value}
        placeholder={props.placeholder}
        className="control"
      />
    </span>
  )
}
