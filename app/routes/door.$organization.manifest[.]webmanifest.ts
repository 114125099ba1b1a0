import type { LoaderFunctionArgs } from "@remix-run/node"

/** The door as an application of its own on a phone, tablet or laptop: it opens on the day's seminars and goes no further than doors. */
export const loader = ({ params }: LoaderFunctionArgs) => {
  const home = `/door/${encodeURIComponent(params.organization ?? "")}`
  const icon = (size: number, purpose: string) => ({
    ...{ src: `/door-${size}.png`, sizes: `${size}x${size}`, type: "image/png", purpose },
  })
  const manifest = {
    ...{
      id: home,
      name: "Teiki 受付",
      short_name: "受付",
      lang: "ja",
      start_url: home,
      scope: "/door/",
      display: "standalone",
    },
    ...{ background_color: "#11151a", theme_color: "#1f4e79" },
    icons: [icon(192, "any"), icon(512, "any"), icon(512, "maskable")],
  }
  return new Response(JSON.stringify(manifest), {
    headers: { "Content-Type": "application/manifest+json", "Cache-Control": "public, max-age=3600" },
  })
}
