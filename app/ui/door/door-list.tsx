import { type RefObject, useState } from "react"
import { useTranslation } from "react-i18next"
import type { DoorPerson } from "#app/seminars/door/door-snapshot.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"

const rows = ["ア", "カ", "サ", "タ", "ナ", "ハ", "マ", "ヤ", "ラ", "ワ"] as const

const rowOf = (kana: string) => {
  const first = kana.normalize("NFKD").charAt(0)
  return rows.findLast((sign) => first >= sign) ?? ""
}

/** Width, kana kind, case and spaces do not matter in a search. */
const plain = (text: string) =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[ぁ-ゖ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 0x60))
    .replace(/[\s・-]/g, "")

/** More rows than anybody reads; a search shows the others. */
const MOST_ROWS = 200

export type RowActs = {
  readonly onEnter: (person: DoorPerson, isForced?: boolean) => void
  readonly onUndo: (person: DoorPerson) => void
  readonly onCollect: (person: DoorPerson) => void
  readonly onStandIn: (person: DoorPerson) => void
}

/** 詳細: what is done less often. */
function RowMore({ person, acts }: { readonly person: DoorPerson; readonly acts: RowActs }) {
  const { t, i18n } = useTranslation("door")
  return (
    <div className="flex w-full flex-wrap items-center gap-near rounded-card bg-sunken p-near">
      {person.isWalkIn ? <Badge tone="info">{t("walkIn")}</Badge> : null}
      {person.owedYen > 0 ? (
        <>
          <Button icon="yen" onClick={() => acts.onCollect(person)}>
            {t("collect", { amount: person.owedYen.toLocaleString(i18n.language) })}
          </Button>
          {person.enteredAt === null ? (
            <Button onClick={() => acts.onEnter(person, true)}>{t("letPass")}</Button>
          ) : null}
        </>
      ) : null}
      {person.number === "" ? (
        <span className="text-small text-muted">{t("notSentYet")}</span>
      ) : (
        <Button onClick={() => acts.onStandIn(person)}>{t("standIn")}</Button>
      )}
      {person.enteredAt === null || person.number === "" ? null : (
        <Button
          tone="quiet"
          icon="undo"
          onClick={() => acts.onUndo(person)}
          aria-label={`${t("undo")}: ${person.name}`}
        >
          {t("undo")}
        </Button>
      )}
    </div>
  )
}

function ListRow({ person, acts }: { readonly person: DoorPerson; readonly acts: RowActs }) {
  const { t } = useTranslation("door")
  const [isOpen, setOpen] = useState(false)
  return (
    <li className="flex flex-wrap items-center justify-between gap-near border-t border-line py-near">
      <span className="min-w-0 flex-1 basis-[10rem]">
        <span className="block text-lead font-medium">{person.name}</span>
        <span className="block text-small text-muted">
          {[person.kana, person.company, person.number].filter(Boolean).join(" · ")}
        </span>
      </span>
      <span className="flex shrink-0 flex-wrap items-center justify-end gap-near">
        {person.owedYen > 0 ? (
          <Badge tone="warning" icon="yen">
            {t("unpaid")}
          </Badge>
        ) : null}
        {person.enteredAt === null ? (
          <Button tone="primary" onClick={() => acts.onEnter(person)} aria-label={`${t("enter")}: ${person.name}`}>
            {t("enter")}
          </Button>
        ) : (
          <Badge tone="success">{[person.enteredAt, person.enteredGate].filter(Boolean).join(" ")}</Badge>
        )}
        <Button
          tone="quiet"
          aria-expanded={isOpen}
          aria-label={`${t("more")}: ${person.name}`}
          onClick={() => setOpen(!isOpen)}
        >
          {t("more")}
        </Button>
      </span>
      {isOpen ? <RowMore person={person} acts={acts} /> : null}
    </li>
  )
}

const isFound = (person: DoorPerson, wanted: string) =>
  plain([person.name, person.kana, person.company, person.number, person.phoneEnd].join("|")).includes(wanted)

/** 受講者 by kana index and search; one press checks in. */
export function DoorList(props: {
  readonly people: readonly DoorPerson[]
  readonly acts: RowActs
  readonly search: RefObject<HTMLInputElement>
}) {
  const { t } = useTranslation("door")
  const [row, setRow] = useState("")
  const [find, setFind] = useState("")
  const wanted = plain(find)
  const shown = props.people.filter(
    (person) => (row === "" || rowOf(person.kana) === row) && (wanted === "" || isFound(person, wanted)),
  )
  return (
    <section aria-label={t("list")} className="card grid min-w-0 gap-near p-apart">
      <label className="grid gap-tight">
        <span className="font-medium">{t("search")}</span>
        <input
          ref={props.search}
          type="search"
          value={find}
          aria-keyshortcuts="F2"
          onChange={(event) => setFind(event.target.value)}
          className="control"
        />
      </label>
      <div role="group" aria-label={t("kana")} className="flex flex-wrap gap-tight">
        {["", ...rows].map((sign) => (
          <button
            key={sign}
            type="button"
            aria-pressed={row === sign}
            onClick={() => setRow(sign)}
            className="min-h-[2.75rem] min-w-[2.75rem] rounded-small border border-line-strong px-near text-lead aria-pressed:bg-accent-soft aria-pressed:font-semibold aria-pressed:text-accent-ink"
          >
            {sign === "" ? t("all") : sign}
          </button>
        ))}
      </div>
      {shown.length === 0 ? <p className="text-muted">{t("nobody")}</p> : null}
      <ul className="grid max-h-[60vh] overflow-y-auto" tabIndex={0} aria-label={t("list")}>
        {shown.slice(0, MOST_ROWS).map((person) => (
          <ListRow key={person.id} person={person} acts={props.acts} />
        ))}
      </ul>
      {shown.length > MOST_ROWS ? (
        <p className="text-muted">{t("moreRows", { count: shown.length - MOST_ROWS })}</p>
      ) : null}
    </section>
  )
}
