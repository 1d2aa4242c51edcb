import { IconAlertCircle, IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Note } from "../../ui/Note.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./charging.module.css";
import { type Preparation, usePreparations, useStartRuns } from "./queries.ts";

type Item = Preparation["items"][number];

/** Choose the organizations, see what each of them lacks, start: all in one panel. */
export function StartRuns({ onClose }: { onClose: () => void }) {
  const t = useT();
  const formats = useFormats();
  const go = useGo();
  const { period, organization } = useWork();
  const preparations = usePreparations(period, true);
  const start = useStartRuns();
  const all = preparations.data?.organizations ?? [];
  const offered = organization ? all.filter((one) => one.organization === organization.id) : all;
  const [choices, setChoices] = useState<ReadonlyMap<number, boolean>>(new Map());
  const [withoutRates, setWithoutRates] = useState(false);
  const stopOf = (one: Preparation): Item | undefined =>
    one.items.find((item) => item.stops && !(withoutRates && item.code === "rate_missing"));
  const startable = offered.filter((one) => stopOf(one) === undefined);
  // What is charged already, or closed, is charged again only by whoever asks for it.
  const isChosen = (one: Preparation): boolean =>
    choices.get(one.organization) ??
    !one.items.some(({ code }) => code === "month_closed" || code === "charged_already");
  const chosen = startable.filter(isChosen);
  const accounts = chosen.reduce((sum, one) => sum + one.accounts, 0);
  const lacksRates = offered.some((one) => one.items.some((item) => item.code === "rate_missing"));
  const choose = (organizations: readonly Preparation[], chooses: boolean): void =>
    setChoices(new Map([...choices, ...organizations.map((one) => [one.organization, chooses] as const)]));
  const disabledReason = chosen.length === 0 ? t("charging.start.chooseFirst") : undefined;
  const begin = (): void => {
    if (disabledReason !== undefined || start.isPending) return;
    start.mutate(
      { period, organizations: chosen.map((one) => one.organization), acceptMissingRates: withoutRates },
      {
        onSuccess: ({ answers }) => {
          const runs = answers.flatMap(({ run }) => run ?? []);
          for (const { refusal } of answers) if (refusal) toast({ kind: "warn", text: refusal.title });
          if (runs[0] !== undefined) {
            toast({ kind: "ok", text: t("charging.start.done", { count: runs.length }) });
            go(paths.run(Math.min(...runs)));
          }
        },
      },
    );
  };
  useHotkeys([{ keys: "Ctrl+Enter", label: t("charging.start.button"), run: begin }]);
  const trouble = troubleOf(preparations.error);
  const refusal = troubleOf(start.error);
  return (
    <SidePanel
      title={t("charging.start.title")}
      subtitle={formats.period(period)}
      onClose={onClose}
      footer={
        <Button
          kind="primary"
          hotkey="Ctrl+Enter"
          pending={start.isPending}
          disabledReason={disabledReason}
          onClick={begin}
        >
          {t("charging.start.submit", { count: chosen.length, accounts: formats.count(accounts) })}
        </Button>
      }
    >
      {refusal ? <Refusal of={refusal} /> : null}
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void preparations.refetch()} />
      ) : preparations.isPending ? (
        <LoadingRows rows={6} columns={2} />
      ) : (
        <>
          {startable.length > 1 ? (
            <Checkbox
              checked={chosen.length === startable.length}
              isMixed={chosen.length > 0}
              onChange={(chooses) => choose(startable, chooses)}
            >
              {t("charging.start.all", { count: startable.length })}
            </Checkbox>
          ) : null}
          <ul className={styles.organizations}>
            {offered.map((one) => (
              <li key={one.organization}>
                <Checkbox
                  checked={chosen.includes(one)}
                  onChange={(chooses) => choose([one], chooses)}
                  disabledReason={stopOf(one)?.sentence}
                >
                  <span className={styles.choice}>
                    <span className="strong">{one.name}</span>
                    <span className="t2 label">
                      {t("charging.start.counts", {
                        buildings: formats.count(one.buildings),
                        accounts: formats.count(one.accounts),
                      })}
                    </span>
                  </span>
                </Checkbox>
                {one.items.length === 0 ? (
                  <p className={`${styles.item} t3`}>{t("charging.start.ready")}</p>
                ) : (
                  <ul>
                    {one.items.map((item) => (
                      <Lacking key={`${item.code} ${item.service?.code ?? ""}`} item={item} of={one} />
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
          {lacksRates ? (
            <Note state="warn">
              <Checkbox checked={withoutRates} onChange={setWithoutRates}>
                {t("charging.start.withoutRates")}
              </Checkbox>
            </Note>
          ) : null}
        </>
      )}
    </SidePanel>
  );
}

/** One thing that is missing, and the way to where it is mended. */
function Lacking({ item, of }: { item: Item; of: Preparation }) {
  const t = useT();
  const Icon = item.stops ? IconAlertCircle : IconAlertTriangle;
  return (
    <li className={styles.item}>
      <Icon size={14} aria-hidden className={item.stops ? "danger" : "warn"} />
      <span>
        {item.sentence}{" "}
        <Go to={mendingOf(item, of)} className="linked">
          {t(`charging.mend.${item.code}`)}
        </Go>
      </span>
    </li>
  );
}

function mendingOf(item: Item, of: Preparation): string {
  const [building] = item.buildings;
  switch (item.code) {
    case "rate_missing":
      return paths.tariffs({
        ...(item.service ? { service: item.service.code } : {}),
        ...(building ? { building: building.id } : {}),
      });
    case "norm_missing":
      return paths.norms();
    case "readings_missing":
    case "building_readings_missing":
      return paths.readingsEntry(building ? { building: building.id } : {});
    case "draft_exists":
    case "charged_already":
      return item.run === undefined ? paths.runs() : paths.run(item.run);
    case "earlier_month_open":
    case "month_closed":
      return paths.runs({
        organization: of.organization,
        ...(of.open === undefined ? {} : { period: of.open }),
      });
    case "no_open_period":
    case "no_buildings":
      return paths.addresses();
  }
}
