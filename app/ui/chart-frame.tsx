import { useId, type ReactNode } from "react"
import { useTranslation } from "react-i18next"

export type ChartFigure = { readonly label: string; readonly text: string }

export const patternIds = (id: string) => ({ up: `${id}up`, down: `${id}down` })

/** Hatchings that tell up from down on paper, where colour is gone. */
function Patterns({ id }: { readonly id: string }) {
  const { up, down } = patternIds(id)
  return (
    <defs>
      <pattern id={up} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" className="fill-success-soft" />
        <rect width="3" height="6" className="fill-success" />
      </pattern>
      <pattern id={down} width="5" height="5" patternUnits="userSpaceOnUse">
        <rect width="5" height="5" className="fill-danger-soft" />
        <circle cx="2.5" cy="2.5" r="1.5" className="fill-danger" />
      </pattern>
    </defs>
  )
}

/** Title, drawing and the same numbers as a table for those who don't see it; scrolls sideways on a phone. */
export function ChartFrame(props: {
  readonly title: string
  readonly description: string
  readonly unit: string
  readonly width: number
  readonly height: number
  readonly figures: readonly ChartFigure[]
  readonly children: (id: string) => ReactNode
}) {
  const { t } = useTranslation("states")
  const id = useId().replace(/\W/g, "")
  return (
    <figure className="grid gap-near">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-apart">
        <span className="font-semibold">{props.title}</span>
        <span className="text-small text-muted">{props.unit}</span>
      </figcaption>
      <div className="overflow-x-auto" tabIndex={0} role="group" aria-label={props.title}>
        <svg
          width={props.width}
          height={props.height}
          viewBox={`0 0 ${props.width} ${props.height}`}
          role="img"
          aria-labelledby={`${id}title ${id}description`}
          className="figures h-auto max-w-full min-w-[36rem] text-small"
        >
          <title id={`${id}title`}>{props.title}</title>
          <desc id={`${id}description`}>{props.description}</desc>
          <Patterns id={id} />
          {props.children(id)}
        </svg>
      </div>
      <table className="sr-only">
        <caption>{`${t("chartData")}: ${props.title}`}</caption>
        <thead>
          <tr>
            <th scope="col">{t("item")}</th>
            <th scope="col">{`${t("value")} (${props.unit})`}</th>
          </tr>
        </thead>
        <tbody>
          {props.figures.map((figure) => (
            <tr key={figure.label}>
              <th scope="row">{figure.label}</th>
              <td>{figure.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
