import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { languageCookie } from "#app/identity/appearance.server.ts"
import { staffOf } from "#app/identity/require-staff.server.ts"
import { PreferencesInput, savePreferences } from "#app/identity/staff-preferences.server.ts"
import { formOf, ownPath } from "#app/platform/form.server.ts"
import { inHouse } from "#app/platform/scope.server.ts"

export async function action({ request }: ActionFunctionArgs) {
  const form = await formOf(request)
  const input = PreferencesInput.safeParse({
    locale: form.get("locale") ?? undefined,
    theme: form.get("theme") ?? undefined,
  })
  const staff = await staffOf(request)
  if (staff && input.success) await inHouse((scope) => savePreferences(scope, staff, input.data))
  const back = new URL(ownPath(form.get("returnTo"), "/"), "http://house")
  back.searchParams.delete("lang")
  const headers = input.success && input.data.locale ? { "Set-Cookie": languageCookie(input.data.locale) } : undefined
  return redirect(back.pathname + back.search, headers ? { headers } : undefined)
}
