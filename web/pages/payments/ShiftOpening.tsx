import { useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { Form } from "../../ui/Form.tsx";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import { type Desk, useOpenShift } from "./cash-queries.ts";
import styles from "./cash.module.css";

/** A shift begins with the desk and what is in its drawer: what its last shift left is proposed. */
export function ShiftOpening({ desks }: { desks: Desk["desks"] }) {
  const t = useT();
  const free = desks.find(({ left }) => left !== undefined);
  const [key] = useState(newKey);
  const [desk, setDesk] = useState(free?.desk ?? t("cash.deskFirst"));
  const [float, setFloat] = useState<bigint | undefined>(BigInt(free?.left ?? "0"));
  const open = useOpenShift();
  const rename = (name: string): void => {
    setDesk(name);
    const left = desks.find((one) => one.desk === name.trim())?.left;
    if (left !== undefined) setFloat(BigInt(left));
  };
  return (
    <div className={styles["alone"]}>
      <h2>{t("cash.openShift")}</h2>
      <p className="t2">{t("cash.openAbout")}</p>
      <Form
        submitLabel={t("cash.openShift")}
        pending={open.isPending}
        refusal={troubleOf(open.error)}
        onSubmit={() => {
          if (float !== undefined) open.mutate({ key, body: { desk: desk.trim(), float: String(float) } });
        }}
      >
        <TextInput
          label={t("cash.desk")}
          name="desk"
          autoFocus
          required
          lengthMax={60}
          value={desk}
          onChange={rename}
        />
        <MoneyInput
          label={t("cash.float")}
          name="float"
          required
          min={0n}
          hint={t("cash.floatHint")}
          value={float}
          onChange={setFloat}
        />
      </Form>
    </div>
  );
}
