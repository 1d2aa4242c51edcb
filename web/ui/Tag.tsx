import type { ReactNode } from "react";
import styles from "./Chip.module.css";

/** A property without a state: "Paperless". */
export const Tag = ({ children }: { children: ReactNode }) => <span className={styles.tag}>{children}</span>;
