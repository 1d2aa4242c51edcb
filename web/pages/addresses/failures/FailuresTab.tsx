import { IconPlus } from "@tabler/icons-react";
import { troubleOf } from "../../../api/client.ts";
import { useAddress } from "../../../shell/address.ts";
import { useWork } from "../../../shell/context.ts";
import { Button } from "../../../ui/Button.tsx";
import { Chip } from "../../../ui/Chip.tsx";
import { useFormats } from "../../../ui/formats.ts";
import { useHotkeys } from "../../../ui/hotkeys.ts";
import { Empty, ErrorState, LoadingRows } from "../../../ui/States.tsx";
import { useT } from "../../../words/words.ts";
import type { BuildingAccounts } from "../queries.ts";
import { FailureDecisionPanel } from "./FailureDecisionPanel.tsx";
import { FailurePanel } from "./FailurePanel.tsx";
import { useFailureWords } from "./failure-words.ts";
import styles from "./failures.module.css";
import { type Failure, useFailures } from "./queries.ts";
import { STATES } from "./states.ts";

/** Interruptions and poor quality by acts and outages: each is looked at with its sums before it is decided. */
export function FailuresTab({
  building,
  places,
}: {
  building: number;
  places: BuildingAccounts["premises"];
}) {
  const t = useT();
  const { query, set } = useAddress();
  const { may } = useWork();
  const failures = useFailures(building);
  const panel = query["failure"];
  const mayNot = may("reductions.register") ? undefined : t("failures.mayNotRegister");
  const open = (failure: string | undefined): void => set({ failure }, "push");
  const begin = (): void => {
    if (mayNot === undefined) open("new");
  };
  useHotkeys([{ keys: "Insert", label: t("failures.open"), run: begin }]);
  const trouble = troubleOf(failures.error);
  const list = failures.data?.failures;
  const chosen = list?.find(({ no }) => String(no) === panel);
  return (
    <div className={styles["tab"]}>
      <div className={panel === undefined ? styles["main"] : styles["beside"]}>
        <div className={styles["bar"]}>
          <p className="t2">{t("failures.about")}</p>
          <span className="spread" />
          <Button icon={<IconPlus size={16} />} hotkey="Insert" onClick={begin} disabledReason={mayNot}>
            {t("failures.open")}
          </Button>
        </div>
        {trouble ? (
          <ErrorState of={trouble} onRetry={() => void failures.refetch()} />
        ) : !list ? (
          <LoadingRows rows={6} columns={6} />
        ) : list.length === 0 ? (
          <Empty title={t("failures.none")}>{t("failures.noneHow")}</Empty>
        ) : (
          <FailureList list={list} places={places} onOpen={(no) => open(String(no))} />
        )}
      </div>
      {panel === "new" ? (
        <FailurePanel
          building={building}
          places={places}
          onClose={() => open(undefined)}
          onStated={(no) => set({ failure: String(no) }, "replace")}
        />
      ) : chosen ? (
        <FailureDecisionPanel
          key={chosen.no}
          building={building}
          failure={chosen}
          places={places}
          onClose={() => open(undefined)}
        />
      ) : null}
    </div>
  );
}

function FailureList({
  list,
  places,
  onOpen,
}: {
  list: readonly Failure[];
  places: BuildingAccounts["premises"];
  onOpen: (no: number) => void;
}) {
  const t = useT();
  const { minute, what, where, value } = useFailureWords(places);
  const { count } = useFormats();
  return (
    <div className={styles["scroll"]} role="region" aria-label={t("failures.title")} tabIndex={0}>
      <table className={styles["table"]} aria-label={t("failures.title")}>
        <thead>
          <tr>
            <th scope="col">№</th>
            <th scope="col">{t("failures.what")}</th>
            <th scope="col">{t("failures.when")}</th>
            <th scope="col">{t("failures.where")}</th>
            <th scope="col">{t("failures.document")}</th>
            <th scope="col">{t("failures.state")}</th>
            <th scope="col">{t("failures.sums")}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((one) => (
            <tr key={one.no}>
              <td className="num">{count(one.no)}</td>
              <th scope="row">
                {what(one)}
                <div className="label t3">
                  {[value(one), t("failures.clause", { clause: one.clause })].filter(Boolean).join(" · ")}
                </div>
              </th>
              <td className={styles["minutes"]}>
                {minute(one.startedAt)}
                <br />
                {minute(one.endedAt)}
              </td>
              <td>{where(one)}</td>
              <td>
                {one.document}
                <div className="label t3">{t(`failures.source.${one.source}`)}</div>
              </td>
              <td>
                <Chip state={STATES[one.state]}>{t(`failures.${one.state}`)}</Chip>
                {one.reason === "" ? null : <div className="label t3">{one.reason}</div>}
              </td>
              <td>
                <Button kind="ghost" onClick={() => onOpen(one.no)}>
                  {t(one.state === "proposed" ? "failures.decide" : "failures.look")}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
