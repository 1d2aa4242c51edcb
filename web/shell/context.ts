import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import type { FiguresResponse } from "../../src/flows/contract.ts";
import type { OrganizationsResponse, PeriodsResponse } from "#contracts/organizations";
import { api } from "../api/client.ts";
import type { Wire } from "../api/wire.ts";
import { useAddress } from "./address.ts";
import type { SignedIn } from "./session.ts";

export type Organization = Wire<typeof OrganizationsResponse>["organizations"][number];
export type Figures = Wire<typeof FiguresResponse>["organizations"][number];
export type PeriodState = "open" | "closed" | "future";

/** What the header says and every page works in: who, for which organization, in which month. */
export interface WorkContext {
  readonly signedIn: SignedIn;
  /** The installation's date, "YYYY-MM-DD". */
  readonly today: string;
  may(permission: string): boolean;
  /** The management companies in sight. */
  readonly organizations: readonly Organization[];
  /** Undefined: all of them. A company's people always have their own. */
  readonly organization: Organization | undefined;
  /** "YYYY-MM". */
  readonly period: string;
  readonly periodState: PeriodState;
  /** Months of the organization, or of all; the newest first. */
  readonly periods: readonly { readonly period: string; readonly state: PeriodState }[];
  chooseOrganization(organization: number | undefined): void;
  choosePeriod(period: string): void;
}

export const WorkContextContext = createContext<WorkContext | undefined>(undefined);

export function useWork(): WorkContext {
  const work = useContext(WorkContextContext);
  if (!work) throw new Error("the work context is wanted outside the frame");
  return work;
}

export const useOrganizations = (enabled = true) =>
  useQuery({
    queryKey: ["organizations", "company"],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof OrganizationsResponse>>("/api/organizations?kind=company", signal),
    enabled,
  });

export const useFigures = (enabled = true) =>
  useQuery({
    queryKey: ["figures"],
    queryFn: ({ signal }) => api.get<Wire<typeof FiguresResponse>>("/api/figures", signal),
    enabled,
  });

export const usePeriods = (organization: number | undefined) =>
  useQuery({
    queryKey: ["periods", organization],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof PeriodsResponse>>(`/api/organizations/${organization}/periods`, signal),
    enabled: organization !== undefined,
  });

/** Puts the context together from the address and what the server knows; undefined while it is being asked. */
export function useWorkContext(signedIn: SignedIn | undefined): WorkContext | undefined {
  const { query, set } = useAddress();
  const may = (permission: string): boolean => signedIn?.permissions.includes(permission) ?? false;
  const organizations = useOrganizations(signedIn !== undefined);
  const own = signedIn?.user.organization;
  const all = organizations.data?.organizations ?? [];
  const managing = all.filter(({ openPeriod }) => openPeriod !== undefined);
  const chosen = own ?? (query["organization"] === undefined ? undefined : Number(query["organization"]));
  // A provider manages no buildings: its person sees what is settled with it by all companies.
  const isProvider = signedIn?.user.role === "provider";
  const organization =
    all.find(({ id }) => id === chosen) ?? (own === undefined || isProvider ? undefined : all[0]);
  // Months are an organization's own; for all of them the list of the first one stands, they live side by side.
  const months = usePeriods(may("periods.read") ? (organization ?? managing[0])?.id : undefined);
  if (!signedIn || organizations.isPending) return undefined;
  if (months.fetchStatus === "fetching" && months.isPending) return undefined;

  const open = (organization === undefined ? managing : [organization])
    .flatMap(({ openPeriod }) => openPeriod ?? [])
    .sort();
  const periods = (months.data?.periods ?? [])
    .map(({ period, closed }) => ({
      period,
      state: (organization === undefined ? !open.includes(period) && closed : closed)
        ? ("closed" as const)
        : ("open" as const),
    }))
    .sort((one, other) => (one.period < other.period ? 1 : -1));
  const period = query["period"] ?? open[0] ?? periods[0]?.period ?? signedIn.today.slice(0, 7);
  return {
    signedIn,
    today: signedIn.today,
    may,
    organizations: managing,
    organization,
    period,
    periodState:
      periods.find((one) => one.period === period)?.state ??
      (period > (periods[0]?.period ?? "") ? "future" : "closed"),
    periods,
    chooseOrganization: (id) => set({ organization: id }, "push"),
    choosePeriod: (next) => set({ period: next }, "push"),
  };
}
