import { assert } from "#core/assert";
import type { AccountId, BuildingId, MeterId, OrganizationId, RunId } from "#core/ids";
import type { Refusal, Result } from "#core/result";
import type { Ctx } from "#platform/context";
import type { Chapters } from "./chapters.ts";
import type { Life } from "./house-rows.ts";

/** The town while it lives. */
export interface Town {
  /** The center's, on the business date of the moment. */
  ctx: Ctx;
  readonly life: Life;
  readonly houses: readonly Chapters[];
  readonly organizations: ReadonlyMap<string, OrganizationId>;
  /** Those that charge and close. */
  readonly companies: readonly OrganizationId[];
  readonly ids: {
    readonly buildings: Map<string, BuildingId>;
    readonly accounts: Map<string, AccountId>;
    /** By "building code|serial". */
    readonly meters: Map<string, MeterId>;
  };
  /** Works on runs until they are calculated. */
  readonly work: (runs: readonly RunId[]) => Promise<void>;
  /** Adds the time of a step to its sum. */
  readonly timed: <T>(step: string, work: () => Promise<T>) => Promise<T>;
}

/** The value of a deed that the town's own rows must not be refused: a refusal is our defect. */
export function allowed<T, R extends Refusal>(result: Result<T, R>): T {
  assert(
    result.ok,
    result.ok
      ? ""
      : `the demo town obeys the rules: ${JSON.stringify(result.refusal, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)).slice(0, 600)}`,
  );
  return result.value;
}
