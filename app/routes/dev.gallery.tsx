import { Gallery } from "#app/ui/gallery.tsx"

/** The gallery of components is for the workshop only. */
export function loader() {
  if (process.env.NODE_ENV === "production") throw new Response(null, { status: 404 })
  return null
}

export default Gallery
