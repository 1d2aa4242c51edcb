import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  CatalogueResponse,
  CheckRequest,
  CheckResponse,
  EndMethodRequest,
  FormulaResponse,
  FormulasResponse,
  MethodsResponse,
  SetMethodRequest,
  WriteRequest,
  WrittenResponse,
} from "#contracts/formulas";
import { api, type Offline, type Problem } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type FormulaSummary = Wire<typeof FormulasResponse>["formulas"][number];
export type FormulaVersion = Wire<typeof FormulaResponse>["versions"][number];
export type FormulaCase = FormulaVersion["cases"][number];
export type CatalogueInput = Wire<typeof CatalogueResponse>["inputs"][number];
export type Unit = Wire<typeof CatalogueResponse>["unit"];
export type Checked = Wire<typeof CheckResponse>;
export type Fault = Checked["faults"][number];
export type CaseResult = Checked["cases"][number];
export type Write = Wire<typeof WriteRequest>;
export type Method = Wire<typeof MethodsResponse>["methods"][number];
export type SetMethod = Wire<typeof SetMethodRequest>;
export type EndMethod = Wire<typeof EndMethodRequest>;

export const UNITS: readonly Unit[] = ["m2", "m3", "Gcal", "kWh", "person", "point"];

type Trouble = Problem | Offline;

export const useFormulas = () =>
  useQuery({
    queryKey: ["formulas", "list"],
    queryFn: ({ signal }) => api.get<Wire<typeof FormulasResponse>>("/api/formulas", signal),
  });

export const useFormula = (code: string | undefined) =>
  useQuery({
    queryKey: ["formulas", "one", code],
    queryFn: ({ signal }) => api.get<Wire<typeof FormulaResponse>>(`/api/formulas/${code}`, signal),
    enabled: code !== undefined,
  });

/** What a formula of a service of this unit may ask for, in the reader's words. */
export const useCatalogue = (unit: Unit, language: string) =>
  useQuery({
    queryKey: ["formulas", "catalogue", unit, language],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof CatalogueResponse>>(`/api/formulas/catalogue?unit=${unit}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });

/** A text read and tried on its cases; nothing is saved. The last answer stays in sight until the next one. */
export const useCheck = (of: Wire<typeof CheckRequest>, language: string) =>
  useQuery({
    queryKey: ["formulas", "check", of, language],
    queryFn: async ({ signal }) => ({
      of,
      said: await api.post<Checked>("/api/formulas/check", { body: of, signal }),
    }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

export function useWriteFormula() {
  const client = useQueryClient();
  return useMutation<Wire<typeof WrittenResponse>, Trouble, { readonly code: string; readonly body: Write }>({
    mutationFn: ({ code, body }) => api.post(`/api/formulas/${code}/versions`, { body }),
    // Not waited for: with the new version another editor takes the place of the one that is to be told.
    onSuccess: () => void client.invalidateQueries({ queryKey: ["formulas"] }),
  });
}

interface VersionDeed {
  readonly code: string;
  readonly version: number;
}

export function useApproveFormula() {
  const client = useQueryClient();
  return useMutation<unknown, Trouble, VersionDeed>({
    mutationFn: ({ code, version }) => api.post(`/api/formulas/${code}/versions/${version}/approval`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["formulas"] }),
  });
}

export function useRetireFormula() {
  const client = useQueryClient();
  return useMutation<unknown, Trouble, VersionDeed & { readonly reason: string }>({
    mutationFn: ({ code, version, reason }) =>
      api.post(`/api/formulas/${code}/versions/${version}/retirement`, { body: { reason } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["formulas"] }),
  });
}

/** Decisions in force on a day, or all that were and will be; of one service or all. */
export const useMethods = (of: {
  readonly on?: string | undefined;
  readonly service?: string | undefined;
  readonly enabled?: boolean;
}) => {
  const query = new URLSearchParams();
  if (of.on !== undefined) query.set("on", of.on);
  if (of.service !== undefined) query.set("service", of.service);
  return useQuery({
    queryKey: ["formulas", "methods", of.on, of.service],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof MethodsResponse>>(`/api/formulas/methods?${query.toString()}`, signal),
    enabled: of.enabled ?? true,
    placeholderData: keepPreviousData,
  });
};

export function useSetMethod() {
  const client = useQueryClient();
  return useMutation<unknown, Trouble, SetMethod>({
    mutationFn: (body) => api.post("/api/formulas/methods", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["formulas"] }),
  });
}

export function useEndMethod() {
  const client = useQueryClient();
  return useMutation<unknown, Trouble, EndMethod>({
    mutationFn: (body) => api.post("/api/formulas/methods/end", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["formulas"] }),
  });
}
