import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  MailingDecidedResponse,
  MailingDecisionRequest,
  MailingDraftedResponse,
  MailingRequest,
  MailingResponse,
  MailingsResponse,
  MailingTermsResponse,
  MessageLogResponse,
} from "../../../src/flows/mailings-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Mailings = Wire<typeof MailingsResponse>;
export type MailingRow = Mailings["mailings"][number];
export type MailingKind = MailingRow["kind"];
export type Draft = Partial<Wire<typeof MailingRequest>> & { readonly kind: MailingKind };
export type Decision = Wire<typeof MailingDecisionRequest>["decision"];
export type Terms = Wire<typeof MailingTermsResponse>;
export type LogRow = Wire<typeof MessageLogResponse>["messages"][number];
export type MessageState = LogRow["state"];

/** While something is counted or leaves, the page looks again by itself. */
const LOOK_EVERY = 2_000;
const isMoving = ({ state }: { readonly state: MailingRow["state"] }): boolean =>
  state === "counting" || state === "sending";

export const useMailings = () =>
  useQuery({
    queryKey: ["notices", "list"],
    queryFn: ({ signal }) => api.get<Mailings>("/api/notices", signal),
    refetchInterval: ({ state }) => (state.data?.mailings.some(isMoving) ? LOOK_EVERY : false),
    retry: false,
  });

export const useMailing = (mailing: number) =>
  useQuery({
    queryKey: ["notices", "one", mailing],
    queryFn: ({ signal }) => api.get<Wire<typeof MailingResponse>>(`/api/notices/${mailing}`, signal),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? LOOK_EVERY : false),
    retry: false,
  });

export interface LogAsked {
  readonly find?: string | undefined;
  readonly state?: string | undefined;
  readonly mailing?: string | undefined;
  readonly before?: string | undefined;
}

export function useMessageLog(asked: LogAsked) {
  const query = new URLSearchParams(
    Object.entries(asked).filter((entry): entry is [string, string] => Boolean(entry[1])),
  ).toString();
  return useQuery({
    queryKey: ["notices", "log", query],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof MessageLogResponse>>(
        `/api/notice-messages${query === "" ? "" : `?${query}`}`,
        signal,
      ),
    retry: false,
  });
}

function useDeed<Input, Answer>(deed: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["notices"] }),
  });
}

export const useDraftMailing = () =>
  useDeed((body: Draft) => api.post<Wire<typeof MailingDraftedResponse>>("/api/notices", { body }));

export const useDecideMailing = (mailing: number) =>
  useDeed((body: { readonly decision: Decision; readonly reason: string }) =>
    api.post<Wire<typeof MailingDecidedResponse>>(`/api/notices/${mailing}/decisions`, { body }),
  );

export const useSetTerms = () =>
  useDeed((body: Terms) => api.post<Wire<typeof MailingTermsResponse>>("/api/notice-terms", { body }));
