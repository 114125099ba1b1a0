import { Form, Link } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { staffChannels, staffOrderWays } from "#app/subscriptions/order-form.ts"
import { Button } from "#app/ui/button.tsx"
import { dayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { type FieldLike, mustFill } from "#app/ui/field.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { PromotionField } from "#app/ui/promotion-field.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { SelectField } from "#app/ui/select-field.tsx"
import { TextField } from "#app/ui/text-field.tsx"

type Found = {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly kana: string
  readonly companyName: string
  readonly address: string
  readonly phone: string
}

/** Who orders: found by the words of the one search box, or registered first. */
export function PayerSearch(props: { readonly find: string; readonly members: readonly Found[] }) {
  const { t } = useTranslation("orderEntry")
  const field = {
    id: "find",
    name: "find",
    errorId: "find-error",
    descriptionId: "find-hint",
    initialValue: props.find,
  }
  return (
    <SectionCard title={t("findPayer")}>
      <Form method="get" className="flex flex-wrap items-end gap-near pb-apart">
        <span className="min-w-0 flex-1 basis-[16rem]">
          <TextField field={{ ...field, required: true }} label={t("payer")} hint={t("findHint")} type="search" />
        </span>
        <Button type="submit" tone="primary" icon="search">
          {t("find")}
        </Button>
        <LinkButton to="/console/members/new" icon="plus">
          {t("addMember")}
        </LinkButton>
      </Form>
      {props.find !== "" && props.members.length === 0 ? <EmptyState icon="members" title={t("nobody")} /> : null}
      <ul>
        {props.members.map((member) => (
          <li
            key={member.id}
            className="flex flex-wrap items-center justify-between gap-near border-t border-line py-near"
          >
            <span className="min-w-0">
              <span className="font-medium">{[member.companyName, member.name].filter(Boolean).join(" ")}</span>{" "}
              <span className="figures text-muted">{member.number}</span>
              <span className="block text-small text-muted">
                {[member.kana, member.phone, member.address].filter(Boolean).join(" · ")}
              </span>
            </span>
            <LinkButton to={`?payer=${encodeURIComponent(member.number)}`}>
              {t("choose")}
              <span className="sr-only">: {member.name}</span>
            </LinkButton>
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}

/** The payer, once chosen. */
export function ChosenPayer({
  payer,
}: {
  readonly payer: { readonly id: string; readonly number: string; readonly name: string }
}) {
  // prettier-ignore
  const { t } = useTranslation("orderEntry")
  return (
    <p className="flex flex-wrap items-center gap-x-apart gap-y-tight">
      <Link to={`/console/members/${payer.id}`} className="text-link text-lead font-semibold">
        {payer.name} ({payer.number})
      </Link>
      <Link to="/console/orders/new" className="text-link">
        {t("otherPayer")}
      </Link>
    </p>
  )
}

type Offer = {
  readonly id: string
  readonly name: string
  readonly nameEnglish: string
  readonly publication: string
  readonly publicationEnglish: string
  readonly units: number
  readonly priceYen: number
  readonly kind: string
  readonly condition: "students" | "holders" | null
  readonly issues: readonly { readonly number: number; readonly label: string; readonly shipsOn: string }[]
}

/** Offer and first issue; the issues are those of the offer's title. */
export function OfferFields(props: {
  readonly offerField: FieldLike
  readonly issueField: FieldLike
  readonly offers: readonly Offer[]
  readonly chosen: Offer | undefined
}) {
  const { t, i18n } = useTranslation(["orderEntry", "contracts", "conditions"])
  const isEnglish = i18n.language === "en"
  const { chosen } = props
  return (
    <>
      <SelectField
        field={props.offerField}
        label={t("orderEntry:offer")}
        options={props.offers.map((offer) => ({
          value: offer.id,
          label: [
            t("contracts:offerOf", {
              publication: (isEnglish && offer.publicationEnglish) || offer.publication,
              offer: (isEnglish && offer.nameEnglish) || offer.name,
              units: offer.units,
            }),
            isFree(offer)
              ? t("orderEntry:free")
              : t("contracts:perCopy", { price: offer.priceYen.toLocaleString("ja-JP") }),
            offer.condition === null ? "" : `[${t(`conditions:badge-${offer.condition}`)}]`,
          ].join(" "),
        }))}
      />
      <SelectField
        key={chosen?.id}
        field={startingAt(props.issueField, chosen)}
        label={t("orderEntry:startIssue")}
        hint={t("orderEntry:startHint")}
        options={(chosen?.issues ?? []).map(({ number, label, shipsOn }) => ({
          value: String(number),
          label: t("contracts:issueOption", { number, label, date: dayText(shipsOn, i18n.language) }),
        }))}
      />
    </>
  )
}

/** Starts with what was chosen, else with the next issue; which back issue is wanted nobody can guess. */
function startingAt(field: FieldLike, offer: Offer | undefined): FieldLike {
  const isChosen = offer?.issues.some(({ number }) => String(number) === field.initialValue)
  if (isChosen || !offer || offer.kind === "single") return field
  return { ...mustFill(field), initialValue: String(offer.issues[0]?.number ?? "") }
}

const isFree = (offer: { readonly kind: string }) => offer.kind === "sample" || offer.kind === "complimentary"

/** How the order came, how it is paid, and what brought it. */
export function OrderWayFields(props: {
  readonly channel: FieldLike
  readonly paymentWay: FieldLike
  readonly sourceCode: FieldLike
  readonly promotionCode: FieldLike
  readonly sources: readonly { readonly code: string; readonly name: string; readonly nameEnglish: string }[]
}) {
  const { t, i18n } = useTranslation(["orderEntry", "orders"])
  const sources = props.sources.map(({ code, name, nameEnglish }) => ({
    value: code,
    label: `${code} ${(i18n.language === "en" && nameEnglish) || name}`,
  }))
  return (
    <>
      <SelectField
        field={props.channel}
        label={t("orderEntry:channel")}
        options={staffChannels.map((value) => ({ value, label: t(`orders:${value}`) }))}
      />
      <SelectField
        field={props.paymentWay}
        label={t("orderEntry:paymentWay")}
        options={staffOrderWays.map((value) => ({ value, label: t(`orders:way-${value}`) }))}
      />
      {sources.length > 0 ? (
        <SelectField field={props.sourceCode} label={t("orderEntry:source")} options={sources} />
      ) : (
        <TextField field={props.sourceCode} label={t("orderEntry:source")} maxLength={40} />
      )}
      <PromotionField field={props.promotionCode} isStaff />
    </>
  )
}

/** The total, before anything is placed. */
export function OrderTotal(props: { readonly offer: Offer | undefined; readonly copies: number }) {
  const { t } = useTranslation(["orderEntry", "states"])
  const { offer, copies } = props
  const price = offer ? (isFree(offer) ? 0 : offer.priceYen) : 0
  return (
    <div className="rounded-card bg-sunken px-apart py-near" role="status">
      <p className="text-small text-muted">{t("orderEntry:total")}</p>
      {offer && copies > 0 ? (
        <p className="figures">
          <strong className="text-title">{(price * copies).toLocaleString("ja-JP")}</strong> {t("states:yen")}{" "}
          <span className="text-muted">
            {t("orderEntry:totalOf", { price: price.toLocaleString("ja-JP"), copies })}
          </span>
        </p>
      ) : (
        <p>{t("orderEntry:totalLater")}</p>
      )}
    </div>
  )
}
