import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { DoorHead, DoorPerson } from "#app/seminars/door/door-snapshot.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import type { useDoor } from "#app/ui/door/use-door.ts"
import { LinkButton } from "#app/ui/link-button.tsx"

/** Which seminar, which door, and whether the house is in reach. */
export function DoorHeader(props: {
  readonly head: DoorHead
  readonly door: ReturnType<typeof useDoor>
  readonly isKept: boolean
  readonly onDevice: () => void
}) {
  const { t } = useTranslation("door")
  const { head, door } = props
  const { isOnline } = door.sync
  const unsent = door.rows.rows.filter(({ status }) => status === null).length
  return (
    <header className="flex flex-wrap items-center justify-between gap-near">
      <div className="min-w-0">
        <h1 className="text-title">{head.title}</h1>
        <p className="text-muted">
          {[head.startsAt, head.room, door.device?.gate || t("title")].filter(Boolean).join(" · ")}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-near" role="status">
        <Badge tone={isOnline ? "success" : "warning"}>{t(isOnline ? "online" : "offline")}</Badge>
        {props.isKept ? (
          <Badge tone="info" icon="check">
            {t("kept")}
          </Badge>
        ) : null}
        {unsent > 0 ? (
          <>
            <Badge tone="warning">{t("unsent", { count: unsent })}</Badge>
            <Button onClick={() => void door.sync.sync()}>{t("sendNow")}</Button>
          </>
        ) : null}
        <Button icon="settings" onClick={props.onDevice}>
          {t("device")}
        </Button>
      </div>
    </header>
  )
}

/** 予定・入場・未着・未入金・当日. */
export function DoorCounters({ people }: { readonly people: readonly DoorPerson[] }) {
  const { t } = useTranslation("door")
  const coming = people.filter(({ state }) => state === "confirmed")
  const inside = coming.filter(({ enteredAt }) => enteredAt !== null).length
  const counts = [
    ["expected", coming.length],
    ["entered", inside],
    ["missing", coming.length - inside],
    ["unpaid", coming.filter(({ owedYen }) => owedYen > 0).length],
    ["walkIns", coming.filter(({ isWalkIn }) => isWalkIn).length],
  ] as const
  return (
    <dl className="card grid grid-cols-5 gap-near px-apart py-near text-center">
      {counts.map(([key, count]) => (
        <div key={key}>
          <dt className="text-small text-muted">{t(key)}</dt>
          <dd className="figures text-title font-semibold" data-count={key}>
            {count}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** この受付の名前: asked once a device, so that the others can tell who let somebody in. */
export function GateQuestion({ onName }: { readonly onName: (gate: string) => void }) {
  const { t } = useTranslation("door")
  const [gate, setGate] = useState("")
  return (
    <form
      className="card flex flex-wrap items-end gap-near p-apart"
      onSubmit={(event) => {
        event.preventDefault()
        if (gate.trim() !== "") onName(gate.trim())
      }}
    >
      <label className="grid min-w-0 flex-1 basis-[12rem] gap-tight">
        <span className="font-medium">{t("gateQuestion")}</span>
        <input
          className="control"
          name="gate"
          maxLength={30}
          autoComplete="off"
          value={gate}
          onChange={(event) => setGate(event.target.value)}
        />
      </label>
      <Button type="submit">{t("gateSave")}</Button>
    </form>
  )
}

/** What is needed less often, and where else to go. */
export function DoorFoot(props: {
  readonly head: DoorHead
  readonly door: string
  readonly home: string
  readonly onWalkIn: () => void
}) {
  const { t } = useTranslation("door")
  const { head, door } = props
  return (
    <nav aria-label={t("more")} className="flex flex-wrap gap-near">
      <Button icon="plus" tone="primary" onClick={props.onWalkIn}>
        {t("walkIn")}
      </Button>
      <LinkButton to={`${door}/conflicts`} icon={head.conflicts > 0 ? "warning" : "matching"} reloadDocument>
        <span data-count="conflicts">{t("conflicts", { count: head.conflicts })}</span>
      </LinkButton>
      <LinkButton to={`${door}/paper`} icon="import" reloadDocument>
        {t("paperBack")}
      </LinkButton>
      <LinkButton to={`/console/seminars/${head.id}/papers/reception/pdf`} icon="report" reloadDocument>
        {t("paperPrint")}
      </LinkButton>
      <LinkButton to={props.home} icon="seminar" reloadDocument>
        {t("otherDoors")}
      </LinkButton>
      <LinkButton to={`/console/seminars/${head.id}`} reloadDocument>
        {t("console")}
      </LinkButton>
    </nav>
  )
}
