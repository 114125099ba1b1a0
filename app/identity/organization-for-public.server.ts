import { actorFor } from "#app/platform/organization.server.ts"
import { readScope } from "#app/platform/scope.server.ts"

export type PublicOrganization = Readonly<{
  code: string
  name: string
  nameEnglish: string
  postalCode: string
  address: string
  phone: string
  registrationNumber: string | null
  embedOrigins: readonly string[]
}>

/** What everybody may know of an organization. Refuses: no-such-organization. */
export async function organizationForPublic(code: string): Promise<PublicOrganization> {
  return readScope(await actorFor(code, "visitor"), async (scope) => {
    const [row] = await scope.sql<PublicOrganization>`
      select code, name, coalesce(nullif(name_english, ''), name) as "nameEnglish", postal_code as "postalCode", address,
        phone, registration_number as "registrationNumber", embed_origins as "embedOrigins"
      from organization where id = ${scope.organizationId}`
    if (!row) throw new Error("the organization is not there")
    return row
  })
}
