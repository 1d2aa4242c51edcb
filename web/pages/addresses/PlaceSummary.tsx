import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Empty, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./AddressesPage.module.css";
import { BuildingFacts } from "./BuildingFacts.tsx";
import { buildingsOf, type PremisesLine, useAccounts, useBuilding } from "./queries.ts";
import type { Place } from "./tree.ts";

/** What is known of the place under the cursor of the tree. */
export function PlaceSummary({ place }: { place: Place | undefined }) {
  const t = useT();
  switch (place?.kind) {
    case "street":
      return <StreetSummary street={place.street} />;
    case "building":
    case "entrance":
      return <BuildingSummary building={place.building} />;
    case "premises":
    case "account":
      return <PremisesSummary place={place} />;
    default:
      return <Empty title={t("addresses.choose")}>{t("addresses.chooseHow")}</Empty>;
  }
}

/** The answer, or what stands in its place while there is none. */
function Answered<Data>({
  of,
  children,
}: {
  of: { readonly data: Data | undefined; readonly error: unknown; refetch(): unknown };
  children: (data: Data) => ReactNode;
}) {
  if (of.data !== undefined) return children(of.data);
  const { error } = of;
  if (error instanceof Problem || error instanceof Offline) {
    return <ErrorState of={error} onRetry={() => void of.refetch()} />;
  }
  return <LoadingRows rows={6} columns={2} />;
}

function StreetSummary({ street }: { street: number }) {
  const t = useT();
  const buildings = useQuery(buildingsOf(street));
  return (
    <Answered of={buildings}>
      {({ buildings: all }) => (
        <section className={styles.summary}>
          <h2>{t("addresses.streetHouses", { count: all.length })}</h2>
          <ul className={styles.list}>
            {all.map(({ id, address }) => (
              <li key={id}>
                <Go to={paths.building(id)}>{address}</Go>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Answered>
  );
}

function BuildingSummary({ building }: { building: number }) {
  const t = useT();
  const { may } = useWork();
  const card = useBuilding(building);
  const accounts = useAccounts(building, may("accounts.read"));
  return (
    <Answered of={card}>
      {(data) => (
        <section className={styles.summary}>
          <h2>
            <Go to={paths.building(building)}>{data.address}</Go>
          </h2>
          <BuildingFacts building={data} accounts={accounts.data} />
          <nav className={styles.links} aria-label={t("addresses.links")}>
            <Go to={paths.building(building)}>{t("addresses.openBuilding")}</Go>
            <Go to={paths.building(building, { tab: "services" })}>{t("addresses.tab.services")}</Go>
            {may("accounts.read") && (
              <Go to={paths.building(building, { tab: "charges" })}>{t("addresses.tab.charges")}</Go>
            )}
            {may("readings.read") && (
              <Go to={paths.readingsEntry({ building })}>{t("addresses.toReadings")}</Go>
            )}
          </nav>
        </section>
      )}
    </Answered>
  );
}

function PremisesSummary({ place }: { place: Extract<Place, { kind: "premises" | "account" }> }) {
  const t = useT();
  const formats = useFormats();
  const accounts = useAccounts(place.building, true);
  const card = useBuilding(place.building);
  const isIt = (one: PremisesLine): boolean =>
    place.kind === "premises"
      ? one.id === place.premises
      : one.accounts.some(({ number }) => number === place.number);
  return (
    <Answered of={accounts}>
      {({ premises }) => {
        const found = premises.find(isIt);
        if (!found) return <Empty title={t("addresses.premisesGone")} />;
        return (
          <section className={styles.summary}>
            <h2>{t(`addresses.premises.${found.kind}`, { number: found.number })}</h2>
            <p>
              <Go to={paths.building(place.building)}>{card.data?.address}</Go>
            </p>
            <dl className={styles.facts}>
              <dt>{t("addresses.area")}</dt>
              <dd>{t("addresses.m2", { area: formats.quantity(found.totalArea, 2) })}</dd>
              <dt>{t("addresses.rooms")}</dt>
              <dd>{formats.count(found.rooms)}</dd>
              <dt>{t("addresses.ownership")}</dt>
              <dd>{t(`addresses.ownership.${found.ownership}`)}</dd>
              {found.storey !== undefined && (
                <>
                  <dt>{t("addresses.storey")}</dt>
                  <dd>{found.storey}</dd>
                </>
              )}
            </dl>
            <h3>{t("addresses.accountsOf")}</h3>
            <ul className={styles.list}>
              {found.accounts.map(({ number, holder, persons }) => (
                <li key={number}>
                  <Go to={paths.account(number)}>{number}</Go> {holder}{" "}
                  <span className="t3">{t("addresses.persons", { count: persons })}</span>
                </li>
              ))}
              {found.accounts.length === 0 && <li className="t2">{t("addresses.noAccounts")}</li>}
            </ul>
          </section>
        );
      }}
    </Answered>
  );
}
