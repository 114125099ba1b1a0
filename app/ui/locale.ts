/** The two languages of every reader-facing page and of the console. */
export type Locale = "ja" | "en"

/** The look chosen by the user; `system` follows the device. */
export type Theme = "system" | "light" | "dark"
