import {
  type ConsentOfMember,
  type ConsentsOfMember,
  consentsForMember,
} from "#app/members/consents-for-member.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

export type ConsentsOfReader = Readonly<{
  standing: ConsentsOfMember["standing"]
  history: readonly Omit<ConsentOfMember, "recordedBy">[]
}>

/** The same as the reader may see it: who of the staff wrote it down is not his affair. */
export async function consentsForReader(scope: Scope, memberId: MemberId): Promise<ConsentsOfReader> {
  const { standing, history } = await consentsForMember(scope, memberId)
  return {
    standing,
    history: history.map(({ id, purpose, version, wording, isGiven, at, receivedBy }) => ({
      ...{ id, purpose, version, wording, isGiven, at, receivedBy },
    })),
  }
}
