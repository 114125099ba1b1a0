import { useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { found, parseForm } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { offerForEdit, successorsForOffer, titlesForOffer } from "#app/publications/offer-for-edit.server.ts"
import { offerForm } from "#app/publications/offer-form.ts"
import { saveOffer } from "#app/publications/save-offer.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import { OfferFields } from "#app/ui/offer-fields.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOffers", to: "/console/offers" }] }

const blank = {
  kind: "term",
  refundPolicy: "pro-rata",
  onSale: "on",
  graceIssues: "0",
  cancellationFeeYen: "0",
  condition: "anyone",
} as const

/** `new` is a new offer; every other code is one that is there. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "issues.run")
  const isNew = params.code === "new"
  return found(
    readScope(actor, async (scope) => {
      const offer: Readonly<Record<string, string>> = isNew ? blank : await offerForEdit(scope, params.code ?? "")
      const { t } = i18nFor(actor.locale)
      return {
        title: isNew ? t("offerEdit:newTitle") : `${t("offerEdit:title")}: ${offer.name ?? ""}`,
        ...{ offer, isNew, titles: await titlesForOffer(scope), successors: await successorsForOffer(scope) },
        locale: actor.locale,
      }
    }),
  )
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "issues.run")
  const form = await parseForm(request, offerForm(actor.locale))
  if (!form.ok) return form.reply
  const isNew = params.code === "new"
  if (!isNew && form.value.code !== params.code) throw new Response("another offer", { status: 400 })
  try {
    await inScope(actor, (scope) => saveOffer(scope, form.value, isNew))
    throw redirect(`/console/offers?offer=${encodeURIComponent(form.value.code)}`, 303)
  } catch (error) {
    return form.refuse(error, actor.locale)
  }
}

/** 購読プラン: its terms, series, perks and prices to come. */
export default function EditOffer() {
  const { t } = useTranslation("offerEdit")
  const { title, offer, isNew, titles, successors, locale } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useForm({
    id: `offer-${offer.code ?? "new"}`,
    lastResult: answer?.submission ?? null,
    defaultValue: { ...offer },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: offerForm(locale) }),
    constraint: {
      ...{
        code: { required: true },
        publication: { required: true },
        name: { required: true },
        kind: { required: true },
        condition: { required: true },
      },
      ...{ units: { required: true }, priceYen: { required: true }, refundPolicy: { required: true } },
    },
  })
  return (
    <>
      <PageHeader title={title} summary={t("lead")} />
      <OfferFields form={form} fields={fields} isNew={isNew} titles={titles} successors={successors} />
    </>
  )
}
