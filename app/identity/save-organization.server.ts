import { z } from "zod"
import type { HouseScope } from "#app/platform/scope.server.ts"
import { type OrganizationId, idOf } from "#app/values/ids.ts"
import { readPostalCode } from "#app/values/text.ts"

/** An organization (委託元) as a catalogue names it. */
export const OrganizationInput = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  name: z.string().min(1),
  nameKana: z.string().default(""),
  nameEnglish: z.string().default(""),
  postalCode: z.string().default(""),
  address: z.string().default(""),
  phone: z.string().default(""),
  email: z.string().default(""),
  registrationNumber: z
    .string()
    .regex(/^T\d{13}$/)
    .nullish(),
  embedOrigins: z.array(z.url()).default([]),
})

/** Creates or updates an organization by its code. A second run with the same input changes nothing. */
export async function saveOrganization(
  scope: HouseScope,
  input: z.infer<typeof OrganizationInput>,
): Promise<OrganizationId> {
  const [row] = await scope.sql<{ id: string }>`
    insert into organization (code, name, name_kana, name_english, postal_code, address, phone, email,
      registration_number, embed_origins)
    values (${input.code}, ${input.name}, ${input.nameKana}, ${input.nameEnglish},
      ${readPostalCode(input.postalCode) ?? ""}, ${input.address}, ${input.phone}, ${input.email},
      ${input.registrationNumber ?? null}, ${input.embedOrigins}::text[])
    on conflict (code) do update set name = excluded.name, name_kana = excluded.name_kana,
      name_english = excluded.name_english, postal_code = excluded.postal_code, address = excluded.address,
      phone = excluded.phone, email = excluded.email, registration_number = excluded.registration_number,
      embed_origins = excluded.embed_origins
    returning id`
  if (!row) throw new Error("organization gave no row")
  return idOf(row.id)
}
