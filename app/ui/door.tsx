import { useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { codeIn } from "#app/seminars/door/check-in.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { DoorList } from "#app/ui/door-list.tsx"
import { DoorVerdict, type Verdict } from "#app/ui/door-verdict.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { type Answer, deviceTime, type Scan, useDoorQueue } from "#app/ui/use-door-queue.ts"
import { type DoorPerson, type DoorSnapshot, useDoorSnapshot } from "#app/ui/use-door-snapshot.ts"

const SAME_CODE_MILLISECONDS = 3_000

async function hashed(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("")
}

const hours = new Intl.DateTimeFormat("ja-JP", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tokyo" })

/** What the house answered, as a verdict. */
function verdictOf(answer: Answer): Verdict {
  const { name, company, owedYen, registrationId } = answer
  const who = { name: name ?? "", company: company ?? "", registrationId, owedYen }
  if (answer.verdict === "accepted") return { ...who, kind: "entered" }
  if (answer.verdict === "duplicate")
    return { ...who, kind: "already", time: answer.firstAt === null ? "" : hours.format(Date.parse(answer.firstAt)) }
  if (answer.reason === "unpaid") return { ...who, kind: "unpaid" }
  if (answer.reason === "other-seminar") {
    return { ...who, kind: "elsewhere", title: answer.otherTitle ?? "", room: answer.otherRoom ?? "" }
  }
  return { ...who, kind: answer.reason === "cancelled" ? "cancelled" : "unknown" }
}

/** The door's own judgement, at once and without the network. */
function judged(person: DoorPerson | undefined, isForced: boolean, entered: string | undefined): Verdict {
  if (!person) return { kind: "unknown", name: "", company: "", registrationId: null, owedYen: 0 }
  const who = { name: person.name, company: person.company, registrationId: person.id, owedYen: person.owedYen }
  if (entered !== undefined) return { ...who, kind: "already", time: entered }
  if (person.owedYen > 0 && !isForced) return { ...who, kind: "unpaid" }
  return { ...who, kind: "entered" }
}

function useDoor(initial: DoorSnapshot, address: string) {
  const [verdict, setVerdict] = useState<Verdict>({
    kind: "idle",
    name: "",
    company: "",
    registrationId: null,
    owedYen: 0,
  })
  const [entered, setEntered] = useState<Readonly<Record<string, string>>>({})
  const last = useRef({ code: "", at: 0, nonce: "" })
  const { snapshot, refresh } = useDoorSnapshot(initial, address)
  const queue = useDoorQueue(address, "door", (answers) => {
    const mine = answers.find(({ nonce }) => nonce === last.current.nonce)
    if (mine && last.current.code !== "undo") setVerdict(verdictOf(mine))
    // What was undone here the house knows by now; another door may let him in again.
    setEntered((all) => Object.fromEntries(Object.entries(all).filter(([, time]) => time !== "")))
    void refresh()
  })
  const enteredAt = (person: DoorPerson | undefined) =>
    person === undefined ? undefined : (entered[person.id] ?? person.enteredAt ?? "") || undefined
  const put = (what: Partial<Scan>, person: DoorPerson | undefined, isForced = false) => {
    const nonce = crypto.randomUUID()
    last.current = { ...last.current, nonce }
    const session = snapshot.sessionId === null ? {} : { sessionId: snapshot.sessionId }
    const base = { kind: "entry", source: "name", isForced, isOffline: !queue.isOnline || !navigator.onLine } as const
    // The device keeps the scan before anything is shown.
    queue.add({ ...base, ...session, ...what, nonce, occurredAt: deviceTime() })
    if (what.kind === "undo" && person) {
      setEntered((all) => ({ ...all, [person.id]: "" }))
      setVerdict({ kind: "undone", name: person.name, company: person.company, registrationId: person.id, owedYen: 0 })
      return
    }
    const now = judged(person, isForced, enteredAt(person))
    if (now.kind === "entered" && person) setEntered((all) => ({ ...all, [person.id]: hours.format(deviceTime()) }))
    setVerdict(now)
  }
  const scan = async (text: string) => {
    const code = codeIn(text)
    const isAgain = code === last.current.code && performance.now() - last.current.at < SAME_CODE_MILLISECONDS
    if (code === "" || isAgain) return
    last.current = { code, at: performance.now(), nonce: "" }
    const hash = await hashed(code)
    put(
      { code, source: "qr" },
      snapshot.people.find(({ tokenHash, number }) => tokenHash === hash || number === code),
    )
  }
  const enter = (person: DoorPerson, isForced = false) => {
    last.current = { code: "", at: 0, nonce: "" }
    put({ registrationId: person.id }, person, isForced)
  }
  const undo = (person: DoorPerson) => {
    last.current = { code: "undo", at: 0, nonce: "" }
    put({ registrationId: person.id, kind: "undo" }, person)
  }
  return { verdict, snapshot, queue, scan, enter, undo, enteredAt }
}

function Counters({
  people,
  enteredAt,
}: {
  readonly people: readonly DoorPerson[]
  readonly enteredAt: (person: DoorPerson) => string | undefined
}) {
  const { t } = useTranslation("door")
  const inside = people.filter((person) => enteredAt(person) !== undefined).length
  const counts = [
    ["expected", people.length],
    ["entered", inside],
    ["missing", people.length - inside],
    ["unpaid", people.filter(({ owedYen }) => owedYen > 0).length],
  ] as const
  return (
    <dl className="flex flex-wrap gap-apart">
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

function ScanField({ onScan }: { readonly onScan: (text: string) => void }) {
  const { t } = useTranslation("door")
  const field = useRef<HTMLInputElement>(null)
  return (
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
          aria-describedby="scan-hint"
          className="control"
        />
      </span>
      <Button type="submit" tone="primary">
        {t("take")}
      </Button>
      <span id="scan-hint" className="basis-full text-small text-muted">
        {t("scanHint")}
      </span>
    </form>
  )
}

/** 受付 of one seminar: scan or choose, see the verdict, go on; without the network, too. */
export function Door(props: { readonly snapshot: DoorSnapshot; readonly address: string }) {
  const { t } = useTranslation("door")
  const door = useDoor(props.snapshot, props.address)
  const { queue, snapshot } = door
  const person = snapshot.people.find(({ id }) => id === door.verdict.registrationId)
  return (
    <main id="main" className="mx-auto grid w-full max-w-[80rem] grid-cols-[minmax(0,1fr)] gap-apart p-apart">
      <header className="flex flex-wrap items-center justify-between gap-apart">
        <div>
          <h1 className="text-title">{snapshot.title}</h1>
          <p className="text-muted">{[t("title"), snapshot.room].filter(Boolean).join(" · ")}</p>
        </div>
        <div className="flex flex-wrap items-center gap-near" role="status">
          <Badge tone={queue.isOnline ? "success" : "warning"}>{t(queue.isOnline ? "online" : "offline")}</Badge>
          {queue.waiting.length > 0 ? (
            <>
              <Badge tone="warning">{t("unsent", { count: queue.waiting.length })}</Badge>
              <Button onClick={() => void queue.send()}>{t("sendNow")}</Button>
            </>
          ) : null}
          <LinkButton to={`/console/seminars/${snapshot.id}/apply`} icon="plus" reloadDocument>
            {t("walkIn")}
          </LinkButton>
          <LinkButton to={`/console/seminars/${snapshot.id}`} reloadDocument>
            {t("console")}
          </LinkButton>
        </div>
      </header>
      <Counters people={snapshot.people} enteredAt={door.enteredAt} />
      <div className="grid items-start gap-apart desk:grid-cols-2">
        <section className="grid gap-apart">
          <ScanField onScan={(text) => void door.scan(text)} />
          <DoorVerdict verdict={door.verdict} onLetPass={person ? () => door.enter(person, true) : undefined} />
        </section>
        <DoorList people={snapshot.people} enteredAt={door.enteredAt} onEnter={door.enter} onUndo={door.undo} />
      </div>
    </main>
  )
}
