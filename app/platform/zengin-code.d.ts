// zengin-code brings no types: banks by code, each with its branches by code; names without 銀行 and 支店, kana in full width.
declare module "zengin-code" {
  type Place = { readonly code: string; readonly name: string; readonly kana: string }
  const banks: Readonly<Record<string, Place & { readonly branches: Readonly<Record<string, Place>> }>>
  export default banks
}
