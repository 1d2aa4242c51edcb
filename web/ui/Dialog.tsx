import "@mantine/core/styles/Overlay.css";
import "@mantine/core/styles/ModalBase.css";
import "@mantine/core/styles/Modal.css";
import { Modal } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useT } from "../words/words.ts";
import { IconButton } from "./Button.tsx";
import styles from "./Dialog.module.css";
import { useHotkeyLayer, useHotkeys } from "./hotkeys.ts";

/** A window over the page that takes its keys; Escape closes it, and the focus goes back to where it was. */
export function Dialog({
  isOpen,
  onClose,
  title,
  isWide = false,
  children,
}: {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  isWide?: boolean;
  children: ReactNode;
}) {
  const t = useT();
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      closeOnEscape={false}
      // Locking would write a style element, which the content security policy forbids; the body never scrolls here.
      lockScroll={false}
      size={isWide ? "min(720px, 100%)" : "min(448px, 100%)"}
      transitionProps={{ duration: 0 }}
      classNames={{
        overlay: styles.overlay ?? "",
        content: styles.content ?? "",
        title: styles.title ?? "",
        body: styles.body ?? "",
      }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <DialogKeys onClose={onClose} />
        <header className={styles.header}>
          <Modal.Title>{title}</Modal.Title>
          <IconButton label={t("ui.close")} hotkey="Escape" icon={<IconX />} onClick={onClose} />
        </header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Stands before the content, so that the layer is there when the content registers its own keys. */
function DialogKeys({ onClose }: { onClose: () => void }) {
  const t = useT();
  useHotkeyLayer(true);
  useHotkeys([{ keys: "Escape", label: t("ui.close"), run: onClose, unlisted: true }]);
  return null;
}
