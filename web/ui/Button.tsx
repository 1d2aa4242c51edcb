import { IconLoader2 } from "@tabler/icons-react";
import type { MouseEvent, ReactElement, ReactNode, Ref } from "react";
import { useT } from "../words/words.ts";
import styles from "./Button.module.css";
import { classes } from "./classes.ts";
import { Keys, keysText } from "./Keys.tsx";
import { Tip } from "./Tip.tsx";

interface Common {
  readonly onClick?: ((event: MouseEvent<HTMLButtonElement>) => void) | undefined;
  /** Why it cannot be pressed now: the button stays, keeps the focus, and says so. */
  readonly disabledReason?: string | undefined;
  readonly pending?: boolean | undefined;
  readonly type?: "button" | "submit" | undefined;
  /** Has the focus when the dialog around it opens. */
  readonly "data-autofocus"?: boolean | undefined;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
  readonly "aria-expanded"?: boolean | undefined;
  readonly "aria-haspopup"?: "dialog" | "menu" | "listbox" | undefined;
}

export interface ButtonProps extends Common {
  readonly kind?: "primary" | "default" | "ghost" | "danger" | undefined;
  /** Shown beside the words; the page registers the key itself with `useHotkeys`. */
  readonly hotkey?: string | undefined;
  readonly icon?: ReactElement | undefined;
  readonly children: ReactNode;
}

export function Button({ kind = "default", hotkey, icon, children, ...common }: ButtonProps) {
  const button = (
    <Bare {...common} className={classes(styles.button, styles[kind])} hotkey={hotkey}>
      {common.pending ? <IconLoader2 size={16} aria-hidden className={styles.turning} /> : icon}
      {children}
      {hotkey !== undefined && <Keys of={hotkey} />}
    </Bare>
  );
  return common.disabledReason === undefined ? button : <Tip label={common.disabledReason}>{button}</Tip>;
}

/** A button of one picture; its label is its name and its tooltip. */
export function IconButton({
  label,
  icon,
  hotkey,
  ...common
}: Common & {
  readonly label: string;
  readonly icon: ReactElement;
  readonly hotkey?: string | undefined;
}) {
  const hint = hotkey === undefined ? label : `${label} · ${keysText(hotkey)}`;
  return (
    <Tip label={common.disabledReason ?? hint}>
      <Bare {...common} className={classes(styles.button, styles.icon)} label={label} hotkey={hotkey}>
        {common.pending ? <IconLoader2 size={16} aria-hidden className={styles.turning} /> : icon}
      </Bare>
    </Tip>
  );
}

function Bare({
  onClick,
  disabledReason,
  pending = false,
  type = "button",
  className,
  label,
  hotkey,
  children,
  onKeyDown: _dismiss,
  ...others
}: Common & {
  /** Of the tooltip: it would keep Escape from the dialog or panel around; the tooltip hears the document as well. */
  readonly onKeyDown?: unknown;
  readonly className: string;
  readonly label?: string;
  readonly hotkey?: string | undefined;
  readonly children: ReactNode;
}) {
  const t = useT();
  const isAway = disabledReason !== undefined || pending;
  return (
    <button
      // What a tooltip adds (its events, its description) comes among the others.
      {...others}
      type={type}
      className={className}
      aria-label={label}
      aria-disabled={isAway || undefined}
      aria-busy={pending || undefined}
      aria-description={disabledReason ?? (pending ? t("ui.pending") : undefined)}
      aria-keyshortcuts={hotkey?.replace(/^Ctrl/, "Control")}
      onClick={(event) => {
        if (isAway) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
    </button>
  );
}
