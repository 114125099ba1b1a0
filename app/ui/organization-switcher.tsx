import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { DisclosureMenu } from "#app/ui/disclosure-menu.tsx"
import { Icon } from "#app/ui/icon.tsx"

export type ShellOrganization = { readonly code: string; readonly name: string }

/** Which organization one works for; the others are posted as `organization` to `action`. */
export function OrganizationSwitcher(props: {
  readonly current: ShellOrganization
  readonly organizations: readonly ShellOrganization[]
  readonly action: string
}) {
  const { t } = useTranslation("shell")
  const name = (
    <>
      <span className="grid size-[1.75rem] flex-none place-items-center rounded-small bg-accent text-small font-semibold text-on-accent">
        {props.current.name.replace(/^(株式会社|一般社団法人|公益財団法人)/, "").slice(0, 1)}
      </span>
      <span className="min-w-0 flex-1 leading-snug font-semibold">{props.current.name}</span>
    </>
  )
  if (props.organizations.length < 2)
    return <p className="flex min-h-[2.25rem] items-center gap-near px-near">{name}</p>
  return (
    <DisclosureMenu
      label={`${t("switchOrganization")}: ${props.current.name}`}
      trigger={
        <>
          {name}
          <Icon name="down" size={14} />
        </>
      }
    >
      <Form method="post" action={props.action} reloadDocument className="grid p-tight">
        {props.organizations.map((organization) => (
          <button
            key={organization.code}
            type="submit"
            name="organization"
            value={organization.code}
            aria-current={organization.code === props.current.code ? "true" : undefined}
            className="touch flex min-h-[2.25rem] items-center gap-near rounded-small px-near text-start hover:bg-hover aria-[current=true]:font-semibold"
          >
            <span className="min-w-0 flex-1">{organization.name}</span>
            {organization.code === props.current.code ? <Icon name="check" size={16} /> : null}
          </button>
        ))}
      </Form>
    </DisclosureMenu>
  )
}
