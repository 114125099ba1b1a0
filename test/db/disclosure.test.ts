import { beforeAll, expect, test } from "vitest"
import { z } from "zod"
import { factsOfMember } from "#app/desk/disclosure/facts-of-member.server.ts"
import { rowsOfMember } from "#app/desk/disclosure/rows-of-member.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { idOf } from "#app/values/ids.ts"
import { richTenant, secret } from "#test/http/access/rich-tenant.ts"
import { useHouse } from "#test/support/use-house.ts"

// 個人情報の開示 of everybody in a tenant with one of everything.
const house = useHouse("legacy")
const rowsByTable = z.record(z.string(), z.array(z.record(z.string(), z.unknown())))

beforeAll(async () => {
  await richTenant(house)
})

/** Tables that point at a member and are not handed to him, and why. */
const keptBack = {
  member_match: "names somebody else, who may be the same person",
  member_merge: "the merged ones' own rows are handed over",
  reader_session: "keys",
  stripe_request: "the talk with Stripe; its sums stand among the payments",
}

async function disclosed() {
  return readScope(await house.actor("himitsu"), async (scope) => {
    const members = await scope.sql<{ id: string }>`select id from member where merged_into_id is null order by number`
    const packs = []
    for (const { id } of members) {
      const held = await rowsOfMember(scope, idOf(id))
      packs.push({ id, rows: rowsByTable.parse(held?.rows), facts: await factsOfMember(scope, idOf(id)) })
    }
    return packs
  })
}

test("N1 every table that points at a member is in his disclosure, or is named here with its reason", async () => {
  const tables = await readScope(
    await house.actor("himitsu"),
    (scope) =>
      scope.sql<{ name: string }>`
      select distinct conrelid::regclass::text as name from pg_constraint
      where contype = 'f' and confrelid = 'member'::regclass and conrelid <> 'member'::regclass order by 1`,
  )
  const [pack] = await disclosed()
  const handed = Object.keys(pack?.rows ?? {})
  expect(tables.map(({ name }) => name).filter((name) => !handed.includes(name))).toEqual(
    Object.keys(keptBack).toSorted(),
  )
})

test("N1 each row is in the pack of whom it is about, and in nobody else's; people read it section by section", async () => {
  const packs = await disclosed()
  const owners = ["member_id", "payer_id", "recipient_id"] as const
  for (const { id, rows } of packs) {
    for (const [table, ofTable] of Object.entries(rows)) {
      for (const row of ofTable) {
        const named = owners.flatMap((owner) => (typeof row[owner] === "string" ? [row[owner]] : []))
        if (named.length > 0) expect(named, table).toContain(id)
      }
    }
  }
  const sections = packs.map(({ facts }) => facts.map(({ section }) => section))
  expect([...new Set(sections.flat())]).toEqual(
    expect.arrayContaining([
      ...["基本情報", "契約", "入金", "発送", "口座振替の口座", "資料請求", "在学の確認", "返金の振込先"],
      ...["セミナーの申込", "セミナーの受講", "帳票", "業務委託契約", "業務委託の請求"],
    ]),
  )
  const said = packs.flatMap(({ facts }) => facts.map(({ section, content }) => `${section}: ${content}`))
  expect(said).toEqual(
    expect.arrayContaining([
      `契約: 月刊つき 12回 11,000円`,
      `資料請求: ${secret}`,
      `在学の確認: 確認済 2027-03-31 ${secret}`,
      `セミナーの申込: HIMITSU 講座 ${secret} 1名 11,000円`,
      `帳票: ${secret} 11,000円`,
    ]),
  )
})
