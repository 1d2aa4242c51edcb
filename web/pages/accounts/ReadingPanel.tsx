import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { QuantityInput } from "../../ui/QuantityInput.tsx";
import { Select } from "../../ui/Select.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { Empty, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type Card, type Meter, type Reading, useEnterReadings, useMeters } from "./queries.ts";

const SOURCES = ["clerk", "resident", "act"] as const;

/** Readings of the premises' meters: one field for each dial, what was shown last beneath it. */
export function ReadingPanel({ card, onClose }: { card: Card; onClose: () => void }) {
  const t = useT();
  const meters = useMeters(card.number);
  const trouble = troubleOf(meters.error);
  const present = (meters.data?.meters ?? []).filter(({ removed }) => removed === undefined);
  return (
    <SidePanel
      title={t("accounts.readingTitle")}
      subtitle={card.holder?.holderName}
      keys={[["Ctrl+Enter", t("accounts.post")]]}
      onClose={onClose}
    >
      {meters.data === undefined ? (
        trouble ? (
          <ErrorState of={trouble} onRetry={() => void meters.refetch()} />
        ) : (
          <LoadingRows rows={6} columns={2} />
        )
      ) : present.length === 0 ? (
        <Empty title={t("accounts.noMeters")}>{t("accounts.noMetersHow")}</Empty>
      ) : (
        <Dials number={card.number} meters={present} onClose={onClose} />
      )}
    </SidePanel>
  );
}

interface Dial {
  readonly id: string;
  readonly meter: Meter;
  readonly scale: number;
  readonly last: Reading | undefined;
}

const dialsOf = (meter: Meter): Dial[] =>
  (meter.tariffScales === 1 ? [0] : Array.from({ length: meter.tariffScales }, (_, at) => at + 1)).map(
    (scale) => ({
      id: `${meter.id}|${scale}`,
      meter,
      scale,
      last: meter.last.find((one) => one.scale === scale),
    }),
  );

function Dials({
  number,
  meters,
  onClose,
}: {
  number: string;
  meters: readonly Meter[];
  onClose: () => void;
}) {
  const t = useT();
  const { quantity, day } = useFormats();
  const { today, period } = useWork();
  const dials = meters.flatMap(dialsOf);
  const [values, setValues] = useState<ReadonlyMap<string, bigint>>(new Map());
  const [takenOn, setTakenOn] = useState<string | undefined>(today);
  const [source, setSource] = useState<(typeof SOURCES)[number]>("clerk");
  const enter = useEnterReadings(number);
  const sent = dials.filter(({ id }) => values.has(id));
  const refused = enter.data?.refused ?? [];
  const sentenceOf = (dial: Dial): string | undefined =>
    refused.find(({ row }) => sent[row]?.id === dial.id)?.title;
  return (
    <Form
      pending={enter.isPending}
      refusal={troubleOf(enter.error)}
      submitLabel={t("accounts.postReadings")}
      submitDisabledReason={values.size === 0 ? t("accounts.noReadingTyped") : undefined}
      onCancel={onClose}
      onSubmit={() => {
        if (takenOn === undefined) return;
        enter.mutate(
          sent.map(({ id, meter, scale }) => ({
            building: meter.building,
            meter: meter.id,
            scale,
            value: String(values.get(id)),
            takenOn,
            source,
          })),
          {
            onSuccess: (taken) => {
              if (taken.refused.length > 0) return;
              toast({
                kind: taken.warnings.length === 0 ? "ok" : "warn",
                text: [
                  ...(taken.taken === 0 ? [] : [t("accounts.readingsTaken", { count: taken.taken })]),
                  ...(taken.unchanged === 0
                    ? []
                    : [t("accounts.readingsUnchanged", { count: taken.unchanged })]),
                  ...taken.warnings.map(({ title }) => title),
                ].join(" "),
              });
              onClose();
            },
          },
        );
      }}
    >
      {refused.length > 0 ? (
        <Note state="danger" isAlert>
          {t("accounts.readingsRefused", { count: refused.length })}
        </Note>
      ) : null}
      {dials.map((dial, index) => (
        <QuantityInput
          key={dial.id}
          label={t("accounts.dial", {
            resource: t.of("accounts.resource", dial.meter.resource),
            serial: dial.meter.serial,
            zone: dial.scale === 0 ? "" : t.of("accounts.zone", dial.scale),
          })}
          autoFocus={index === 0}
          digits={3}
          value={values.get(dial.id)}
          onChange={(value) => {
            const next = new Map(values);
            if (value === undefined) next.delete(dial.id);
            else next.set(dial.id, value);
            setValues(next);
          }}
          error={sentenceOf(dial)}
          hint={
            dial.last === undefined
              ? t("accounts.neverRead")
              : t("accounts.lastRead", { value: quantity(dial.last.value), day: day(dial.last.takenOn) })
          }
        />
      ))}
      <DateInput
        label={t("accounts.takenOn")}
        name="takenOn"
        required
        today={today}
        period={period}
        max={today}
        value={takenOn}
        onChange={setTakenOn}
      />
      <Select
        label={t("accounts.source")}
        name="source"
        value={source}
        onChange={(value) => setSource(value ?? "clerk")}
        options={SOURCES.map((value) => ({ value, label: t(`accounts.source.${value}`) }))}
      />
    </Form>
  );
}
