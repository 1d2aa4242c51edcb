import { useQuery } from "@tanstack/react-query";
import type { AcceptReadingsRequest, EntryRouteResponse, ReadingsTakenResponse } from "#contracts/metering";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";
import type { Sheet } from "./sheet.ts";

export type RouteBuilding = Wire<typeof EntryRouteResponse>["buildings"][number];
export type ReadingsTaken = Wire<typeof ReadingsTakenResponse>;
export type SentReadings = Wire<typeof AcceptReadingsRequest>;

const query = (of: Readonly<Record<string, string | number | undefined>>): string =>
  new URLSearchParams(
    Object.entries(of).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();

/** The buildings to be read in a month, in the order of their addresses. */
export const useRoute = (of: { readonly period: string; readonly organization: number | undefined }) =>
  useQuery({
    queryKey: ["metering", "route", of.period, of.organization],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof EntryRouteResponse>>(`/api/metering/buildings?${query(of)}`, signal),
  });

export const sheetKey = (building: number | undefined, period: string) =>
  ["metering", "entry", building, period] as const;

/** A building's meters in a month. It is asked anew at each visit, never under a clerk's hands. */
export const useSheet = (building: number | undefined, period: string) =>
  useQuery({
    queryKey: sheetKey(building, period),
    queryFn: ({ signal }) =>
      api.get<Sheet>(`/api/metering/buildings/${building}/entry?${query({ period })}`, signal),
    enabled: building !== undefined,
    staleTime: 0,
    refetchOnMount: "always",
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

export const sendReadings = (readings: SentReadings["readings"]): Promise<ReadingsTaken> =>
  api.post<ReadingsTaken>("/api/metering/readings", { body: { readings } });
