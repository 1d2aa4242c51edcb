import { useState } from "react";
import { useT } from "../words/words.ts";
import { Button } from "./Button.tsx";
import { useFormats } from "./formats.ts";
import { Note } from "./Note.tsx";
import styles from "./States.module.css";

export interface ConflictField {
  readonly name: string;
  readonly label: string;
  /** As they are written for people. */
  readonly mine: string;
  readonly theirs: string;
}
export type Side = "mine" | "theirs";

/** Somebody has saved meanwhile: both versions field by field, and the person takes the one or the other of each. */
export function ConflictState({
  fields,
  savedBy,
  savedAt,
  pending,
  onResolve,
}: {
  /** Only those that differ. */
  fields: readonly ConflictField[];
  savedBy: string;
  savedAt: string;
  pending: boolean;
  onResolve: (chosen: Readonly<Record<string, Side>>) => void;
}) {
  const t = useT();
  const formats = useFormats();
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({});
  const left = fields.filter((field) => chosen[field.name] === undefined).length;
  const takeAll = (side: Side): void =>
    setChosen(Object.fromEntries(fields.map((field) => [field.name, side])));
  return (
    <div className={styles.conflict}>
      <Note state="warn" isAlert>
        {t("ui.conflict.text", { who: savedBy, time: formats.instant(savedAt) })}
      </Note>
      <table className={styles.versions}>
        <thead>
          <tr>
            <th scope="col">{t("ui.conflict.field")}</th>
            <th scope="col">{t("ui.conflict.mine")}</th>
            <th scope="col">{t("ui.conflict.theirs")}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.name}>
              <th scope="row">{field.label}</th>
              {(["mine", "theirs"] as const).map((side) => (
                <td key={side}>
                  <label>
                    <input
                      type="radio"
                      name={`conflict.${field.name}`}
                      aria-label={`${field.label}, ${t(`ui.conflict.${side}`)}: ${field[side]}`}
                      checked={chosen[field.name] === side}
                      onChange={() => setChosen({ ...chosen, [field.name]: side })}
                    />
                    {field[side] === "" ? "—" : field[side]}
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row">
        <Button
          kind="primary"
          pending={pending}
          disabledReason={left === 0 ? undefined : t("ui.conflict.left", { count: left })}
          onClick={() => onResolve(chosen)}
        >
          {t("ui.conflict.save")}
        </Button>
        <Button kind="ghost" onClick={() => takeAll("mine")}>
          {t("ui.conflict.allMine")}
        </Button>
        <Button kind="ghost" onClick={() => takeAll("theirs")}>
          {t("ui.conflict.allTheirs")}
        </Button>
      </div>
    </div>
  );
}
