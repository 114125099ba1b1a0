import { BarChart } from "#app/ui/bar-chart.tsx"
import { Badge, StatusBadge, type Status } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { CodeBlock } from "#app/ui/code-block.tsx"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { sampleMovement } from "#app/ui/gallery-samples.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { Money } from "#app/ui/money.tsx"
import { ProgressBar } from "#app/ui/progress-bar.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { Steps } from "#app/ui/steps.tsx"
import { WaterfallChart } from "#app/ui/waterfall-chart.tsx"

const statuses: readonly Status[] = [
  "active",
  "draft",
  "scheduled",
  "running",
  "succeeded",
  "failed",
  "paid",
  "partlyPaid",
  "unpaid",
  "overdue",
  "refunded",
  "onHold",
  "ended",
  "cancelled",
  "confirmed",
  "opened",
  "closed",
]

export function GalleryButtons() {
  return (
    <SectionCard title="Buttons, badges, amounts">
      <div className="grid gap-apart">
        <p className="flex flex-wrap gap-near">
          <Button tone="primary" icon="plus">
            新規登録
          </Button>
          <Button icon="import">ダウンロード</Button>
          <Button tone="quiet">キャンセル</Button>
          <Button tone="danger">削除</Button>
          <Button tone="primary" pending>
            保存
          </Button>
          <Button disabled>確定</Button>
          <LinkButton to="/dev/gallery" icon="right">
            詳細へ
          </LinkButton>
          <ConfirmDialog
            verb="返金する"
            title="返金の確認"
            tone="danger"
            triggerTone="secondary"
            amount={-13200}
            people={1}
            fields={{ intent: "refund" }}
          >
            <p>カードへ返金します。取り消しはできません。</p>
          </ConfirmDialog>
        </p>
        <p className="flex flex-wrap gap-near">
          {statuses.map((status) => (
            <StatusBadge key={status} status={status} />
          ))}
          <Badge>書籍</Badge>
        </p>
        <p className="flex flex-wrap gap-apart">
          <Money amount={13200} unit />
          <Money amount={-2200} unit />
          <Money amount={0} unit />
        </p>
      </div>
    </SectionCard>
  )
}

export function GalleryMessages() {
  return (
    <SectionCard title="Messages, progress, steps, code">
      <div className="grid gap-apart">
        <Callout title="継続案内は11月10日に送付します">送付先は418契約です。</Callout>
        <Callout tone="success">発送処理を確定しました。</Callout>
        <Callout
          tone="warning"
          title="前号から部数が8%減っています"
          actions={<LinkButton to="/dev/gallery">差異を見る</LinkButton>}
        >
          対象の抽出条件をご確認ください。
        </Callout>
        <Callout tone="danger" title="突合が一致しません">
          ラベル件数と発送部数が2部ずれています。
        </Callout>
        <ProgressBar label="ラベルを作成中" value={8200} max={12480} />
        <ProgressBar label="統計を集計中" />
        <Steps label="お申し込みの流れ" steps={["申込", "確認", "支払", "完了"]} current={1} />
        <CodeBlock
          label="貼り付けるコード"
          code={`<teiki-apply offer="YEAR">\n  <a href="https://example.jp/o/bunkei/apply/YEAR">申し込む</a>\n</teiki-apply>`}
        />
        <EmptyState icon="order" title="受注はまだありません" action={<Button tone="primary">受注を入力</Button>}>
          ウェブからの申し込みもここに並びます。
        </EmptyState>
      </div>
    </SectionCard>
  )
}

export function GalleryCharts() {
  return (
    <>
      <SectionCard title="Charts">
        <div className="grid gap-far">
          <WaterfallChart
            title="増減表 2026年11月号"
            description="前号12,348部から今号12,480部まで。増359部、減227部。"
            unit="部"
            steps={sampleMovement}
          />
          <BarChart
            title="募集源別の受注"
            description="多い順に、自社サイト、綴じ込みはがき、書店、セミナー。"
            unit="契約"
            bars={[
              { label: "自社サイト", value: 182, note: "44%" },
              { label: "綴じ込みはがき", value: 121, note: "29%" },
              { label: "書店", value: 74, note: "18%" },
              { label: "セミナー会場", value: 36, note: "9%" },
            ]}
          />
          <BarChart
            title="満了予定"
            description="号ごとに満了する契約の数。"
            unit="契約"
            orientation="vertical"
            bars={[
              { label: "11月号", value: 148 },
              { label: "12月号", value: 210 },
              { label: "1月号", value: 60 },
              { label: "2月号", value: 92 },
              { label: "3月号", value: 388 },
              { label: "4月号", value: 41 },
            ]}
          />
        </div>
      </SectionCard>
    </>
  )
}
