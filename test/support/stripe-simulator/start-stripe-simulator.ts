import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { answerControl } from "./control/answer-control.ts"
import { controlOf, type SimulatorControl } from "./control/control.ts"
import { answerPage } from "./page/answer-page.ts"
import { answerPortalPage } from "./page/answer-portal-page.ts"
import { fontFile } from "./page/font-file.ts"
import { CONTENT_SECURITY_POLICY } from "./page/html.ts"
import { settleDue } from "./acts/expire-session.ts"
import { deliverDue } from "./state/deliver-webhooks.ts"
import { openSimulation, type Simulation, type SimulationSettings } from "./state/simulation.ts"
import { answerApi } from "./wire/answer-api.ts"

export interface StripeSimulatorOptions {
  /** 0 or nothing takes a free port. */
  port?: number
  /** Keeps the state over restarts. */
  snapshotFile?: string
  now: () => Date
  seed?: number
  /** How browsers reach the simulator, when not at its own address. */
  publicUrl?: string
  /** Sends what is due in the background, every 200 ms; for `npm start`, not for tests. */
  autoDeliver?: boolean
  settings?: Partial<SimulationSettings>
}

export interface StripeSimulator {
  url: string
  host: "127.0.0.1"
  port: number
  control: SimulatorControl
  close: () => Promise<void>
}

const HOST = "127.0.0.1"
const LARGEST_BODY = 1_000_000

/** Starts a Stripe of our own on this machine's loopback address. */
export async function startStripeSimulator(options: StripeSimulatorOptions): Promise<StripeSimulator> {
  const simulation = openSimulation(options)
  const control = controlOf(simulation)
  const server = createServer((request, response) => {
    answer(simulation, control, request, response).catch((error: unknown) => {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
      simulation.violations.push({ kind: "response", where: request.url ?? "", details: [message] })
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { error: { type: "api_error", code: "sim_crashed", message } })
    })
  })
  const port = await listen(server, options.port ?? 0)
  const url = `http://${HOST}:${port}`
  simulation.publicUrl = (options.publicUrl ?? url).replace(/\/$/, "")
  const pump = options.autoDeliver === true ? setInterval(() => void pumpOnce(simulation), 200).unref() : undefined
  return { url, host: HOST, port, control, close: () => close(server, pump) }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, HOST, () => {
      const address = server.address()
      if (typeof address === "object" && address !== null) resolve(address.port)
      else reject(new Error("the simulator has no port"))
    })
  })
}

function close(server: Server, pump: NodeJS.Timeout | undefined): Promise<void> {
  clearInterval(pump)
  return new Promise((resolve) => {
    server.close(() => resolve())
    // Requests that a fault left without an answer hold their connections.
    server.closeAllConnections()
  })
}

async function pumpOnce(simulation: Simulation) {
  for (const account of Object.values(simulation.state.accounts)) settleDue({ simulation, account, request: null })
  await deliverDue(simulation)
}

async function answer(
  simulation: Simulation,
  control: SimulatorControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? "GET"
  const [path = "/", query = ""] = (request.url ?? "/").split("?")
  const body = await readBody(request)
  if (path.startsWith("/c/pay/") || path.startsWith("/p/session/")) {
    await sendPage(simulation, { method, path, body }, request, response)
    return
  }
  const font = await fontFile(path)
  if (font !== undefined) {
    response.writeHead(200, { "content-type": font.type, "cache-control": "max-age=86400" }).end(font.content)
    return
  }
  if (path.startsWith("/_sim/")) {
    await sendControl(control, { method, path, body }, request, response)
    return
  }
  const reply = await answerApi(simulation, { method, path, query, body, headers: request.headers })
  if (reply === "silence") return
  if (reply === "cut") request.socket.destroy()
  else sendJson(response, reply.status, reply.body, reply.headers)
}

async function sendControl(
  control: SimulatorControl,
  command: { method: string; path: string; body: string },
  request: IncomingMessage,
  response: ServerResponse,
) {
  // A page of another site can't send JSON here without a preflight, which is never answered.
  if (command.body !== "" && request.headers["content-type"] !== "application/json") {
    sendJson(response, 415, { error: "send JSON" })
    return
  }
  const reply = await answerControl(control, command)
  sendJson(response, reply.status, reply.body)
}

async function readBody(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8")
  let body = ""
  for await (const chunk of request) {
    body += String(chunk)
    if (body.length > LARGEST_BODY) throw new Error("the body is too large")
  }
  return body
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers })
  response.end(JSON.stringify(body))
}

async function sendPage(
  simulation: Simulation,
  page: { method: string; path: string; body: string },
  request: IncomingMessage,
  response: ServerResponse,
) {
  const answerHosted = page.path.startsWith("/p/session/") ? answerPortalPage : answerPage
  const reply = answerHosted(simulation, { ...page, acceptLanguage: request.headers["accept-language"] ?? "" })
  const { webhookMode, webhookTiming } = simulation.settings
  const isInline = webhookMode === "inline"
  if (isInline && webhookTiming === "before_redirect") await deliverDue(simulation)
  if (reply === "cut") request.socket.destroy()
  else if (reply !== "silence" && "location" in reply) response.writeHead(303, { location: reply.location }).end()
  else if (reply !== "silence") {
    response.writeHead(reply.status, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "x-content-type-options": "nosniff",
    })
    response.end(reply.html)
  }
  if (isInline) await deliverDue(simulation)
}
