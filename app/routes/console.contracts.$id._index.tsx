import type { LoaderFunctionArgs } from "@remix-run/node"
import { Link, useLoaderData, useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { found } from "#app/platform/form.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { movementsOfSubject } from "#app/reports/movements.server.ts"
import { actsPossible, contractActs, isContractAct } from "#app/subscriptions/contract/contract-acts.ts"
import { contractForPage } from "#app/subscriptions/contract/contract-for-page.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { ContractBadge, ContractTerms, contractTitle, openHold } from "#app/ui/contract-brief.tsx"
import { ContractHistory } from "#app/ui/contract-history.tsx"
import { ContractActs, ContractSides } from "#app/ui/contract-sides.tsx"
import { DataTable } from "#app/ui/data-table.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { KeyFigures } from "#app/ui/key-figures.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { SubjectMovements } from "#app/ui/movement-table.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { formatYen } from "#app/values/yen.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOrders", to: "/console/orders" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "members.read")
  return found(
    inScope(actor, async (scope) => {
      const contract = await contractForPage(scope, params.id ?? "")
      await audit(scope, "read-contract", contract.number)
      return {
        title: i18nFor(actor.locale).t("contracts:title", { number: contract.number }),
        contract,
        acts: actsPossible(contract).filter((act) => may(actor, contractActs[act])),
        movements: may(actor, "books.read") ? await movementsOfSubject(scope, contract.id) : null,
        mayInvoice: may(actor, "billing.write") && contract.priceYen > 0,
        mayCancel:
          contract.state === "active" &&
          contract.servedUnits < contract.units &&
          (may(actor, "members.write") || may(actor, "billing.write")),
      }
    }),
  )
}

type Contract = ReturnType<typeof useLoaderData<typeof loader>>["contract"]

function Recipients({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation("contracts")
  return (
    <SectionCard title={t("people")} flush>
      <DataTable
        caption={t("people")}
        rows={contract.lines}
        rowKey={(line) => String(line.lineNo)}
        empty={null}
        columns={[
          {
            key: "name",
            header: t("recipient"),
            render: (line) => (
              <Link to={`/console/members/${line.id}`} className="text-link">
                {line.name} <span className="font-normal">({line.number})</span>
              </Link>
            ),
          },
          { key: "copies", header: t("copies"), align: "end", render: (line) => line.copies },
          {
            key: "period",
            header: t("period"),
            render: (line) =>
              [
                line.fromIssue === null ? t("fromStart") : t("issueFrom", { number: line.fromIssue }),
                line.untilIssue === null ? t("goesOn") : t("issueUntil", { number: line.untilIssue }),
              ].join(" · "),
          },
        ]}
      />
    </SectionCard>
  )
}

function Figures({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation(["contracts", "states"])
  const yen = (key: "price" | "paid" | "deferred" | "receivable" | "unpaid", value: number) => ({
    ...{ key, label: t(`contracts:${key}`), value: formatYen(value), unit: t("states:yen") },
  })
  return (
    <KeyFigures
      figures={[
        {
          key: "units",
          label: t("contracts:unitsLeft"),
          value: contract.units - contract.servedUnits,
          unit: t("contracts:unit"),
          note: t("contracts:unitsOf", { served: contract.servedUnits, units: contract.units }),
        },
        { key: "copies", label: t("contracts:copies"), value: contract.copies, unit: t("contracts:copiesUnit") },
        yen("price", contract.priceYen),
        yen("paid", contract.paidYen),
        yen("deferred", contract.deferredYen + contract.billedYen),
        yen("receivable", contract.receivableYen + contract.billedYen),
        yen("unpaid", contract.unpaidYen),
      ]}
    />
  )
}

/** What was just done, and whether the contract is on hold. */
function Notices({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation("contracts")
  const [search] = useSearchParams()
  const done = search.get("done") ?? ""
  const hold = openHold(contract)
  const isRunning = contract.state === "active" && contract.servedUnits < contract.units
  const text =
    done === "cancelled"
      ? t("cancelled", { yen: formatYen(Number(search.get("yen") ?? "0")) })
      : done === "retained"
        ? t("retained")
        : isContractAct(done)
          ? t("doneAct", { act: t(`act-${done}`) })
          : ""
  return (
    <>
      {text === "" ? null : (
        <div role="status">
          <Callout tone="success">{text}</Callout>
        </div>
      )}
      {hold && isRunning ? (
        <Callout tone="warning">
          {t("heldNow", {
            hold:
              hold.untilIssue === null
                ? t("holdOpen", { from: hold.fromIssue })
                : t("holdOf", { from: hold.fromIssue, until: hold.untilIssue }),
          })}
        </Callout>
      ) : null}
    </>
  )
}

/** 契約: terms, people, money and history of one contract, and everything that can be done with it. */
export default function ContractPage() {
  const { t, i18n } = useTranslation(["contracts", "papers"])
  const { contract, acts, movements, mayCancel, mayInvoice } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={contractTitle(contract, i18n.language)}
        marks={<ContractBadge contract={contract} />}
        summary={
          <>
            {contract.number} · {t("payer")}{" "}
            <Link to={`/console/members/${contract.payer.id}/contracts`} className="text-link">
              {contract.payer.name} ({contract.payer.number})
            </Link>{" "}
            · {t("nextIssue")} {t("issueFrom", { number: contract.nextIssue })}
          </>
        }
        secondary={
          mayInvoice ? (
            <LinkButton to={`/console/papers/issue?contract=${contract.id}`}>{t("papers:issueInvoice")}</LinkButton>
          ) : null
        }
      />
      <Notices contract={contract} />
      <Figures contract={contract} />
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <div className="grid min-w-0 gap-apart">
          <SectionCard title={t("terms")}>
            <ContractTerms contract={contract} />
          </SectionCard>
          <Recipients contract={contract} />
          <SectionCard title={t("history")}>
            <ContractHistory events={contract.events} />
          </SectionCard>
          <SubjectMovements movements={movements} />
        </div>
        <div className="order-first grid min-w-0 gap-apart desk:order-none">
          <SectionCard title={t("acts")} flush>
            <ContractActs contract={contract} acts={acts} mayCancel={mayCancel} />
          </SectionCard>
          <ContractSides contract={contract} />
        </div>
      </div>
    </>
  )
}
