import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import { differenceOf } from "./diff.ts";
import styles from "./formulas.module.css";
import type { FormulaCase, FormulaVersion } from "./queries.ts";
import { StateChip } from "./StateChip.tsx";

/** Who wrote and approved what, and when; the newest first. */
export function Versions({
  code,
  versions,
  shown,
}: {
  code: string;
  versions: readonly FormulaVersion[];
  shown: number;
}) {
  const t = useT();
  const formats = useFormats();
  return (
    <section className={styles.versions} aria-labelledby="formula-versions">
      <h2 id="formula-versions">{t("formulas.versions")}</h2>
      <ul>
        {versions.map((one) => (
          <li key={one.version} aria-current={one.version === shown ? "true" : undefined}>
            <span className="row">
              <Go to={paths.formula(code, { version: one.version })}>
                {t("formulas.versionNo", { version: one.version })}
              </Go>
              <StateChip state={one.state} />
            </span>
            <span className="t2 label">
              {t("formulas.writtenBy", { who: one.writtenBy, at: formats.instant(one.writtenAt) })}
            </span>
            {one.approvedAt !== undefined && (
              <span className="t2 label">
                {t("formulas.approvedBy", { who: one.approvedBy ?? "", at: formats.instant(one.approvedAt) })}
              </span>
            )}
            {one.retiredAt !== undefined && (
              <span className="t2 label">
                {t("formulas.retiredBy", {
                  who: one.retiredBy ?? "",
                  at: formats.instant(one.retiredAt),
                  reason: one.retiredFor ?? "",
                })}
              </span>
            )}
            {one.note !== "" && <span className="label">{one.note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a version changed against the one before it. */
export function Difference({ before, after }: { before: FormulaVersion; after: FormulaVersion }) {
  const t = useT();
  const facts: readonly (readonly [name: string, was: string, is: string])[] = [
    [t("formulas.name"), before.title, after.title],
    [t("formulas.unit"), t.of("tariffs.unit", before.unit), t.of("tariffs.unit", after.unit)],
    [t("formulas.gives"), t(`formulas.givesShort.${before.gives}`), t(`formulas.givesShort.${after.gives}`)],
  ];
  const gone = before.cases.filter((one) => !after.cases.some((other) => isSame(one, other)));
  const added = after.cases.filter((one) => !before.cases.some((other) => isSame(one, other)));
  return (
    <section className={styles.difference} aria-labelledby="formula-difference">
      <h2 id="formula-difference">
        {t("formulas.difference", { version: after.version, before: before.version })}
      </h2>
      <p className={styles.changes}>
        <code>
          {differenceOf(before.text, after.text).map(({ kind, text }, index) =>
            kind === "added" ? (
              <ins key={index}>{text}</ins>
            ) : kind === "removed" ? (
              <del key={index}>{text}</del>
            ) : (
              <span key={index}>{text}</span>
            ),
          )}
        </code>
      </p>
      {facts
        .filter(([, was, is]) => was !== is)
        .map(([name, was, is]) => (
          <p key={name}>
            <span className="t2">{name}:</span> <del>{was}</del> <ins>{is}</ins>
          </p>
        ))}
      <p className="t2">
        {gone.length + added.length === 0
          ? t("formulas.casesSame")
          : t("formulas.casesChanged", {
              added: added.map(({ name }) => name).join("; ") || "—",
              gone: gone.map(({ name }) => name).join("; ") || "—",
            })}
      </p>
    </section>
  );
}

const isSame = (a: FormulaCase, b: FormulaCase): boolean =>
  a.name === b.name &&
  a.expected === b.expected &&
  Object.keys(a.inputs).length === Object.keys(b.inputs).length &&
  Object.entries(a.inputs).every(([code, value]) => b.inputs[code] === value);
