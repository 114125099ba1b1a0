import type { LetterOfMail, LostMail } from "#app/notices/lost-mail.ts"
import { hashOf } from "#app/platform/random-code.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { choiceLetter } from "#app/subscriptions/discontinued/choice-words.ts"
import { contractsLeft } from "#app/subscriptions/discontinued/offer-choice.server.ts"
import { addressesFor } from "#app/subscriptions/renewal/addresses-for-letters.server.ts"

type Row = { contractId: string; publicationId: string; tokenHash: string | null; until: string; isOpen: boolean }

/**
 * 廃刊のご案内 by post in the place of a mail that came back, with the same personal page. Settled where the payer has answered or may not
 * answer any more. Reads only.
 */
export async function letterOfChoiceMail(scope: Scope, mail: LostMail): Promise<LetterOfMail> {
  const [row] = await scope.sql<Row>`
    select asked.contract_id as "contractId", asked.publication_id as "publicationId", asked.token_hash as "tokenHash",
      title.answer_until as until, asked.outcome is null and title.answer_until >= ${mail.asOf}::date as "isOpen"
    from discontinued_contract as asked join discontinuation as title on title.publication_id = asked.publication_id
    where asked.outbox_id = ${mail.outboxId}::uuid`
  if (!row) return null
  const left = row.isOpen ? await contractsLeft(scope, row.publicationId) : []
  const contract = left.find(({ contractId }) => contractId === row.contractId)
  const token = [...mail.text.matchAll(/\/discontinued\/([\w-]+)/g)]
    .map(([, found]) => found ?? "")
    .find((found) => hashOf(found) === row.tokenHash)
  if (!contract || token === undefined) return "settled"
  const address = (await addressesFor(scope, [contract.memberId])).get(contract.memberId)
  if (!address) return "settled"
  const { sender, asOf } = mail
  const url = `${publicUrl()}/o/${sender.code}/discontinued/${token}`
  return choiceLetter({ ...contract, url }, { sender, until: row.until, address, asOf })
}
