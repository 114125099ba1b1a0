import { once } from "node:events"
import net from "node:net"

export type CutWire = Readonly<{
  /** The address of the server behind the wire, as the pool knows it. */
  url: string
  /** Cuts the connection that sends the next COMMIT: before the server has it, or when the server has done it and nobody knows. */
  cutAtCommit: (moment: "before" | "after") => void
  /** COMMITs that were cut so far. */
  cuts: () => number
  /** Leads new connections to another server: one that was started again on another port. */
  leadTo: (serverUrl: string) => void
  close: () => Promise<void>
}>

/** A wire between a pool and PostgreSQL that a test cuts at the worst moment. */
export async function openCutWire(serverUrl: string): Promise<CutWire> {
  let target = new URL(serverUrl)
  let armed: "before" | "after" | null = null
  let cuts = 0
  const open = new Set<net.Socket>()
  const wire = net.createServer((client) => {
    const server = net.connect({ host: target.hostname, port: Number(target.port) })
    let losesAnswer = false
    const end = () => {
      client.destroy()
      server.destroy()
      open.delete(client)
    }
    open.add(client)
    for (const side of [client, server]) side.on("error", end).on("close", end)
    client.on("data", (sent) => {
      if (armed !== null && sent.includes("COMMIT")) {
        losesAnswer = armed === "after"
        armed = null
        cuts += 1
        if (!losesAnswer) {
          end()
          return
        }
      }
      server.write(sent)
    })
    server.on("data", (answer) => (losesAnswer ? end() : client.write(answer)))
  })
  wire.listen(0, "127.0.0.1")
  await once(wire, "listening")
  const address = wire.address()
  if (address === null || typeof address === "string") throw new Error("the wire has no port")
  const url = new URL(serverUrl)
  url.port = String(address.port)
  return {
    url: url.href,
    cutAtCommit: (moment) => {
      armed = moment
    },
    cuts: () => cuts,
    leadTo: (moved) => {
      target = new URL(moved)
    },
    close: async () => {
      wire.close()
      for (const client of open) client.destroy()
      await once(wire, "close")
    },
  }
}
