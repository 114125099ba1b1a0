import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { found } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { qrPath } from "#app/platform/qr-path.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { codeIn } from "#app/seminars/door/check-in.ts"
import { ticketUrl } from "#app/seminars/office/ticket-letters.server.ts"
import { type PublicTicket, ticketForPublic } from "#app/seminars/office/ticket-for-public.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { instantText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { PublicShell } from "#app/ui/public-shell.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export const meta: MetaFunction = () => [{ name: "robots", content: "noindex" }, { title: "受講証の確認 | Teiki" }]
export const headers: HeadersFunction = () => ({ "X-Robots-Tag": "noindex" })

export async function loader({ request, params }: LoaderFunctionArgs) {
  // A QR code has its address in capitals.
  const organization = (params.organization ?? "").toLowerCase()
  const actor = await found(actorFor(organization, "visitor", { locale: localeOfReader(request) }))
  const ticket = await readScope(actor, (scope) => ticketForPublic(scope, params.token ?? ""))
  if (ticket === null) throw new Response("unknown-ticket", { status: 404 })
  const isGood = ticket.state === "valid" || ticket.state === "used"
  const qr = isGood ? qrPath(ticketUrl(organization, codeIn(params.token ?? ""))) : null
  return { ticket, qr, locale: actor.locale, organization }
}

const tones = { valid: "success", used: "info", cancelled: "danger", replaced: "warning" } as const

/** When and where each session is, and which the holder has come to. */
function Sessions({ sessions }: Readonly<{ sessions: PublicTicket["sessions"] }>) {
  const { t, i18n } = useTranslation("tickets")
  return (
    <ul className="grid gap-tight">
      {sessions.map(({ title, startsAt, room, roomAddress, isEntered }) => (
        <li key={startsAt}>
          {title === "" ? null : <span className="me-near font-medium">{title}</span>}
          {instantText(startsAt, i18n.language)}
          {isEntered && sessions.length > 1 ? <span className="ms-near text-muted">{t("entered")}</span> : null}
          <span className="block text-small text-muted">{[room, roomAddress].filter(Boolean).join(" ")}</span>
        </li>
      ))}
    </ul>
  )
}

/** 受講証の確認: what a visitor's own phone shows of the QR code on a ticket. */
export default function TicketPage() {
  const { t } = useTranslation("tickets")
  const { ticket, qr, locale, organization } = useLoaderData<typeof loader>()
  const { state } = ticket
  const items = [
    { key: "seminar", term: t("seminar"), detail: ticket.title },
    { key: "when", term: t("when"), detail: <Sessions sessions={ticket.sessions} /> },
    { key: "name", term: t("name"), detail: ticket.maskedName },
    { key: "number", term: t("number"), detail: ticket.number },
    { key: "organizer", term: t("organizer"), detail: ticket.organizer },
    { key: "contact", term: t("contact"), detail: ticket.contact },
  ]
  return (
    <PublicShell
      locale={locale}
      organization={{ name: ticket.organizer }}
      commercialLawUrl={`/o/${organization}/commercial-law`}
      preferencesAction="/preferences"
    >
      <PageHeader title={t("title")} />
      <Callout tone={tones[state]} title={t(state)}>
        {t(`${state}Body`)}
      </Callout>
      {qr === null ? null : (
        <SectionCard>
          <div className="grid justify-items-center gap-near">
            <svg
              role="img"
              aria-label={t("qr")}
              viewBox={`-4 -4 ${qr.size + 8} ${qr.size + 8}`}
              className="w-[14rem] max-w-full bg-white text-black"
            >
              <path d={qr.path} fill="currentColor" />
            </svg>
            <p className="text-muted">{t("qrHint")}</p>
          </div>
        </SectionCard>
      )}
      <SectionCard>
        <DescriptionList items={items.filter(({ detail }) => detail !== "")} />
      </SectionCard>
      <div>
        <LinkButton to={`/o/${organization}/seminars/${ticket.code}`}>{t("toSeminar")}</LinkButton>
      </div>
    </PublicShell>
  )
}
