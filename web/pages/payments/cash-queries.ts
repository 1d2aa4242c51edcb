import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  CashReturnedResponse,
  CashTakenResponse,
  DeskResponse,
  PayerResponse,
  ShiftOpenedResponse,
  ShiftResponse,
  ShiftsResponse,
} from "../../../src/flows/cash-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";
import type { Journal } from "./queries.ts";

export type CashTaken = Wire<typeof CashTakenResponse>;

export type Desk = Wire<typeof DeskResponse>;
export type WholeShift = Wire<typeof ShiftResponse>;
export type Shift = Omit<WholeShift, "services">;
export type PayerDebt = Wire<typeof PayerResponse>["debts"][number];

/** The person's open shift, or where one may be opened. */
export const useDesk = () =>
  useQuery({
    queryKey: ["payments", "desk"],
    queryFn: ({ signal }) => api.get<Desk>("/api/cash/desk", signal),
  });

export const useShift = (shift: string) =>
  useQuery({
    queryKey: ["payments", "shift", shift],
    queryFn: ({ signal }) => api.get<WholeShift>(`/api/cash/shifts/${encodeURIComponent(shift)}`, signal),
  });

const SHIFTS_PAGE = 50;

export const useShifts = () =>
  useInfiniteQuery({
    queryKey: ["payments", "shifts"],
    queryFn: ({ signal, pageParam }) =>
      api.get<Wire<typeof ShiftsResponse>>(
        `/api/cash/shifts?limit=${SHIFTS_PAGE}${pageParam === undefined ? "" : `&before=${pageParam}`}`,
        signal,
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ shifts }) => (shifts.length === SHIFTS_PAGE ? shifts.at(-1)?.shift : undefined),
  });

/** The payments of a shift, with their sums: the server's, not the browser's. */
export const useShiftPayments = (of: Pick<Shift, "shift" | "day">) =>
  useQuery({
    queryKey: ["payments", "cash", of.shift],
    queryFn: ({ signal }) =>
      api.get<Journal>(
        `/api/payments/journal?from=${of.day}&to=${of.day}&shift=${of.shift}&limit=500`,
        signal,
      ),
  });

export const usePayerDebts = (account: string) =>
  useQuery({
    queryKey: ["payments", "debts", account],
    queryFn: ({ signal }) => api.get<Wire<typeof PayerResponse>>(`/api/cash/payers/${account}`, signal),
  });

export function useOpenShift() {
  const onSuccess = useMoneyMoved();
  return useMutation({
    mutationFn: (of: {
      readonly key: string;
      readonly body: { readonly desk: string; readonly float: string };
    }) => api.post<Wire<typeof ShiftOpenedResponse>>("/api/cash/shifts", of),
    onSuccess,
  });
}

interface HandoverBody {
  readonly amount: string;
  readonly receiver: string;
  readonly document: string;
}

export function useHandOver(shift: number) {
  const onSuccess = useMoneyMoved();
  return useMutation({
    mutationFn: (of: { readonly key: string; readonly body: HandoverBody }) =>
      api.post<Shift>(`/api/cash/shifts/${shift}/handovers`, of),
    onSuccess,
  });
}

export function useCloseShift(shift: number) {
  const onSuccess = useMoneyMoved();
  return useMutation({
    mutationFn: (of: {
      readonly key: string;
      readonly body: {
        readonly declared: string;
        readonly reason: string;
        readonly handover?: HandoverBody | undefined;
      };
    }) => api.post<Shift>(`/api/cash/shifts/${shift}/closing`, of),
    onSuccess,
  });
}

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

export function useTakeCash() {
  const onSuccess = useMoneyMoved();
  return useMutation({
    mutationFn: (of: {
      readonly key: string;
      readonly body: {
        readonly account: string;
        readonly amount: string;
        readonly contact: string;
        readonly statedPeriod?: string | undefined;
        readonly statedService?: number | undefined;
      };
    }) => api.post<CashTaken>("/api/cash/payments", of),
    onSuccess,
  });
}

export function useReturnCash() {
  const onSuccess = useMoneyMoved();
  return useMutation({
    mutationFn: (of: {
      readonly key: string;
      readonly building: number;
      readonly payment: string;
      readonly reason: string;
    }) =>
      api.post<Wire<typeof CashReturnedResponse>>(`/api/cash/payments/${of.building}/${of.payment}/return`, {
        key: of.key,
        body: { reason: of.reason },
      }),
    onSuccess,
  });
}
