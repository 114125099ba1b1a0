import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Icon } from "#app/ui/icon.tsx"

/** What a field needs to know; conform's field metadata fits as it is, and so does a plain object. */
export type FieldLike = {
  readonly id: string
  readonly name: string
  readonly key?: string | undefined
  readonly errorId: string
  readonly descriptionId: string
  readonly errors?: readonly string[] | undefined
  readonly required?: boolean | undefined
  readonly initialValue?: unknown
}

/** The same field, 必須; taken apart by name, because a form's own metadata cannot be spread. */
export const mustFill = ({ id, name, key, errorId, descriptionId, errors, initialValue }: FieldLike): FieldLike => ({
  ...{ id, name, key, errorId, descriptionId, errors, initialValue },
  required: true,
})

export type FieldProps = {
  readonly field: FieldLike
  readonly label: string
  readonly hint?: ReactNode
  readonly disabled?: boolean | undefined
}

/** The value a plain control starts with; what is not text or a number is left to the control itself. */
export const initialText = (field: FieldLike): string | undefined =>
  typeof field.initialValue === "string" || typeof field.initialValue === "number"
    ? String(field.initialValue)
    : undefined

/** Name, value and the wiring that ties a control to its hint and its error. */
export const controlProps = ({ field, hint, disabled }: Pick<FieldProps, "field" | "hint" | "disabled">) => ({
  id: field.id,
  name: field.name,
  disabled,
  required: field.required,
  "aria-invalid": field.errors ? true : undefined,
  "aria-describedby":
    [field.errors ? field.errorId : "", hint ? field.descriptionId : ""].filter(Boolean).join(" ") || undefined,
})

/** 必須 or 任意, in words. */
export function RequiredMark({ required }: { readonly required: boolean | undefined }) {
  const { t } = useTranslation("states")
  return required ? (
    <span className="rounded-small bg-danger-soft px-tight text-small leading-normal font-medium text-danger">
      {t("required")}
    </span>
  ) : (
    <span className="text-small text-muted">{t("optional")}</span>
  )
}

/** The errors of a field, beside it, with an icon. */
export function FieldErrors({ field }: { readonly field: FieldLike }) {
  if (!field.errors) return null
  return (
    <p id={field.errorId} className="flex gap-tight text-danger">
      <span className="flex h-[1.7em] items-center">
        <Icon name="danger" size={16} />
      </span>
      <span>{field.errors.join(" ")}</span>
    </p>
  )
}

/** Label, mark, control, hint and error of one field, in this order. */
export function Field({ field, label, hint, children }: FieldProps & { readonly children: ReactNode }) {
  return (
    <div className="grid content-start gap-tight">
      <label htmlFor={field.id} className="flex flex-wrap items-center gap-near justify-self-start font-medium">
        {label}
        <RequiredMark required={field.required} />
      </label>
      {children}
      {hint ? (
        <p id={field.descriptionId} className="text-small text-muted">
          {hint}
        </p>
      ) : null}
      <FieldErrors field={field} />
    </div>
  )
}

/** The same for a group of controls: a fieldset with its legend. */
export function FieldGroup({ field, label, hint, children }: FieldProps & { readonly children: ReactNode }) {
  return (
    <fieldset
      id={field.id}
      tabIndex={-1}
      aria-describedby={controlProps({ field, hint })["aria-describedby"]}
      className="grid min-w-0 content-start gap-tight"
    >
      <legend className="mb-tight flex flex-wrap items-center gap-near font-medium">
        {label}
        <RequiredMark required={field.required} />
      </legend>
      {children}
      {hint ? (
        <p id={field.descriptionId} className="text-small text-muted">
          {hint}
        </p>
      ) : null}
      <FieldErrors field={field} />
    </fieldset>
  )
}
