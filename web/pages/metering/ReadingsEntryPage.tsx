import { IconArrowDown, IconClipboardText } from "@tabler/icons-react";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { useGo } from "../../shell/Go.tsx";
import { Button, IconButton } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { blockOf } from "../../ui/grid/clipboard.ts";
import { EntryGrid } from "../../ui/grid/EntryGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Note } from "../../ui/Note.tsx";
import { Page } from "../../ui/Page.tsx";
import { ErrorState } from "../../ui/States.tsx";
import { useWords } from "../../words/words.ts";
import { columnsOf } from "./columns.tsx";
import { EntryStatus } from "./EntryStatus.tsx";
import { EntryTools, type Source, SOURCES } from "./EntryTools.tsx";
import { goToCell } from "./go-to-cell.ts";
import { LaterPanel } from "./LaterPanel.tsx";
import { MeterStrip } from "./MeterStrip.tsx";
import type { SentReading } from "./outbox.ts";
import type { Fit } from "./PasteDialog.tsx";
import { useRoute, useSheet } from "./queries.ts";
import styles from "./ReadingsEntryPage.module.css";
import {
  type Dial,
  layOver,
  type Line,
  type Part,
  partOf,
  type Pasted,
  progressOf,
  readingAt,
  resourcesOf,
  warningsAt,
} from "./sheet.ts";
import { RouteList } from "./RouteList.tsx";
import { useLines } from "./useLines.ts";
import { useReadings } from "./useReadings.ts";

const PasteDialog = lazy(async () => ({ default: (await import("./PasteDialog.tsx")).PasteDialog }));
const PasteTextDialog = lazy(async () => ({
  default: (await import("./PasteTextDialog.tsx")).PasteTextDialog,
}));

/** A building's readings by keyboard: house after house of the route, each value saved as it is entered. */
export function ReadingsEntryPage() {
  const { t, language } = useWords();
  const formats = useFormats();
  const { period, organization, signedIn, today, may } = useWork();
  const { query, set } = useAddress();
  const go = useGo();
  const building = query["building"] === undefined ? undefined : Number(query["building"]);
  const on = query["on"] ?? today;
  const source: Source = SOURCES.find((one) => one === query["source"]) ?? "clerk";
  const route = useRoute({ period, organization: organization?.id });
  const sheet = useSheet(building, period);
  const readings = useReadings(signedIn.user.login, building, period);
  const [at, setAt] = useState<{ key: string; columnId: string }>();
  const [pasted, setPasted] = useState<readonly Pasted[]>();
  const [isPasting, setPasting] = useState(false);
  const area = useRef<HTMLDivElement>(null);

  const buildings = route.data?.buildings ?? [];
  const place = buildings.findIndex(({ id }) => id === building);
  const step = (by: number): void => {
    const next = buildings[place + by];
    if (next) set({ building: next.id }, "push");
  };
  useHotkeys([
    { keys: "Ctrl+ArrowDown", label: t("metering.nextHouse"), run: () => step(1) },
    { keys: "Ctrl+ArrowUp", label: t("metering.previousHouse"), run: () => step(-1) },
  ]);

  const part: Part = query["part"] === "house" ? "house" : "flats";
  const data = useMemo(
    () => (sheet.data && sheet.data.building.id === building ? partOf(sheet.data, part) : undefined),
    [sheet.data, building, part],
  );
  const hasHouse = sheet.data?.rows.some(({ premises }) => premises === undefined) ?? false;
  const lines = useLines(data, readings.entered);
  const resources = useMemo(() => (data ? resourcesOf(data) : []), [data]);
  const { send } = readings;
  const commit = useCallback(
    async (_line: Line, dial: Dial, value: bigint): Promise<void> => {
      if (building === undefined) return;
      const taken = await send([readingOf(building, dial, value, on, source)]);
      const [refusal] = taken?.refused ?? [];
      if (refusal) throw new Error(refusal.title);
    },
    [building, on, source, send],
  );
  const isReadOnly = !may("readings.enter");
  const columns = useMemo(
    () => columnsOf({ t, language, formats, resources, part, commit, isReadOnly }),
    [t, language, formats, resources, part, commit, isReadOnly],
  );
  const show = (line: Line, resource: string): void =>
    goToCell(
      area.current,
      lines.indexOf(line),
      columns.findIndex(({ id }) => id === resource),
    );
  const isReady = data !== undefined;
  useEffect(() => {
    if (!isReady) return;
    const first = lines.flatMap((line) =>
      [...line.dials.values()].flatMap((dial) =>
        readingAt(line, dial) === undefined ? [{ line, dial }] : [],
      ),
    )[0];
    if (first) show(first.line, first.dial.meter.resource);
    // Once for each house, when its sheet has come.
  }, [isReady, building, part]);

  const enterPasted = async (fits: readonly Fit[]): Promise<void> => {
    if (building === undefined) return;
    await send(fits.map(({ dial, value }) => readingOf(building, dial, value, on, source)));
    setPasted(undefined);
  };
  const picked = lines.find(({ key }) => key === at?.key);
  const pickedDial = picked && dialAt(picked, at?.columnId);
  const progress = progressOf(lines);
  const later = lines.reduce(
    (count, line) =>
      count + [...line.dials.values()].filter((dial) => warningsAt(line, dial).length > 0).length,
    0,
  );
  const trouble = sheet.error ?? route.error;
  const isOtherMonth =
    data !== undefined && part === "flats" && (on > data.deadline || on.slice(0, 7) < period);

  return (
    <Page
      title={
        data ? t("metering.titleOf", { address: shortAddress(data.building.address) }) : t("metering.title")
      }
      subtitle={
        data
          ? t("metering.subtitle", {
              place: place + 1,
              count: buildings.length,
              period: formats.period(period),
              day: formats.day(data.deadline),
            })
          : t("metering.subtitleNone")
      }
      actions={
        <EntryTools
          buildings={buildings}
          building={building}
          on={on}
          today={today}
          source={source}
          onChange={(changes) => set(changes, "building" in changes ? "push" : "replace")}
        >
          <IconButton
            label={t("metering.paste.button")}
            icon={<IconClipboardText size={16} />}
            disabledReason={data === undefined ? t("metering.chooseFirst") : undefined}
            onClick={() => setPasting(true)}
          />
          <Button
            kind="primary"
            hotkey="Ctrl+ArrowDown"
            icon={<IconArrowDown size={16} />}
            disabledReason={
              building === undefined
                ? t("metering.chooseFirst")
                : buildings[place + 1]
                  ? undefined
                  : t("metering.lastHouse")
            }
            onClick={() => step(1)}
          >
            {t("metering.nextHouse")}
          </Button>
        </EntryTools>
      }
    >
      {trouble instanceof Problem || trouble instanceof Offline ? (
        <ErrorState of={trouble} onRetry={() => void sheet.refetch()} />
      ) : building === undefined ? (
        <div className={styles.route}>
          <RouteList buildings={buildings} isLoading={route.isPending} />
        </div>
      ) : (
        <div className={styles.layout}>
          <div className={styles.main} ref={area}>
            <EntryStatus
              part={hasHouse ? part : undefined}
              onPart={(value) => set({ part: value === "flats" ? undefined : value })}
              progress={progress}
              later={later}
              readings={readings}
            />
            {isOtherMonth && (
              <div className={styles.note}>
                <Note state="warn">
                  {t("metering.otherMonth", {
                    day: formats.day(on),
                    period: formats.period(period),
                    deadline: formats.day(data.deadline),
                  })}
                </Note>
              </div>
            )}
            {isReadOnly && (
              <div className={styles.note}>
                <Note state="info">{t("metering.readOnly")}</Note>
              </div>
            )}
            <div className={styles.grid}>
              <EntryGrid
                label={t("metering.gridLabel")}
                columns={columns}
                rows={lines}
                rowKey={lineKey}
                checkWidth={146}
                isLoading={sheet.isPending}
                emptyState={t("metering.noMeters")}
                onPick={(line, columnId) => setAt(line && { key: line.key, columnId })}
                onPeek={(line) => {
                  const [account] = line.row.accounts;
                  if (account) go(paths.account(account.number, { tab: "meters" }));
                }}
                onPaste={(block, { row, columnId }) =>
                  setPasted(layOver(block, { line: row, columnId: resourceAt(columnId) }, lines, resources))
                }
              />
            </div>
            {picked && pickedDial && building !== undefined && (
              <MeterStrip line={picked} dial={pickedDial} period={period} building={building} />
            )}
          </div>
          <LaterPanel
            lines={lines}
            refused={readings.refused}
            onGo={show}
            onRollover={(of) => void send([{ ...of.reading, mark: "rollover" }])}
          />
        </div>
      )}
      <Suspense>
        <PasteTextDialog
          isOpen={isPasting}
          onClose={() => setPasting(false)}
          onText={(text) => {
            const [first] = lines;
            setPasting(false);
            if (first) setPasted(layOver(blockOf(text), { line: first, columnId: "flat" }, lines, resources));
          }}
        />
        <PasteDialog pasted={pasted} onEnter={enterPasted} onClose={() => setPasted(undefined)} />
      </Suspense>
    </Page>
  );
}

const lineKey = (line: Line): string => line.key;
/** "cold_water.before" belongs to the cold water. */
const resourceAt = (columnId: string): string => columnId.split(".")[0] ?? columnId;
const dialAt = (line: Line, columnId: string | undefined): Dial | undefined =>
  line.dials.get(resourceAt(columnId ?? "")) ?? [...line.dials.values()][0];

/** "г. Североозёрск, ул. Садовая, д. 8" without its city. */
const shortAddress = (address: string): string => address.split(", ").slice(-2).join(", ");

const readingOf = (
  building: number,
  dial: Dial,
  value: bigint,
  takenOn: string,
  source: Source,
): SentReading => ({
  building,
  meter: dial.meter.id,
  scale: dial.scale.scale,
  value: String(value),
  takenOn,
  source,
});
