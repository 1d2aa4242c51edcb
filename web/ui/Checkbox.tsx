import { IconCheck, IconMinus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./Checkbox.module.css";
import { Tip } from "./Tip.tsx";

export function Checkbox({
  checked,
  isMixed = false,
  onChange,
  disabledReason,
  name,
  children,
}: {
  checked: boolean;
  /** Of a box for many: some of them are checked. */
  isMixed?: boolean;
  onChange: (checked: boolean) => void;
  disabledReason?: string | undefined;
  name?: string | undefined;
  children: ReactNode;
}) {
  const box = (
    <label className={styles.line}>
      <span className={styles.frame}>
        <input
          type="checkbox"
          name={name}
          className={styles.box}
          checked={checked}
          ref={(box) => {
            if (box) box.indeterminate = isMixed && !checked;
          }}
          aria-disabled={disabledReason === undefined ? undefined : true}
          aria-description={disabledReason}
          onChange={(event) => disabledReason === undefined && onChange(event.target.checked)}
        />
        {checked && <IconCheck size={12} stroke={3} aria-hidden />}
        {isMixed && !checked && <IconMinus size={12} stroke={3} aria-hidden />}
      </span>
      {children}
    </label>
  );
  return disabledReason === undefined ? box : <Tip label={disabledReason}>{box}</Tip>;
}
