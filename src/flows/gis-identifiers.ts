import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import { ok, type Result } from "#core/result";
import { addDays } from "#core/day";
import { findAccountsByNumber, findAccountsByPlace, keepGisNumbers, listHolders } from "#modules/accounts";
import { findBuildingsByCode, findPremisesByKey, listManagedBuildings } from "#modules/addresses";
import {
  gisStore as store,
  type Identifier,
  type IdentifierFileRefusal,
  type IdentifierLine,
  type IdentifierRow,
  identifiersWorkbook,
  readIdentifiers,
  type RefusedIdentifier,
} from "#modules/gateways";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";

/** What a file of identifiers comes to, before or after it is taken. */
export interface ReviewedIdentifiers {
  /** Things that were called nothing before, are called otherwise now, or are called the same. */
  readonly fresh: number;
  readonly changed: number;
  readonly same: number;
  readonly unfilled: number;
  readonly refused: readonly RefusedIdentifier[];
  readonly taken: boolean;
}

type Known = Identifier & { readonly line: number };

/**
 * Judges a file line by line and, where it is asked for, keeps the lines that are sound: a refused one is mended and put in
 * again, and taking a file twice changes nothing.
 */
export async function takeIdentifiers(
  ctx: Ctx,
  of: { readonly organization: OrganizationId; readonly file: Uint8Array; readonly take: boolean },
): Promise<Result<ReviewedIdentifiers, IdentifierFileRefusal>> {
  const read = await readIdentifiers(of.file);
  if (!read.ok) return read;
  return ctx.transaction(async (tx) => {
    const buildings = new Set((await listManagedBuildings(tx, of.organization)).map(({ id }) => id));
    const placed = await placesOf(tx, read.value.lines, buildings);
    const { fresh, changed, same } = await comparedOf(tx, placed.known);
    if (of.take) {
      const news = [...fresh, ...changed];
      await store.keepIdentifiers(tx, news);
      await keepGisNumbers(
        tx,
        news.flatMap(({ building, kind, thing, number, service }) =>
          kind === "account"
            ? [{ building, account: Number(thing) as AccountId, unified: number, service }]
            : [],
        ),
      );
    }
    return ok({
      fresh: fresh.length,
      changed: changed.length,
      same,
      unfilled: read.value.unfilled,
      refused: [...read.value.refused, ...placed.refused].sort((a, b) => a.line - b.line),
      taken: of.take,
    });
  });
}

/** Which of our things each line is about; those of another organization are as unknown as those that are not there. */
async function placesOf(
  tx: Tx,
  lines: readonly IdentifierLine[],
  own: ReadonlySet<BuildingId>,
): Promise<{ known: Known[]; refused: RefusedIdentifier[] }> {
  const ofAccounts = lines.filter(({ account }) => account !== "");
  const ofPlaces = lines.filter(({ account }) => account === "");
  const accounts = new Map(
    (
      await findAccountsByNumber(
        tx,
        ofAccounts.map(({ account }) => account),
      )
    )
      .filter(({ building }) => own.has(building))
      .map((one) => [one.number, one]),
  );
  const buildings = new Map(
    (await findBuildingsByCode(tx, [...new Set(ofPlaces.map(({ building }) => building))]))
      .filter(({ id }) => own.has(id))
      .map((one) => [one.code, one.id]),
  );
  const keys = ofPlaces.flatMap(({ building, premises }) => {
    const id = buildings.get(building);
    return id === undefined || premises === "" ? [] : [{ building: id, number: premises }];
  });
  const premises = new Map(
    (await findPremisesByKey(tx, keys)).map((one) => [`${one.building}|${one.number}`, one.id]),
  );
  const known: Known[] = [];
  const refused: RefusedIdentifier[] = [];
  for (const one of lines) {
    const { line } = one;
    const guid = one.guid === "" ? undefined : one.guid;
    if (one.account !== "") {
      const found = accounts.get(one.account);
      if (!found) refused.push({ line, fault: "account_unknown", found: one.account });
      else
        known.push({
          line,
          building: found.building,
          kind: "account",
          thing: String(found.account),
          guid,
          // The first ten signs of an ИЖКУ are the ЕЛС.
          number: one.unified === "" ? one.service.slice(0, 10) || undefined : one.unified,
          service: one.service === "" ? undefined : one.service,
        });
      continue;
    }
    const building = buildings.get(one.building);
    if (building === undefined) refused.push({ line, fault: "building_unknown", found: one.building });
    else if (one.premises === "")
      known.push({ line, building, kind: "house", thing: String(building), guid });
    else {
      const id = premises.get(`${building}|${one.premises}`);
      if (id === undefined) refused.push({ line, fault: "premises_unknown", found: one.premises });
      else known.push({ line, building, kind: "premises", thing: String(id), guid });
    }
  }
  return { known, refused };
}

/** An account that is called something on its card alone is known too. */
async function comparedOf(
  tx: Tx,
  stated: readonly Known[],
): Promise<{ fresh: Known[]; changed: Known[]; same: number }> {
  const buildings = [...new Set(stated.map(({ building }) => building))];
  const recorded = new Map(
    (await store.listIdentifiers(tx, { buildings, kinds: ["house", "premises", "account"] })).map((one) => [
      `${one.building}|${one.kind}|${one.thing}`,
      one,
    ]),
  );
  const fresh: Known[] = [];
  const changed: Known[] = [];
  let same = 0;
  for (const one of stated) {
    const was = recorded.get(`${one.building}|${one.kind}|${one.thing}`);
    if (!was) fresh.push(one);
    else if (
      (["guid", "number", "service"] as const).some(
        (name) => one[name] !== undefined && one[name] !== was[name],
      )
    )
      changed.push(one);
    else same += 1;
  }
  return { fresh, changed, same };
}

/** The houses, premises and accounts of an organization as a file to fill in, with what is known already. */
export async function identifiersFile(
  ctx: Ctx,
  of: { readonly organization: OrganizationId; readonly language: "ru" | "en" },
): Promise<Uint8Array> {
  const rows = await ctx.transaction(async (tx) => {
    const lines = await listManagedBuildings(tx, of.organization);
    const buildings = lines.map(({ id }) => id);
    const identifiers = new Map(
      (await store.listIdentifiers(tx, { buildings, kinds: ["house", "premises", "account"] })).map((one) => [
        `${one.building}|${one.kind}|${one.thing}`,
        one,
      ]),
    );
    const holders = await listHolders(tx, { buildings, from: ctx.today, to: addDays(ctx.today, 1) });
    const numbers = new Map(
      (await findAccountsByPlace(tx, holders)).map((one) => [`${one.building}|${one.account}`, one]),
    );
    const byBuilding = Map.groupBy(holders, ({ building }) => building);
    return lines.flatMap(({ id, code, address }): IdentifierRow[] => {
      const row = (more: Partial<IdentifierRow>): IdentifierRow => ({
        building: code,
        address,
        premises: "",
        account: "",
        guid: "",
        unified: "",
        service: "",
        ...more,
      });
      const guidOf = (kind: string, thing: number): string =>
        identifiers.get(`${id}|${kind}|${thing}`)?.guid ?? "";
      const own = byBuilding.get(id) ?? [];
      const premises = new Map(own.map((one) => [one.premises, one.premisesNumber]));
      return [
        row({ guid: guidOf("house", id) }),
        ...[...premises].map(([thing, number]) => row({ premises: number, guid: guidOf("premises", thing) })),
        ...own.map((one) => {
          const recorded = numbers.get(`${id}|${one.account}`);
          return row({
            premises: one.premisesNumber,
            account: one.number,
            guid: guidOf("account", one.account),
            unified: recorded?.unifiedAccountId ?? "",
            service: recorded?.gisServiceId ?? "",
          });
        }),
      ];
    });
  });
  return identifiersWorkbook(rows, of.language);
}
