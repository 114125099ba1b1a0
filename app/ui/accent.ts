type Rgb = readonly [number, number, number]

const white: Rgb = [255, 255, 255]
const black: Rgb = [0, 0, 0]
/** The surfaces of tokens.css that coloured text stands on. */
const surfaces = { light: [245, 246, 248], dark: [34, 41, 51] } as const satisfies Record<string, Rgb>

function rgbOf(hex: string): Rgb | undefined {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  if (!parts) return undefined
  const [, red = "0", green = "0", blue = "0"] = parts
  return [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16)]
}

const hexOf = (colour: Rgb) => `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`

const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
]

function luminance(colour: Rgb): number {
  const linear = (part: number) => (part <= 10.31475 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** The nearest colour on the way to `towards` that is readable on `ground`. */
function readable(colour: Rgb, towards: Rgb, ground: Rgb, wanted: number): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    const candidate = mix(colour, towards, share)
    if (contrast(candidate, ground) >= wanted) return candidate
  }
  return towards
}

const inkOn = (fill: Rgb) => (contrast(fill, white) >= 4.5 ? white : black)

/** Under the pointer a fill moves away from the colour of its text, so that the contrast only grows. */
const hoverOf = (fill: Rgb) => mix(fill, inkOn(fill) === white ? black : white, 0.14)

/**
 * The accent of an organization as CSS custom properties for both themes. Whatever colour it chose, text in it and on it
 * keeps a contrast of 4.5 (WCAG 2.2 AA). An unreadable value gives no rule, and the house's own accent stands.
 */
export function accentStyle(hex: string | undefined): string {
  const accent = hex === undefined ? undefined : rgbOf(hex)
  if (!accent) return ""
  const softLight = mix(accent, white, 0.9)
  const softDark = mix(accent, surfaces.dark, 0.8)
  const fillLight = readable(accent, black, surfaces.light, 3)
  const fillDark = readable(accent, white, surfaces.dark, 3)
  const ground = luminance(softLight) < luminance(surfaces.light) ? softLight : surfaces.light
  const groundDark = luminance(softDark) > luminance(surfaces.dark) ? softDark : surfaces.dark
  const properties = {
    "fill-light": fillLight,
    "fill-dark": fillDark,
    "hover-light": hoverOf(fillLight),
    "hover-dark": hoverOf(fillDark),
    "on-light": inkOn(fillLight),
    "on-dark": inkOn(fillDark),
    "ink-light": readable(accent, black, ground, 4.6),
    "ink-dark": readable(accent, white, groundDark, 4.6),
    "soft-light": softLight,
    "soft-dark": softDark,
  }
  const rules = Object.entries(properties).map(([name, colour]) => `--accent-${name}:${hexOf(colour)}`)
  return `:root{${rules.join(";")}}`
}
