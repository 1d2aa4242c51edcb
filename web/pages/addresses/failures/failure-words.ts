import { useFormats } from "../../../ui/formats.ts";
import { useT } from "../../../words/words.ts";
import type { BuildingAccounts } from "../queries.ts";
import type { Failure } from "./queries.ts";

/** How a failure is told: what failed, where and when. */
export function useFailureWords(places: BuildingAccounts["premises"]) {
  const t = useT();
  const formats = useFormats();
  return {
    minute: (at: string): string => `${formats.day(at.slice(0, 10))} ${at.slice(11)}`,
    what: ({ supply, kind, condition }: Pick<Failure, "supply" | "kind" | "condition">): string =>
      [
        t.of("failures.supply", supply),
        t.of("failures.kind", kind),
        condition === "" ? "" : t.of("failures.condition", condition),
      ]
        .filter(Boolean)
        .join(", "),
    where: ({ entrance, premises }: Pick<Failure, "entrance" | "premises">): string => {
      if (entrance !== undefined) return t("failures.inEntrance", { entrance });
      if (premises === undefined) return t("failures.inHouse");
      const place = places.find(({ id }) => id === premises);
      return place
        ? t(`addresses.premises.${place.kind}`, { number: place.number })
        : t("failures.inPremises");
    },
    value: ({ measured, kind }: Pick<Failure, "measured" | "kind">): string =>
      measured === undefined ? "" : `${formats.quantity(measured)} ${unitOf(kind, t)}`,
  };
}

export const unitOf = (kind: Failure["kind"], t: ReturnType<typeof useT>): string =>
  kind === "temperature" ? "°C" : kind === "pressure" ? t("failures.megapascal") : "";
