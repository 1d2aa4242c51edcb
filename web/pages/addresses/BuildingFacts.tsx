import { useWork } from "../../shell/context.ts";
import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import styles from "./AddressesPage.module.css";
import { type Building, type BuildingAccounts, useAllOrganizations } from "./queries.ts";

const IMPROVEMENTS = new Set(["full", "basic", "heater"]);

/** "Full improvement"; a center's own degree stands as it is called. */
export function useImprovement(): (code: string) => string {
  const t = useT();
  return (code) => (IMPROVEMENTS.has(code) ? t.of("addresses.improvement", code) : code || "—");
}

/** A building in short: who manages it, what it is like, how many live there. */
export function BuildingFacts({
  building,
  accounts,
}: {
  building: Building;
  accounts: BuildingAccounts | undefined;
}) {
  const t = useT();
  const formats = useFormats();
  const improvement = useImprovement();
  const { today } = useWork();
  const organizations = useAllOrganizations();
  const manager = organizations.data?.organizations.find(({ id }) => id === building.organization);
  const since = building.managements.find(
    ({ from, to }) => from <= today && (to === undefined || today < to),
  )?.from;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [
      t("addresses.manager"),
      manager &&
        (since === undefined
          ? manager.name
          : t("addresses.managerSince", { name: manager.name, day: formats.day(since) })),
    ],
    [t("addresses.accounts"), accounts && formats.count(accounts.accounts)],
    [t("addresses.registered"), accounts && formats.count(accounts.persons)],
    [t("addresses.premisesCount"), accounts && formats.count(accounts.premises.length)],
    [t("addresses.builtYear"), building.builtYear?.toString()],
    [t("addresses.storeys"), building.storeys?.toString()],
    [
      t("addresses.entrances"),
      building.entrances.length > 0 ? formats.count(building.entrances.length) : undefined,
    ],
    [
      t("addresses.lifts"),
      building.entrances.length > 0
        ? t(building.entrances.some(({ lift }) => lift) ? "addresses.yes" : "addresses.no")
        : undefined,
    ],
    [
      t("addresses.commonArea"),
      building.state && t("addresses.m2", { area: formats.quantity(building.state.commonPropertyArea, 2) }),
    ],
    [t("addresses.improvement"), building.state && improvement(building.state.improvement)],
    [
      t("addresses.hotWater"),
      building.state &&
        t(building.state.centralHotWater ? "addresses.hotWater.central" : "addresses.hotWater.own"),
    ],
    [t("addresses.postcode"), building.postcode || undefined],
    [t("addresses.code"), building.code],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? "—"}</dd>
        </div>
      ))}
    </dl>
  );
}
