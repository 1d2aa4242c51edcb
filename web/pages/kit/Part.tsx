import type { ReactNode } from "react";
import styles from "./FieldsSection.module.css";

/** One part of the kit under its names. */
export const Part = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={styles.part}>
    <h2>{name}</h2>
    {children}
  </div>
);
