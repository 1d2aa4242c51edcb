import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { QuantityInput } from "../../ui/QuantityInput.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type SocialNorm, useSetNorms } from "./queries.ts";

const FAMILIES = [1, 2, 3] as const;

/** Norms of area from a day on: those that run are offered, what is left empty stays as it was. */
export function NormsPanel({ norms, onClose }: { norms: readonly SocialNorm[]; onClose: () => void }) {
  const t = useT();
  const { day } = useFormats();
  const { today } = useWork();
  const running = (persons: number): bigint | undefined => {
    const norm = norms.findLast((one) => one.persons === persons && one.to === undefined);
    return norm && BigInt(norm.areaPerPerson);
  };
  const [areas, setAreas] = useState<Readonly<Record<number, bigint | undefined>>>({
    1: running(1),
    2: running(2),
    3: running(3),
  });
  const [from, setFrom] = useState<string>();
  const [act, setAct] = useState("");
  const setting = useSetNorms();
  const submit = (): void => {
    if (from === undefined) return;
    const body = FAMILIES.flatMap((persons) => {
      const area = areas[persons];
      return area === undefined ? [] : [{ persons, areaPerPerson: String(area), from, act: act.trim() }];
    });
    setting.mutate(
      { norms: body },
      {
        onSuccess: () => {
          toast({ kind: "ok", text: t("benefits.normsSet", { day: day(from) }) });
          onClose();
        },
      },
    );
  };
  return (
    <SidePanel title={t("benefits.norms")} keys={[["Ctrl+Enter", t("benefits.set")]]} onClose={onClose}>
      <Form
        pending={setting.isPending}
        refusal={troubleOf(setting.error)}
        submitLabel={t("benefits.set")}
        submitDisabledReason={
          FAMILIES.some((persons) => areas[persons] !== undefined) ? undefined : t("benefits.areaFirst")
        }
        onCancel={onClose}
        onSubmit={submit}
      >
        <p className="t2">{t("benefits.normsAbout")}</p>
        {FAMILIES.map((persons) => (
          <QuantityInput
            key={persons}
            label={t(`benefits.persons.${persons}`)}
            digits={2}
            unit={t("benefits.m2")}
            value={areas[persons]}
            onChange={(area) => setAreas((before) => ({ ...before, [persons]: area }))}
          />
        ))}
        <DateInput
          label={t("benefits.from")}
          name="from"
          required
          today={today}
          value={from}
          onChange={setFrom}
        />
        <TextInput
          label={t("benefits.act")}
          name="act"
          required
          lengthMax={300}
          rows={2}
          value={act}
          onChange={setAct}
          hint={t("benefits.actHint")}
        />
      </Form>
    </SidePanel>
  );
}
