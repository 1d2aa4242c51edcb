import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  DropFetchedResponse,
  DropResponse,
  DropsResponse,
  DropTrialResponse,
  SavedDropResponse,
} from "../../../src/flows/far-drops-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Drops = Wire<typeof DropsResponse>;
export type DropRow = Drops["drops"][number];
export type DropCard = Wire<typeof DropResponse>;
export type DropSettings = DropRow["settings"];
export type Trial = Wire<typeof DropTrialResponse>;

export const useDrops = () =>
  useQuery({
    queryKey: ["drops", "list"],
    queryFn: ({ signal }) => api.get<Drops>("/api/drops", signal),
    retry: false,
  });

export const useDrop = (drop: number) =>
  useQuery({
    queryKey: ["drops", "one", drop],
    queryFn: ({ signal }) => api.get<DropCard>(`/api/drops/${drop}`, signal),
    retry: false,
  });

function useDropDeed<Input, Answer>(deed: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSuccess: () =>
      Promise.all([["drops"], ["registers"]].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}

export const useSaveDrop = () =>
  useDropDeed(
    ({
      drop,
      ...body
    }: {
      drop: number | undefined;
      agent?: string;
      settings: DropSettings;
      secret?: string;
    }) =>
      api.post<Wire<typeof SavedDropResponse>>(
        drop === undefined ? "/api/drops" : `/api/drops/${drop}/settings`,
        { body },
      ),
  );

export const useTryDrop = (drop: number) =>
  useMutation({ mutationFn: () => api.post<Trial>(`/api/drops/${drop}/trial`) });

export const useFetchDrop = (drop: number) =>
  useDropDeed(() => api.post<Wire<typeof DropFetchedResponse>>(`/api/drops/${drop}/fetching`));
