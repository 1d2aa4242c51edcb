import { IconAlertTriangle, IconCalendarEvent, IconTrash } from "@tabler/icons-react";
import type { HouseOutage } from "../../../src/flows/private-house-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { useWords, type Words } from "../words/words.ts";
import { ResourceTile } from "./resources.tsx";

/** What is cut off now, or will be: a notice that stands above the rest. The page of the house tells all of it. */
export function OutageNotices({ outages }: { readonly outages: readonly HouseOutage[] }) {
  const { t } = useWords();
  const of = (phase: HouseOutage["phase"]) => outages.filter((one) => one.phase === phase);
  return (
    <>
      {of("now").length > 0 && (
        <section className="notice debt" aria-labelledby="outages-now">
          <Icon of={IconAlertTriangle} />
          <h2 id="outages-now">{t("house.now")}</h2>
          <OutageRows outages={of("now")} isPlain />
        </section>
      )}
      {of("planned").length > 0 && (
        <section className="notice" aria-labelledby="outages-planned">
          <Icon of={IconCalendarEvent} />
          <h2 id="outages-planned">{t("house.planned")}</h2>
          <OutageRows outages={of("planned")} isPlain />
        </section>
      )}
    </>
  );
}

/** `isPlain`: within a notice, which has a picture of its own. */
export function OutageRows({
  outages,
  isPlain = false,
}: {
  readonly outages: readonly HouseOutage[];
  readonly isPlain?: boolean;
}) {
  const words = useWords();
  return (
    <ul className="rows">
      {outages.map((one) => (
        <li
          key={`${one.supply}${one.kind}${one.startedAt}${one.place}`}
          className={isPlain ? "line plain" : "line"}
        >
          {!isPlain && <SupplyTile of={one.supply} />}
          <span>
            <b>
              {words.t(`my.supply.${one.supply}`)}: {words.t(`portal.failure.${one.kind}`)}
            </b>
            <small>{spanOf(one, words)}</small>
            <small>{storyOf(one, words)}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}

function SupplyTile({ of }: { readonly of: HouseOutage["supply"] }) {
  if (of !== "waste") return <ResourceTile of={of} />;
  return (
    <span className="tile">
      <Icon of={IconTrash} />
    </span>
  );
}

/** "16.11.2026 08:00 – 17.11.2026 12:00". */
const spanOf = ({ startedAt, endedAt }: HouseOutage, { f }: Words): string =>
  [startedAt, endedAt].map((at) => `${f.day(at.slice(0, 10))}\u00a0${at.slice(11, 16)}`).join(" – ");

/** Where, and what comes of it for the bill: of what is still to come nothing can be said. */
function storyOf({ place, phase, isAccepted }: HouseOutage, { t }: Words): string {
  const where = t(`house.place.${place}`);
  if (phase === "planned") return where;
  return `${where} ${t(isAccepted ? "house.accepted" : "house.proposed")}`;
}
