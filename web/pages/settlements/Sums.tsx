import { useFormats } from "../../ui/formats.ts";
import styles from "./settlements.module.css";

/** A band of sums over a list. */
export function Sums({ of }: { of: readonly (readonly [name: string, kopecks: string])[] }) {
  const { money } = useFormats();
  return (
    <dl className={styles["band"]}>
      {of.map(([name, kopecks]) => (
        <div key={name} className={styles["figure"]}>
          <dt>{name}</dt>
          <dd>{money(kopecks)}</dd>
        </div>
      ))}
    </dl>
  );
}
