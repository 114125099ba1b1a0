import { Transform } from "node:stream"
import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from "@remix-run/node"
import { RemixServer } from "@remix-run/react"
import { isbot } from "isbot"
import { renderToPipeableStream } from "react-dom/server"
import { NonceContext } from "#app/ui/nonce-context.ts"

/** Deferred data may take this long; the rendering is cut one second later so that its rejection still reaches the page. */
export const streamTimeout = 10_000

const nonceOf = (context: AppLoadContext) => (typeof context.cspNonce === "string" ? context.cspNonce : undefined)

/** React 18 leaves NUL bytes where a character of several bytes no longer fits its buffer; HTML knows none. */
const withoutNulBytes = () =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk)
    },
  })

/** Streams the page to browsers as soon as its shell stands; robots get it whole. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const waitsForAll = isbot(request.headers.get("user-agent") ?? "") || remixContext.isSpaMode
  const nonce = nonceOf(loadContext)
  return new Promise((resolve, reject) => {
    let responseStatus = status
    let isShellSent = false
    const answer = () => {
      isShellSent = true
      const body = withoutNulBytes()
      headers.set("Content-Type", "text/html; charset=utf-8")
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: responseStatus }))
      pipe(body)
    }
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remixContext} url={request.url} {...(nonce === undefined ? {} : { nonce })} />
      </NonceContext.Provider>,
      {
        ...(nonce === undefined ? {} : { nonce }),
        ...(waitsForAll ? { onAllReady: answer } : { onShellReady: answer }),
        onShellError: reject,
        onError(error: unknown) {
          responseStatus = 500
          // Before the shell the rejection itself is reported; after it nobody else would see the error.
          if (isShellSent) console.error(error)
        },
      },
    )
    setTimeout(abort, streamTimeout + 1000)
  })
}
