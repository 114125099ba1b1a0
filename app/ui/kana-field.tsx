import { useEffect, useRef, type RefObject } from "react"
import { controlProps, Field, initialText, type FieldProps } from "#app/ui/field.tsx"
import { setInputValue } from "#app/ui/set-input-value.ts"

const toKatakana = (text: string) =>
  text.replace(/[\u3041-\u3096]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))

/** While kanji are being entered the input method shows the reading; a trailing Latin letter is an unfinished sound. */
const readingOf = (typed: string) => /^([\u3041-\u3096\u30a1-\u30fc]+)[a-zA-Zａ-ｚ]*$/.exec(typed)?.[1]

/** Follows the name field with this id until somebody edits the reading by hand. */
function useReading(target: RefObject<HTMLInputElement>, sourceId: string | undefined) {
  useEffect(() => {
    const source = sourceId === undefined ? null : document.getElementById(sourceId)
    const kana = target.current
    if (!(source instanceof HTMLInputElement) || !kana) return
    let reading = ""
    let filled = kana.value
    const isEdited = () => kana.value !== filled
    const onUpdate = (event: CompositionEvent) => {
      reading = readingOf(event.data) ?? reading
    }
    const onEnd = (event: CompositionEvent) => {
      if (!isEdited() && event.data !== "" && reading !== "") {
        filled = kana.value + toKatakana(reading)
        setInputValue(kana, filled)
      }
      reading = ""
    }
    const onInput = () => {
      if (source.value !== "" || isEdited()) return
      filled = ""
      setInputValue(kana, "")
    }
    source.addEventListener("compositionupdate", onUpdate)
    source.addEventListener("compositionend", onEnd)
    source.addEventListener("input", onInput)
    return () => {
      source.removeEventListener("compositionupdate", onUpdate)
      source.removeEventListener("compositionend", onEnd)
      source.removeEventListener("input", onInput)
    }
  }, [target, sourceId])
}

/** フリガナ: filled while the name is typed, and editable. */
export function KanaField(
  props: FieldProps & {
    /** Id of the name field whose reading this is. */
    readonly sourceId?: string | undefined
    readonly placeholder?: string | undefined
  },
) {
  const input = useRef<HTMLInputElement>(null)
  useReading(input, props.sourceId)
  return (
    <Field {...props}>
      <input
        key={props.field.key}
        ref={input}
        {...controlProps(props)}
        type="text"
        defaultValue={initialText(props.field)}
        placeholder={props.placeholder}
        autoComplete="off"
        className="control"
      />
    </Field>
  )
}
