import { Form, Link, useNavigation } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { OutcomeBadge } from "#app/ui/outcome-badge.tsx"

type Run = {
  readonly id: string
  readonly name: string
  readonly startedAt: Date
  readonly seconds: number | null
  readonly progress: number
  readonly outcome: "running" | "done" | "refused" | "failed"
  readonly flags: string
  readonly result: string
}

function Facts({ flags, result }: { readonly flags: string; readonly result: string }) {
  const { t } = useTranslation("jobs")
  return (
    <details>
      <summary className="text-link inline-block">{t("detail")}</summary>
      <code className="block font-mono text-small">{flags}</code>
      <code className="block pt-tight font-mono text-small">{result}</code>
    </details>
  )
}

/** Runs of jobs with how they ended. */
export function JobRunTable({ runs }: { readonly runs: readonly Run[] }) {
  const { t, i18n } = useTranslation("jobs")
  return (
    <DataTable
      caption={t("tabRuns")}
      rows={runs}
      rowKey={(run) => run.id}
      empty={<EmptyState icon="job" title={t("empty")} />}
      columns={[
        { key: "name", header: t("name"), render: (run) => run.name },
        { key: "started", header: t("startedAt"), render: (run) => <InstantText at={run.startedAt} /> },
        {
          key: "seconds",
          header: t("seconds"),
          unit: t("secondsUnit"),
          align: "end",
          render: (run) =>
            run.seconds === null ? "" : run.seconds.toLocaleString(i18n.language, { maximumFractionDigits: 1 }),
        },
        {
          key: "progress",
          header: t("progress"),
          render: (run) =>
            run.outcome === "running" ? (
              <progress className="meter" value={run.progress} max={1} aria-label={`${run.name} ${t("progress")}`} />
            ) : (
              "100 %"
            ),
        },
        { key: "outcome", header: t("outcome"), render: (run) => <OutcomeBadge outcome={run.outcome} /> },
        { key: "result", header: t("flags"), render: (run) => <Facts flags={run.flags} result={run.result} /> },
      ]}
    />
  )
}

function RetryButton(props: { readonly of: "event" | "mail"; readonly id: string; readonly verb: string }) {
  const { formData } = useNavigation()
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="of" value={props.of} />
      <input type="hidden" name="id" value={props.id} />
      <Button type="submit" icon="undo" pending={formData?.get("id") === props.id}>
        {props.verb}
      </Button>
    </Form>
  )
}

const eventTones = { received: "info", done: "success", ignored: "neutral", failed: "danger" } as const
const mailTones = { waiting: "info", sent: "success", failed: "danger", returned: "warning" } as const

type Event = {
  readonly eventId: string
  readonly type: string
  readonly objectId: string
  readonly receivedAt: Date
  readonly state: keyof typeof eventTones
  readonly attempts: number
  readonly lastError: string | null
}

/** What Stripe sent, and the failed ones to run again. */
export function EventTable({ events, mayRetry }: { readonly events: readonly Event[]; readonly mayRetry: boolean }) {
  const { t } = useTranslation("jobs")
  return (
    <DataTable
      caption={t("tabEvents")}
      rows={events}
      rowKey={(event) => event.eventId}
      empty={<EmptyState icon="job" title={t("emptyEvents")} />}
      columns={[
        { key: "type", header: t("type"), render: (event) => event.type },
        { key: "object", header: t("object"), render: (event) => <code className="font-mono">{event.objectId}</code> },
        { key: "at", header: t("receivedAt"), render: (event) => <InstantText at={event.receivedAt} /> },
        {
          key: "state",
          header: t("state"),
          render: (event) => <Badge tone={eventTones[event.state]}>{t(`event-${event.state}`)}</Badge>,
        },
        { key: "attempts", header: t("attempts"), align: "end", render: (event) => event.attempts },
        { key: "error", header: t("error"), render: (event) => event.lastError },
        {
          key: "retry",
          header: t("retry"),
          render: (event) =>
            mayRetry && event.state === "failed" ? (
              <RetryButton of="event" id={event.eventId} verb={t("retry")} />
            ) : null,
        },
      ]}
    />
  )
}

type Mail = {
  readonly id: string
  readonly subject: string
  readonly recipient: string
  readonly memberId: string | null
  readonly state: keyof typeof mailTones
  readonly attempts: number
  readonly sendAfter: Date
  readonly sentAt: Date | null
  readonly lastError: string | null
}

/** Mails waiting, sent and failed, and the failed ones to send again. */
export function MailTable({ mails, mayRetry }: { readonly mails: readonly Mail[]; readonly mayRetry: boolean }) {
  const { t } = useTranslation("jobs")
  return (
    <DataTable
      caption={t("tabMails")}
      rows={mails}
      rowKey={(mail) => mail.id}
      empty={<EmptyState icon="mail" title={t("emptyMails")} />}
      columns={[
        { key: "subject", header: t("subject"), render: (mail) => mail.subject },
        {
          key: "recipient",
          header: t("recipient"),
          render: (mail) =>
            mail.memberId === null ? (
              mail.recipient
            ) : (
              <Link to={`/console/members/${mail.memberId}`} className="text-link">
                {mail.recipient}
              </Link>
            ),
        },
        { key: "due", header: t("sendAfter"), render: (mail) => <InstantText at={mail.sendAfter} /> },
        { key: "sent", header: t("sentAt"), render: (mail) => (mail.sentAt ? <InstantText at={mail.sentAt} /> : null) },
        {
          key: "state",
          header: t("state"),
          render: (mail) => <Badge tone={mailTones[mail.state]}>{t(`mail-${mail.state}`)}</Badge>,
        },
        { key: "attempts", header: t("attempts"), align: "end", render: (mail) => mail.attempts },
        { key: "error", header: t("error"), render: (mail) => mail.lastError },
        {
          key: "retry",
          header: t("resend"),
          render: (mail) =>
            mayRetry && mail.state === "failed" ? <RetryButton of="mail" id={mail.id} verb={t("resend")} /> : null,
        },
      ]}
    />
  )
}
