import { house } from "#app/platform/house.server.ts"

/** The address under which the world reaches this house, without a slash at its end. */
export const publicUrl = (): string => house().settings.url.replace(/\/$/, "")
