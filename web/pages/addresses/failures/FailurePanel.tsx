import { useState } from "react";
import { troubleOf } from "../../../api/client.ts";
import { useWork } from "../../../shell/context.ts";
import { DateInput } from "../../../ui/DateInput.tsx";
import { Form } from "../../../ui/Form.tsx";
import { type Picked, Picker } from "../../../ui/Picker.tsx";
import { QuantityInput } from "../../../ui/QuantityInput.tsx";
import { Select } from "../../../ui/Select.tsx";
import { SidePanel } from "../../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../../ui/States.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { toast } from "../../../ui/toast.ts";
import { useT } from "../../../words/words.ts";
import { BasisField } from "../../documents/BasisField.tsx";
import { useBasis } from "../../documents/queries.ts";
import type { BuildingAccounts } from "../queries.ts";
import { unitOf } from "./failure-words.ts";
import styles from "./failures.module.css";
import { readTime } from "./local-minute.ts";
import { type FailureChoice, useFailureChoices, useStateFailure } from "./queries.ts";

type Where = "house" | "entrance" | "premises";
type Supply = FailureChoice["supply"];
type Kind = FailureChoice["kind"];

/** An act or an outage is written down; what it would change is shown next, before anybody decides. */
export function FailurePanel({
  building,
  places,
  onClose,
  onStated,
}: {
  building: number;
  places: BuildingAccounts["premises"];
  onClose: () => void;
  onStated: (no: number) => void;
}) {
  const t = useT();
  const choices = useFailureChoices();
  const trouble = troubleOf(choices.error);
  return (
    <SidePanel title={t("failures.new")} keys={[["Ctrl+Enter", t("failures.stateIt")]]} onClose={onClose}>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void choices.refetch()} />
      ) : choices.data ? (
        <FailureForm
          building={building}
          places={places}
          choices={choices.data.choices}
          onClose={onClose}
          onStated={onStated}
        />
      ) : (
        <LoadingRows rows={8} columns={1} />
      )}
    </SidePanel>
  );
}

function FailureForm({
  building,
  places,
  choices,
  onClose,
  onStated,
}: {
  building: number;
  places: BuildingAccounts["premises"];
  choices: readonly FailureChoice[];
  onClose: () => void;
  onStated: (no: number) => void;
}) {
  const t = useT();
  const { today } = useWork();
  const [supply, setSupply] = useState<Supply | undefined>();
  const [kind, setKind] = useState<Kind | undefined>();
  const [condition, setCondition] = useState("");
  const [measured, setMeasured] = useState<bigint | undefined>();
  const [from, setFrom] = useState<string | undefined>();
  const [fromTime, setFromTime] = useState("");
  const [to, setTo] = useState<string | undefined>();
  const [toTime, setToTime] = useState("");
  const [where, setWhere] = useState<Where>("house");
  const [entrance, setEntrance] = useState<string | undefined>();
  const [premises, setPremises] = useState<Picked | undefined>();
  const [source, setSource] = useState<"act" | "outage">("act");
  const basis = useBasis();
  const state = useStateFailure(building);
  const ofSupply = choices.filter((one) => one.supply === supply);
  const ofKind = ofSupply.filter((one) => one.kind === kind);
  const isMeasured = kind === "temperature" || kind === "pressure";
  const entrances = [...new Set(places.flatMap((one) => one.entrance ?? []))].sort((a, b) => a - b);
  const submit = (): void => {
    const [begun, ended] = [readTime(fromTime), readTime(toTime)];
    if (!supply || !kind || from === undefined || to === undefined) return;
    if (begun === undefined || ended === undefined) return;
    basis.keep({ building }, () =>
      state.mutate(
        {
          supply,
          kind,
          condition,
          ...(isMeasured && measured !== undefined && { measured: String(measured) }),
          ...(where === "entrance" && entrance !== undefined && { entrance: Number(entrance) }),
          ...(where === "premises" && premises && { premises: Number(premises.id) }),
          startedAt: `${from}T${begun}`,
          endedAt: `${to}T${ended}`,
          source,
          document: basis.title.trim(),
        },
        {
          onSuccess: ({ no }) => {
            toast({ kind: "ok", text: t("failures.stated") });
            onStated(no);
          },
        },
      ),
    );
  };
  return (
    <Form
      pending={basis.isPending || state.isPending}
      refusal={troubleOf(state.error ?? basis.error)}
      submitLabel={t("failures.stateIt")}
      submitDisabledReason={
        [fromTime, toTime].every((text) => readTime(text) !== undefined)
          ? undefined
          : t("failures.timesFirst")
      }
      onCancel={onClose}
      onSubmit={submit}
    >
      <p className="t2">{t("failures.newAbout")}</p>
      <Select
        label={t("failures.supply")}
        name="supply"
        required
        autoFocus
        value={supply}
        onChange={(next) => {
          setSupply(next);
          setKind(undefined);
          setCondition("");
        }}
        options={[...new Set(choices.map((one) => one.supply))].map((value) => ({
          value,
          label: t(`failures.supply.${value}`),
        }))}
      />
      <Select
        label={t("failures.kind")}
        name="kind"
        required
        value={kind}
        disabledReason={supply === undefined ? t("failures.supplyFirst") : undefined}
        onChange={(next) => {
          setKind(next);
          setCondition("");
        }}
        options={[...new Set(ofSupply.map((one) => one.kind))].map((value) => ({
          value,
          label: t(`failures.kind.${value}`),
        }))}
      />
      {ofKind.length > 1 && (
        <Select
          label={t("failures.condition")}
          name="condition"
          value={condition === "" ? "ordinary" : condition}
          onChange={(next) => setCondition(next === undefined || next === "ordinary" ? "" : next)}
          options={ofKind.map((one) => ({
            value: one.condition === "" ? "ordinary" : one.condition,
            label: one.condition === "" ? t("failures.ordinary") : t.of("failures.condition", one.condition),
          }))}
        />
      )}
      {kind !== undefined && isMeasured && (
        <QuantityInput
          label={t("failures.measured")}
          name="measured"
          required
          digits={3}
          unit={unitOf(kind, t)}
          isSigned
          value={measured}
          onChange={setMeasured}
          hint={t(`failures.measuredHint.${kind}`)}
        />
      )}
      <Minute
        label="started"
        {...{ day: from, time: fromTime, setDay: setFrom, setTime: setFromTime, today }}
      />
      <Minute label="ended" {...{ day: to, time: toTime, setDay: setTo, setTime: setToTime, today }} />
      <Select
        label={t("failures.where")}
        required
        value={where}
        onChange={(next) => setWhere(next ?? "house")}
        options={(["house", "entrance", "premises"] as const).map((value) => ({
          value,
          label: t(`failures.place.${value}`),
          disabledReason:
            value === "entrance" && entrances.length === 0 ? t("failures.noEntrances") : undefined,
        }))}
      />
      {where === "entrance" && (
        <Select
          label={t("failures.place.entrance")}
          name="entrance"
          required
          value={entrance}
          onChange={setEntrance}
          options={entrances.map((one) => ({ value: String(one), label: String(one) }))}
        />
      )}
      {where === "premises" && (
        <Picker
          label={t("failures.place.premises")}
          name="premises"
          required
          value={premises}
          onChange={setPremises}
          search={async (text) =>
            places
              .filter(({ number }) => number.toLowerCase().startsWith(text.trim().toLowerCase()))
              .slice(0, 30)
              .map(({ id, kind: of, number }) => ({
                id: String(id),
                name: t(`addresses.premises.${of}`, { number }),
              }))
          }
        />
      )}
      <Select
        label={t("failures.source")}
        name="source"
        required
        value={source}
        onChange={(next) => setSource(next ?? "act")}
        options={(["act", "outage"] as const).map((value) => ({
          value,
          label: t(`failures.source.${value}`),
        }))}
      />
      <BasisField
        basis={basis}
        label={t("failures.document")}
        name="document"
        hint={t("failures.documentHint")}
      />
    </Form>
  );
}

/** A day and a time of the local clock, side by side. */
function Minute({
  label,
  day,
  time,
  today,
  setDay,
  setTime,
}: {
  label: "started" | "ended";
  day: string | undefined;
  time: string;
  today: string;
  setDay: (day: string | undefined) => void;
  setTime: (time: string) => void;
}) {
  const t = useT();
  const isUnread = time.trim() !== "" && readTime(time) === undefined;
  return (
    <div className={styles["pair"]}>
      <DateInput
        label={t(`failures.${label}`)}
        name={`${label}At`}
        required
        today={today}
        max={today}
        value={day}
        onChange={setDay}
      />
      <TextInput
        label={t(`failures.${label}Time`)}
        required
        value={time}
        onChange={setTime}
        hint={t("failures.timeHint")}
        error={isUnread ? t("failures.timeUnread") : undefined}
      />
    </div>
  );
}
