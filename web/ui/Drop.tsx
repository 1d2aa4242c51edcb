import "@mantine/core/styles/Popover.css";
import { Popover } from "@mantine/core";
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from "react";
import styles from "./Drop.module.css";
import { keysOf } from "./hotkeys.ts";

/** What drops down from a field or button: takes the focus, gives it back, closes by Escape or a click beside it. */
export function Drop({
  isOpen,
  onClose,
  label,
  target,
  children,
}: {
  isOpen: boolean;
  onClose: () => void;
  label: string;
  target: ReactElement;
  children: ReactNode;
}) {
  return (
    <Popover
      opened={isOpen}
      onDismiss={onClose}
      closeOnEscape={false}
      trapFocus
      withRoles={false}
      position="bottom-start"
      offset={4}
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.drop ?? "" }}
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown
        role="dialog"
        aria-label={label}
        onKeyDown={(event) => {
          // Nothing pressed here belongs to the form or the page beneath.
          event.stopPropagation();
          if (keysOf(event) !== "Escape" && keysOf(event) !== "F4") return;
          event.preventDefault();
          onClose();
        }}
      >
        <FocusKeeper>{children}</FocusKeeper>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Gives the focus back to where it was, unless a click has taken it elsewhere. */
function FocusKeeper({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  // Remembered while rendering: by the time of effects the focus is within already.
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    const own = box.current;
    return () => {
      const at = document.activeElement;
      const isLost = at === document.body || own?.contains(at) === true;
      if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [before]);
  return <div ref={box}>{children}</div>;
}
