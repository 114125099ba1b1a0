import { Form, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import type { OwnField } from "#app/members/member-form.ts"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { FilterSelect, FilterText } from "#app/ui/filter-control.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { useOwnChoices } from "#app/ui/own-choices.ts"
import { SubmitButton } from "#app/ui/submit-button.tsx"

type Filter = {
  readonly search: string
  readonly prefecture: string
  readonly active: string
  readonly segment: string
  readonly field: string
}

type Props = {
  readonly filter: Filter
  readonly prefectures: readonly { readonly prefecture: string; readonly members: number }[]
  readonly segments: readonly { readonly id: string; readonly name: string }[]
  readonly own: readonly OwnField[]
  readonly total: number
  readonly mayWrite: boolean
}

export const isFilteredBy = (filter: Filter) => Object.values(filter).some((value) => value !== "")

/** The current view as a file, made outside the request. */
function Export() {
  const { t } = useTranslation("members")
  const [search] = useSearchParams()
  const text = (name: string) => search.get(name) ?? ""
  return (
    <Form method="post" action="/console/members/exports" className="flex flex-wrap gap-near">
      {["q", "prefecture", "active", "segment", "field"].map((name) => (
        <input key={name} type="hidden" name={name} value={text(name)} />
      ))}
      <SubmitButton tone="secondary" icon="import" name="format" value="csv">
        {t("exportCsv")}
      </SubmitButton>
      <SubmitButton tone="secondary" icon="import" name="format" value="xlsx">
        {t("exportXlsx")}
      </SubmitButton>
    </Form>
  )
}

/** Where the filters that are set can be saved under a name; none where nothing is set that a segment keeps. */
function saveHref(filter: Filter): string | undefined {
  const { prefecture, active, field, segment } = filter
  const set = Object.entries({ prefecture, active, field }).filter(([, value]) => value !== "")
  if (set.length === 0) return undefined
  const query = new URLSearchParams([...set, ...(segment === "" ? [] : [["segment", segment]])])
  return `/console/members/segments/new?${query.toString()}`
}

/** Everybody and each saved segment, as tabs over the list; the list's own filters narrow the one that is chosen. */
function useViews({ filter, segments }: Pick<Props, "filter" | "segments">) {
  const { t } = useTranslation("segments")
  if (segments.length === 0) return {}
  const views = segments.map(({ id, name }) => ({ key: id, label: name, to: `/console/members?segment=${id}` }))
  return {
    views: [{ key: "", label: t("everybody"), to: "/console/members" }, ...views],
    currentView: filter.segment,
  }
}

/** Search, filters, segments of the members' list, and its export. */
export function MemberFilters({ filter, prefectures, segments, own, total, mayWrite }: Props) {
  const { t } = useTranslation(["members", "memberCare", "segments", "shell"])
  const [search] = useSearchParams()
  const isFiltered = isFilteredBy(filter)
  const sort = search.get("sort")
  const choices = useOwnChoices(own)
  const save = mayWrite ? saveHref(filter) : undefined
  return (
    <FilterBar
      label={t("members:search")}
      {...useViews({ filter, segments })}
      keeps={{ ...(sort ? { sort } : {}), ...(filter.segment ? { segment: filter.segment } : {}) }}
      clearHref={isFiltered ? "/console/members" : undefined}
      aside={
        <>
          {save ? <LinkButton to={save}>{t("segments:saveThese")}</LinkButton> : null}
          {total > 0 ? <Export /> : null}
        </>
      }
    >
      <FilterText
        label={t("members:search")}
        name="q"
        value={filter.search}
        placeholder={t("shell:searchPlaceholder")}
      />
      <FilterSelect
        label={t("members:prefecture")}
        name="prefecture"
        value={filter.prefecture}
        all={t("members:all")}
        options={prefectures.map((one) => ({ value: one.prefecture, label: `${one.prefecture} (${one.members})` }))}
      />
      <FilterSelect
        label={t("members:filterActive")}
        name="active"
        value={filter.active}
        all={t("members:all")}
        options={[
          { value: "yes", label: t("members:activeYes") },
          { value: "no", label: t("members:activeNo") },
        ]}
      />
      {choices.length > 0 ? (
        <FilterSelect
          label={t("memberCare:ownFields")}
          name="field"
          value={filter.field}
          all={t("members:all")}
          options={choices}
        />
      ) : null}
    </FilterBar>
  )
}
