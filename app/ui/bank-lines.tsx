import { Form, Link } from "@remix-run/react"
import { useEffect, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import type { BookedDeposit, Suggestion } from "#app/billing/bank/suggestion.ts"
import { Badge } from "#app/ui/badge.tsx"
import { Button } from "#app/ui/button.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { Money } from "#app/ui/money.tsx"
import { useShortcuts } from "#app/ui/use-shortcuts.ts"

type Line = {
  readonly id: string
  readonly receivedOn: string
  readonly amountYen: number
  readonly remitterName: string
  readonly remitterCode: string
  readonly message: string
  readonly fromBank: string
  readonly suggestion: Suggestion | null
  readonly booked: readonly BookedDeposit[]
}

/** Who it seems to be, why, and what the money would pay. */
function Explanation({ suggestion, isBooked }: { readonly suggestion: Suggestion | null; readonly isBooked: boolean }) {
  const { t } = useTranslation("bank")
  if (suggestion === null && isBooked) return null
  if (suggestion === null) return <p className="text-muted">{t("noSuggestion")}</p>
  const { payer, parts, feeYen, restYen, identity, amount, isCertain } = suggestion
  return (
    <div className="grid gap-tight">
      <p className="flex flex-wrap items-center gap-near">
        <Link to={`/console/members/${payer.id}/contracts`} className="text-link font-semibold">
          {payer.name} ({payer.number})
        </Link>
        {isCertain ? (
          <Badge tone="success" icon="check">
            {t("sure")}
          </Badge>
        ) : null}
        <Badge>{t(`because-${identity}`)}</Badge>
        <Badge tone={amount === "exact" || amount === "less-fee" ? "success" : "warning"}>{t(`fits-${amount}`)}</Badge>
      </p>
      <ul className="flex flex-wrap gap-x-apart text-muted">
        {parts.map((part) => (
          <li key={part.subjectId}>
            {[part.invoiceNumber, part.subjectNumber].filter((one) => one !== null).join(" · ")}{" "}
            <Money amount={part.amountYen} unit />
          </li>
        ))}
        {feeYen > 0 ? (
          <li>
            {t("fee")} <Money amount={feeYen} unit />
          </li>
        ) : null}
        {restYen > 0 ? (
          <li>
            {t("rest")} <Money amount={restYen} unit />
          </li>
        ) : null}
      </ul>
    </div>
  )
}

/** Money that is booked already: the deposit is its bank's side and is not booked once more. */
function Booked({ line, maySettle }: { readonly line: Line; readonly maySettle: boolean }) {
  const { t } = useTranslation("bank")
  return line.booked.map(({ key, on, description }, at) => (
    <div key={key} className="flex flex-wrap items-center gap-near">
      <Badge tone="success" icon="check">
        {t("bookedAlready")}
      </Badge>
      <span>
        {description} <DayText on={on} />
      </span>
      {maySettle ? (
        <Form method="post" data-act={at === 0 ? "booked" : undefined} preventScrollReset>
          <input type="hidden" name="intent" value="aside" />
          <input type="hidden" name="lineId" value={line.id} />
          <input type="hidden" name="bookedAs" value={key} />
          <Button type="submit" tone={at === 0 ? "primary" : "secondary"} icon="check">
            {t("asBooked")}
          </Button>
        </Form>
      ) : null}
    </div>
  ))
}

/** Whatever is no payer's money, with a reason. */
function AsideForm({ line }: { readonly line: Line }) {
  const { t } = useTranslation("bank")
  return (
    <Form method="post" preventScrollReset className="flex flex-wrap items-end gap-tight">
      <input type="hidden" name="intent" value="aside" />
      <input type="hidden" name="lineId" value={line.id} />
      <input
        type="text"
        name="because"
        required
        maxLength={100}
        placeholder={t("because")}
        aria-label={`${t("because")} (${line.remitterName})`}
        className="control w-[12rem]"
      />
      <Button type="submit" tone="quiet">
        {t("aside")}
      </Button>
    </Form>
  )
}

function Choices({ line, mayHold }: { readonly line: Line; readonly mayHold: boolean }) {
  const { t } = useTranslation("bank")
  const { suggestion } = line
  return (
    <div className="flex flex-wrap items-end gap-near">
      {suggestion ? (
        <Form method="post" data-act="accept" preventScrollReset>
          <input type="hidden" name="intent" value="accept" />
          <input type="hidden" name="lineId" value={line.id} />
          <input type="hidden" name="payerId" value={suggestion.payer.id} />
          <input type="hidden" name="feeYen" value={suggestion.feeYen} />
          <input
            type="hidden"
            name="partsYen"
            value={suggestion.parts.reduce((sum, part) => sum + part.amountYen, 0)}
          />
          <Button type="submit" tone={suggestion.isCertain ? "primary" : "secondary"} icon="check">
            {t("accept")}
          </Button>
        </Form>
      ) : null}
      {mayHold ? (
        <Form method="post" data-act="hold" preventScrollReset>
          <input type="hidden" name="intent" value="hold" />
          <input type="hidden" name="lineId" value={line.id} />
          <Button type="submit">{t("hold")}</Button>
        </Form>
      ) : null}
      <Form method="post" preventScrollReset className="flex flex-wrap items-end gap-tight">
        <input type="hidden" name="intent" value="choose" />
        <input type="hidden" name="lineId" value={line.id} />
        <input
          type="text"
          name="payerNumber"
          required
          maxLength={40}
          placeholder={t("payerNumber")}
          aria-label={`${t("payerNumber")} (${line.remitterName})`}
          className="control w-[9rem]"
        />
        <Button type="submit" tone="quiet">
          {t("other")}
        </Button>
      </Form>
      {mayHold ? <AsideForm line={line} /> : null}
    </div>
  )
}

/** Deposits that wait, one after the other: A settles the present one, H holds it as 仮受金, J and K move. */
export function BankLines(props: {
  readonly lines: readonly Line[]
  readonly mayHold: boolean
  readonly maySettle: boolean
}) {
  const { lines, mayHold, maySettle } = props
  const { t } = useTranslation("bank")
  const [at, setAt] = useState(0)
  const list = useRef<HTMLOListElement>(null)
  const current = lines[Math.min(at, lines.length - 1)]
  useEffect(() => {
    list.current?.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" })
  }, [at])
  // What is marked on the screen is what a key acts on, whatever React still has to do.
  const submit = (act: "accept" | "hold" | "booked") => {
    const form = list.current?.querySelector(`[aria-current=true] form[data-act=${act}]`)
    if (form instanceof HTMLFormElement) form.requestSubmit()
  }
  useShortcuts({
    a: () => submit("accept"),
    h: () => submit("hold"),
    b: () => submit("booked"),
    j: () => setAt(Math.min(at + 1, lines.length - 1)),
    k: () => setAt(Math.max(Math.min(at, lines.length - 1) - 1, 0)),
  })
  return (
    <>
      <p className="hidden border-b border-line px-apart py-near text-small text-muted desk:block">{t("keys")}</p>
      <ol ref={list}>
        {lines.map((line, index) => (
          <li
            key={line.id}
            aria-current={line.id === current?.id}
            onFocus={() => setAt(index)}
            className="grid gap-near border-t border-line px-apart py-apart first:border-t-0 aria-[current=true]:bg-accent-soft desk:grid-cols-[16rem_minmax(0,1fr)]"
          >
            <div className="grid content-start gap-tight">
              <p className="text-title font-semibold">
                <Money amount={line.amountYen} unit />
              </p>
              <p className="font-medium [overflow-wrap:anywhere]">{line.remitterName}</p>
              <p className="text-small text-muted [overflow-wrap:anywhere]">
                <DayText on={line.receivedOn} />{" "}
                {[line.remitterCode, line.message, line.fromBank].filter((part) => part !== "").join(" · ")}
              </p>
            </div>
            <div className="grid content-start gap-near">
              <Booked line={line} maySettle={maySettle} />
              <Explanation suggestion={line.suggestion} isBooked={line.booked.length > 0} />
              {maySettle ? <Choices line={line} mayHold={mayHold} /> : null}
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}
