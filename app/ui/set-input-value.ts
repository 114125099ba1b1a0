/** Sets a field as if somebody had typed it, so that the form library and the unsaved mark notice. */
export function setInputValue(input: HTMLInputElement | HTMLSelectElement, value: string) {
  input.value = value
  input.dispatchEvent(new Event("input", { bubbles: true }))
  input.dispatchEvent(new Event("change", { bubbles: true }))
}
