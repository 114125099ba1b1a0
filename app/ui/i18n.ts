import { createInstance, type i18n as I18n } from "i18next"
import type { Locale } from "#app/ui/locale.ts"
import { words } from "#app/ui/words/all.ts"

function createI18n(locale: Locale): I18n {
  const instance = createInstance()
  void instance.init({
    lng: locale,
    fallbackLng: "ja",
    supportedLngs: ["ja", "en"],
    resources: words,
    ns: Object.keys(words.ja),
    defaultNS: "actions",
    initAsync: false,
    returnNull: false,
    // React escapes; the server's callers put words into text, never into markup.
    interpolation: { escapeValue: false },
  })
  return instance
}

const instances = { ja: createI18n("ja"), en: createI18n("en") }

/** The words of one language. An instance never changes its language, so requests may share it without a leak. */
export function i18nFor(locale: Locale): I18n {
  return instances[locale]
}
