import { useNavigation } from "@remix-run/react"
import { Button, type ButtonProps } from "#app/ui/button.tsx"

/** Submits its form and shows the wait; pressing twice sends once. With name and value, only the pressed one waits. */
export function SubmitButton({ tone = "primary", ...rest }: Omit<ButtonProps, "type">) {
  const navigation = useNavigation()
  const isSending = navigation.state !== "idle" && navigation.formData !== undefined
  const isThisOne = rest.name === undefined || navigation.formData?.get(rest.name) === rest.value
  return <Button {...rest} type="submit" tone={tone} pending={rest.pending ?? (isSending && isThisOne)} />
}
