import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { KeyFigures } from "#app/ui/key-figures.tsx"
import { actorAsRead } from "#app/values/text.ts"

type Sent = {
  readonly segment: string | null
  readonly sourceCode: string
  readonly writtenBy: string
  readonly sentAt: Date | string | null
  readonly sentBy: string | null
  readonly recipients: number
  readonly waiting: number
  readonly sent: number
  readonly failed: number
  readonly leftOut: number
  readonly answers: number
  readonly answersOfRecipients: number
}

const stateOf = ({ sentAt, waiting }: Pick<Sent, "sentAt" | "waiting">) =>
  sentAt === null ? "draft" : waiting > 0 ? "writing" : "sent"
const tones = { draft: "neutral", writing: "info", sent: "success" } as const

/** Draft, on its way, or sent. */
export function AnnouncementState({ of }: { readonly of: Pick<Sent, "sentAt" | "waiting"> }) {
  const { t } = useTranslation("announcements")
  const state = stateOf(of)
  return <Badge tone={tones[state]}>{t(`state-${state}`)}</Badge>
}

/** What became of its mails, and what it brought (K3). */
export function AnnouncementResult({ of }: { readonly of: Sent }) {
  const { t } = useTranslation("announcements")
  const mails = (key: string, label: string, value: number) => ({ key, label, value, unit: t("mails") })
  return (
    <KeyFigures
      figures={[
        { key: "recipients", label: t("recipients"), value: of.recipients, unit: t("people") },
        mails("waiting", t("waiting"), of.waiting),
        mails("delivered", t("delivered"), of.sent),
        mails("failed", t("failed"), of.failed),
        { key: "leftOut", label: t("leftOut"), value: of.leftOut, unit: t("people") },
        ...(of.sourceCode === ""
          ? []
          : [
              {
                ...{ key: "answers", label: t("answers"), value: of.answers, unit: t("orders") },
                note: `${t("answersOf")} ${of.answersOfRecipients}`,
              },
            ]),
      ]}
    />
  )
}

/** Who sent it, when, to whom. */
export function AnnouncementFacts({ of }: { readonly of: Sent }) {
  const { t } = useTranslation("announcements")
  return (
    <DescriptionList
      items={[
        { key: "to", term: t("to"), detail: of.segment ?? t("everybody") },
        { key: "sentAt", term: t("sentAt"), detail: of.sentAt === null ? null : <InstantText at={of.sentAt} /> },
        { key: "sentBy", term: t("sentBy"), detail: of.sentBy === null ? null : actorAsRead(of.sentBy) },
        { key: "source", term: t("sourceCode"), detail: of.sourceCode || t("noSource") },
      ]}
    />
  )
}
