import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  DetectResponse,
  ProfileResponse,
  ProfilesResponse,
  SavedProfileResponse,
  SaveProfileRequest,
  TryProfileResponse,
} from "#contracts/gateways";
import { api, type Offline, type Problem } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";
import type { Definition } from "./draft.ts";

export type ProfileSummary = Wire<typeof ProfilesResponse>["profiles"][number];
export type ProfileVersion = Wire<typeof ProfileResponse>["versions"][number];
export type Tried = Wire<typeof TryProfileResponse>;
export type Read = NonNullable<Tried["read"]>;
export type Candidate = Wire<typeof DetectResponse>["candidates"][number];
export type Save = Wire<typeof SaveProfileRequest>;

/** A file as it is sent: small enough to travel with the question about it. */
export interface SampleFile {
  readonly name: string;
  readonly content: string;
}
export const SAMPLE_BYTES_MAX = 1_000_000;

type Trouble = Problem | Offline;

export const useProfiles = (language: string) =>
  useQuery({
    queryKey: ["registers", "profiles", language],
    queryFn: ({ signal }) => api.get<Wire<typeof ProfilesResponse>>("/api/gateways/profiles", signal),
  });

export const useProfile = (code: string) =>
  useQuery({
    queryKey: ["registers", "profile", code],
    queryFn: ({ signal }) => api.get<Wire<typeof ProfileResponse>>(`/api/gateways/profiles/${code}`, signal),
  });

export interface Asked {
  readonly definition: Definition;
  readonly sample: SampleFile | undefined;
  readonly companion: SampleFile | undefined;
}

/** A definition tried on a sample; nothing is saved. The last answer stays in sight until the next one. */
export const useTried = (of: Asked, language: string) =>
  useQuery({
    queryKey: ["registers", "tried", of, language],
    queryFn: ({ signal }) => api.post<Tried>("/api/gateways/profiles/check", { body: of, signal }),
    staleTime: 60_000,
    // Every question holds a file: what is no longer asked is soon forgotten.
    gcTime: 10_000,
    placeholderData: keepPreviousData,
  });

export const useDetect = () =>
  useMutation<Wire<typeof DetectResponse>, Trouble, SampleFile>({
    mutationFn: (sample) => api.post("/api/gateways/profiles/detect", { body: { sample } }),
  });

export function useSaveProfile() {
  const client = useQueryClient();
  return useMutation<
    Wire<typeof SavedProfileResponse>,
    Trouble,
    { readonly code: string; readonly body: Save }
  >({
    mutationFn: ({ code, body }) => api.post(`/api/gateways/profiles/${code}/versions`, { body }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["registers", "profiles"] });
      void client.invalidateQueries({ queryKey: ["registers", "profile"] });
    },
  });
}

/** The bytes of a chosen file in base64. */
export async function sampleOf(file: File): Promise<SampleFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  // In pieces: an argument list has its limits.
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return { name: file.name, content: btoa(text) };
}
