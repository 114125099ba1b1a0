import { staffOf, type Theme } from "#app/identity/require-staff.server.ts"
import { inHouse, type Locale } from "#app/platform/scope.server.ts"

export type Appearance = Readonly<{ locale: Locale; theme: Theme; accent: string | undefined }>

/** A reader's language: chosen before (cookie), or named in the address (?lang=en), or Japanese. */
export function localeOfReader(request: Request): Locale {
  const asked = new URL(request.url).searchParams.get("lang")
  if (asked === "ja" || asked === "en") return asked
  return /(?:^|;\s*)lang=en(?:;|$)/.test(request.headers.get("cookie") ?? "") ? "en" : "ja"
}

export const languageCookie = (locale: Locale): string => `lang=${locale}; Path=/; SameSite=Lax; Max-Age=31536000`

/** How a page looks to who asks: staff by their own settings, readers in their language with the organization's colour. */
export async function appearanceOf(request: Request): Promise<Appearance> {
  const path = new URL(request.url).pathname
  const [, audience, code] = path.split("/")
  if (audience === "console") {
    const staff = await staffOf(request)
    if (staff) return { locale: staff.staff.locale, theme: staff.staff.theme, accent: staff.organization.accent }
  }
  const [organization] =
    (audience === "o" || audience === "my") && code !== undefined
      ? await inHouse((scope) => scope.sql<{ accent: string }>`select accent from organization where code = ${code}`)
      : []
  return { locale: localeOfReader(request), theme: "light", accent: organization?.accent }
}
