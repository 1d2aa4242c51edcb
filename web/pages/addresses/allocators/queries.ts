import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  AllocatorsCountedResponse,
  AllocatorsResponse,
  CountAllocatorsRequest,
} from "#contracts/metering";
import type { AllocatorFileResponse } from "../../../../src/flows/allocator-files-contract.ts";
import { api, type Offline, type Problem } from "../../../api/client.ts";
import type { Wire } from "../../../api/wire.ts";

export type AllocatorCount = Wire<typeof AllocatorsResponse>["counts"][number];
export type CountsOfFile = Wire<typeof AllocatorFileResponse>;

type Trouble = Problem | Offline;

export const allocatorsAt = (building: number, rest = ""): string =>
  `/api/metering/buildings/${building}/allocators${rest}`;
const keyOf = (building: number) => ["allocators", building] as const;

export const useAllocators = (building: number) =>
  useQuery({
    queryKey: keyOf(building),
    queryFn: ({ signal }) => api.get<Wire<typeof AllocatorsResponse>>(allocatorsAt(building), signal),
  });

/** Reads a file; nothing is written down by it. */
export const useReadCounts = (building: number) =>
  useMutation<CountsOfFile, Trouble, File>({
    mutationFn: (file) => api.post(allocatorsAt(building, "/file"), { body: file }),
  });

export function useCountAllocators(building: number) {
  const queries = useQueryClient();
  return useMutation<Wire<typeof AllocatorsCountedResponse>, Trouble, Wire<typeof CountAllocatorsRequest>>({
    mutationFn: (body) => api.post(allocatorsAt(building), { body }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: keyOf(building) }),
  });
}
