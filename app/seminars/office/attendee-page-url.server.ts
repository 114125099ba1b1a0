import { publicUrl } from "#app/platform/public-url.server.ts"
import { signed } from "#app/platform/seal.server.ts"

/** An attendee's own page after the seminar (修了証, アンケート), for him alone and without signing in. */
export const attendeePageUrl = (organization: string, registrationId: string): string =>
  `${publicUrl()}/o/${organization}/attendees/${signed("attendee", registrationId)}`
