import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { JobResponse } from "#contracts/access";
import type { ServicesResponse } from "#contracts/tariffs";
import type {
  AnswerResponse,
  ItemsResponse,
  LeftOutResponse,
  MadeResponse,
  NotificationsResponse,
  PackagesResponse,
  ParticipantsResponse,
  ReviewedIdentifiersResponse,
  SettingsRequest,
  SettingsResponse,
} from "../../../src/flows/gis-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Standing = Wire<typeof ParticipantsResponse>["participants"][number];
export type Message = Wire<typeof PackagesResponse>["packages"][number];
export type Item = Wire<typeof ItemsResponse>["items"][number];
export type MappedService = Wire<typeof SettingsResponse>["services"][number];
export type Review = Wire<typeof ReviewedIdentifiersResponse>;
export type Kind = Message["kind"];
export const KINDS = [
  "accounts",
  "documents",
  "payments",
  "acknowledgments",
] as const satisfies readonly Kind[];
export const ACCOUNT_KINDS = ["UO", "RSO", "CR", "RC", "TKO"] as const;
export const SECTIONS = ["housing", "municipal", "additional", "capital_repair", "penalty"] as const;

const ofOrganization = (organization: number | undefined): string =>
  organization === undefined ? "" : `?organization=${organization}`;

export const useStandings = () =>
  useQuery({
    queryKey: ["gis", "participants"],
    queryFn: ({ signal }) => api.get<Wire<typeof ParticipantsResponse>>("/api/gis/participants", signal),
  });

export const useMessages = (organization: number | undefined) =>
  useQuery({
    queryKey: ["gis", "packages", organization],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof PackagesResponse>>(`/api/gis/packages${ofOrganization(organization)}`, signal),
  });

export const useMessage = (message: string) =>
  useQuery({
    queryKey: ["gis", "package", message],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof ItemsResponse>>(`/api/gis/packages/${message}/items`, signal),
    retry: false,
  });

/** Whose settings do not matter: the services' items are the city's. */
export const useMapping = (organization: number | undefined) =>
  useQuery({
    queryKey: ["gis", "settings"],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof SettingsResponse>>(`/api/gis/settings?organization=${organization ?? 0}`, signal),
    select: ({ services }) => services,
    enabled: organization !== undefined,
  });

export const useServices = () =>
  useQuery({
    queryKey: ["/api/tariffs/services"],
    queryFn: ({ signal }) => api.get<Wire<typeof ServicesResponse>>("/api/tariffs/services", signal),
  });

/** A deed after which all that is shown of the exchange is asked for again. */
function useDeed<Input, Answer>(deed: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSettled: () => queries.invalidateQueries({ queryKey: ["gis"] }),
  });
}

/** The bytes alone: the browser's guess of a type is nobody's business. */
const bytesOf = (file: File): Blob => new Blob([file], { type: "application/octet-stream" });

export const useKeepSettings = () =>
  useDeed((body: Wire<typeof SettingsRequest>) =>
    api.put<Wire<typeof SettingsResponse>>("/api/gis/settings", { body }),
  );

export const useMake = () =>
  useDeed((body: { readonly organization: number; readonly kind: Kind; readonly period?: string }) =>
    api.post<Wire<typeof MadeResponse>>("/api/gis/packages", { body }),
  );

/** The documents of a whole company are a long work. */
export const useMakeDocuments = () =>
  useDeed((body: { readonly organization: number; readonly period: string }) =>
    api.post<Wire<typeof JobResponse>>("/api/gis/documents", { body }),
  );

export const useTakeNotifications = () =>
  useDeed(({ organization, file }: { organization: number; file: File }) =>
    api.post<Wire<typeof NotificationsResponse>>(`/api/gis/notifications?organization=${organization}`, {
      body: bytesOf(file),
    }),
  );

export const useTakeAnswer = (message: string) =>
  useDeed((file: File) =>
    api.put<Wire<typeof AnswerResponse>>(`/api/gis/packages/${message}/answer`, { body: bytesOf(file) }),
  );

export const useLeaveOut = (message: string) =>
  useDeed(() => api.post<Wire<typeof LeftOutResponse>>(`/api/gis/packages/${message}/leaving-out`));

export const useTakeIdentifiers = (organization: number) =>
  useDeed(({ file, take }: { file: File; take: boolean }) =>
    api.post<Review>(`/api/gis/identifiers/file?organization=${organization}&take=${take ? "yes" : "no"}`, {
      body: bytesOf(file),
    }),
  );
