import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { useT } from "../../words/words.ts";
import styles from "./formulas.module.css";

export type Part = "formulas" | "methods" | "trial";

/** The three pages of the methodologist: what is written, what is decided, what a change would do. */
export function MethodologyNav({ at }: { at: Part }) {
  const t = useT();
  const parts: readonly (readonly [part: Part, to: string])[] = [
    ["formulas", paths.formulas()],
    ["methods", paths.methods()],
    ["trial", paths.trial()],
  ];
  return (
    <nav className={styles.parts} aria-label={t("formulas.parts")}>
      {parts.map(([part, to]) => (
        <Go key={part} to={to} aria-current={part === at ? "page" : undefined}>
          {t(`formulas.part.${part}`)}
        </Go>
      ))}
    </nav>
  );
}
