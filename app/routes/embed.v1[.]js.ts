import script from "#app/ui/embed-v1.js?raw"

/** The apply button's script: any page may load it; a short cache, so that a mend reaches the pages within minutes. */
export const loader = () =>
  new Response(script, {
    headers: {
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": "public, max-age=300",
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
    },
  })
