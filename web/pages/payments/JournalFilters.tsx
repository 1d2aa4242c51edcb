import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import { CHANNELS, useJournalAddress } from "./journal-address.ts";
import styles from "./payments.module.css";
import type { Journal } from "./queries.ts";

const TYPING_MS = 250;

/** All that narrows the journal; what is chosen stands in the address. */
export function JournalFilters({ agents }: { agents: Journal["agents"] }) {
  const t = useT();
  const { today, period } = useWork();
  const { query, set } = useAddress();
  const { filter, narrowings, reset } = useJournalAddress();
  const bar = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState(query["q"] ?? "");
  const say = useDebouncedCallback((text: string) => set({ q: text.trim() }), TYPING_MS);
  // Back, or "reset": the field follows the address unless the person is typing in it.
  useEffect(() => {
    if (!bar.current?.contains(document.activeElement)) setTyped(filter.q ?? "");
  }, [filter.q]);
  useHotkeys([
    {
      keys: "Ctrl+F",
      label: t("payments.find"),
      run: () => bar.current?.querySelector<HTMLInputElement>("input[name=q]")?.focus(),
    },
  ]);
  const isByDays = filter.from !== undefined;
  return (
    <div
      ref={bar}
      className={`${styles["filters"]} noprint`}
      role="search"
      aria-label={t("payments.filters")}
    >
      <div className={styles["what"]}>
        <div className={styles["find"]}>
          <TextInput
            label={t("payments.find")}
            name="q"
            type="search"
            placeholder={t("payments.findHint")}
            lengthMax={100}
            value={typed}
            onChange={(text) => {
              setTyped(text);
              say(text);
            }}
          />
        </div>
        <div className={styles["sum"]}>
          <MoneyInput
            label={t("payments.amount")}
            value={filter.amount === undefined ? undefined : BigInt(filter.amount)}
            onChange={(amount) => set({ amount: amount === undefined ? undefined : String(amount) })}
          />
        </div>
        <div className={styles["choice"]}>
          <Select
            label={t("payments.channel")}
            placeholder={t("payments.anyChannel")}
            value={filter.channel}
            onChange={(channel) => set({ channel })}
            options={CHANNELS.map((value) => ({ value, label: t(`payments.channel.${value}`) }))}
          />
        </div>
        {agents.length > 0 ? (
          <div className={styles["choice"]}>
            <Select
              label={t("payments.agent")}
              placeholder={t("payments.anyAgent")}
              value={filter.agent}
              onChange={(agent) => set({ agent })}
              options={agents.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
          </div>
        ) : null}
      </div>
      <div className={styles["when"]}>
        <Segmented
          label={t("payments.by")}
          value={isByDays ? "days" : "month"}
          onChange={(by) =>
            set(
              by === "days"
                ? { from: `${period}-01`, to: lastDayOf(period, today) }
                : { from: undefined, to: undefined },
            )
          }
          options={[
            { value: "month", label: t("payments.byMonth") },
            { value: "days", label: t("payments.byDays") },
          ]}
        />
        {isByDays ? (
          <>
            <div className={styles["day"]}>
              <DateInput
                label={t("payments.from")}
                isLabelHidden
                today={today}
                period={period}
                value={filter.from}
                onChange={(from) => from !== undefined && set({ from })}
              />
            </div>
            <div className={styles["day"]}>
              <DateInput
                label={t("payments.to")}
                isLabelHidden
                today={today}
                period={period}
                value={filter.to}
                onChange={(to) => to !== undefined && set({ to })}
              />
            </div>
          </>
        ) : null}
        <Checkbox checked={filter.reversed} onChange={(is) => set({ reversed: is ? "yes" : undefined })}>
          {t("payments.reversedOnly")}
        </Checkbox>
        {narrowings > 0 ? (
          <Button
            kind="ghost"
            onClick={() => {
              // What was typed a moment ago would come after the reset.
              say.cancel();
              setTyped("");
              reset();
            }}
          >
            {t("ui.resetFilters", { count: narrowings })}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** The month's last day, or today where the month is not over. */
function lastDayOf(period: string, today: string): string {
  const [year = 0, month = 0] = period.split("-").map(Number);
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return last < today ? last : today;
}
