import { once } from "node:events"
import { SMTPServer } from "smtp-server"

export type StrictSmtp = Readonly<{
  /** What the server says to an address, by its local part; all others are taken. */
  answers: Map<string, readonly [code: number, text: string]>
  /** Envelope senders and recipients of the mails that were taken. */
  taken: (readonly [from: string, to: string])[]
  close: () => Promise<void>
}>

/** A mail server that refuses some addresses while it is spoken to. */
export async function startStrictSmtp(port: number): Promise<StrictSmtp> {
  const answers: StrictSmtp["answers"] = new Map()
  const taken: StrictSmtp["taken"] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo: ({ address }, _session, done) => {
      const answer = answers.get(address.split("@")[0] ?? "")
      done(answer ? Object.assign(new Error(answer[1]), { responseCode: answer[0] }) : null)
    },
    onData: (stream, { envelope }, done) => {
      stream.resume()
      stream.on("end", () => {
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address
        for (const { address } of envelope.rcptTo) taken.push([from, address])
        done()
      })
    },
  })
  server.listen(port, "127.0.0.1")
  await once(server.server, "listening")
  return {
    ...{ answers, taken },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
      }),
  }
}
