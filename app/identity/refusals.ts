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
  "staff-here-already": {
    ja: "{email} はすでにこの委託元の担当者です。一覧から役割を変えられます。",
    en: "{email} is on the staff already. The list lets you change the roles.",
    status: 409,
  },
  "no-such-staff": {
    ja: "この担当者は登録されていません。一覧を読み込み直してください。",
    en: "There is no such member of staff. Please load the list again.",
    status: 404,
  },
  "staff-needs-a-role": {
    ja: "役割を1つ以上選んでください。サインインさせないときは「利用を止める」を使ってください。",
    en: "Choose at least one role. To keep somebody from signing in, disable the account.",
  },
  "not-oneself": {
    ja: "自分自身の利用停止と、自分の管理者の役割の取り消しはできません。ほかの管理者に依頼してください。",
    en: "Nobody disables himself or gives up his own role of administrator. Ask another administrator.",
    status: 409,
  },
  "last-administrator": {
    ja: "最後の管理者です。先にほかの担当者を管理者にしてください。",
    en: "This is the last administrator. Make somebody else an administrator first.",
    status: 409,
  },
  "staff-works-elsewhere": {
    ja: "{name} さんはほかの委託元も担当しているため、利用停止・再開はできません。この委託元の役割をすべて外してください。",
    en: "{name} works for other organizations, too, and is not disabled or enabled here. Take away all the roles instead.",
    status: 409,
  },
} as const

export const refuse = refusalsOf(refusals)
