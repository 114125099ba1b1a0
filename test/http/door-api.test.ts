import { beforeAll, expect, test } from "vitest"
import { signed } from "#app/platform/seal.server.ts"
import { openDoors } from "#test/support/door-people.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
let opened: Awaited<ReturnType<typeof openDoors>> = { seminarId: "", tokens: [] }

beforeAll(async () => {
  opened = await openDoors(web, "DEVICES")
})

test("F10 a device posts its scans with the door's key, and nothing without it; the second scan of a ticket is a duplicate", async () => {
  const post = (key: string, nonce: string) =>
    fetch(`${web.url}/api/v1/check-ins`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
      body: JSON.stringify({
        device: "gate-1",
        checkIns: [{ nonce, code: opened.tokens[3], occurredAt: "2026-12-10T13:19:00+09:00" }],
      }),
    })
  const [first, second] = ["0198f000-0000-4000-8000-0000000000ba", "0198f000-0000-4000-8000-0000000000bb"] as const
  expect((await post("engei:x.forged", first)).status).toBe(401)
  const key = signed("door-key", `engei:${opened.seminarId}`)
  for (const [nonce, verdict] of [
    [first, "accepted"],
    [second, "duplicate"],
    [first, "accepted"],
  ] as const) {
    const answer = await post(key, nonce)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ verdicts: [{ nonce, verdict }] })
  }
})
