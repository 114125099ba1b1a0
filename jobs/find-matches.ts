import { z } from "zod"
import { findMatches } from "#app/members/find-matches.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"

export const job = organizationJob({
  name: "find-matches",
  summary: { ja: "同じ人かもしれない会員を探す(名寄せ)", en: "Looks for members who may be one person" },
  flags: z.object({}),
  // Two at night in Tokyo, on Mondays.
  schedule: "0 17 * * 0",
  run: async ({ actor }) => ({ ok: true, result: await inScope(actor, findMatches) }),
})
