import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { Form, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { stopNews } from "#app/members/reader/stop-news.server.ts"
import { memberOfUnsubscribeToken } from "#app/notices/unsubscribe-token.server.ts"
import { formOf, found } from "#app/platform/form.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SubmitButton } from "#app/ui/submit-button.tsx"

function memberOf(token: string | undefined) {
  const member = memberOfUnsubscribeToken(token ?? "")
  if (member === null) throw new Response("not found", { status: 404 })
  return member
}

export function loader({ request, params }: LoaderFunctionArgs) {
  memberOf(params.token)
  return { isDone: new URL(request.url).searchParams.has("done") }
}

/** The button of the page says so; whatever else posts here is the one click of RFC 8058, which no page follows. */
async function isFromPage(request: Request): Promise<boolean> {
  try {
    return (await formOf(request)).has("fromPage")
  } catch {
    return false
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const memberId = memberOf(params.token)
  const actor = await found(actorFor(params.organization ?? "", "reader:unsubscribe"))
  await inScope(actor, (scope) => stopNews(scope, memberId))
  if (!(await isFromPage(request))) return new Response(null, { status: 204 })
  return redirect(`/my/${params.organization ?? ""}/unsubscribe/${params.token ?? ""}?done=1`)
}

/** ご案内メールの停止, from the address in a mail: one button, no sign-in. */
export default function Unsubscribe() {
  const { t } = useTranslation("my")
  const { isDone } = useLoaderData<typeof loader>()
  if (isDone) {
    return (
      <>
        <PageHeader title={t("stopTitle")} />
        <div role="status">
          <Callout tone="success" title={t("stoppedTitle")}>
            {t("stoppedBody")}
          </Callout>
        </div>
      </>
    )
  }
  return (
    <>
      <PageHeader title={t("stopTitle")} summary={t("stopLead")} />
      <Form method="post" reloadDocument>
        <input type="hidden" name="fromPage" value="yes" />
        <SubmitButton>{t("stop")}</SubmitButton>
      </Form>
    </>
  )
}
