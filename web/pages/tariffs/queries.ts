import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  CorrectValueRequest,
  EndValueRequest,
  ImpactResponse,
  MatrixResponse,
  SetValueRequest,
  TimelineResponse,
} from "#contracts/tariffs";
import type {
  DecideRuleRequest,
  PenaltyRulesResponse,
  PolicyRequest,
  ProposeRuleRequest,
  RuleProposalsResponse,
  RuleProposedResponse,
} from "../../../src/flows/penalties-contract.ts";
import { api, type Offline, type Problem } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Kind = "rates" | "norms";
export type Matrix = Wire<typeof MatrixResponse>;
export type MatrixLine = Matrix["lines"][number];
export type MatrixCell = MatrixLine["cells"][number];
export type MatrixColumn = Matrix["columns"][number];
export type Level = MatrixLine["level"];
export type Parameter = MatrixColumn["parameter"];
export type Timeline = Wire<typeof TimelineResponse>;
export type TimelineLevel = Timeline["levels"][number];
/** A value of one level, with what it was before its corrections. */
export type OwnValue = TimelineLevel["values"][number];
export type TimelineValue = Omit<OwnValue, "was">;
export type SetValue = Wire<typeof SetValueRequest>;
export type CorrectValue = Wire<typeof CorrectValueRequest>;
export type EndValue = Wire<typeof EndValueRequest>;
export type Impact = Wire<typeof ImpactResponse>;

/** Whose value it is, as the address and the server name it. */
export interface Owner {
  readonly level: Level;
  readonly organization?: number | undefined;
  readonly building?: number | undefined;
  readonly account?: string | undefined;
}

/** A document belongs to whom it decides something for. */
export const paperOwner = ({ level, organization, building, account }: Owner) =>
  level === "account"
    ? { account }
    : level === "building"
      ? { building }
      : level === "organization"
        ? { organization }
        : {};

const query = (of: Readonly<Record<string, string | number | undefined>>): string =>
  new URLSearchParams(
    Object.entries(of).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();

export const useMatrix = (of: {
  readonly kind: Kind;
  readonly on: string;
  readonly organization: number | undefined;
  readonly building: number | undefined;
}) =>
  useQuery({
    queryKey: ["tariffs", "matrix", of],
    queryFn: ({ signal }) => api.get<Matrix>(`/api/tariffs/matrix?${query(of)}`, signal),
    placeholderData: keepPreviousData,
  });

export const useTimeline = (of: Owner & { readonly service: string; readonly parameter: Parameter }) =>
  useQuery({
    queryKey: ["tariffs", "timeline", of],
    queryFn: ({ signal }) => api.get<Timeline>(`/api/tariffs/values?${query({ ...of })}`, signal),
  });

export type PenaltyRules = Wire<typeof PenaltyRulesResponse>;

export const usePenaltyRules = () =>
  useQuery({
    queryKey: ["tariffs", "penalties"],
    queryFn: ({ signal }) => api.get<PenaltyRules>("/api/penalties/rules", signal),
  });

type Trouble = Problem | Offline;

export type RuleProposals = Wire<typeof RuleProposalsResponse>["proposals"];
export type RuleProposal = RuleProposals[number];
export type RuleChange = RuleProposal["change"];
export type Reach = Wire<typeof RuleProposedResponse>["reach"];

export const useRuleProposals = () =>
  useQuery({
    queryKey: ["tariffs", "penalties", "proposals"],
    queryFn: async ({ signal }) =>
      (await api.get<Wire<typeof RuleProposalsResponse>>("/api/penalties/proposals", signal)).proposals,
  });

/** Rows of the law wait for a second person; an organization's own policy is recorded at once. */
export type PenaltyChange =
  | { readonly kind: "proposals"; readonly body: Wire<typeof ProposeRuleRequest> }
  | { readonly kind: "policies"; readonly body: Wire<typeof PolicyRequest> };

export function useSetPenaltyRule() {
  const client = useQueryClient();
  return useMutation<unknown, Trouble, PenaltyChange>({
    mutationFn: ({ kind, body }) => api.post(`/api/penalties/${kind}`, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["tariffs", "penalties"] }),
  });
}

export function useDecideRule(proposal: number) {
  const client = useQueryClient();
  return useMutation<unknown, Trouble, Wire<typeof DecideRuleRequest>>({
    mutationFn: (body) => api.post(`/api/penalties/proposals/${proposal}/decisions`, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["tariffs", "penalties"] }),
  });
}

/** The value is tried on the server and taken back: whom it concerns, or why it would be refused. */
export const useImpact = () =>
  useMutation<Impact, Trouble, SetValue>({
    mutationFn: (body) => api.post<Impact>("/api/tariffs/values/impact", { body }),
  });

export function useSetValue() {
  const client = useQueryClient();
  return useMutation<unknown, Trouble, SetValue>({
    mutationFn: (body) => api.post("/api/tariffs/values", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["tariffs"] }),
  });
}

export function useCorrectValue() {
  const client = useQueryClient();
  return useMutation<unknown, Trouble, CorrectValue>({
    mutationFn: (body) => api.post("/api/tariffs/values/correct", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["tariffs"] }),
  });
}

export function useEndValue() {
  const client = useQueryClient();
  return useMutation<unknown, Trouble, EndValue>({
    mutationFn: (body) => api.post("/api/tariffs/values/end", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["tariffs"] }),
  });
}
