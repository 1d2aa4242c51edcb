import { useState } from "react";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { toast } from "../../ui/toast.ts";
import { useWords } from "../../words/words.ts";
import { BasisField } from "../documents/BasisField.tsx";
import { useBasis } from "../documents/queries.ts";
import { type Owner, paperOwner, type Timeline, type TimelineValue, useEndValue } from "./queries.ts";

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
  const basis = useBasis();
  const ending = useEndValue();
  return (
    <Form
      pending={basis.isPending || ending.isPending}
      refusal={ending.error ?? basis.error}
      submitLabel={t("tariffs.return")}
      onCancel={onDone}
      onSubmit={() =>
        basis.keep(paperOwner(owner), () =>
          ending.mutate(
            {
              ...owner,
              service: timeline.service,
              parameter: timeline.parameter,
              variant: value.variant,
              zone: value.zone,
              on: on ?? "",
              basis: basis.title,
            },
            {
              onSuccess: () => {
                toast({ kind: "ok", text: t("tariffs.returned", { day: formats.day(on ?? "") }) });
                onDone();
              },
            },
          ),
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
      <BasisField basis={basis} onTouched={onTouched} />
    </Form>
  );
}
