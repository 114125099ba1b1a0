import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { offersForList } from "#app/publications/offers-for-list.server.ts"
import { Badge } from "#app/ui/badge.tsx"
import { CodeBlock } from "#app/ui/code-block.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.read")
  const url = listUrl(request)
  return readScope(actor, async (scope) => {
    const offers = await offersForList(scope, url)
    return {
      title: i18nFor(actor.locale).t("console:offersTitle"),
      offers,
      total: offers[0]?.total ?? 0,
      page: url.page,
      pageSize: url.limit,
      house: publicUrl(),
      organization: actor.organization.code,
      mayEdit: may(actor, "issues.run"),
    }
  })
}

/** Text as it stands in HTML, in an attribute or between tags. */
const html = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")

function EmbedCode(props: { readonly house: string; readonly organization: string; readonly code: string }) {
  const { t } = useTranslation("console")
  const { house, organization, code } = props
  const apply = `${house}/o/${organization}/apply/${code}`
  const snippet = [
    `<script src="${html(house)}/embed/v1.js" defer></script>`,
    `<teiki-apply offer="${html(code)}">`,
    `  <a href="${html(apply)}">${html(t("embedApply"))}</a>`,
    `</teiki-apply>`,
  ].join("\n")
  return (
    <div className="grid gap-apart">
      <CodeBlock label={t("embedCode")} code={snippet} />
      <CodeBlock label={t("embedCsp")} code={`script-src ${house}; connect-src ${house}; frame-src ${house}`} />
      <CodeBlock label={t("embedLink")} code={apply} />
      <div>
        <LinkButton to={apply} reloadDocument>
          {t("previewLink")}
        </LinkButton>
      </div>
    </div>
  )
}

type OfferRow = ReturnType<typeof useLoaderData<typeof loader>>["offers"][number]

const nameOf = (offer: OfferRow, language: string) => (language === "en" && offer.nameEnglish) || offer.name

function useColumns() {
  const { t, i18n } = useTranslation(["console", "states", "conditions"])
  return [
    { key: "name", header: t("console:name"), render: (offer: OfferRow) => nameOf(offer, i18n.language) },
    { key: "code", header: t("console:code"), render: (offer: OfferRow) => offer.code },
    { key: "publication", header: t("console:publication"), render: (offer: OfferRow) => offer.publicationName },
    { key: "units", header: t("console:units"), align: "end", render: (offer: OfferRow) => offer.units },
    {
      key: "price",
      header: t("console:price"),
      unit: t("states:yen"),
      align: "end",
      render: (offer: OfferRow) => <Money amount={offer.priceYen} />,
    },
    {
      key: "readers",
      header: t("conditions:readers"),
      render: ({ condition }: OfferRow) =>
        condition === null ? (
          t("conditions:everybody")
        ) : (
          <Badge tone="info">{t(`conditions:badge-${condition}`)}</Badge>
        ),
    },
    {
      key: "renewal",
      header: t("console:renewal"),
      render: (offer: OfferRow) => (offer.autoRenewal ? t("console:on") : t("console:off")),
    },
    {
      key: "contracts",
      header: t("console:activeContracts"),
      unit: t("console:contractsUnit"),
      align: "end",
      render: (offer: OfferRow) => offer.contracts.toLocaleString(i18n.language),
    },
    {
      key: "sale",
      header: t("console:onSale"),
      render: (offer: OfferRow) =>
        offer.onSale ? <Badge tone="success">{t("console:selling")}</Badge> : <Badge>{t("console:notSelling")}</Badge>,
    },
  ] as const
}

/** 購読プラン: what is sold, and the code that puts its button on the publisher's own site. */
export default function Offers() {
  const { t, i18n } = useTranslation(["console", "states", "offerEdit"])
  const { offers, total, page, pageSize, house, organization, mayEdit } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const chosen = offers.find((offer) => offer.code === search.get("offer"))
  return (
    <>
      <PageHeader
        title={t("console:offersTitle")}
        summary={t("console:offersLead")}
        primary={
          mayEdit ? (
            <LinkButton to="/console/offers/new" tone="primary" icon="offer">
              {t("offerEdit:add")}
            </LinkButton>
          ) : undefined
        }
      />
      <section className="card" aria-label={t("console:offersTitle")}>
        <DataTable
          caption={t("console:offersTitle")}
          rows={offers}
          rowKey={(offer) => offer.code}
          rowHref={(offer) => `?offer=${encodeURIComponent(offer.code)}#embed`}
          empty={<EmptyState icon="offer" title={t("console:noOffers")} />}
          columns={useColumns()}
        />
        {total > pageSize ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
      <div id="embed">
        <SectionCard
          actions={
            chosen && mayEdit ? (
              <LinkButton to={`/console/offers/${encodeURIComponent(chosen.code)}`} icon="edit">
                {t("offerEdit:edit")}
              </LinkButton>
            ) : undefined
          }
          title={chosen ? `${t("console:embedTitle")}: ${nameOf(chosen, i18n.language)}` : t("console:embedTitle")}
        >
          {chosen ? (
            <EmbedCode house={house} organization={organization} code={chosen.code} />
          ) : (
            <p className="text-muted">{t("console:embedLead")}</p>
          )}
        </SectionCard>
      </div>
    </>
  )
}
