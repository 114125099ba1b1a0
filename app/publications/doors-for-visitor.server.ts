import { actorFor, organizationCodes } from "#app/platform/organization.server.ts"
import { readScope } from "#app/platform/scope.server.ts"

export type OrganizationDoor = Readonly<{
  code: string
  name: string
  nameEnglish: string
  offers: readonly Readonly<{ code: string; name: string; publication: string; publicationEnglish: string }>[]
}>

/** What a visitor may open: every organization with the offers it sells. One Scope per organization, as the wall wants. */
export async function doorsForVisitor(): Promise<OrganizationDoor[]> {
  const doors: OrganizationDoor[] = []
  for (const code of await organizationCodes()) {
    doors.push(
      await readScope(await actorFor(code, "visitor"), async (scope) => {
        const [organization] = await scope.sql<{ name: string; name_english: string }>`
          select name, name_english from organization where id = ${scope.organizationId}`
        const offers = await scope.sql<OrganizationDoor["offers"][number]>`
          select offer.code, offer.name, publication.name as publication,
            coalesce(nullif(publication.name_english, ''), publication.name) as "publicationEnglish"
          from offer join publication on publication.id = offer.publication_id
          where offer.on_sale order by publication.code, offer.units`
        const name = organization?.name ?? code
        return { code, name, nameEnglish: organization?.name_english || name, offers }
      }),
    )
  }
  return doors
}
