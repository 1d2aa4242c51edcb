import { PENALTY_SERVICE } from "#modules/tariffs";
import type { FormulaCode, PenaltyLine } from "../model.ts";
import type { PenaltyFacts, StepsCode } from "./model.ts";
import { penaltiesOf } from "./penalty.ts";

/** The formula that stands for a law's steps. */
export const FORMULA_OF_STEPS: Readonly<Record<StepsCode, FormulaCode>> = {
  resident: "penalty",
  capital_repair: "penalty.capital_repair",
  sector: "penalty.sector",
  sector_130: "penalty.sector",
};

/** Penalties as lines of a run: part 1 is of capital repair, which has a rule of its own. */
export const penaltyLines = (facts: PenaltyFacts): PenaltyLine[] =>
  penaltiesOf(facts).flatMap(({ item, steps, toDate, posted }) =>
    toDate === 0n && posted === 0n
      ? []
      : [
          {
            line: {
              account: item.account,
              service: PENALTY_SERVICE,
              provider: item.provider,
              part: item.capitalRepair ? 1 : 0,
              kind: "penalty",
              basis: "fixed",
              formula: FORMULA_OF_STEPS[steps],
              volume: 0n,
              rate: 0n,
              amount: toDate,
              chargedFor: item.chargedFor,
            },
            posted,
          },
        ],
  );
