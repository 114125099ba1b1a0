/** Demo staff carry addresses of this domain, and production lets none of them in. */
export const demoDomain = "demo.teiki.example"
