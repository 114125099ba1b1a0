import { sendWaitingMail } from "#app/notices/send-waiting-mail.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import type { TestWeb } from "#test/support/use-web.ts"

/** A reader on his own page over HTTP: keeps his cookie, as a browser would. */
export class MyPageReader {
  cookie = ""

  constructor(
    private readonly web: TestWeb,
    readonly organization = "engei",
  ) {}

  get base(): string {
    return `/my/${this.organization}`
  }

  async open(path = ""): Promise<Response> {
    return this.take(
      await fetch(new URL(this.addressOf(path), this.web.url), { headers: this.headers(), redirect: "manual" }),
    )
  }

  async post(path: string, fields: Readonly<Record<string, string>> | FormData): Promise<Response> {
    return this.take(
      await fetch(new URL(this.addressOf(path), this.web.url), {
        ...{
          method: "POST",
          body: fields instanceof FormData ? fields : new URLSearchParams(fields),
          redirect: "manual",
        },
        headers: { ...this.headers(), Origin: this.web.url },
      }),
    )
  }

  /** Asks for a code; gives the page on which it is typed. */
  async ask(email: string): Promise<string> {
    return (await this.post("/sign-in", { email })).headers.get("location") ?? ""
  }

  /** The code of the last mail to an address; null where none is there. */
  async mailedCode(email: string): Promise<string | null> {
    const [mail] = await readScope(
      await this.web.house.actor(this.organization),
      (scope) => scope.sql<{ body_text: string }>`
        select body_text from outbox where kind = 'sign-in-code' and recipient = ${email} order by send_after desc, id desc limit 1`,
    )
    return /: (\d{6})$/m.exec(mail?.body_text ?? "")?.[1] ?? null
  }

  async signIn(email: string): Promise<Response> {
    const page = await this.ask(email)
    return this.post(page, { code: (await this.mailedCode(email)) ?? "" })
  }

  sendMail = async () => sendWaitingMail(await this.web.house.actor(this.organization))

  private addressOf = (path: string) => (path.startsWith(this.base) || path.startsWith("/o/") ? path : this.base + path)
  private headers = (): Record<string, string> => (this.cookie === "" ? {} : { Cookie: this.cookie })

  private take(answer: Response): Response {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";")
      if (pair.startsWith("teiki-my-")) this.cookie = pair.endsWith("=") ? "" : pair
    }
    return answer
  }
}
