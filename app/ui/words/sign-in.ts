import type { SameKeys } from "#app/ui/words/same-keys.ts"

const ja = {
  title: "サインイン",
  email: "メールアドレス",
  password: "パスワード",
  submit: "サインイン",
  forgot: "パスワードを忘れた方",
  code: "確認コード",
  codeHint: "メールに届いた6桁の数字を入力してください",
  sendCode: "確認コードを送る",
  codeSent: "入力されたアドレスが登録されていれば、確認コードをお送りしました",
  secondFactor: "二段階認証",
  totpHint: "認証アプリの6桁の数字を入力してください",
  passkey: "パスキーでサインイン",
  verify: "確認する",
  wrong: "メールアドレスまたはパスワードが違います。入力し直してください",
} as const

const en = {
  title: "Sign in",
  email: "Email",
  password: "Password",
  submit: "Sign in",
  forgot: "Forgot your password?",
  code: "Code",
  codeHint: "Type the 6 digits we mailed you",
  sendCode: "Mail me a code",
  codeSent: "If the address is registered, we have mailed a code",
  secondFactor: "Second factor",
  totpHint: "Type the 6 digits of your authenticator app",
  passkey: "Sign in with a passkey",
  verify: "Verify",
  wrong: "The email or password does not match. Please type them again",
} as const satisfies SameKeys<typeof ja>

/** Signing in. */
export const signIn = { ja, en }
