/** The shape an area's English must satisfy: exactly the keys of its Japanese. */
export type SameKeys<Words> = { readonly [Key in keyof Words]: string }
