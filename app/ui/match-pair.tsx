import { Form, Link, useNavigation } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { instantText } from "#app/ui/date-text.tsx"
import { eraText } from "#app/ui/era-text.ts"
import { SectionCard } from "#app/ui/section-card.tsx"
import { formatPostalCode } from "#app/values/text.ts"

type Side = {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly kana: string
  readonly companyName: string
  readonly postalCode: string
  readonly address: string
  readonly phone: string
  readonly email: string
  readonly bornOn: string | null
  readonly contracts: number
  readonly isMerged: boolean
  readonly isErased: boolean
}

type Match = {
  readonly member: Side
  readonly candidate: Side
  readonly reasons: readonly string[]
  readonly state: "open" | "same" | "different"
  readonly decidedAt: Date | null
  readonly decidedBy: string | null
}

const reasonWords = ["email", "phone-kana", "kana-address", "name-phone", "name-address"] as const

function useFacts() {
  const { t } = useTranslation(["console", "members"])
  return [
    { key: "kana", word: t("members:kana"), of: (side: Side) => side.kana },
    { key: "company", word: t("members:company"), of: (side: Side) => side.companyName },
    {
      key: "born",
      word: t("console:born"),
      of: (side: Side) => (side.bornOn ? `${side.bornOn} (${eraText(side.bornOn)})` : ""),
    },
    { key: "postal", word: t("members:postalCode"), of: (side: Side) => formatPostalCode(side.postalCode) },
    { key: "address", word: t("members:address"), of: (side: Side) => side.address },
    { key: "phone", word: t("members:phone"), of: (side: Side) => side.phone },
    { key: "email", word: t("members:email"), of: (side: Side) => side.email },
    { key: "contracts", word: t("console:contracts"), of: (side: Side) => String(side.contracts) },
  ] as const
}

function SideHead({ side }: { readonly side: Side }) {
  return (
    <th scope="col" role="columnheader">
      <Link to={`/console/members/${side.id}`} className="text-link text-body">
        {side.name}
      </Link>
      <span className="figures block font-normal">{side.number}</span>
    </th>
  )
}

function Comparison({ match }: { readonly match: Match }) {
  const { t } = useTranslation("console")
  const facts = useFacts()
  const { member, candidate } = match
  return (
    <table className="pair-table">
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">{t("compared")}</span>
          </th>
          <SideHead side={member} />
          <SideHead side={candidate} />
        </tr>
      </thead>
      <tbody>
        {facts.map(({ key, word, of }) => {
          const isSame = key !== "contracts" && of(member) !== "" && of(member) === of(candidate)
          return (
            <tr key={key} className={isSame ? "bg-accent-soft" : undefined}>
              <th scope="row">
                {word}
                {isSame ? <span className="block font-medium text-accent-ink">{t("sameValue")}</span> : null}
              </th>
              <td>{of(member) || "—"}</td>
              <td>{of(candidate) || "—"}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Decision({ match }: { readonly match: Match }) {
  const { t } = useTranslation("console")
  const { formData } = useNavigation()
  const isThis = formData?.get("member") === match.member.id && formData.get("candidate") === match.candidate.id
  const pending = (decision: string) => isThis && formData.get("decision") === decision
  return (
    <Form method="post" preventScrollReset className="flex flex-wrap gap-near pt-apart">
      <input type="hidden" name="member" value={match.member.id} />
      <input type="hidden" name="candidate" value={match.candidate.id} />
      <Button type="submit" tone="primary" name="decision" value="same" pending={pending("same")}>
        {t("decideSame")}
      </Button>
      <Button type="submit" name="decision" value="different" pending={pending("different")}>
        {t("decideDifferent")}
      </Button>
    </Form>
  )
}

/** 統合: which of the two stays; possible while both stand by themselves. */
function Merge({ match }: { readonly match: Match }) {
  const { t } = useTranslation("memberCare")
  const sides = [match.member, match.candidate]
  if (sides.some((side) => side.isMerged || side.isErased))
    return <p className="pt-apart text-muted">{t("isMerged")}</p>
  return (
    <div className="flex flex-wrap gap-near pt-apart">
      {sides.map((kept, at) => (
        <ConfirmDialog
          key={kept.id}
          verb={t("mergeInto", { number: kept.number })}
          title={t("mergeTitle")}
          people={2}
          triggerTone="secondary"
          fields={{ intent: "merge", kept: kept.id, merged: sides[1 - at]?.id ?? "" }}
        >
          <p>{t("mergeBody", { name: kept.name, number: kept.number })}</p>
        </ConfirmDialog>
      ))}
    </div>
  )
}

/** Two members who may be one person, side by side, with the reasons and the two decisions. */
export function MatchPair({ match, mayDecide }: { readonly match: Match; readonly mayDecide: boolean }) {
  const { t, i18n } = useTranslation("console")
  const { member, candidate, decidedAt, decidedBy } = match
  return (
    <SectionCard
      title={t("pairOf", { one: member.name, other: candidate.name })}
      actions={match.reasons.map((reason) => {
        const known = reasonWords.find((word) => word === reason)
        return (
          <Badge key={reason} tone="info">
            {known ? t(`reason-${known}`) : t("reason-other", { reason })}
          </Badge>
        )
      })}
    >
      <Comparison match={match} />
      {match.state === "open" && mayDecide ? <Decision match={match} /> : null}
      {match.state === "same" && mayDecide ? <Merge match={match} /> : null}
      {decidedAt === null ? null : (
        <p className="pt-apart text-muted">
          {t("decidedBy", { date: instantText(decidedAt, i18n.language), by: decidedBy ?? "" })}
        </p>
      )}
    </SectionCard>
  )
}
