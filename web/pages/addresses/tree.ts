import type { QueryClient } from "@tanstack/react-query";
import type { TreeNode } from "../../ui/tree/visible.ts";
import type { Words } from "../../words/words.ts";
import {
  accountsOf,
  ask,
  type BuildingLine,
  buildingsOf,
  type City,
  type PremisesLine,
  type Street,
  streetlessOf,
  streetsOf,
} from "./queries.ts";

/** What a node of the tree is: its id says so, that it may stand in the address. */
export type Place =
  | { readonly kind: "city"; readonly city: number }
  | { readonly kind: "street"; readonly street: number }
  | { readonly kind: "building"; readonly building: number }
  | { readonly kind: "entrance"; readonly building: number; readonly entrance: number }
  | { readonly kind: "premises"; readonly building: number; readonly premises: number }
  | { readonly kind: "account"; readonly building: number; readonly number: string };

export function placeOf(id: string | undefined): Place | undefined {
  const [kind, first = "", second = ""] = (id ?? "").split(":");
  switch (kind) {
    case "city":
      return { kind, city: Number(first) };
    case "street":
      return { kind, street: Number(first) };
    case "building":
      return { kind, building: Number(first) };
    case "entrance":
      return { kind, building: Number(first), entrance: Number(second) };
    case "premises":
      return { kind, building: Number(first), premises: Number(second) };
    case "account":
      return { kind, building: Number(first), number: second };
    default:
      return undefined;
  }
}

export interface TreeOf {
  readonly client: QueryClient;
  readonly t: Words["t"];
  /** Accounts and their holders are not everybody's to see: the tree then ends with buildings. */
  readonly maySeeAccounts: boolean;
}

/** City, street, building, entrance, premises, account: each level is asked for when it is opened. */
export function cityNode(of: TreeOf, city: City, streets: readonly Street[] | undefined): TreeNode {
  const node = {
    id: `city:${city.id}`,
    label: [city.region, city.district, `${city.kind} ${city.name}`.trim()].filter(Boolean).join(", "),
  };
  if (streets && streets.length > 0) return { ...node, children: streets.map((one) => streetNode(of, one)) };
  return {
    ...node,
    loadChildren: async () => {
      const found = await ask(of.client, streetsOf(city.id));
      const streetless = await ask(of.client, streetlessOf(city.id));
      return [
        ...found.streets.map((street) => streetNode(of, street)),
        ...streetless.buildings.map((building) => buildingNode(of, building, false)),
      ];
    },
  };
}

const streetNode = (of: TreeOf, street: Street): TreeNode => ({
  id: `street:${street.id}`,
  label: `${street.kind} ${street.name}`.trim(),
  loadChildren: async () => {
    const { buildings } = await ask(of.client, buildingsOf(street.id));
    return buildings.map((building) => buildingNode(of, building, false));
  },
});

export function buildingNode(of: TreeOf, building: BuildingLine, isWhole: boolean): TreeNode {
  const node = {
    id: `building:${building.id}`,
    label: isWhole ? building.address : of.t("addresses.houseNumber", { number: building.number }),
  };
  if (!of.maySeeAccounts) return node;
  return {
    ...node,
    loadChildren: async () => {
      const { premises } = await ask(of.client, accountsOf(building.id));
      const byEntrance = Map.groupBy(premises, ({ entrance }) => entrance);
      if (byEntrance.size < 2) return premises.map((one) => premisesNode(of, building.id, one));
      return [...byEntrance].map(
        ([entrance, own]): TreeNode => ({
          id: `entrance:${building.id}:${entrance ?? 0}`,
          label:
            entrance === undefined
              ? of.t("addresses.noEntrance")
              : of.t("addresses.entrance", { number: entrance }),
          value: String(own.length),
          children: own.map((one) => premisesNode(of, building.id, one)),
        }),
      );
    },
  };
}

const premisesNode = (of: TreeOf, building: number, premises: PremisesLine): TreeNode => ({
  id: `premises:${building}:${premises.id}`,
  label: of.t(`addresses.premises.${premises.kind}`, { number: premises.number }),
  children: premises.accounts.map(({ number, holder }) => ({
    id: `account:${building}:${number}`,
    label: number,
    detail: holder,
  })),
});
