// fontkit brings no types; these are the parts that the papers use.
declare module "fontkit" {
  export type Glyph = {
    readonly id: number
    readonly codePoints: readonly number[]
    readonly advanceWidth: number
    readonly path: { readonly commands: readonly unknown[] }
  }
  export type Font = {
    readonly unitsPerEm: number
    layout(text: string): { readonly advanceWidth: number; readonly glyphs: readonly Glyph[] }
    hasGlyphForCodePoint(codePoint: number): boolean
    glyphForCodePoint(codePoint: number): Glyph
    getGlyph(id: number, codePoints?: readonly number[]): Glyph
  }
  export function create(bytes: Uint8Array): Font
}

// pdfkit also takes a font that fontkit has parsed; its types do not say so.
declare namespace PDFKit.Mixins {
  interface PDFFont {
    registerFont(name: string, parsed: { layout(text: string): unknown }): this
  }
}
