import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  DeadReceiptsResponse,
  GatewayHealthResponse,
  OnlinePaymentResponse,
  OnlinePaymentsResponse,
  PaymentLinkResponse,
  PaymentReceiptsResponse,
  RefundResponse,
} from "../../../src/flows/online-payments-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type OnlinePayments = Wire<typeof OnlinePaymentsResponse>;
export type OnlineRow = OnlinePayments["payments"][number];
export type OnlineCard = Wire<typeof OnlinePaymentResponse>;
export type Receipts = Wire<typeof PaymentReceiptsResponse>;
export type Health = Wire<typeof GatewayHealthResponse>;

/** What happens at a bank is seen without a hand's help. */
const LIVE_MILLISECONDS = 5_000;

export const useOnlinePayments = (of: { readonly state: string | undefined; readonly incidents: boolean }) =>
  useQuery({
    queryKey: ["online-payments", of],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ limit: "200" });
      if (of.state !== undefined) query.set("state", of.state);
      if (of.incidents) query.set("incidents", "yes");
      return api.get<OnlinePayments>(`/api/online-payments?${query.toString()}`, signal);
    },
    refetchInterval: LIVE_MILLISECONDS,
  });

export const useOnlinePayment = (order: string) =>
  useQuery({
    queryKey: ["online-payments", "one", order],
    queryFn: ({ signal }) => api.get<OnlineCard>(`/api/online-payments/${order}`, signal),
    refetchInterval: LIVE_MILLISECONDS,
  });

/** Of a payment, by its place "31-10000000042". */
export const useReceipts = (place: string) =>
  useQuery({
    queryKey: ["payments", "receipts", place],
    queryFn: ({ signal }) => api.get<Receipts>(`/api/payments/${place.replace("-", "/")}/receipts`, signal),
  });

export type DeadReceipt = Wire<typeof DeadReceiptsResponse>["receipts"][number];

const DEAD_PAGE = 100;

/** Those that wait for a person, or those that a correction stands in place of. */
export const useDeadReceipts = (isCorrected: boolean) =>
  useInfiniteQuery({
    queryKey: ["payments", "receipts", "dead", isCorrected],
    queryFn: ({ signal, pageParam }) =>
      api.get<Wire<typeof DeadReceiptsResponse>>(
        `/api/fiscal-receipts/dead?limit=${DEAD_PAGE}${isCorrected ? "&corrected=true" : ""}${
          pageParam === undefined ? "" : `&before=${pageParam}`
        }`,
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ receipts }) =>
      receipts.length === DEAD_PAGE ? receipts.at(-1)?.message : undefined,
  });

/** Makes a receipt of correction owed, in the place of one that never came. */
export function useCorrection({ building, payment }: { building: number; payment: string }) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      key,
      ...body
    }: {
      key: string;
      by: "self" | "instruction";
      baseDate: string;
      baseNumber: string;
      contact?: string;
    }) => api.post(`/api/payments/${building}/${payment}/corrections`, { key, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["payments", "receipts"] }),
  });
}

/** Sends once more what was given up. */
export function useRevival() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (message: string) => api.post(`/api/gateways/outbox/${message}/revival`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ["payments", "receipts"] }),
  });
}

export function useRevivalOfAll() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<{ revived: number }>("/api/fiscal-receipts/dead/revival", {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ["payments", "receipts"] }),
  });
}

export const useGatewayHealth = () =>
  useQuery({
    queryKey: ["gateways", "health"],
    queryFn: ({ signal }) => api.get<Health>("/api/gateways/health", signal),
    refetchInterval: LIVE_MILLISECONDS,
  });

export const usePaymentLink = (account: string) =>
  useMutation({
    mutationFn: ({ key, ...body }: { key: string; amount: string; fast: boolean; email?: string }) =>
      api.post<Wire<typeof PaymentLinkResponse>>(`/api/accounts/${account}/payment-links`, { key, body }),
  });

export function useRefund(order: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, ...body }: { key: string; amount: string; reason: string }) =>
      api.post<Wire<typeof RefundResponse>>(`/api/online-payments/${order}/refunds`, { key, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["online-payments"] }),
  });
}

export function useRefundDecision(order: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      key,
      refund,
      decision,
    }: {
      key: string;
      refund: number;
      decision: "approved" | "declined";
    }) => api.post(`/api/online-payments/${order}/refunds/${refund}/decision`, { key, body: { decision } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["online-payments"] }),
  });
}
