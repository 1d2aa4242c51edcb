import { useQuery } from "@tanstack/react-query";
import { useWork } from "../../shell/context.ts";
import { type Picked, Picker } from "../../ui/Picker.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import { buildingOf, foundBuildings } from "../addresses/queries.ts";
import type { Level, Owner } from "../tariffs/queries.ts";
import styles from "./formulas.module.css";

const LEVELS: readonly Level[] = ["city", "organization", "building", "account"];

/** Houses by a piece of the address, for a field that chooses one. */
export async function findHouses(text: string, signal: AbortSignal): Promise<readonly Picked[]> {
  const { buildings } = await foundBuildings(text).queryFn({ signal });
  return buildings.map(({ id, address }) => ({ id: String(id), name: address }));
}

/** A house that the address names by its number alone. */
export function usePickedHouse(building: number | undefined): Picked | undefined {
  const { data } = useQuery({ ...buildingOf(building ?? 0), enabled: building !== undefined });
  return building === undefined
    ? undefined
    : { id: String(building), name: data?.address ?? String(building) };
}

/** Whose decision it is: the city's, a company's, a house's or an account's. */
export function OwnerFields({ value, onChange }: { value: Owner; onChange: (owner: Owner) => void }) {
  const t = useT();
  const { organizations } = useWork();
  const house = usePickedHouse(value.building);
  return (
    <>
      <div className={styles.field}>
        <span className={styles.label}>{t("methods.whose")}</span>
        <Segmented
          label={t("methods.whose")}
          value={value.level}
          options={LEVELS.map((level) => ({ value: level, label: t(`tariffs.level.${level}`) }))}
          onChange={(level) => onChange(ownerAt(level, value))}
        />
      </div>
      {value.level === "organization" && (
        <Select
          label={t("methods.organization")}
          name="organization"
          value={value.organization === undefined ? undefined : String(value.organization)}
          options={organizations.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={(id) =>
            onChange({ level: "organization", organization: id === undefined ? undefined : Number(id) })
          }
          required
        />
      )}
      {value.level === "building" && (
        <Picker
          label={t("methods.building")}
          name="building"
          value={house}
          search={findHouses}
          onChange={(picked) =>
            onChange({ level: "building", building: picked === undefined ? undefined : Number(picked.id) })
          }
          required
        />
      )}
      {value.level === "account" && (
        <TextInput
          label={t("methods.account")}
          name="account"
          value={value.account ?? ""}
          onChange={(account) => onChange({ level: "account", account: account.trim() })}
          lengthMax={20}
          required
        />
      )}
    </>
  );
}

/** What is known already of an owner at another level. */
function ownerAt(level: Level, { organization, building, account }: Owner): Owner {
  switch (level) {
    case "city":
      return { level };
    case "organization":
      return { level, organization };
    case "building":
      return { level, building };
    case "account":
      return { level, account };
  }
}
