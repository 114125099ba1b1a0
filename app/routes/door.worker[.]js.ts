import script from "#app/ui/door/door-worker.js?raw"

/** The door's service worker; browsers ask for it anew at each visit, so that a mend reaches every device. */
export const loader = () =>
  new Response(script, {
    headers: { "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache" },
  })
