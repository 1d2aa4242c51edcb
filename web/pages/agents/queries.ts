import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  AgentMessagesResponse,
  AgentResponse,
  AgentsResponse,
  CheckTrialResponse,
  NewAgentRequest,
  ProposedResponse,
  SecretResponse,
} from "../../../src/flows/agents-contract.ts";
import type { OrganizationsResponse } from "#contracts/organizations";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type ListedAgent = Wire<typeof AgentsResponse>["agents"][number];
export type AgentCard = Wire<typeof AgentResponse>;
export type Settings = AgentCard["settings"];
export type Version = AgentCard["versions"][number];
export type Message = Wire<typeof AgentMessagesResponse>["messages"][number];
export type Tried = Wire<typeof CheckTrialResponse>;

export const useAgents = () =>
  useQuery({
    queryKey: ["agents", "list"],
    queryFn: ({ signal }) => api.get<Wire<typeof AgentsResponse>>("/api/agents", signal),
  });

export const useAgent = (code: string) =>
  useQuery({
    queryKey: ["agents", "card", code],
    queryFn: ({ signal }) => api.get<AgentCard>(`/api/agents/${code}`, signal),
  });

/** Banks and networks of terminals, of which an agent may be made. */
export const useAgentOrganizations = () =>
  useQuery({
    queryKey: ["organizations", "agent"],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof OrganizationsResponse>>("/api/organizations?kind=agent", signal),
  });

const MESSAGES = 50;

export const useMessages = (of: { readonly code: string; readonly incidents: boolean; readonly q: string }) =>
  useInfiniteQuery({
    queryKey: ["agents", "messages", of],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({
        limit: String(MESSAGES),
        incidents: of.incidents ? "yes" : "no",
        ...(of.q === "" ? {} : { transaction: of.q }),
        ...(pageParam === "" ? {} : { before: pageParam }),
      });
      return api.get<Wire<typeof AgentMessagesResponse>>(
        `/api/agents/${of.code}/messages?${query.toString()}`,
        signal,
      );
    },
    initialPageParam: "",
    getNextPageParam: ({ messages }) =>
      messages.length < MESSAGES ? undefined : String(messages.at(-1)?.message),
  });

/** A deed after which all that is shown of agents is asked for again. */
function useDeed<Input, Answer>(deed: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["agents"] }),
  });
}

export const useRegister = () =>
  useDeed(({ key, body }: { readonly key: string; readonly body: Wire<typeof NewAgentRequest> }) =>
    api.post<Wire<typeof SecretResponse>>("/api/agents", { key, body }),
  );

export const usePropose = (code: string) =>
  useDeed(({ key, settings }: { readonly key: string; readonly settings: Settings }) =>
    api.post<Wire<typeof ProposedResponse>>(`/api/agents/${code}/settings`, { key, body: settings }),
  );

export const useDecide = (code: string) =>
  useDeed((of: { readonly version: number; readonly approved: boolean; readonly note: string }) =>
    api.post(`/api/agents/${code}/settings/${of.version}/decision`, {
      body: { approved: of.approved, note: of.note },
    }),
  );

export const useNewSecret = (code: string) =>
  useDeed(({ key, keepHours }: { readonly key: string; readonly keepHours: number }) =>
    api.post<Wire<typeof SecretResponse>>(`/api/agents/${code}/secret`, { key, body: { keepHours } }),
  );

export const useClosure = (code: string) => useDeed(() => api.post(`/api/agents/${code}/closure`));

export const useIncident = (code: string) =>
  useDeed((of: { readonly message: string; readonly note: string }) =>
    api.post(`/api/agents/${code}/messages/${of.message}/decision`, { body: { note: of.note } }),
  );

export const useTrial = (code: string) =>
  useMutation({
    mutationFn: (body: {
      readonly account: string;
      readonly amount?: string | undefined;
      readonly version?: number | undefined;
    }) => api.post<Tried>(`/api/agents/${code}/check-trials`, { body }),
  });
