import type { Scope } from "#app/platform/scope.server.ts"

/** The sender of mails and letters, as they name it. */
export type NoticeSender = Readonly<{
  code: string
  name: string
  nameEnglish: string
  postalCode: string
  address: string
  phone: string
  email: string
}>

/** The organization as the sender of its notices. */
export async function organizationForNotice(scope: Scope): Promise<NoticeSender> {
  const [row] = await scope.sql<NoticeSender>`
    select code, name, coalesce(nullif(name_english, ''), name) as "nameEnglish", postal_code as "postalCode", address, phone, email
    from organization where id = ${scope.organizationId}`
  if (!row) throw new Error("the organization is not there")
  return row
}
