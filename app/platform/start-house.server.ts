import { type Clock, systemClock } from "#app/platform/clock.server.ts"
import { useEmbeddedPostgres } from "#app/platform/embedded-postgres.server.ts"
import { closeHouse, type House, openHouse } from "#app/platform/house.server.ts"
import { migrate } from "#app/platform/migrate.server.ts"
import { readSettings, type Settings } from "#app/platform/settings.server.ts"

/**
 * Opens the house as the settings say: joins or starts the embedded PostgreSQL where no DATABASE_URL is given, and brings
 * the schema up to date. `leave` closes all that was opened.
 */
export async function startHouse(
  settings: Settings = readSettings(),
  clock: Clock = systemClock,
): Promise<{ house: House; leave: () => Promise<void> }> {
  const embedded =
    settings.databaseUrl === undefined ? await useEmbeddedPostgres({ home: settings.home, durable: true }) : undefined
  const house = openHouse(settings, settings.databaseUrl ?? embedded?.url ?? "", clock)
  await migrate(house.urls)
  return {
    house,
    leave: async () => {
      await closeHouse()
      await embedded?.leave()
    },
  }
}
