import { z } from "zod"
import type { Scope } from "#app/platform/scope.server.ts"

export type PublicCertificate = Readonly<{
  serial: string
  state: "valid" | "revoked" | "replaced"
  maskedName: string
  facts: readonly (readonly [label: string, value: string])[]
  issuedOn: string
  issuer: string
  sha256: string
}>

const Facts = z.object({
  name: z.string(),
  facts: z.array(z.tuple([z.string(), z.string()])),
  issuedOn: z.string(),
  issuer: z.string(),
})

/** 髙﨑 𠮷右衛門 becomes 髙● 𠮷●●●: enough for who holds the paper, too little for who does not. */
export const masked = (name: string): string =>
  name
    .replace(/ ?殿$/, "")
    .split(" ")
    .map((part) => Array.from(part, (sign, at) => (at === 0 ? sign : "●")).join(""))
    .join(" ")

/** A certificate by its public address (serial and check code together); null where there is none. It outlives the seminar. */
export async function certificateForPublic(scope: Scope, address: string): Promise<PublicCertificate | null> {
  const at = address.lastIndexOf("-")
  const [row] = await scope.sql<{
    serial: string
    facts: unknown
    revoked: boolean
    replaced: boolean
    sha256: string
  }>`
    select serial, facts, revoked_at is not null as revoked, pdf_sha256 as sha256,
      exists (select from certificate as next where next.supersedes_id = certificate.id) as replaced
    from certificate where serial = ${address.slice(0, at).toUpperCase()} and check_code = ${address.slice(at + 1).toUpperCase()}`
  if (!row) return null
  const { name, facts, issuedOn, issuer } = Facts.parse(row.facts)
  const state = row.replaced ? "replaced" : row.revoked ? "revoked" : "valid"
  return {
    serial: row.serial,
    state,
    maskedName: masked(name),
    facts,
    issuedOn,
    issuer,
    sha256: row.sha256,
  }
}
