import { Form, Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { instantText } from "#app/ui/date-text.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

type Candidate = {
  readonly id: string
  readonly name: string
  readonly nameKana: string
  readonly address: string
  readonly phone: string
  readonly people: number
  readonly reasons: readonly ("name" | "kana" | "phone" | "address")[]
}

type Spelling = {
  readonly id: string
  readonly name: string
  readonly people: number
  readonly kept: string
  readonly merge: { readonly id: string; readonly at: string; readonly by: string | null } | null
}

type Kept = { readonly id: string; readonly name: string }

function Decision({ company, candidate }: { readonly company: Kept; readonly candidate: Candidate }) {
  const { t } = useTranslation("companies")
  const pair = { kept: company.id, merged: candidate.id }
  return (
    <div className="flex flex-wrap gap-near">
      <ConfirmDialog
        verb={t("merge")}
        title={t("mergeTitle")}
        people={candidate.people}
        triggerTone="secondary"
        fields={{ ...pair, intent: "merge" }}
      >
        <p>{t("mergeBody", { merged: candidate.name, kept: company.name })}</p>
      </ConfirmDialog>
      <Form method="post" preventScrollReset>
        <input type="hidden" name="kept" value={pair.kept} />
        <input type="hidden" name="merged" value={pair.merged} />
        <SubmitButton tone="quiet" name="intent" value="apart">
          {t("apart")}
        </SubmitButton>
      </Form>
    </div>
  )
}

/** Companies that may be the same as this one, each with what they have in common and the two decisions; nothing where there is none. */
export function CompanyCandidates(props: {
  readonly company: Kept
  readonly candidates: readonly Candidate[]
  readonly mayWrite: boolean
}) {
  const { t } = useTranslation("companies")
  if (props.candidates.length === 0) return null
  return (
    <SectionCard title={t("candidates")}>
      <p className="text-small text-muted">{t("candidatesLead")}</p>
      <ul className="divide-y divide-line">
        {props.candidates.map((candidate) => (
          <li key={candidate.id} className="grid gap-near py-apart last:pb-0">
            <div className="flex flex-wrap items-baseline gap-x-apart gap-y-tight">
              <Link to={`/console/companies/${candidate.id}`} className="text-link font-semibold">
                {candidate.name}
              </Link>
              <span className="text-small text-muted">
                {[
                  `${t("people")} ${candidate.people}${t("peopleUnit")}`,
                  candidate.nameKana,
                  candidate.address,
                  candidate.phone,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </div>
            <p className="flex flex-wrap items-center gap-near text-small">
              <span className="text-muted">{t("same")}</span>
              {candidate.reasons.map((reason) => (
                <Badge key={reason} tone="info">
                  {t(`reason-${reason}`)}
                </Badge>
              ))}
            </p>
            {props.mayWrite ? <Decision company={props.company} candidate={candidate} /> : null}
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

/** The other ways to write a company, who made them one with it, and the way back; nothing where it is written one way. */
export function CompanySpellings(props: { readonly spellings: readonly Spelling[]; readonly mayWrite: boolean }) {
  const { t, i18n } = useTranslation("companies")
  if (props.spellings.length === 0) return null
  const joined = ({ merge }: Spelling) => {
    if (merge === null) return t("joinedBefore")
    return merge.by === null
      ? t("joinedAlike")
      : t("joinedBy", { date: instantText(merge.at, i18n.language), by: merge.by })
  }
  return (
    <SectionCard title={t("spellings")}>
      <p className="text-small text-muted">{t("spellingsLead")}</p>
      <ul className="divide-y divide-line">
        {props.spellings.map((spelling) => (
          <li key={spelling.id} className="grid gap-tight py-apart last:pb-0">
            <p className="flex flex-wrap items-baseline justify-between gap-x-apart">
              <span className="font-semibold">{spelling.name}</span>
              <span className="figures text-small text-muted">
                {spelling.people.toLocaleString(i18n.language)}
                {t("peopleUnit")}
              </span>
            </p>
            <p className="text-small text-muted">{[joined(spelling), spelling.kept].filter(Boolean).join(" · ")}</p>
            {props.mayWrite && spelling.merge ? (
              <p>
                <ConfirmDialog
                  verb={t("undo")}
                  title={t("undoTitle")}
                  people={spelling.people}
                  triggerTone="secondary"
                  fields={{ intent: "undo", merge: spelling.merge.id }}
                >
                  <span>{t("undoBody", { name: spelling.name })}</span>
                </ConfirmDialog>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

type Person = {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly kana: string
  readonly department: string
  readonly jobTitle: string
  readonly copies: number
  readonly contracts: number
}

/** 受取人: who receives at a company, with copies and contracts. */
export function CompanyPeople({
  company,
}: {
  readonly company: { readonly name: string; readonly people: readonly Person[] }
}) {
  const { t, i18n } = useTranslation("companies")
  const nameOf = (person: Person) => (
    <>
      {person.name}
      <span className="block text-small font-normal text-muted">{person.kana}</span>
    </>
  )
  return (
    <DataTable
      caption={t("recipients", { name: company.name })}
      rows={company.people}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/console/members/${id}`}
      empty={<EmptyState icon="members" title={t("noPeople")} />}
      columns={[
        { key: "name", header: t("person"), render: nameOf },
        { key: "number", header: t("number"), render: ({ number }) => number },
        {
          ...{ key: "department", header: t("department") },
          render: ({ department, jobTitle }) => [department, jobTitle].filter(Boolean).join(" · "),
        },
        {
          ...{ key: "copies", header: t("copies"), unit: t("copiesUnit"), align: "end" },
          render: ({ copies }) => copies.toLocaleString(i18n.language),
        },
        {
          ...{ key: "contracts", header: t("paid"), unit: t("contractsUnit"), align: "end" },
          render: ({ contracts }) => contracts.toLocaleString(i18n.language),
        },
      ]}
    />
  )
}
