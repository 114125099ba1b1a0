import { randomBytes } from "node:crypto"
import { createRequestHandler } from "@remix-run/express"
import type { ServerBuild } from "@remix-run/node"
import compression from "compression"
import express, { type Express, type NextFunction, type Request, type Response } from "express"
import { log } from "#app/platform/log.server.ts"

type Build = ServerBuild | (() => Promise<ServerBuild>)

/**
 * The web application: security headers with a nonce a page, the same-origin rule for every change of state, static files
 * and Remix. Routes under /hooks/ and the one-click unsubscribe address prove their sender by signature instead of by origin,
 * and those under /api/v1/ know no session.
 */
export function webServer(options: {
  build: Build
  production: boolean
  before?: express.RequestHandler | undefined
}): Express {
  const app = express()
  app.disable("x-powered-by")
  app.set("trust proxy", options.production ? "loopback, linklocal, uniquelocal" : false)
  app.use(compression())
  app.use(setSecurityHeaders(options))
  app.use(refuseUnreadableAddresses)
  app.use(refuseForeignPosts)
  if (options.before) app.use(options.before)
  else {
    app.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y", index: false }))
    app.use(express.static("build/client", { maxAge: "1h", index: false }))
  }
  const answer = createRequestHandler({
    build: options.build,
    mode: options.before ? "development" : "production",
    getLoadContext: (request, response) => ({
      cspNonce: String(response.locals.cspNonce),
      client: request.ip ?? "unknown",
    }),
  })
  app.all("*", (request, response, next) => void answer(request, response, next))
  app.use(answerFaults)
  return app
}

/** The camera of the door reads QR codes by WebAssembly. */
const isDoor = (path: string) => path.startsWith("/door/")
/** A mail as a reader's mail program shows it: its own styles, no script, inside of our own page alone. */
const isMailPreview = (path: string) => /^\/console\/(wordings|announcements)\/[\w.-]+\/preview$/.test(path)
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
const isEmbedded = (path: string) => path.startsWith("/embed/")

function setSecurityHeaders(options: { production: boolean; before?: unknown }) {
  return (request: Request, response: Response, next: NextFunction) => {
    const nonce = randomBytes(16).toString("base64")
    response.locals.cspNonce = nonce
    // Vite's dev server injects styles and its socket; everything else is the same as in production.
    const dev = options.before !== undefined
    const policy = [
      "default-src 'self'",
      `script-src 'self' 'nonce-${nonce}'${isDoor(request.path) ? " 'wasm-unsafe-eval'" : ""}`,
      dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      dev ? "connect-src 'self' ws:" : "connect-src 'self'",
      "font-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      // The apply form ends on Stripe's page, and so does the change of a card; a form may be answered by a redirect there.
      "form-action 'self' https://checkout.stripe.com https://billing.stripe.com http://127.0.0.1:*",
      "frame-ancestors 'none'",
    ]
    if (isMailPreview(request.path)) response.setHeader("Content-Security-Policy", mailPolicy)
    else if (!isEmbedded(request.path)) response.setHeader("Content-Security-Policy", policy.join("; "))
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin")
    response.setHeader("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
    if (options.production) response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    next()
  }
}

/** No text of ours holds a NUL, and the database takes none; a broken escape is no address at all. */
function refuseUnreadableAddresses(request: Request, response: Response, next: NextFunction) {
  try {
    if (!decodeURIComponent(request.originalUrl).includes("\0")) {
      next()
      return
    }
  } catch {
    // a broken escape: answered below like a NUL
  }
  response.status(400).type("text/plain").send("this address cannot be read")
}

// A mail program presses the button of RFC 8058 from no page at all.
// Routes under /api/v1/ read no cookie: another site's page can do no more there than any program can.
const isProvenBySignature = (path: string) =>
  path.startsWith("/hooks/") || path.startsWith("/api/v1/") || /^\/my\/[^/]+\/unsubscribe\/[^/]+$/.test(path)

function refuseForeignPosts(request: Request, response: Response, next: NextFunction) {
  const safe = ["GET", "HEAD", "OPTIONS"].includes(request.method) || isProvenBySignature(request.path)
  const origin = request.get("origin")
  // Every browser of today says where a request comes from in one of these headers, and no page can forge them.
  const ours =
    origin === undefined
      ? request.get("sec-fetch-site") === "same-origin"
      : URL.canParse(origin) && new URL(origin).host === request.get("host")
  if (safe || ours) next()
  else response.status(403).type("text/plain").send("cross-origin requests may not change anything here")
}

// Express tells an error handler by its four parameters.
function answerFaults(error: unknown, _request: Request, response: Response, next: NextFunction) {
  log("error", "request failed", { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  if (response.headersSent) next(error)
  else response.status(500).type("text/plain").send("Teiki: internal error")
}
