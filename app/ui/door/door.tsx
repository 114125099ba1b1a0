import { type RefObject, useEffect, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import type { DoorHead, DoorPerson } from "#app/seminars/door/door-snapshot.ts"
import { Button } from "#app/ui/button.tsx"
import { Callout } from "#app/ui/callout.tsx"
import { DoorCamera } from "#app/ui/door/door-camera.tsx"
import { DoorDevice } from "#app/ui/door/door-device.tsx"
import { StandInDialog, WalkInDialog } from "#app/ui/door/door-guest-form.tsx"
import { DoorCounters, DoorFoot, DoorHeader, GateQuestion } from "#app/ui/door/door-header.tsx"
import { DoorList } from "#app/ui/door/door-list.tsx"
import { DoorVerdict } from "#app/ui/door/door-verdict.tsx"
import { useDoor } from "#app/ui/door/use-door.ts"
import { useWorker } from "#app/ui/door/use-worker.ts"

export type DoorPlace = {
  /** The door's own address, and that of the list of doors. */
  readonly door: string
  readonly home: string
  readonly organization: string
  /** The seminar as it was when the page was made; a snapshot knows it newer. */
  readonly head: DoorHead
}

type Panel =
  | { readonly kind: "walk-in" }
  | { readonly kind: "device" }
  | { readonly kind: "stand-in"; readonly person: DoorPerson }

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [role=dialog], [role=alertdialog]") !== null

/** A scanner types wherever the focus is: what no field takes goes to the scan field. F2 searches, Esc makes ready for the next. */
function useDoorKeys(scan: RefObject<HTMLInputElement>, search: RefObject<HTMLInputElement>, onEscape: () => void) {
  const escape = useRef(onEscape)
  escape.current = onEscape
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector("[role=dialog]") !== null) return
      if (event.key === "F2") {
        event.preventDefault()
        search.current?.focus()
        search.current?.select()
      } else if (event.key === "Escape") {
        escape.current()
        scan.current?.focus()
      } else if (
        event.key.length === 1 &&
        !event.ctrlKey &&
        !event.metaKey &&
        !event.altKey &&
        event.key !== " " &&
        !isTyping(event.target)
      ) {
        scan.current?.focus()
      }
    }
    scan.current?.focus()
    window.addEventListener("keydown", onKey)
    return () => window.removeEventListener("keydown", onKey)
  }, [scan, search])
}

function ScanField({
  field,
  onScan,
}: {
  readonly field: RefObject<HTMLInputElement>
  readonly onScan: (text: string) => void
}) {
  const { t } = useTranslation("door")
  const [isLooking, setLooking] = useState(false)
  return (
    <div className="card grid gap-near p-apart">
      <form
        className="flex flex-wrap items-end gap-near"
        onSubmit={(event) => {
          event.preventDefault()
          const text = field.current?.value ?? ""
          if (field.current) field.current.value = ""
          onScan(text)
        }}
      >
        <span className="grid min-w-0 flex-1 basis-[14rem] gap-tight">
          <label htmlFor="scan" className="font-medium">
            {t("scan")}
          </label>
          <input
            id="scan"
            ref={field}
            autoComplete="off"
            autoCapitalize="characters"
            enterKeyHint="done"
            aria-describedby="scan-hint"
            className="control"
          />
        </span>
        <Button type="submit" tone="primary">
          {t("take")}
        </Button>
        <Button icon="camera" aria-pressed={isLooking} onClick={() => setLooking(!isLooking)}>
          {t(isLooking ? "cameraClose" : "cameraOpen")}
        </Button>
        <span id="scan-hint" className="basis-full text-small text-muted">
          {t("scanHint")}
        </span>
      </form>
      {isLooking ? <DoorCamera onCode={onScan} /> : null}
    </div>
  )
}

/** What stands in the way of the door, and how to mend it. */
function Notices({ door, place }: { readonly door: ReturnType<typeof useDoor>; readonly place: DoorPlace }) {
  const { t } = useTranslation("door")
  const aside = door.rows.rows.filter(({ status }) => status !== null).length
  return (
    <>
      {door.sync.isSignedOut ? (
        <Callout
          tone="danger"
          title={t("signedOut")}
          actions={
            <a className="text-link" href={`/sign-in?to=${encodeURIComponent(place.door)}`}>
              {t("signInAgain")}
            </a>
          }
        />
      ) : null}
      {aside > 0 ? (
        <Callout tone="danger" title={t("asideTitle", { count: aside })}>
          {t("asideLead")}
        </Callout>
      ) : null}
      {door.sync.isLoaded && door.sync.base === null ? (
        <Callout tone={door.sync.isOnline ? "info" : "warning"} title={t(door.sync.isOnline ? "loading" : "noList")} />
      ) : null}
      {door.device?.gate === "" ? <GateQuestion onName={(gate) => void door.rows.change({ gate })} /> : null}
    </>
  )
}

/** 受付 of one seminar: scan or choose, see what to do, go on; without the network, too. */
export function Door({ place }: { readonly place: DoorPlace }) {
  const door = useDoor(place.door)
  const isKept = useWorker(place.door, place.home)
  const [panel, setPanel] = useState<Panel | null>(null)
  const scanField = useRef<HTMLInputElement>(null)
  const searchField = useRef<HTMLInputElement>(null)
  useDoorKeys(scanField, searchField, door.rest)
  const head = door.head ?? place.head
  const person = door.people.find(({ id }) => id === door.verdict.personId)
  const withPerson = (act: (one: DoorPerson) => unknown) => () => (person ? void act(person) : undefined)
  const collect = (one: DoorPerson) =>
    one.owedYen > 0 ? void door.act({ kind: "payment", registrationId: one.id, amountYen: one.owedYen }) : undefined
  const standIn = (one: DoorPerson) => setPanel({ kind: "stand-in", person: one })
  const isFacing = door.device?.isFacing ?? false
  return (
    <main id="main" className="fingers mx-auto grid w-full max-w-[80rem] grid-cols-[minmax(0,1fr)] gap-apart p-apart">
      <DoorHeader {...{ head, isKept, door }} onDevice={() => setPanel({ kind: "device" })} />
      <Notices door={door} place={place} />
      <DoorCounters people={door.people} />
      <div className={`grid items-start gap-apart ${isFacing ? "" : "desk:grid-cols-2"}`}>
        <section className="grid min-w-0 gap-apart">
          <ScanField field={scanField} onScan={(text) => void door.scan(text)} />
          <DoorVerdict
            verdict={door.verdict}
            isFacing={isFacing}
            acts={{
              ...{ onCollect: withPerson(collect), onLetPass: withPerson((one) => door.enter(one, true)) },
              ...{ onStandIn: withPerson(standIn), onUndo: withPerson(door.undo), onRest: door.rest },
              onWalkIn: () => setPanel({ kind: "walk-in" }),
            }}
          />
        </section>
        {isFacing ? null : (
          <DoorList
            people={door.people.filter(({ state }) => state === "confirmed")}
            search={searchField}
            acts={{
              ...{ onEnter: (one, isForced) => void door.enter(one, isForced), onUndo: (one) => void door.undo(one) },
              ...{ onCollect: collect, onStandIn: standIn },
            }}
          />
        )}
      </div>
      <DoorFoot head={head} door={place.door} home={place.home} onWalkIn={() => setPanel({ kind: "walk-in" })} />
      {panel?.kind === "walk-in" ? (
        <WalkInDialog
          {...{ head, isOnline: door.sync.isOnline }}
          onClose={() => setPanel(null)}
          onAct={(act) => void door.act(act)}
        />
      ) : null}
      {panel?.kind === "stand-in" ? (
        <StandInDialog person={panel.person} onClose={() => setPanel(null)} onAct={(act) => void door.act(act)} />
      ) : null}
      {panel?.kind === "device" ? <DoorDevice {...{ door, home: place.home }} onClose={() => setPanel(null)} /> : null}
    </main>
  )
}
