import type { ReactNode } from "react"
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components"
import { useTranslation } from "react-i18next"
import { Button } from "#app/ui/button.tsx"

/** A modal dialog over the page, or a drawer at its left edge; Escape and the shade close it. */
export function Dialog(props: {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly kind?: "dialog" | "alertdialog" | "drawer"
  readonly children: ReactNode
}) {
  const { t } = useTranslation("actions")
  const isDrawer = props.kind === "drawer"
  return (
    <ModalOverlay
      isOpen={props.isOpen}
      onOpenChange={(isOpen) => (isOpen ? undefined : props.onClose())}
      isDismissable={props.kind !== "alertdialog"}
      className={`fixed inset-0 z-50 flex overflow-y-auto bg-shade ${isDrawer ? "justify-start" : "items-end justify-center tablet:items-center tablet:p-apart"}`}
    >
      <Modal
        className={
          isDrawer
            ? "min-h-full w-[17rem] max-w-[85vw] bg-surface shadow-float"
            : "w-full rounded-t-card bg-surface shadow-float motion-safe:animate-[rise_160ms_ease-out] tablet:w-[32rem] tablet:rounded-card"
        }
      >
        <AriaDialog role={props.kind === "alertdialog" ? "alertdialog" : "dialog"} className="outline-none">
          <header className="flex items-center justify-between gap-apart border-b border-line py-near ps-apart pe-near">
            <Heading slot="title" level={2} className="text-lead">
              {props.title}
            </Heading>
            <Button tone="quiet" icon="close" onClick={props.onClose} aria-label={t("close")} />
          </header>
          {props.children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
