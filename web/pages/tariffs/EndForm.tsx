import { useState } from "react";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useWords } from "../../words/words.ts";
import { type Owner, type Timeline, type TimelineValue, useEndValue } from "./queries.ts";

/** From a day on the object goes by the value above again. */
export function EndForm({
  timeline,
  owner,
  value,
  onTouched,
  onDone,
}: {
  timeline: Timeline;
  owner: Owner;
  value: TimelineValue;
  onTouched: () => void;
  onDone: () => void;
}) {
  const { t } = useWords();
  const formats = useFormats();
  const { today, period } = useWork();
  const [on, setOn] = useState<string>();
  const [basis, setBasis] = useState("");
  const ending = useEndValue();
  return (
    <Form
      pending={ending.isPending}
      refusal={ending.error ?? undefined}
      submitLabel={t("tariffs.return")}
      onCancel={onDone}
      onSubmit={() =>
        ending.mutate(
          {
            ...owner,
            service: timeline.service,
            parameter: timeline.parameter,
            variant: value.variant,
            zone: value.zone,
            on: on ?? "",
            basis,
          },
          {
            onSuccess: () => {
              toast({ kind: "ok", text: t("tariffs.returned", { day: formats.day(on ?? "") }) });
              onDone();
            },
          },
        )
      }
    >
      <p className="t2">
        {t("tariffs.returnHow", {
          value: formats.quantity(value.value, 2),
          day: formats.day(value.from),
        })}
      </p>
      <DateInput
        label={t("tariffs.returnOn")}
        name="on"
        value={on}
        today={today}
        period={period}
        onChange={(day) => {
          setOn(day);
          onTouched();
        }}
        required
        autoFocus
      />
      <TextInput
        label={t("tariffs.basisField")}
        name="basis"
        value={basis}
        onChange={(text) => {
          setBasis(text);
          onTouched();
        }}
        lengthMax={300}
        rows={2}
        required
        hint={t("tariffs.basisHint")}
      />
    </Form>
  );
}
