import { z } from "zod"
import { roles } from "#app/identity/permission.ts"
import { tidy } from "#app/values/text.ts"

const messages = {
  email: {
    ja: "メールアドレスを name@example.jp の形で入力してください。",
    en: "Please give a mail address like name@example.jp.",
  },
  name: { ja: "氏名を入力してください。", en: "Please give the name." },
  long: { ja: "60文字以内で入力してください。", en: "Up to 60 characters, please." },
  role: { ja: "役割を選んでください。", en: "Please choose the role." },
  password: { ja: "パスワードは12文字以上にしてください。", en: "The password needs at least 12 characters." },
} as const

/** The form of a new member of staff (担当者の登録). */
export function newStaffForm(locale: "ja" | "en") {
  const say = (key: keyof typeof messages) => messages[key][locale]
  return z.object({
    email: z
      .string(say("email"))
      .transform((text) => tidy(text.normalize("NFKC")).toLowerCase())
      .pipe(z.email(say("email"))),
    name: z
      .string(say("name"))
      .transform(tidy)
      .pipe(z.string().min(1, say("name")).max(60, say("long"))),
    role: z.enum(roles, say("role")),
    password: z.string(say("password")).refine((text) => Array.from(text).length >= 12, say("password")),
  })
}

/** The form of the roles that a member of staff has here; none takes him away from this organization. */
export const staffRolesForm = z.object({ roles: z.array(z.enum(roles)) })
