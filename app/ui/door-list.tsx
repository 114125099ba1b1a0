import { useState } from "react"
import { useTranslation } from "react-i18next"
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

type Person = {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly kana: string
  readonly company: string
  readonly phoneEnd: string
  readonly owedYen: number
}

function ListRow(props: {
  readonly person: Person
  readonly at: string | undefined
  readonly onEnter: () => void
  readonly onUndo: () => void
}) {
  const { t } = useTranslation("door")
  const { person, at } = props
  return (
    <li className="flex items-center justify-between gap-near border-t border-line py-near">
      <span className="min-w-0">
        <span className="block font-medium">{person.name}</span>
        <span className="block text-small text-muted">
          {[person.kana, person.company, person.number].filter(Boolean).join(" · ")}
        </span>
      </span>
      <span className="flex shrink-0 items-center gap-near">
        {person.owedYen > 0 ? <Badge tone="warning">{t("unpaid")}</Badge> : null}
        {at === undefined ? (
          <Button tone="primary" onClick={props.onEnter} aria-label={`${t("enter")}: ${person.name}`}>
            {t("enter")}
          </Button>
        ) : (
          <>
            <Badge tone="success">{at}</Badge>
            <Button tone="quiet" onClick={props.onUndo} aria-label={`${t("undo")}: ${person.name}`}>
              {t("undo")}
            </Button>
          </>
        )}
      </span>
    </li>
  )
}

/** 受講者 by kana index and search; one press checks in. */
export function DoorList<Row extends Person>(props: {
  readonly people: readonly Row[]
  readonly enteredAt: (person: Row) => string | undefined
  readonly onEnter: (person: Row) => void
  readonly onUndo: (person: Row) => void
}) {
  const { t } = useTranslation("door")
  const [row, setRow] = useState("")
  const [find, setFind] = useState("")
  const wanted = plain(find)
  const shown = props.people.filter(
    (person) =>
      (row === "" || rowOf(person.kana) === row) &&
      (wanted === "" ||
        plain([person.name, person.kana, person.company, person.number, person.phoneEnd].join("|")).includes(wanted)),
  )
  return (
    <section aria-label={t("list")} className="card grid min-w-0 gap-near p-apart">
      <label className="grid gap-tight">
        <span className="font-medium">{t("search")}</span>
        <input type="search" value={find} onChange={(event) => setFind(event.target.value)} className="control" />
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
        {shown.map((person) => (
          <ListRow
            key={person.id}
            person={person}
            at={props.enteredAt(person)}
            onEnter={() => props.onEnter(person)}
            onUndo={() => props.onUndo(person)}
          />
        ))}
      </ul>
    </section>
  )
}
