import "@mantine/core/styles/Combobox.css";
import "@mantine/core/styles/Popover.css";
import { Combobox, useCombobox } from "@mantine/core";
import { IconCalendar, IconChevronDown, IconLock, IconLockOpen, IconHourglass } from "@tabler/icons-react";
import { Chip } from "../ui/Chip.tsx";
import { useFormats } from "../ui/formats.ts";
import { useT } from "../words/words.ts";
import { type PeriodState, useWork } from "./context.ts";
import styles from "./Choice.module.css";
import frame from "./Frame.module.css";

/** The month that the pages show, and whether it still takes entries. */
export function PeriodChoice() {
  const t = useT();
  const formats = useFormats();
  const { period, periodState, periods, choosePeriod } = useWork();
  const combobox = useCombobox({
    onDropdownClose: () => combobox.resetSelectedOption(),
    onDropdownOpen: () => combobox.selectActiveOption(),
  });
  const name = formats.period(period);
  return (
    <>
      <Combobox
        store={combobox}
        width={240}
        position="bottom-start"
        transitionProps={{ duration: 0 }}
        onOptionSubmit={(value) => {
          choosePeriod(value);
          combobox.closeDropdown();
        }}
      >
        <Combobox.Target targetType="button">
          <button
            type="button"
            className={frame.context}
            aria-label={t("shell.period", { name })}
            onClick={() => combobox.toggleDropdown()}
          >
            <IconCalendar size={16} aria-hidden />
            <span className="nowrap">{name}</span>
            <IconChevronDown size={14} aria-hidden />
          </button>
        </Combobox.Target>
        <Combobox.Dropdown className={styles.dropdown ?? ""}>
          <Combobox.Options className={styles.options ?? ""} aria-label={t("shell.periodList")}>
            {periods.map((one) => (
              <Combobox.Option
                key={one.period}
                value={one.period}
                active={one.period === period}
                className={styles.option ?? ""}
              >
                <StateIcon state={one.state} />
                <span className="row">
                  <span className={one.period === period ? "strong spread" : "spread"}>
                    {formats.period(one.period)}
                  </span>
                  <span className="label t2">{t(`shell.state.${one.state}`)}</span>
                </span>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Chip state={periodState === "open" ? "info" : "mute"} icon={<StateIcon state={periodState} />}>
        {t(`shell.state.${periodState}`)}
      </Chip>
    </>
  );
}

function StateIcon({ state }: { state: PeriodState }) {
  if (state === "open") return <IconLockOpen size={14} aria-hidden />;
  if (state === "closed") return <IconLock size={14} aria-hidden />;
  return <IconHourglass size={14} aria-hidden />;
}
