import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { type Role, roles } from "#app/identity/permission.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { ErrorSummary } from "#app/ui/error-summary.tsx"
import { FieldGroup, type FieldLike } from "#app/ui/field.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

type Staff = {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly isDisabled: boolean
  readonly isElsewhere: boolean
  readonly isOneself: boolean
}

/** What a new member of staff needs: mail, name, role, and a password to begin with. */
export function NewStaffFields(props: {
  readonly fields: Readonly<Record<"email" | "name" | "role" | "password", FieldLike>>
  readonly formErrors: readonly string[]
}) {
  const { t } = useTranslation(["staff", "console"])
  const { email, name, role, password } = props.fields
  return (
    <>
      <ErrorSummary
        fields={[
          { field: email, label: t("staff:email") },
          { field: name, label: t("staff:name") },
          { field: role, label: t("staff:role") },
          { field: password, label: t("staff:password") },
        ]}
        formErrors={props.formErrors}
      />
      <div className="grid gap-apart tablet:grid-cols-2">
        <TextField field={email} label={t("staff:email")} type="email" autoComplete="off" maxLength={200} />
        <TextField field={name} label={t("staff:name")} autoComplete="off" maxLength={60} />
        <SelectField
          field={role}
          label={t("staff:role")}
          options={roles.map((one) => ({ value: one, label: `${t(`console:role-${one}`)}(${t(`staff:can-${one}`)})` }))}
        />
        <TextField
          field={password}
          label={t("staff:password")}
          hint={t("staff:passwordHint")}
          type="password"
          autoComplete="new-password"
        />
      </div>
    </>
  )
}

/** The roles of one member of staff, each with what it may. */
export function StaffRolesFields({ field, isElsewhere }: { readonly field: FieldLike; readonly isElsewhere: boolean }) {
  const { t } = useTranslation(["staff", "console"])
  const held: readonly unknown[] = Array.isArray(field.initialValue) ? field.initialValue : [field.initialValue]
  return (
    <FieldGroup
      field={field}
      label={t("staff:roles")}
      hint={isElsewhere ? `${t("staff:rolesHint")} ${t("staff:rolesHintElsewhere")}` : t("staff:rolesHint")}
    >
      <div key={field.key} className="grid gap-tight">
        {roles.map((role) => (
          <label key={role} className="touch inline-flex items-start gap-near justify-self-start py-tight">
            <span className="flex h-[1.5rem] items-center">
              <input
                type="checkbox"
                name={field.name}
                value={role}
                defaultChecked={held.includes(role)}
                className="tick"
              />
            </span>
            <span>
              {t(`console:role-${role}`)}
              <span className="block text-small text-muted">{t(`staff:can-${role}`)}</span>
            </span>
          </label>
        ))}
      </div>
    </FieldGroup>
  )
}

function Acts({ one }: { readonly one: Staff }) {
  const { t } = useTranslation("staff")
  return (
    <span className="flex flex-wrap justify-end gap-near">
      <LinkButton to={`?edit=${one.id}`}>
        <span className="sr-only">{`${one.name}: `}</span>
        {t("changeRoles")}
      </LinkButton>
      {one.isOneself || one.isElsewhere || one.isDisabled ? null : (
        <ConfirmDialog
          verb={t("disable")}
          title={t("disableTitle", { name: one.name })}
          tone="danger"
          triggerTone="secondary"
          action={`?disable=${one.id}`}
        >
          <p>{t("disableBody", { email: one.email })}</p>
        </ConfirmDialog>
      )}
      {one.isDisabled && !one.isElsewhere ? (
        <Form method="post" action={`?enable=${one.id}`}>
          <Button type="submit" aria-label={`${t("enable")}: ${one.name}`}>
            {t("enable")}
          </Button>
        </Form>
      ) : null}
    </span>
  )
}

/** The staff of an organization with roles and state, and what can be done about each. */
export function StaffTable({ staff }: { readonly staff: readonly Staff[] }) {
  const { t } = useTranslation(["staff", "console"])
  const nameOf = (one: Staff) => (
    <>
      <span className="flex flex-wrap items-center gap-near">
        {one.name}
        {one.isOneself ? <Badge tone="neutral">{t("staff:oneself")}</Badge> : null}
        {one.isElsewhere ? <Badge tone="neutral">{t("staff:elsewhere")}</Badge> : null}
      </span>
      <span className="block text-small font-normal [overflow-wrap:anywhere] text-muted">{one.email}</span>
    </>
  )
  const state = (one: Staff) => (
    <Badge tone={one.isDisabled ? "warning" : "success"} icon={one.isDisabled ? "pause" : "check"}>
      {t(one.isDisabled ? "staff:disabled" : "staff:active")}
    </Badge>
  )
  return (
    <DataTable
      caption={t("staff:title")}
      rows={staff}
      rowKey={({ id }) => id}
      empty={<EmptyState icon="user" title={t("staff:none")} />}
      columns={[
        { key: "name", header: t("staff:name"), render: nameOf },
        {
          key: "roles",
          header: t("staff:roles"),
          render: (one) => one.roles.map((role) => t(`console:role-${role}`)).join("・"),
        },
        { key: "state", header: t("staff:state"), render: state },
        { key: "acts", header: t("staff:acts"), render: (one) => <Acts one={one} /> },
      ]}
    />
  )
}
