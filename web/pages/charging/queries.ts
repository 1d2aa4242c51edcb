import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";
import type { RunProgressResponse, RunResponse, RunsResponse, WaitingResponse } from "#contracts/charging";
import type {
  AnomaliesResponse,
  ChangesResponse,
  LargestResponse,
  PreparationResponse,
  ReasonsResponse,
  ReviewResponse,
  RunAccountsResponse,
  StartedRunsResponse,
  TotalsResponse,
} from "../../../src/flows/run-review-contract.ts";
import { api } from "../../api/client.ts";
import { everyRow } from "../../api/pages.ts";
import type { Wire } from "../../api/wire.ts";

export type RunRow = Wire<typeof RunsResponse>["runs"][number];
export type Run = Wire<typeof RunProgressResponse>;
export type WaitingMonth = Wire<typeof WaitingResponse>["months"][number];
export type RunState = RunRow["state"];
export type Totals = Wire<typeof TotalsResponse>;
export type Changes = Wire<typeof ChangesResponse>;
export type RunAccount = Wire<typeof RunAccountsResponse>["accounts"][number];
export type Review = Wire<typeof ReviewResponse>;
export type Group = Review["groups"][number];
export type Rule = Group["rule"];
export type Anomaly = Wire<typeof AnomaliesResponse>["anomalies"][number];
export type Reason = NonNullable<Anomaly["decision"]>["reason"];
export type Preparation = Wire<typeof PreparationResponse>["organizations"][number];

const SECOND = 1_000;

/** Runs of a month, of one organization or of all; looked at each second while one of them is being calculated. */
export const useRuns = (of: {
  readonly period: string | undefined;
  readonly organization: number | undefined;
}) =>
  useQuery({
    queryKey: ["runs", of.period, of.organization],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ limit: "200" });
      if (of.period !== undefined) query.set("period", of.period);
      if (of.organization !== undefined) query.set("organization", String(of.organization));
      return api.get<Wire<typeof RunsResponse>>(`/api/charging/runs?${query}`, signal);
    },
    enabled: of.period !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.runs.some((run) => run.state === "calculating") ? SECOND : false,
  });

const runKey = (run: number) => ["run", run] as const;

export const useRun = (run: number) =>
  useQuery({
    queryKey: runKey(run),
    queryFn: ({ signal }) => api.get<Run>(`/api/charging/runs/${run}`, signal),
  });

/** Hears how a run goes on; what it hears is the run itself, so a page that was closed goes on where it is. */
export function useRunEvents(run: number, isCalculating: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isCalculating) return;
    const events = new EventSource(`/api/charging/runs/${run}/events`);
    events.addEventListener("progress", ({ data }: MessageEvent<string>) => {
      const told = JSON.parse(data) as Run;
      // Events speak of the progress alone: names and failures stay as they were asked for.
      queries.setQueryData<Run>(runKey(run), (known) =>
        known ? { ...known, state: told.state, progress: told.progress } : told,
      );
      if (told.progress.buildingsFailed > 0) void queries.invalidateQueries({ queryKey: runKey(run) });
    });
    events.addEventListener("end", () => {
      events.close();
      void queries.invalidateQueries({ queryKey: runKey(run) });
      void queries.invalidateQueries({ queryKey: ["runs"] });
    });
    return () => events.close();
  }, [run, isCalculating, queries]);
}

/** Beside an earlier month; undefined: the one before its own. */
export const useTotals = (run: number, before: string | undefined, enabled: boolean) =>
  useQuery({
    queryKey: ["run", run, "totals", before],
    queryFn: ({ signal }) =>
      api.get<Totals>(`/api/charging/runs/${run}/totals${queryOf({ before })}`, signal),
    enabled,
    retry: false,
    placeholderData: keepPreviousData,
  });

/** What the accounts of a run are narrowed to. */
export interface AccountsOf {
  readonly before: string | undefined;
  readonly service: string | undefined;
  readonly building: number | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly first: boolean;
}

export const useChanges = (run: number, of: Pick<AccountsOf, "before" | "service">) =>
  useQuery({
    queryKey: ["run", run, "changes", of.before, of.service],
    queryFn: ({ signal }) =>
      api.get<Changes>(
        `/api/charging/runs/${run}/changes${queryOf({ before: of.before, service: of.service })}`,
        signal,
      ),
    retry: false,
    placeholderData: keepPreviousData,
  });

export const useLargestChanges = (run: number, before: string | undefined) =>
  useQuery({
    queryKey: ["run", run, "largest", before],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof LargestResponse>>(
        `/api/charging/runs/${run}/largest-changes${queryOf({ before, limit: 12 })}`,
        signal,
      ),
    retry: false,
    placeholderData: keepPreviousData,
  });

export type BuildingReasons = Wire<typeof ReasonsResponse>["buildings"][number];

/** Why a month is charged again: a page of buildings at a time. */
export const useReasons = (run: number) =>
  useInfiniteQuery({
    queryKey: ["run", run, "reasons"],
    queryFn: ({ signal, pageParam }) =>
      api.get<Wire<typeof ReasonsResponse>>(
        `/api/charging/runs/${run}/reasons${queryOf({ after: pageParam })}`,
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    retry: false,
  });

export const useRunAccounts = (run: number, of: AccountsOf) =>
  useInfiniteQuery({
    queryKey: ["run", run, "accounts", of],
    queryFn: ({ signal, pageParam }) => getAccounts(run, of, { limit: 100, after: pageParam }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    retry: false,
    placeholderData: keepPreviousData,
  });

export const everyRunAccount = (
  run: number,
  of: AccountsOf,
  told: (rows: number) => void,
  most: number,
): Promise<readonly RunAccount[]> =>
  everyRow(
    async (after) => {
      const { accounts, next } = await getAccounts(run, of, { limit: 500, after });
      return { rows: accounts, next };
    },
    told,
    most,
  );

const getAccounts = (
  run: number,
  of: AccountsOf,
  { limit, after }: { limit: number; after: string },
  signal?: AbortSignal,
): Promise<Wire<typeof RunAccountsResponse>> =>
  api.get(
    `/api/charging/runs/${run}/accounts${queryOf({
      ...of,
      first: of.first ? "true" : undefined,
      limit,
      after: after === "" ? undefined : after,
    })}`,
    signal,
  );

const queryOf = (of: Readonly<Record<string, string | number | undefined>>): string => {
  const text = new URLSearchParams(
    Object.entries(of).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  ).toString();
  return text === "" ? "" : `?${text}`;
};

export const useReview = (run: number | undefined, enabled: boolean) =>
  useQuery({
    queryKey: ["run", run, "review"],
    queryFn: ({ signal }) => api.get<Review>(`/api/charging/runs/${run}/review`, signal),
    enabled: enabled && run !== undefined,
    retry: false,
  });

export const useAnomalies = (run: number, rule: Rule | undefined) =>
  useInfiniteQuery({
    queryKey: ["run", run, "anomalies", rule],
    queryFn: ({ signal, pageParam }) => getAnomalies(run, rule, 200, pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    enabled: rule !== undefined,
  });

/** All of a rule, however much of it has been looked at. */
export const everyAnomaly = (
  run: number,
  rule: Rule | undefined,
  told: (rows: number) => void,
  most: number,
): Promise<readonly Anomaly[]> =>
  everyRow(
    async (after) => {
      const { anomalies, next } = await getAnomalies(run, rule, 500, after);
      return { rows: anomalies, next };
    },
    told,
    most,
  );

const getAnomalies = (
  run: number,
  rule: Rule | undefined,
  limit: number,
  after: string,
  signal?: AbortSignal,
): Promise<Wire<typeof AnomaliesResponse>> =>
  api.get(
    `/api/charging/runs/${run}/anomalies?rule=${rule}&limit=${limit}${after === "" ? "" : `&after=${after}`}`,
    signal,
  );

export const usePreparations = (period: string, enabled: boolean) =>
  useQuery({
    queryKey: ["preparations", period],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof PreparationResponse>>(`/api/charging/preparations?period=${period}`, signal),
    enabled,
    staleTime: 0,
  });

/** Everything that a deed with runs may change: the lists, the board, the bell. */
function useChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      [
        ["runs"],
        ["run"],
        ["board"],
        ["work"],
        ["preparations"],
        ["figures"],
        ["periods"],
        ["organizations"],
      ].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
  };
}

export function useStartRuns() {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: (body: { period: string; organizations: readonly number[]; acceptMissingRates: boolean }) =>
      api.post<Wire<typeof StartedRunsResponse>>("/api/charging/runs/batch", { body }),
    onSuccess,
  });
}

/** Charged months that late facts have reached. */
export const useWaitingMonths = (organization: number | undefined) =>
  useQuery({
    queryKey: ["runs", "waiting", organization],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof WaitingResponse>>(
        `/api/charging/waiting${organization === undefined ? "" : `?organization=${organization}`}`,
        signal,
      ),
  });

/** Starts the run of a waiting month for the buildings that wait. */
export function useRecalculate() {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: ({ organization, period }: WaitingMonth) =>
      api.post<Wire<typeof RunResponse>>("/api/charging/runs", {
        body: { organization, period, onlyWaiting: true, acceptMissingRates: true },
      }),
    onSuccess,
  });
}

export type RunDeed = "approval" | "cancellation" | "discard" | "retry";

export function useRunDeed(run: number) {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: (deed: RunDeed | { retryBuilding: number }) =>
      api.post<unknown>(
        typeof deed === "string"
          ? `/api/charging/runs/${run}/${deed}`
          : `/api/charging/runs/${run}/buildings/${deed.retryBuilding}/retry`,
      ),
    onSuccess,
  });
}

export function useClosing(organization: number, period: string) {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: () =>
      api.post<{ opened: string }>(`/api/organizations/${organization}/periods/${period}/closure`, {
        body: { uncharged: false },
      }),
    onSuccess,
  });
}

export interface Key {
  readonly building: number;
  readonly no: number;
}
export type Decide = { readonly reason: Reason; readonly note: string } & (
  | { readonly anomalies: readonly Key[] }
  | { readonly rule: Rule }
);

export function useDecide(run: number) {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: (body: Decide) =>
      api.post<{ decided: number }>(`/api/charging/runs/${run}/anomalies/decisions`, { body }),
    onSuccess,
  });
}

export function useRevoke(run: number) {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: (anomalies: readonly Key[]) =>
      api.post<{ decided: number }>(`/api/charging/runs/${run}/anomalies/revocations`, {
        body: { anomalies },
      }),
    onSuccess,
  });
}
