import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { issueForm } from "#app/billing/papers/issue-form.ts"
import { paperForPage } from "#app/billing/papers/paper-for-page.server.ts"
import { reissuePaper } from "#app/billing/papers/reissue-paper.server.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { formOf, found, refusalReply } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { KeyFigures } from "#app/ui/key-figures.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { ReissueDialog } from "#app/ui/paper-dialogs.tsx"
import { PaperCopies, PaperFacts, PaperLines, PaperMark, PaperRates, PaperSettlements } from "#app/ui/paper-parts.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { idOf } from "#app/values/ids.ts"
import { formatYen } from "#app/values/yen.ts"

export const meta = consoleMeta
export const handle = {
  crumbs: [
    { word: "navOrders", to: "/console/orders" },
    { word: "navPapers", to: "/console/papers" },
  ],
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "orders.read")
  return found(
    inScope(actor, async (scope) => {
      const paper = await paperForPage(scope, params.id ?? "")
      await audit(scope, "read-paper", paper.number)
      const { t } = i18nFor(actor.locale)
      return {
        title: `${t(`papers:${paper.kind}`)} ${paper.number}`,
        // Whoever may not read service contracts gets no way to them.
        paper: may(actor, "books.read") ? paper : { ...paper, services: [] },
        mayIssue: may(actor, "billing.write"),
      }
    }),
  )
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const fields = Object.fromEntries(await formOf(request))
  const paperId = idOf<"paper">(params.id ?? "")
  try {
    const input = issueForm(actor.locale).safeParse(fields)
    if (!input.success) return data({ message: input.error.issues[0]?.message ?? "" }, { status: 422 })
    const { name, department, honorific } = input.data
    const addressee = { name, department, honorific }
    return redirect(`/console/papers/${await inScope(actor, (scope) => reissuePaper(scope, { paperId, addressee }))}`)
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ message }, { status })
  }
}

type PaperProps = { readonly paper: ReturnType<typeof useLoaderData<typeof loader>>["paper"] }

/** 請求残: billed, paid, lowered, left. */
function OpenItem({ paper }: PaperProps) {
  const { t } = useTranslation(["papers", "states"])
  if (paper.item === null) return null
  const { billedYen, paidYen, loweredYen, leftYen } = paper.item
  const yen = (key: "billed" | "paidYen" | "lowered" | "openItem", amount: number) => ({
    ...{ key, label: t(`papers:${key}`), value: formatYen(amount), unit: t("states:yen") },
  })
  return (
    <KeyFigures
      figures={[
        yen("billed", billedYen),
        yen("paidYen", paidYen),
        yen("lowered", loweredYen),
        yen("openItem", leftYen),
      ]}
    />
  )
}

/** One paper as it was issued: lines, taxes, what settled it, its copies; issued once more from here. */
export default function PaperPage() {
  const { t } = useTranslation(["papers"])
  const { title, paper, mayIssue } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { snapshot, item } = paper
  const isOpenInvoice = paper.kind === "invoice" && paper.copyNo === 0 && item !== null && item.leftYen > 0
  return (
    <>
      <PageHeader
        title={title}
        marks={<PaperMark copyNo={paper.copyNo} isRevision={paper.isRevision} />}
        summary={
          <>
            {snapshot.addressee.name} {snapshot.addressee.honorific} · {t("papers:payer")}{" "}
            <Link to={`/console/members/${paper.payerId}`} className="text-link">
              {paper.payerNumber}
            </Link>
          </>
        }
        secondary={mayIssue ? <ReissueDialog number={paper.number} addressee={snapshot.addressee} /> : null}
        primary={
          <LinkButton to={`/console/files/${paper.fileId}`} tone="primary" icon="import" reloadDocument>
            {t("papers:download")}
          </LinkButton>
        }
      />
      <div role="status">{answer ? <Callout tone="warning">{answer.message}</Callout> : null}</div>
      <OpenItem paper={paper} />
      {isOpenInvoice ? <p className="text-small text-muted">{t("papers:lowering")}</p> : null}
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <div className="grid min-w-0 gap-apart">
          <PaperLines lines={snapshot.lines} totalYen={snapshot.totalYen} />
          <PaperRates rates={snapshot.rates} />
          {item ? <PaperSettlements settlements={paper.settlements} /> : null}
        </div>
        <div className="grid min-w-0 gap-apart">
          <SectionCard>
            <PaperFacts paper={paper} />
          </SectionCard>
          <PaperCopies copies={paper.copies} current={paper.id} />
        </div>
      </div>
    </>
  )
}
