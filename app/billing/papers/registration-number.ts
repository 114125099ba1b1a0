/** What a 登録番号 looks like: right, wrong in form, or with a check digit that does not fit. */
export type RegistrationNumberState = "fits" | "not-t-and-13-digits" | "check-digit-differs"

/**
 * The check digit of a corporate number (法人番号): 9 − (Σ Pn·Qn mod 9) over the 12 lower digits, Q 1 and 2 by turns from the right.
 * Numbers of sole traders need not follow it, so a difference is a warning and no refusal.
 */
export function registrationNumberState(text: string): RegistrationNumberState {
  const digits = /^T(\d)(\d{12})$/.exec(text)
  if (!digits) return "not-t-and-13-digits"
  const sum = Array.from(digits[2] ?? "")
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 2), 0)
  return 9 - (sum % 9) === Number(digits[1]) ? "fits" : "check-digit-differs"
}
