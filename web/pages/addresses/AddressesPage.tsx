import { useQuery, useQueryClient } from "@tanstack/react-query";
import { IconSearch } from "@tabler/icons-react";
import { useDeferredValue, useMemo } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { useGo } from "../../shell/Go.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Keys } from "../../ui/Keys.tsx";
import { Page } from "../../ui/Page.tsx";
import { EmptyByFilter, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { Tree } from "../../ui/tree/Tree.tsx";
import type { TreeNode } from "../../ui/tree/visible.ts";
import { useT } from "../../words/words.ts";
import styles from "./AddressesPage.module.css";
import { PlaceSummary } from "./PlaceSummary.tsx";
import { citiesOf, foundBuildings, streetsOf } from "./queries.ts";
import { buildingNode, cityNode, placeOf } from "./tree.ts";

const LETTERS_MIN = 2;

/** The address database: a tree with lazy levels at the left, what is known of a place at the right. */
export function AddressesPage() {
  const t = useT();
  const { may } = useWork();
  const { query, set } = useAddress();
  const go = useGo();
  const client = useQueryClient();
  const typed = query["q"] ?? "";
  const text = useDeferredValue(typed.trim());
  const isFiltering = text.length >= LETTERS_MIN;
  const cities = useQuery(citiesOf());
  const only = cities.data?.cities.length === 1 ? cities.data.cities[0] : undefined;
  const streets = useQuery({ ...streetsOf(only?.id ?? 0), enabled: only !== undefined });
  const found = useQuery({ ...foundBuildings(text), enabled: isFiltering });
  const maySeeAccounts = may("accounts.read");
  const first = isFiltering ? found.data?.buildings[0]?.id : undefined;
  // A building's page leads back here by its number; while a filter is typed its first answer is shown.
  const number = query["building"] ?? first;
  const place = placeOf(query["place"] ?? (number === undefined ? undefined : `building:${number}`));
  useHotkeys([
    {
      keys: "Ctrl+F",
      label: t("addresses.filter"),
      run: () => document.querySelector<HTMLInputElement>("[data-address-filter]")?.focus(),
    },
  ]);

  const nodes = useMemo<readonly TreeNode[]>(() => {
    const of = { client, t, maySeeAccounts };
    return isFiltering
      ? (found.data?.buildings ?? []).map((building) => buildingNode(of, building, true))
      : (cities.data?.cities ?? []).map((city) =>
          cityNode(of, city, city.id === only?.id ? streets.data?.streets : undefined),
        );
  }, [client, t, maySeeAccounts, isFiltering, found.data, cities.data, only, streets.data]);
  const trouble = cities.error ?? streets.error ?? found.error;
  const isReady = isFiltering ? found.data !== undefined : cities.data && (!only || streets.data);

  const open = (node: TreeNode): void => {
    const opened = placeOf(node.id);
    if (opened?.kind === "building") go(paths.building(opened.building));
    if (opened?.kind === "account") go(paths.account(opened.number));
  };
  return (
    <Page title={t("addresses.title")} subtitle={t("addresses.subtitle")}>
      <div className={styles.layout}>
        <div className={styles.left}>
          <div className={styles.filter}>
            <IconSearch size={16} aria-hidden />
            <input
              data-address-filter=""
              type="search"
              value={typed}
              aria-label={t("addresses.filter")}
              placeholder={t("addresses.filterHow")}
              onChange={(event) => set({ q: event.target.value, place: undefined, building: undefined })}
              onKeyDown={(event) => {
                if (event.key !== "ArrowDown" && event.key !== "Enter") return;
                event.preventDefault();
                document.querySelector<HTMLElement>("[role=treeitem][tabindex='0']")?.focus();
              }}
            />
            <Keys of="Ctrl+F" />
          </div>
          <div className={styles.tree}>
            {trouble instanceof Problem || trouble instanceof Offline ? (
              <ErrorState of={trouble} onRetry={() => void cities.refetch()} />
            ) : !isReady ? (
              <LoadingRows rows={12} columns={1} />
            ) : nodes.length === 0 ? (
              <EmptyByFilter filters={1} onReset={() => set({ q: undefined })} />
            ) : (
              <Tree
                key={isFiltering ? "found" : "all"}
                label={t("addresses.tree")}
                nodes={nodes}
                {...(only ? { expanded: [`city:${only.id}`] } : {})}
                onPick={(node) => set({ place: node.id })}
                onOpen={open}
              />
            )}
          </div>
        </div>
        <div className={styles.right}>
          <PlaceSummary place={place} />
        </div>
      </div>
    </Page>
  );
}
