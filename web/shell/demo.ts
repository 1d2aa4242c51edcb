import { useQuery } from "@tanstack/react-query";
import type { DemoResponse } from "../../src/flows/contract.ts";
import { api } from "../api/client.ts";
import type { Wire } from "../api/wire.ts";

export type Demo = Wire<typeof DemoResponse>;

/** What the demo town offers to a newcomer; `demo: false` anywhere else. */
export const useDemo = () =>
  useQuery({
    queryKey: ["demo"] as const,
    queryFn: ({ signal }) => api.get<Demo>("/api/demo", signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
