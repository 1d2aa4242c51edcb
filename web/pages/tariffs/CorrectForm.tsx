import { useState } from "react";
import { useWork } from "../../shell/context.ts";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { QuantityInput } from "../../ui/QuantityInput.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useWords } from "../../words/words.ts";
import { BasisField } from "../documents/BasisField.tsx";
import { useBasis } from "../documents/queries.ts";
import { measureOf } from "./measure.ts";
import { type Owner, paperOwner, type Timeline, type TimelineValue, useCorrectValue } from "./queries.ts";

/** What was recorded in error becomes what it must have been, from the same day on; the past of it stays to be read. */
export function CorrectForm({
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
  const { today } = useWork();
  const [right, setRight] = useState<bigint | undefined>(BigInt(value.value));
  const basis = useBasis(value.basis);
  const [reason, setReason] = useState("");
  const correcting = useCorrectValue();
  const touched = (): void => {
    onTouched();
    correcting.reset();
  };
  const changed =
    <V,>(put: (value: V) => void) =>
    (next: V): void => {
      put(next);
      touched();
    };
  return (
    <Form
      pending={basis.isPending || correcting.isPending}
      refusal={correcting.error ?? basis.error}
      submitLabel={t("tariffCorrections.correct")}
      onCancel={onDone}
      onSubmit={() =>
        basis.keep(paperOwner(owner), () =>
          correcting.mutate(
            {
              ...owner,
              service: timeline.service,
              parameter: timeline.parameter,
              variant: value.variant,
              zone: value.zone,
              above: value.above,
              ...(value.provider === undefined ? {} : { provider: value.provider }),
              from: value.from,
              value: String(right),
              basis: basis.title,
              reason,
            },
            {
              onSuccess: () => {
                toast({ kind: "ok", text: t("tariffCorrections.done", { day: formats.day(value.from) }) });
                onDone();
              },
            },
          ),
        )
      }
    >
      <p className="t2">
        {t("tariffCorrections.about", {
          value: formats.quantity(value.value, 2),
          day: formats.day(value.from),
        })}
      </p>
      <QuantityInput
        label={t("tariffCorrections.right")}
        name="value"
        digits={6}
        hint={measureOf(t, timeline.parameter, timeline.unit)}
        value={right}
        onChange={changed(setRight)}
        required
        autoFocus
      />
      <BasisField basis={basis} onTouched={touched} />
      <TextInput
        label={t("tariffCorrections.reason")}
        name="reason"
        value={reason}
        onChange={changed(setReason)}
        lengthMax={300}
        rows={2}
        required
        hint={t("tariffCorrections.reasonHint")}
      />
      {value.from <= today && <Note state="warn">{t("tariffCorrections.reach")}</Note>}
    </Form>
  );
}
