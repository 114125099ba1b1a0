import { beforeAll, describe, expect, test } from "vitest"
import { openDatabase } from "#app/platform/database.server.ts"
import { inScope, type Scope } from "#app/platform/scope.server.ts"
import { lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import type { ContractId } from "#app/values/ids.ts"
import { seededRandom } from "#test/support/seeded-random.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

// F14: two acts take the same contracts in reverse order, and a statement is refused as not serializable. The Scope tries again: every act
// is done once, in some order, and nobody is told of it.

const seed = Number(process.env.FAULT_SEED ?? 20261127)
const ROUNDS = 3
const random = seededRandom(seed)
const house = useHouse("empty")
const world = smallWorld(house)
const contracts: ContractId[] = []

beforeAll(async () => {
  await world.found()
  for (let at = 0; at < 4; at += 1) contracts.push(await world.order(await world.reader(), "M12"))
})

/** Both wait until the other has come; who comes later, or again, goes on. */
function meeting() {
  let come = 0
  let open: () => void = () => undefined
  const both = new Promise<undefined>((resolve) => {
    open = () => {
      resolve(undefined)
    }
  })
  return () => {
    come += 1
    if (come >= 2) open()
    return both
  }
}

/** Two contracts, drawn. */
function drawn(): readonly [ContractId, ContractId] {
  const at = Math.floor(random() * contracts.length)
  const one = contracts[at]
  const other = contracts[(at + 1 + Math.floor(random() * (contracts.length - 1))) % contracts.length]
  if (one === undefined || other === undefined) throw new Error("no contracts")
  return [one, other]
}

const note = async (scope: Scope, contractId: ContractId, word: string) => {
  await lockContract(scope, contractId)
  const happenedOn = scope.today
  await noteContractEvent(scope, contractId, { kind: "retained", fromIssue: null, happenedOn, detail: { word } })
}

const words = () =>
  world.look(async (scope) => {
    const rows = await scope.sql<{ word: string }>`
      select detail ->> 'word' as word from contract_event where kind = 'retained' order by 1`
    return rows.map(({ word }) => word)
  })

describe(`F14 deadlocks and serialization failures (FAULT_SEED=${seed})`, () => {
  test("contracts taken in reverse order: both acts are done, each once", async () => {
    let attempts = 0
    const due: string[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const [one, other] = drawn()
      const meet = meeting()
      const act = (order: readonly [ContractId, ContractId], word: string) =>
        world.act(async (scope) => {
          attempts += 1
          await note(scope, order[0], word)
          await meet()
          await note(scope, order[1], word)
        })
      await Promise.all([act([one, other], `${round} one`), act([other, one], `${round} other`)])
      due.push(`${round} one`, `${round} one`, `${round} other`, `${round} other`)
    }
    expect(await words()).toEqual(due)
    expect(attempts).toBe(3 * ROUNDS)
    expect(await world.differences()).toEqual([])
  })

  test("without the Scope one of the two is refused (negative control)", async () => {
    const owner = openDatabase(house.ownerUrl, 2)
    const [one, other] = drawn()
    const meet = meeting()
    const act = (order: readonly [ContractId, ContractId]) =>
      owner.transaction(async (tx) => {
        await tx.raw("select from contract where id = ? for update", [order[0]])
        await meet()
        await tx.raw("select from contract where id = ? for update", [order[1]])
      })
    const outcomes = await Promise.allSettled([act([one, other]), act([other, one])])
    await owner.destroy()
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome] : []))
    expect(refused).toMatchObject([{ reason: { code: "40P01" } }])
  })

  test("what is not serializable is tried again, not for ever, and leaves nothing behind", async () => {
    const before = await words()
    const [one] = drawn()
    const failing = async (times: number) => {
      let attempts = 0
      const done = inScope(await house.actor("tsuki"), async (scope) => {
        attempts += 1
        await note(scope, one, "serial")
        if (attempts <= times) await scope.sql`do $$ begin raise exception using errcode = '40001'; end $$`
      })
      return done.then(() => attempts, (error: unknown) => ({ attempts, error })) // prettier-ignore
    }
    expect(await failing(1)).toBe(2)
    expect(await words()).toEqual([...before, "serial"])
    expect(await failing(1_000)).toMatchObject({ error: { code: "40001" } })
    expect(await words()).toEqual([...before, "serial"])
  })
})
