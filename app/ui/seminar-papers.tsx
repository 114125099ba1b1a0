import { Form } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Button } from "#app/ui/button.tsx"
import { CodeBlock } from "#app/ui/code-block.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { TextField } from "#app/ui/text-field.tsx"

const plain = (name: string, required: boolean) => ({
  ...{ id: `hand-over-${name}`, name, errorId: `${name}-error`, descriptionId: `${name}-hint`, required },
})

function DoorLinks(props: { readonly door: string; readonly conflicts: number }) {
  const { t } = useTranslation("seminars")
  return (
    <>
      <LinkButton to={props.door} reloadDocument tone="primary">
        {t("door")}
      </LinkButton>
      <LinkButton to={`${props.door}/conflicts`} reloadDocument icon={props.conflicts > 0 ? "warning" : "matching"}>
        {t("doorConflicts", { count: props.conflicts })}
      </LinkButton>
      <LinkButton to={`${props.door}/paper`} reloadDocument icon="import">
        {t("doorPaper")}
      </LinkButton>
    </>
  )
}

/** 修了証 and アンケート. */
function Afterwards({ base, certificates }: { readonly base: string; readonly certificates: number }) {
  const { t } = useTranslation("seminars")
  return (
    <>
      <SectionCard title={t("certificates")}>
        <div className="grid gap-near">
          <p>{t("certificatesOf", { count: certificates })}</p>
          <div>
            <LinkButton to={`${base}/certificates`}>{t("certificatesOpen")}</LinkButton>
          </div>
        </div>
      </SectionCard>
      <SectionCard title={t("survey")}>
        <div className="grid gap-near">
          <p className="text-small text-muted">{t("surveyHint")}</p>
          <div>
            <LinkButton to={`${base}/survey`}>{t("surveyOpen")}</LinkButton>
          </div>
        </div>
      </SectionCard>
    </>
  )
}

/** What the day of a seminar needs and leaves: lists, reports, hand-over of addresses, certificates. */
export function SeminarPapers(props: {
  readonly seminar: { readonly id: string; readonly certificates: number }
  readonly mayWrite: boolean
  readonly today: string
  /** The reception's page, and the key by which devices post their scans. */
  readonly door: string
  /** What doors showed and the house decided otherwise, undecided yet. */
  readonly conflicts: number
  readonly doorKey: string
}) {
  const { t } = useTranslation("seminars")
  const { seminar, mayWrite } = props
  const base = `/console/seminars/${seminar.id}`
  return (
    <>
      <SectionCard title={t("papers")}>
        <div className="flex flex-wrap gap-near">
          <DoorLinks door={props.door} conflicts={props.conflicts} />
          {(["reception", "attendance"] as const).flatMap((paper) =>
            (["pdf", "xlsx"] as const).map((format) => (
              <LinkButton key={paper + format} to={`${base}/papers/${paper}/${format}`} reloadDocument icon="report">
                {t(paper)} {format.toUpperCase()}
              </LinkButton>
            )),
          )}
          <LinkButton to={`/console/seminar-tally/${props.today}/pdf`} reloadDocument icon="report">
            {t("tally")} PDF
          </LinkButton>
        </div>
        {mayWrite ? (
          <div className="pt-apart">
            <CodeBlock label={t("doorKey")} code={props.doorKey} />
          </div>
        ) : null}
      </SectionCard>
      <Afterwards base={base} certificates={seminar.certificates} />
      {mayWrite ? (
        <SectionCard title={t("handOver")}>
          <Form method="post" action={`${base}/hand-over`} reloadDocument className="grid gap-near">
            <p className="text-small text-muted">{t("handOverHint")}</p>
            <TextField field={plain("recipient", true)} label={t("recipient")} maxLength={100} />
            <TextField field={plain("purpose", false)} label={t("purpose")} maxLength={200} />
            <div>
              <Button type="submit">{t("handOverDo")}</Button>
            </div>
          </Form>
        </SectionCard>
      ) : null}
    </>
  )
}
