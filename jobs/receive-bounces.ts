import { mkdir, readdir, readFile, rename } from "node:fs/promises"
import path from "node:path"
import { z } from "zod"
import { receiveBounces } from "#app/notices/receive-bounces.server.ts"
import type { Clock } from "#app/platform/clock.server.ts"
import { houseJob } from "#app/platform/job.server.ts"

/** Messages read at a time, so that a full mailbox stays out of memory. */
const BATCH = 50

type Counts = Readonly<{ messages: number; returned: number; added: number }>

export const job = houseJob({
  name: "receive-bounces",
  summary: {
    ja: "戻ってきたメール(不達通知)を標準入力かMaildirから受け取る",
    en: "Takes in returned mail (delivery status notifications), one from stdin or those of a Maildir",
  },
  flags: z.object({ maildir: z.string().optional(), asOf: z.string().optional() }),
  run: async ({ flags, clock }) => {
    const counts = flags.maildir === undefined ? await takeOne(clock) : await takeMaildir(flags.maildir, clock)
    return { ok: true, result: counts }
  },
})

async function takeOne(clock: Clock): Promise<Counts> {
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) if (chunk instanceof Uint8Array) chunks.push(chunk)
  const { messages, added, isOurs } = await receiveBounces([Buffer.concat(chunks)], clock)
  return { messages, returned: isOurs.filter(Boolean).length, added }
}

/** Each file moves once what it says is committed: cut off in between it is read again, and counts once. */
async function takeMaildir(folder: string, clock: Clock): Promise<Counts> {
  const fresh = path.join(folder, "new")
  const entries = await readdir(fresh, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith(".")).map(({ name }) => name)
  names.sort()
  await mkdir(path.join(folder, "cur"), { recursive: true })
  let [returned, added] = [0, 0]
  for (let at = 0; at < names.length; at += BATCH) {
    const batch = names.slice(at, at + BATCH)
    const messages = await Promise.all(batch.map((name) => readFile(path.join(fresh, name))))
    const received = await receiveBounces(messages, clock)
    for (const [place, name] of batch.entries()) {
      const isOurs = received.isOurs[place] === true
      // What is not ours stays unread there: somebody may have written to the address.
      await rename(
        path.join(fresh, name),
        path.join(folder, "cur", `${name.split(":")[0] ?? name}:2,${isOurs ? "S" : ""}`),
      )
      if (isOurs) returned += 1
    }
    added += received.added
  }
  return { messages: names.length, returned, added }
}
