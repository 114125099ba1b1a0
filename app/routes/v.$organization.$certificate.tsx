import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { localeOfReader } from "#app/identity/appearance.server.ts"
import { found } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { certificateForPublic } from "#app/seminars/certificates/certificate-for-public.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { CompareFile } from "#app/ui/compare-file.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { PublicShell } from "#app/ui/public-shell.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export const meta: MetaFunction = () => [{ name: "robots", content: "noindex" }, { title: "修了証の確認 | Teiki" }]
export const headers: HeadersFunction = () => ({ "X-Robots-Tag": "noindex" })

export async function loader({ request, params }: LoaderFunctionArgs) {
  const organization = params.organization ?? ""
  const actor = await found(actorFor(organization, "visitor", { locale: localeOfReader(request) }))
  const certificate = await readScope(actor, (scope) => certificateForPublic(scope, params.certificate ?? ""))
  if (certificate === null) throw new Response("unknown-certificate", { status: 404 })
  return { certificate, locale: actor.locale, organization }
}

const tones = { valid: "success", revoked: "danger", replaced: "warning" } as const

/** 修了証の確認: whether a certificate is what it says; for everybody who holds its address. */
export default function VerifyCertificate() {
  const { t } = useTranslation("certificates")
  const { certificate, locale, organization } = useLoaderData<typeof loader>()
  const { state } = certificate
  return (
    <PublicShell
      locale={locale}
      organization={{ name: certificate.issuer }}
      commercialLawUrl={`/o/${organization}/commercial-law`}
      preferencesAction="/preferences"
    >
      <PageHeader title={t("title")} summary={certificate.serial} />
      <Callout tone={tones[state]} title={t(state)}>
        {t(`${state}Body`)}
      </Callout>
      <SectionCard>
        <DescriptionList
          items={[
            { key: "name", term: t("name"), detail: certificate.maskedName },
            ...certificate.facts.map(([term, detail]) => ({ key: term, term, detail })),
            { key: "issued", term: t("issuedOn"), detail: certificate.issuedOn },
            { key: "issuer", term: t("issuer"), detail: certificate.issuer },
            { key: "hash", term: t("hash"), detail: <code className="break-all">{certificate.sha256}</code> },
          ]}
        />
      </SectionCard>
      <SectionCard>
        <CompareFile sha256={certificate.sha256} />
      </SectionCard>
      <p className="text-body text-muted">{t("masked")}</p>
    </PublicShell>
  )
}
