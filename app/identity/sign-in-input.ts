import { z } from "zod"

/** What the sign-in form asks. */
export const SignInInput = z.object({ email: z.string().trim().toLowerCase().min(1), password: z.string().min(1) })
