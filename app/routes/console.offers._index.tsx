import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
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

/** 購読プラン: what is sold, and the code that puts its button on the publisher's own site. */
export default function Offers() {
  const { t, i18n } = useTranslation(["console", "states"])
  const { offers, total, page, pageSize, house, organization } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const chosen = offers.find((offer) => offer.code === search.get("offer"))
  const nameOf = (offer: (typeof offers)[number]) => (i18n.language === "en" && offer.nameEnglish) || offer.name
  return (
    <>
      <PageHeader title={t("console:offersTitle")} summary={t("console:offersLead")} />
      <section className="card" aria-label={t("console:offersTitle")}>
        <DataTable
          caption={t("console:offersTitle")}
          rows={offers}
          rowKey={(offer) => offer.code}
          rowHref={(offer) => `?offer=${encodeURIComponent(offer.code)}#embed`}
          empty={<EmptyState icon="offer" title={t("console:noOffers")} />}
          columns={[
            { key: "name", header: t("console:name"), render: nameOf },
            { key: "code", header: t("console:code"), render: (offer) => offer.code },
            { key: "publication", header: t("console:publication"), render: (offer) => offer.publicationName },
            { key: "units", header: t("console:units"), align: "end", render: (offer) => offer.units },
            {
              key: "price",
              header: t("console:price"),
              unit: t("states:yen"),
              align: "end",
              render: (offer) => <Money amount={offer.priceYen} />,
            },
            {
              key: "renewal",
              header: t("console:renewal"),
              render: (offer) => (offer.autoRenewal ? t("console:on") : t("console:off")),
            },
            {
              key: "contracts",
              header: t("console:activeContracts"),
              unit: t("console:contractsUnit"),
              align: "end",
              render: (offer) => offer.contracts.toLocaleString(i18n.language),
            },
            {
              key: "sale",
              header: t("console:onSale"),
              render: (offer) =>
                offer.onSale ? (
                  <Badge tone="success">{t("console:selling")}</Badge>
                ) : (
                  <Badge>{t("console:notSelling")}</Badge>
                ),
            },
          ]}
        />
        {total > pageSize ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
      <div id="embed">
        <SectionCard title={chosen ? `${t("console:embedTitle")}: ${nameOf(chosen)}` : t("console:embedTitle")}>
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
