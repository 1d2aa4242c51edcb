import { useMemo } from "react";
import type { SearchResponse } from "../../src/flows/contract.ts";
import type { Wire } from "../api/wire.ts";
import { inOtherLayout } from "#core/keyboard-layout";
import { paths } from "../paths.ts";
import type { Formats } from "../ui/format.ts";
import { useT, type Words } from "../words/words.ts";
import { centerMenu } from "../workplaces/center/menu.ts";
import { companyMenu } from "../workplaces/company/menu.ts";
import { useWork } from "./context.ts";
import type { RecentAccount } from "./recent.ts";

export type Search = Wire<typeof SearchResponse>;

/** One line of the search box and where it leads. */
export interface Hit {
  readonly to: string;
  /** A number, in a column of its own. */
  readonly key?: string | undefined;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly mark?: string | undefined;
  /** What the mark says besides its words: a debt, money paid ahead. */
  readonly tone?: "danger" | "ok" | undefined;
}

export interface Group {
  readonly name: string;
  readonly hits: readonly Hit[];
}

/** What is shown, grouped by kind, the likeliest kind first; a group without lines is left out. */
export function groupsOf(of: {
  readonly t: Words["t"];
  readonly formats: Pick<Formats, "money" | "day">;
  readonly found: Search | undefined;
  readonly commands: readonly Hit[];
  readonly recent: readonly RecentAccount[];
}): Group[] {
  const { t, formats, found, commands, recent } = of;
  const accounts = (found?.accounts ?? []).map((one) => ({
    to: paths.account(one.number),
    key: one.number,
    title: one.address,
    detail: one.holder,
    ...owingOf({ t, formats }, one),
  }));
  const buildings = (found?.buildings ?? []).map((one) => ({
    to: paths.building(one.id),
    title: one.address,
  }));
  const meters = (found?.meters ?? []).map((one) => ({
    to: paths.building(one.building, { tab: "meters" }),
    key: one.serial,
    title: one.address === "" ? t("shell.meterWord", { serial: one.serial }) : one.address,
  }));
  const payments = (found?.payments ?? []).map((one) => ({
    to: paths.payments({
      from: one.paidOn,
      to: one.paidOn,
      q: one.payment,
      payment: `${one.building}-${one.payment}`,
    }),
    key: one.payment,
    title: one.address,
    detail: `${one.number} · ${formats.day(one.paidOn)}${one.isReversed ? ` · ${t("payments.reversedState")}` : ""}`,
    mark: formats.money(one.amount),
  }));
  const groups: Group[] = [
    {
      name: t("shell.searchRecent"),
      hits: recent.map((one) => ({
        to: paths.account(one.number),
        key: one.number,
        title: one.address,
        detail: one.holder,
      })),
    },
    { name: t("shell.searchAccounts"), hits: accounts },
    { name: t("shell.searchBuildings"), hits: buildings },
    { name: t("shell.searchMeters"), hits: meters },
    { name: t("shell.searchPayments"), hits: payments },
    { name: t("shell.searchCommands"), hits: commands },
  ];
  return groups.filter(({ hits }) => hits.length > 0);
}

/** A debt and an advance are told by a word; a closed account says so first. */
function owingOf(
  { t, formats }: { readonly t: Words["t"]; readonly formats: Pick<Formats, "money" | "day"> },
  one: Search["accounts"][number],
): Pick<Hit, "mark" | "tone"> {
  const balance = BigInt(one.balance ?? "0");
  const closed = one.closed === undefined ? [] : [t("shell.closedOn", { day: formats.day(one.closed) })];
  const owing =
    balance === 0n
      ? []
      : [
          balance > 0n
            ? t("payments.debt", { amount: formats.money(balance) })
            : t("payments.overpaid", { amount: formats.money(-balance) }),
        ];
  return {
    mark: [...closed, ...owing].join(" · ") || undefined,
    tone: balance > 0n ? "danger" : balance < 0n ? "ok" : undefined,
  };
}

/** Pages of the menu whose name has the typed words, in either keyboard layout; all of them when nothing is typed. */
export function useCommands(typed: string): readonly Hit[] {
  const t = useT();
  const { may, signedIn } = useWork();
  const menu = signedIn.user.organization === undefined ? centerMenu : companyMenu;
  return useMemo(() => {
    const readings = [typed.trim(), inOtherLayout(typed.trim()) ?? ""]
      .map((text) => text.toLocaleLowerCase())
      .filter((text) => text !== "");
    return menu
      .filter(({ permission }) => permission === undefined || may(permission))
      .map(({ to, name }) => ({ to, title: t(name) }))
      .filter(
        ({ title }) =>
          readings.length === 0 ||
          readings.some((text) =>
            title
              .toLocaleLowerCase()
              .split(" ")
              .some((word) => word.startsWith(text)),
          ),
      );
  }, [typed, menu, may, t]);
}
