import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { inject } from "vitest"
import { z } from "zod"

export type JobProcess = Readonly<{ child: ChildProcess; exit: Promise<{ code: number | null; answer: string }> }>

/**
 * A job in a process of its own, as the command line starts it; its files may be limited to so many KiB (RLIMIT_FSIZE), and it may have
 * more settings, and something to read on its standard input.
 */
export function startJob(
  databaseUrl: string,
  line: readonly string[],
  limits: Readonly<{ fileKib?: number; more?: Readonly<Record<string, string>>; stdin?: string }> = {},
): JobProcess {
  const words = [process.execPath, "--import", "tsx", "app/platform/run-job.server.ts", ...line, "--json"]
  const limited = limits.fileKib === undefined ? "" : `ulimit -f ${limits.fileKib}; `
  const child = spawn("bash", ["-c", `${limited}exec "$@"`, "job", ...words], {
    env: {
      ...process.env,
      ...({ NODE_ENV: "test", TEIKI_SECRET: "a secret for tests and for nothing else" } as const),
      // The limit holds for every file, and a cache of half a module would outlive the test.
      ...{ TEIKI_HOME: inject("home"), DATABASE_URL: databaseUrl },
      ...limits.more,
      ...(limits.fileKib === undefined ? {} : { TSX_DISABLE_CACHE: "1" }),
    },
    stdio: [limits.stdin === undefined ? "ignore" : "pipe", "pipe", "ignore"],
  })
  child.stdin?.end(limits.stdin)
  let answer = ""
  child.stdout?.on("data", (chunk: Buffer) => (answer += chunk.toString()))
  const exit = once(child, "close").then((closed) => {
    const [code] = z.tuple([z.number().nullable()]).rest(z.unknown()).parse(closed)
    return { code, answer }
  })
  return { child, exit }
}
