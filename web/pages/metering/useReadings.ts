import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { useProblemText } from "../../ui/problem-text.ts";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { forget, keep, type SentReading, waiting } from "./outbox.ts";
import { type ReadingsTaken, sendReadings } from "./queries.ts";
import type { Entered } from "./sheet.ts";

/** A reading that the server did not take: it stays in its cell until another one is entered. */
export interface Refused {
  readonly reading: SentReading;
  readonly code: string;
  readonly title: string;
}

export interface Readings {
  readonly entered: ReadonlyMap<string, Entered>;
  readonly refused: ReadonlyMap<string, Refused>;
  /** When the server last took something, in this browser's time. */
  readonly savedAt: string | undefined;
  readonly waitingCount: number;
  /** Sends readings of this building; throws the sentence of a single one that was refused. */
  send(readings: readonly SentReading[]): Promise<ReadingsTaken | undefined>;
}

const AGAIN_MS = 4000;
const dialOf = ({ meter, scale }: SentReading): string => `${meter}|${scale ?? 0}`;

/**
 * What is entered goes to the server at once and waits in this browser until it is confirmed: a lost connection or a
 * killed browser loses nothing. The same reading sent again changes nothing, so it may be sent as often as need be.
 */
export function useReadings(login: string, building: number | undefined, period: string): Readings {
  const t = useT();
  const textOf = useProblemText();
  const queries = useQueryClient();
  const [entered, setEntered] = useState<ReadonlyMap<string, Entered>>(new Map());
  const [refused, setRefused] = useState<ReadonlyMap<string, Refused>>(new Map());
  const [savedAt, setSavedAt] = useState<string>();
  const [waitingCount, setWaitingCount] = useState(() => waiting(localStorage, login).length);
  const here = useRef(building);
  useEffect(() => {
    here.current = building;
    setEntered(new Map());
    setRefused(new Map());
  }, [building, period]);

  const settle = useCallback((readings: readonly SentReading[], taken: ReadingsTaken | undefined): void => {
    const refusals = new Map(taken?.refused.map((one) => [one.row, one]));
    const own = readings
      .map((reading, row) => ({ reading, row }))
      .filter(({ reading }) => reading.building === here.current);
    setEntered((before) => {
      const next = new Map(before);
      for (const { reading, row } of own) {
        if (refusals.has(row)) continue;
        next.set(dialOf(reading), {
          value: BigInt(reading.value),
          takenOn: reading.takenOn ?? "",
          state: taken ? "saved" : "waiting",
          warnings: taken?.warnings.filter((one) => one.row === row) ?? [],
        });
      }
      return next;
    });
    setRefused((before) => {
      const next = new Map(before);
      for (const { reading, row } of own) {
        const refusal = refusals.get(row);
        if (refusal) next.set(dialOf(reading), { reading, code: refusal.code, title: refusal.title });
        else next.delete(dialOf(reading));
      }
      return next;
    });
  }, []);

  const send = useCallback<Readings["send"]>(
    async (readings) => {
      keep(localStorage, login, readings);
      try {
        const taken = await sendReadings([...readings]);
        forget(localStorage, login, readings);
        settle(readings, taken);
        setSavedAt(new Date().toISOString());
        return taken;
      } catch (error) {
        if (error instanceof Offline || (error instanceof Problem && error.status >= 500)) {
          settle(readings, undefined);
          return undefined;
        }
        // What the server does not allow will not become right by waiting; a session that is over will.
        if (error instanceof Problem && error.status !== 401) {
          forget(localStorage, login, readings);
        }
        throw error instanceof Problem ? new Error(textOf(error)) : error;
      } finally {
        setWaitingCount(waiting(localStorage, login).length);
      }
    },
    [login, settle, textOf],
  );

  useEffect(() => {
    if (waitingCount === 0) return;
    let isBusy = false;
    const again = async (): Promise<void> => {
      const left = waiting(localStorage, login).slice(0, 1000);
      if (isBusy || left.length === 0) return;
      isBusy = true;
      try {
        const taken = await send(left);
        if (!taken) return;
        toast({ kind: "ok", text: t("metering.sentLater", { count: left.length - taken.refused.length }) });
        for (const { row, title } of taken.refused) {
          if (left[row]?.building !== here.current) toast({ kind: "danger", text: title });
        }
        await queries.invalidateQueries({ queryKey: ["metering"] });
      } catch (error) {
        toast({ kind: "danger", text: error instanceof Error ? error.message : String(error) });
      } finally {
        isBusy = false;
      }
    };
    const run = (): void => void again();
    run();
    const timer = setInterval(run, AGAIN_MS);
    window.addEventListener("online", run);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", run);
    };
  }, [waitingCount > 0, login, send, queries, t]);

  return useMemo(
    () => ({ entered, refused, savedAt, waitingCount, send }),
    [entered, refused, savedAt, waitingCount, send],
  );
}
