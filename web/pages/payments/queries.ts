import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type {
  AllocationPoliciesResponse,
  AllocationTrialResponse,
  BatchTakenResponse,
  ReversalResponse,
} from "#contracts/payments";
import type { SearchResponse } from "../../../src/flows/contract.ts";
import type { JournalResponse, PaymentCardResponse } from "../../../src/flows/payments-journal-contract.ts";
import { api } from "../../api/client.ts";
import { everyRow } from "../../api/pages.ts";
import type { Wire } from "../../api/wire.ts";

export type Journal = Wire<typeof JournalResponse>;
export type JournalRow = Journal["payments"][number];
export type Totals = NonNullable<Journal["totals"]>;
export type Channel = JournalRow["channel"];
export type PaymentCard = Wire<typeof PaymentCardResponse>;
export type FoundAccount = Wire<typeof SearchResponse>["accounts"][number];
export type BatchTaken = Wire<typeof BatchTakenResponse>;

/** What the address says of the list; the organization and the month come from the header. */
export interface JournalFilter {
  readonly organization: number | undefined;
  readonly period: string;
  /** Both: by days of payment instead of the month. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly q: string | undefined;
  readonly amount: string | undefined;
  readonly channel: Channel | undefined;
  readonly agent: string | undefined;
  readonly reversed: boolean;
}

const PAGE = 100;
/** The most that the server gives at once, for a file of the whole list. */
const PAGE_OF_FILE = 500;

export const useJournal = (of: JournalFilter) =>
  useInfiniteQuery({
    queryKey: ["payments", "journal", of],
    queryFn: ({ signal, pageParam }) =>
      api.get<Journal>(`/api/payments/journal?${queryOf(of, pageParam, PAGE)}`, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

/** The whole list, however much of it has been looked at. */
export const everyPayment = (
  of: JournalFilter,
  told: (rows: number) => void,
  most: number,
): Promise<readonly JournalRow[]> =>
  everyRow(
    async (after) => {
      const { payments, next } = await api.get<Journal>(
        `/api/payments/journal?${queryOf(of, after, PAGE_OF_FILE)}`,
      );
      return { rows: payments, next };
    },
    told,
    most,
  );

function queryOf(of: JournalFilter, after: string, limit: number): string {
  const isByDays = of.from !== undefined && of.to !== undefined;
  const all = {
    organization: of.organization,
    ...(isByDays ? { from: of.from, to: of.to } : { period: of.period }),
    q: of.q,
    amount: of.amount,
    channel: of.channel,
    agent: of.agent,
    reversed: of.reversed ? "true" : undefined,
    after: after === "" ? undefined : after,
    limit,
  };
  return new URLSearchParams(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();
}

/** "31-10000000042": a payment as the address names it. */
export const usePaymentCard = (place: string) =>
  useQuery({
    queryKey: ["payments", "card", place],
    queryFn: ({ signal }) => api.get<PaymentCard>(`/api/payments/${place.replace("-", "/")}`, signal),
    retry: false,
  });

/** All that money may change: the lists, the cards of accounts, what the header counts. */
function useMoneyMoved(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      [["payments"], ["account"], ["search"], ["figures"], ["board"]].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  };
}

export function useReversal(of: { readonly building: number; readonly payment: string }) {
  const onSuccess = useMoneyMoved();
  return useMutation({
    mutationFn: ({ key, reason }: { key: string; reason: string }) =>
      api.post<Wire<typeof ReversalResponse>>(`/api/payments/${of.building}/${of.payment}/reversal`, {
        key,
        body: { reason },
      }),
    onSuccess,
  });
}

export function useTakeBatch() {
  const onSuccess = useMoneyMoved();
  return useMutation({
    mutationFn: ({ key, body }: { key: string; body: object }) =>
      api.post<BatchTaken>("/api/payments/batches", { key, body }),
    onSuccess,
  });
}

/** The accounts that answer to a number, its last digits, a name or an address. */
export const searchAccounts = async (typed: string, signal?: AbortSignal): Promise<FoundAccount[]> => [
  ...(
    await api.get<Wire<typeof SearchResponse>>(
      `/api/search?${new URLSearchParams({ q: typed, limit: "8" })}`,
      signal,
    )
  ).accounts,
];

export type AllocationPolicy = Wire<typeof AllocationPoliciesResponse>["policies"][number];
export type AllocationRule = Pick<AllocationPolicy, "penalties" | "wholeMonth" | "barred">;
export type AllocationTrial = Wire<typeof AllocationTrialResponse>;

export const useAllocationPolicies = () =>
  useQuery({
    queryKey: ["payments", "allocation-policies"],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof AllocationPoliciesResponse>>("/api/payments/allocation-policies", signal),
  });

export function useSetAllocationRule() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: AllocationRule & { organization: number; from: string; basis: string }) =>
      api.post("/api/payments/allocation-policies", { body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["payments", "allocation-policies"] }),
  });
}

export const useAllocationTrial = () =>
  useMutation({
    mutationFn: (body: { account: string; amount: string; rule?: AllocationRule }) =>
      api.post<AllocationTrial>("/api/payments/allocation-trials", { body }),
  });
