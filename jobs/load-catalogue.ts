import { readFile } from "node:fs/promises"
import { z } from "zod"
import { OrganizationInput, saveOrganization } from "#app/identity/save-organization.server.ts"
import { openBooks } from "#app/ledger/open-books.server.ts"
import { houseJob } from "#app/platform/job.server.ts"
import { inHouse, inScope } from "#app/platform/scope.server.ts"
import { CatalogueInput, saveCatalogue } from "#app/publications/save-catalogue.server.ts"

export const job = houseJob({
  name: "load-catalogue",
  summary: {
    ja: "委託元・媒体・号・購読プランを登録または更新する",
    en: "Creates or updates an organization with its titles, issues and offers",
  },
  flags: z.object({ file: z.string(), asOf: z.string().optional() }),
  run: async ({ flags, clock }) => {
    const document: unknown = JSON.parse(await readFile(flags.file, "utf8"))
    const { organization, ...catalogue } = z
      .object({ organization: OrganizationInput })
      .extend(CatalogueInput.shape)
      .parse(document)
    const organizationId = await inHouse((scope) => saveOrganization(scope, organization))
    const counts = await inScope({ organizationId, name: "job:load-catalogue", locale: "ja", clock }, async (scope) => {
      await openBooks(scope)
      return saveCatalogue(scope, catalogue)
    })
    return { ok: true, result: { organization: organization.code, ...counts } }
  },
})
