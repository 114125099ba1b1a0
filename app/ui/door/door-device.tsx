import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { DoorItem } from "#app/seminars/door/door-verdict.ts"
import { timeOf } from "#app/seminars/door/door-verdict.ts"
import { Button } from "#app/ui/button.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { type QueueRow, wipeDevice } from "#app/ui/door/door-store.ts"
import { GateQuestion } from "#app/ui/door/door-header.tsx"
import type { useDoor } from "#app/ui/door/use-door.ts"

type DoorState = ReturnType<typeof useDoor>

/** Whom or what a scan was about, in a line. */
function lineOf(item: DoorItem, people: DoorState["people"]): string {
  if (item.kind === "walk-in") return `${item.familyName} ${item.givenName}`
  const person = people.find(({ id }) => id === item.registrationId)
  return person?.name ?? ("code" in item ? (item.code ?? "") : "")
}

/** Saves rows as a file, so that they outlive the device. */
function download(rows: readonly QueueRow[]) {
  const file = new Blob([JSON.stringify(rows, null, 2)], { type: "application/json" })
  const link = document.createElement("a")
  link.href = URL.createObjectURL(file)
  link.download = "teiki-door.json"
  link.click()
  URL.revokeObjectURL(link.href)
}

/** 送れなかった記録: what the house did not take; looked at, sent again or downloaded, never deleted. */
function Aside({ door }: { readonly door: DoorState }) {
  const { t } = useTranslation("door")
  const aside = door.rows.rows.filter(({ status }) => status !== null)
  const waiting = door.rows.rows.length - aside.length
  return (
    <section className="grid gap-near">
      <h3 className="font-semibold">{t("aside")}</h3>
      {aside.length === 0 ? <p className="text-muted">{t("asideNone")}</p> : null}
      <ul className="grid gap-near">
        {aside.map((row) => (
          <li
            key={row.seq}
            className="flex flex-wrap items-center justify-between gap-near border-t border-line pt-near"
          >
            <span>
              {t(`item-${row.item.kind}`)} {lineOf(row.item, door.people)}{" "}
              <span className="text-small text-muted">
                {timeOf(row.item.occurredAt + (row.item.skewMs ?? 0))} · {t("asideStatus", { status: row.status ?? 0 })}
              </span>
            </span>
            <Button onClick={() => void door.rows.sendAgain(row.seq).then(() => door.sync.sync())}>
              {t("sendAgain")}
            </Button>
          </li>
        ))}
      </ul>
      {waiting > 0 ? <p>{t("unsent", { count: waiting })}</p> : null}
      {door.rows.rows.length > 0 ? (
        <div>
          <Button icon="import" onClick={() => download(door.rows.rows)}>
            {t("download")}
          </Button>
        </div>
      ) : null}
    </section>
  )
}

/** 端末から消す and サインアウト: both wait until everything is sent. */
function Leave({ home }: { readonly home: string }) {
  const { t } = useTranslation("door")
  const [state, setState] = useState<"" | "blocked" | "wiped">("")
  const wipe = async (after: () => void) => {
    const isWiped = await wipeDevice()
    setState(isWiped ? "wiped" : "blocked")
    if (isWiped) after()
  }
  return (
    <section className="grid gap-near">
      <h3 className="font-semibold">{t("leave")}</h3>
      <p className="text-small text-muted">{t("leaveLead")}</p>
      {state === "" ? null : <Callout tone={state === "blocked" ? "danger" : "success"} title={t(`leave-${state}`)} />}
      <form
        method="post"
        action="/sign-out"
        className="flex flex-wrap gap-near"
        onSubmit={(event) => {
          event.preventDefault()
          const form = event.currentTarget
          void wipe(() => form.submit())
        }}
      >
        <Button onClick={() => void wipe(() => window.location.assign(home))}>{t("wipe")}</Button>
        <Button type="submit">{t("signOut")}</Button>
      </form>
    </section>
  )
}

/** この端末: its name, who looks at it, its sound, what is still on it, and the way out. */
export function DoorDevice(props: { readonly door: DoorState; readonly home: string; readonly onClose: () => void }) {
  const { t } = useTranslation("door")
  const { door } = props
  const { device } = door
  if (device === null) return null
  const minutes = Math.round((device.skewMs ?? 0) / 60_000)
  const choices = [
    ["isFacing", device.isFacing],
    ["isSilent", device.isSilent],
    ["isDark", device.isDark],
  ] as const
  return (
    <Dialog isOpen onClose={props.onClose} title={t("device")}>
      <div className="grid max-h-[80vh] gap-apart overflow-y-auto p-apart">
        <p>
          {t("gateIs", { gate: device.gate || t("title") })}{" "}
          <span className="text-muted">
            {[...new Set(door.head?.gates.map(({ gate }) => gate || t("title")))].join(" · ")}
          </span>
        </p>
        <GateQuestion onName={(gate) => void door.rows.change({ gate }).then(() => door.sync.sync())} />
        {choices.map(([name, isOn]) => (
          <label key={name} className="touch flex items-center gap-near">
            <input
              type="checkbox"
              className="tick"
              checked={isOn}
              onChange={(event) => void door.rows.change({ [name]: event.target.checked })}
            />
            {t(name)}
          </label>
        ))}
        {minutes === 0 ? null : <Callout tone="warning" title={t("clockWrong", { count: Math.abs(minutes) })} />}
        <Aside door={door} />
        <Leave home={props.home} />
      </div>
    </Dialog>
  )
}
