import { type QueryClient, useQuery } from "@tanstack/react-query";
import type {
  BuildingResponse,
  BuildingsResponse,
  CitiesResponse,
  StreetsResponse,
} from "#contracts/addresses";
import type { OrganizationsResponse } from "#contracts/organizations";
import type { InForceResponse, ServicesResponse } from "#contracts/tariffs";
import type {
  BuildingAccountsResponse,
  BuildingChargesResponse,
  BuildingHistoryResponse,
  BuildingInGisResponse,
  ChargedAccountsResponse,
} from "../../../src/flows/building-page-contract.ts";
import { api } from "../../api/client.ts";
import { everyRow } from "../../api/pages.ts";
import type { Wire } from "../../api/wire.ts";

export type City = Wire<typeof CitiesResponse>["cities"][number];
export type Street = Wire<typeof StreetsResponse>["streets"][number];
export type BuildingLine = Wire<typeof BuildingsResponse>["buildings"][number];
export type Building = Wire<typeof BuildingResponse>;
export type BuildingAccounts = Wire<typeof BuildingAccountsResponse>;
export type PremisesLine = BuildingAccounts["premises"][number];
export type BuildingInGis = Wire<typeof BuildingInGisResponse>;
export type BuildingHistory = Wire<typeof BuildingHistoryResponse>;
export type BuildingCharges = Wire<typeof BuildingChargesResponse>;
export type ChargedAccount = Wire<typeof ChargedAccountsResponse>["accounts"][number];
export type ServiceInForce = Wire<typeof InForceResponse>["services"][number];

/** A question with its key, asked by a page or by a branch of the tree alike. */
const question = <Answer>(path: string) => ({
  queryKey: [path] as const,
  queryFn: ({ signal }: { signal?: AbortSignal }) => api.get<Answer>(path, signal),
  staleTime: 60_000,
});

export const citiesOf = () => question<Wire<typeof CitiesResponse>>("/api/addresses/cities");
export const streetsOf = (city: number) =>
  question<Wire<typeof StreetsResponse>>(`/api/addresses/cities/${city}/streets`);
export const streetlessOf = (city: number) =>
  question<Wire<typeof BuildingsResponse>>(`/api/addresses/cities/${city}/buildings`);
export const buildingsOf = (street: number) =>
  question<Wire<typeof BuildingsResponse>>(`/api/addresses/streets/${street}/buildings`);
export const foundBuildings = (text: string) =>
  question<Wire<typeof BuildingsResponse>>(`/api/addresses/buildings?limit=50&q=${encodeURIComponent(text)}`);
export const buildingOf = (building: number) => question<Building>(`/api/addresses/buildings/${building}`);
export const accountsOf = (building: number) =>
  question<BuildingAccounts>(`/api/addresses/buildings/${building}/accounts`);

export const useBuilding = (building: number) => useQuery(buildingOf(building));
export const useAccounts = (building: number, isAllowed: boolean) =>
  useQuery({ ...accountsOf(building), enabled: isAllowed });
export const useHistory = (building: number) =>
  useQuery(question<BuildingHistory>(`/api/addresses/buildings/${building}/history`));
export const useBuildingInGis = (building: number) =>
  useQuery(question<BuildingInGis>(`/api/addresses/buildings/${building}/gis`));
export const useCharges = (building: number, period: string) =>
  useQuery(question<BuildingCharges>(`/api/addresses/buildings/${building}/charges?period=${period}`));
/** Every account behind what a service cost the building. */
export const everyChargedAccount = (of: {
  readonly building: number;
  readonly period: string;
  readonly service: string;
}): Promise<ChargedAccount[]> =>
  everyRow(
    async (after) => {
      const query = new URLSearchParams({ period: of.period, service: of.service, limit: "500" });
      if (after !== "") query.set("after", after);
      const { accounts, next } = await api.get<Wire<typeof ChargedAccountsResponse>>(
        `/api/addresses/buildings/${of.building}/charges/accounts?${query}`,
      );
      return { rows: accounts, next: next === undefined ? undefined : String(next) };
    },
    () => undefined,
    Number.POSITIVE_INFINITY,
  );
export const useInForce = (building: number, on: string) =>
  useQuery(question<Wire<typeof InForceResponse>>(`/api/tariffs/in-force?building=${building}&on=${on}`));
export const useServices = () => useQuery(question<Wire<typeof ServicesResponse>>("/api/tariffs/services"));
export const useAllOrganizations = () =>
  useQuery(question<Wire<typeof OrganizationsResponse>>("/api/organizations"));

export const ask = <Answer>(client: QueryClient, of: ReturnType<typeof question<Answer>>): Promise<Answer> =>
  client.fetchQuery(of);
