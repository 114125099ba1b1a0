import { beforeAll, describe, expect, test } from "vitest"
import { openDatabase } from "#app/platform/database.server.ts"
import { naiveBooks } from "#test/oracle/naive-books.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)

beforeAll(async () => {
  await world.found()
  const contract = await world.order(await world.reader(), "M12")
  await world.pay(contract, 5_000)
  await world.ship("TSUKI", 3)
})

describe("the second set of books", () => {
  test("agrees with the first", async () => {
    expect(await world.look(naiveBooks)).toEqual([])
  })

  // The negative control: an oracle that finds nothing proves nothing.
  test.each([
    [
      "a movement's balance",
      "update movement set deferred_yen = deferred_yen - 1 where cause = 'issue' and deferred_yen < 0",
      /: issue /,
    ],
    ["what was earned", "update movement set net_yen = net_yen + 1 where cause = 'issue' and net_yen > 0", /: earned /],
    ["money allocated", "update payment_allocation set amount_yen = amount_yen + 1", /: payment /],
    ["a ledger line", "update voucher_line set sub_account = 'KISETSU' where sub_account = 'TSUKI'", /^TSUKI /],
  ])("finds %s that somebody changed", async (_what, tampering, finding) => {
    const owner = openDatabase(house.ownerUrl, 1)
    try {
      await owner.transaction(async (tx) => {
        await tx.raw("set local row_security = off")
        await tx.raw(
          "alter table movement disable row level security; alter table payment_allocation disable row level security",
        )
        await tx.raw("alter table voucher_line disable row level security")
        await tx.raw(tampering)
      })
      expect(await world.look(naiveBooks)).toContainEqual(expect.stringMatching(finding))
    } finally {
      await owner.destroy()
    }
  })
})
