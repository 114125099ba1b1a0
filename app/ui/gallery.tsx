import { useSearchParams } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { StatusBadge } from "#app/ui/badge.tsx"
import { BulkBar } from "#app/ui/bulk-bar.tsx"
import { Checklist } from "#app/ui/checklist.tsx"
import { ConsoleShell } from "#app/ui/console-shell.tsx"
import { type Column, DataTable } from "#app/ui/data-table.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { FilterSelect, FilterText } from "#app/ui/filter-control.tsx"
import { GalleryForms } from "#app/ui/gallery-forms.tsx"
import { GalleryButtons, GalleryCharts, GalleryMessages } from "#app/ui/gallery-parts.tsx"
import {
  sampleChecks,
  sampleFigures,
  sampleMembers,
  sampleNavigation,
  sampleTimeline,
  type SampleMember,
} from "#app/ui/gallery-samples.ts"
import { KeyFigures } from "#app/ui/key-figures.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { PublicShell } from "#app/ui/public-shell.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { Steps } from "#app/ui/steps.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"
import { Tabs } from "#app/ui/tabs.tsx"
import { Timeline } from "#app/ui/timeline.tsx"

const sum = (pick: (member: SampleMember) => number) => sampleMembers.reduce((total, member) => total + pick(member), 0)

function useSampleColumns(): readonly Column<SampleMember>[] {
  const { t } = useTranslation(["members", "orders", "states"])
  return [
    { key: "name", header: t("members:name"), sortable: true, render: (member) => member.name },
    { key: "number", header: t("members:number"), render: (member) => member.number },
    { key: "offer", header: t("orders:offer"), sortable: true, render: (member) => member.offer },
    { key: "endsWith", header: t("states:ended"), render: (member) => member.endsWith },
    {
      key: "copies",
      header: t("orders:quantity"),
      unit: t("states:copies"),
      align: "end",
      sortable: true,
      render: (member) => member.copies,
    },
    {
      key: "amount",
      header: t("states:amount"),
      unit: t("states:yen"),
      align: "end",
      sortable: true,
      render: (member) => <Money amount={member.amountYen} />,
    },
    { key: "status", header: t("members:state"), render: (member) => <StatusBadge status={member.status} /> },
  ]
}

function MemberList() {
  const { t } = useTranslation(["members", "orders", "states", "actions"])
  return (
    <section className="card" aria-label={t("members:title")}>
      <FilterBar
        label={t("actions:search")}
        currentView="active"
        views={[
          { key: "all", label: t("members:viewAll"), to: "?view=all", count: 14208 },
          { key: "active", label: t("members:viewActive"), to: "?view=active", count: 11902 },
          { key: "expiring", label: t("members:viewExpiring"), to: "?view=expiring", count: 418 },
          { key: "unpaid", label: t("members:viewUnpaid"), to: "?view=unpaid", count: 36 },
        ]}
        clearHref="?view=active"
        aside={
          <LinkButton to="?" icon="import">
            {t("actions:downloadCsv")}
          </LinkButton>
        }
      >
        <FilterSelect
          label={t("orders:offer")}
          name="offer"
          all={t("members:viewAll")}
          options={[{ value: "year", label: "年間購読 12号" }]}
        />
        <FilterText label={t("members:kana")} name="kana" />
      </FilterBar>
      <DataTable
        caption={t("members:title")}
        rows={sampleMembers}
        rowKey={(member) => member.number}
        rowHref={(member) => `/dev/gallery?member=${member.number}`}
        selection={{ form: "bulk", name: "member", nameOf: (member) => member.name }}
        totals={{
          copies: sum((member) => member.copies),
          amount: <Money amount={sum((member) => member.amountYen)} />,
        }}
        empty={<EmptyState icon="members" title={t("members:emptyFound")} />}
        columns={useSampleColumns()}
      />
      <BulkBar id="bulk" total={11902}>
        <SubmitButton tone="secondary" icon="mail" name="intent" value="notice">
          {t("members:tabNotices")}
        </SubmitButton>
      </BulkBar>
      <Pagination page={1} pageSize={5} total={11902} />
    </section>
  )
}

function MemberDetail() {
  const { t } = useTranslation(["members", "orders", "audit"])
  return (
    <>
      <Tabs
        label={t("members:title")}
        current="/dev/gallery"
        tabs={[
          { label: t("members:tabOverview"), to: "/dev/gallery", accessKey: "1" },
          { label: t("members:tabContracts"), to: "/dev/gallery?tab=contracts", accessKey: "2", count: 3 },
          { label: t("members:tabPayments"), to: "/dev/gallery?tab=payments", accessKey: "5", count: 12 },
          { label: t("members:tabNotices"), to: "/dev/gallery?tab=notices" },
        ]}
      />
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <SectionCard title={t("members:tabTimeline")}>
          <Timeline label={t("members:tabTimeline")} entries={sampleTimeline} />
        </SectionCard>
        <SectionCard title={t("members:contact")}>
          <DescriptionList
            items={[
              { key: "address", term: t("members:address"), detail: "〒101-0051 東京都千代田区神田神保町1-1-1" },
              { key: "phone", term: t("members:phone"), detail: "03-1234-5678" },
              { key: "company", term: t("members:company"), detail: undefined },
            ]}
          />
        </SectionCard>
      </div>
    </>
  )
}

function PublicSample() {
  const { t, i18n } = useTranslation("apply")
  return (
    <PublicShell
      locale={i18n.language === "en" ? "en" : "ja"}
      organization={{ name: "文藝計画" }}
      commercialLawUrl="/dev/gallery/law"
      preferencesAction="/preferences"
    >
      <Steps label={t("steps")} steps={[t("stepApply"), t("stepConfirm"), t("stepPay"), t("stepDone")]} current={1} />
      <PageHeader title={t("finalTitle")} summary={t("finalLead")} />
      <SectionCard>
        <DescriptionList
          items={[
            { key: "quantity", term: t("quantity"), detail: "1部 × 12号(2026年12月号から)" },
            { key: "price", term: t("price"), detail: <Money amount={13200} unit /> },
            {
              key: "total",
              term: t("total"),
              detail: (
                <strong className="text-title">
                  <Money amount={13200} unit />
                </strong>
              ),
            },
            { key: "renewal", term: t("renewal"), detail: t("renewalOn", { date: "2027年11月1日", price: "13,200" }) },
          ]}
        />
      </SectionCard>
      <p className="flex flex-wrap justify-end gap-near">
        <LinkButton to="?">{t("fix")}</LinkButton>
        <SubmitButton>{t("place")}</SubmitButton>
      </p>
    </PublicShell>
  )
}

/** Every component with sample data, in its frame; `?shell=public` shows the public frame, `?empty` an empty list. */
export function Gallery() {
  const { t, i18n } = useTranslation(["members", "books", "shell"])
  const [params] = useSearchParams()
  if (params.get("shell") === "public") return <PublicSample />
  const organizations = [
    { code: "bunkei", name: "文藝計画" },
    { code: "ieej", name: "一般社団法人 環境経済教育協会" },
  ] as const
  return (
    <ConsoleShell
      locale={i18n.language === "en" ? "en" : "ja"}
      theme="system"
      organization={organizations[0]}
      organizations={organizations}
      user={{ name: "佐藤 美咲", role: "経理担当" }}
      navigation={sampleNavigation}
      breadcrumb={[{ label: t("shell:home"), to: "/dev/gallery" }, { label: t("members:title") }]}
      searchAction="/dev/gallery"
      preferencesAction="/preferences"
      organizationAction="/organization"
      signOutAction="/sign-out"
      toasts={[{ id: "1", message: "住所を保存しました", undo: { action: "/undo", fields: { id: "1" } } }]}
    >
      <PageHeader
        title={t("members:title")}
        marks={<StatusBadge status="active" />}
        summary="購読中 11,902名 / 12,480部"
        secondary={
          <LinkButton to="?" icon="import">
            {t("shell:navImports")}
          </LinkButton>
        }
        primary={
          <LinkButton to="?" tone="primary" icon="plus">
            {t("members:register")}
          </LinkButton>
        }
      />
      <KeyFigures figures={sampleFigures} />
      <MemberList />
      <MemberDetail />
      <SectionCard title={t("books:checklist")} flush>
        <Checklist label={t("books:checklist")} items={sampleChecks} />
      </SectionCard>
      <GalleryCharts />
      <GalleryButtons />
      <GalleryMessages />
      <GalleryForms />
    </ConsoleShell>
  )
}
