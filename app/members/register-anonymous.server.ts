import { audit } from "#app/platform/audit.server.ts"
import { nextNumber } from "#app/platform/number-sequence.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"

/**
 * The anonymous caller of an office (匿名, A7): カナ トクメイ, 名前 匿名, 電話 123AAA-AAAA, 住所コード AA-123. Each office has one such
 * member, found again by its address code; 名寄せ never takes him for anybody.
 */
export async function registerAnonymous(scope: Scope, office: string): Promise<{ memberId: MemberId; isNew: boolean }> {
  const code = `AA-${office}`
  const [known] = await scope.sql<{ id: string }>`select id from member where address_code = ${code}`
  if (known) return { memberId: idOf(known.id), isNew: false }
  const number = await nextNumber(scope, "member", "M")
  // Two operators who press at once: the unique code lets one row in, and both lead to it.
  const [added] = await scope.sql<{ id: string }>`
    insert into member (organization_id, number, family_name, family_name_kana, phone, address_code, origin)
    values (${scope.organizationId}, ${number}, '匿名', 'トクメイ', ${`${office}AAA-AAAA`}, ${code}, 'phone')
    on conflict (organization_id, address_code) where address_code <> '' do nothing returning id`
  if (!added) {
    const [other] = await scope.sql<{ id: string }>`select id from member where address_code = ${code}`
    if (!other) throw new Error("an anonymous member stands in the way and is not there")
    return { memberId: idOf(other.id), isNew: false }
  }
  await audit(scope, "register-anonymous", number, { addressCode: code })
  return { memberId: idOf(added.id), isNew: true }
}
