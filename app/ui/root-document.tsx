import { Links, Meta, Scripts, ScrollRestoration } from "@remix-run/react"
import type { ReactNode } from "react"
import { I18nProvider } from "react-aria-components"
import { I18nextProvider } from "react-i18next"
import { accentStyle } from "#app/ui/accent.ts"
import { i18nFor } from "#app/ui/i18n.ts"
import type { Locale, Theme } from "#app/ui/locale.ts"

/** The HTML document around every page: language, theme, accent of the organization, scripts with their nonce. */
export function RootDocument(props: {
  readonly locale: Locale
  readonly theme: Theme
  readonly nonce?: string | undefined
  /** `#rrggbb`; the house's accent when absent. */
  readonly accent?: string | undefined
  readonly children: ReactNode
}) {
  const accent = accentStyle(props.accent)
  return (
    <html lang={props.locale} data-theme={props.theme === "system" ? undefined : props.theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no, address=no, email=no" />
        <meta name="color-scheme" content={props.theme === "system" ? "light dark" : props.theme} />
        <Meta />
        <Links />
        {accent === "" ? null : (
          // A style element, not an attribute: the policy allows no style attributes, and browsers hide the nonce.
          <style nonce={props.nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: accent }} />
        )}
      </head>
      <body>
        <I18nextProvider i18n={i18nFor(props.locale)}>
          <I18nProvider locale={props.locale === "ja" ? "ja-JP" : "en-GB"}>{props.children}</I18nProvider>
        </I18nextProvider>
        <ScrollRestoration nonce={props.nonce} />
        <Scripts nonce={props.nonce} />
      </body>
    </html>
  )
}
