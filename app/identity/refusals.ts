import { refusalsOf } from "#app/values/refusal.ts"

export const refusals = {
  "sign-in-failed": {
    ja: "メールアドレスまたはパスワードが違います。",
    en: "The mail address or the password is wrong.",
  },
  "too-many-attempts": {
    ja: "続けて失敗したため、{minutes}分ほど待ってからもう一度お試しください。",
    en: "Too many failures; wait about {minutes} minutes and try again.",
  },
  "password-too-short": {
    ja: "パスワードは12文字以上にしてください。",
    en: "The password needs at least 12 characters.",
  },
} as const

export const refuse = refusalsOf(refusals)
