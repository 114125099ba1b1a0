import { readSettings, type Settings } from "#app/platform/settings.server.ts"

/** Settings of a house under test. Port 0 where nothing listens. */
export function testSettings(home: string, port: number, more: Readonly<Record<string, string>> = {}): Settings {
  const settings = readSettings({
    NODE_ENV: "test",
    TEIKI_HOME: home,
    TEIKI_SECRET: "a secret for tests and for nothing else",
    ...(port === 0 ? {} : { PORT: String(port) }),
    ...more,
  })
  return settings
}
