import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import { must } from "#core/assert";
import { addDays } from "#core/day";
import { ok, type Result, refuse } from "#core/result";
import { countOpenAccounts, findAccountsByPlace } from "#modules/accounts";
import { findBuildingLines, listBuildingLines } from "#modules/addresses";
import { gisStore as store, messageWorkbook, type Package, type PackageItem } from "#modules/gateways";
import { findRequisites, listOrganizations } from "#modules/organizations";
import { SERVICES } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { GisRefusal } from "./gis-exchange.ts";

/** How far an organization is with the exchange, and what keeps it from going on. */
export interface Standing {
  readonly organization: OrganizationId;
  readonly name: string;
  readonly ppaGuid: string | undefined;
  readonly accountKind: "UO" | "RSO" | "CR" | "RC" | "TKO" | undefined;
  readonly requisites: boolean;
  readonly services: { readonly known: number; readonly total: number };
  readonly houses: { readonly known: number; readonly total: number };
  readonly premises: number;
  readonly accounts: { readonly known: number; readonly total: number };
  readonly documents: number;
  readonly unanswered: number;
  readonly open: number;
  readonly next: "participant" | "requisites" | "services" | "premises" | "accounts" | "answers" | "none";
}

const BUILDINGS_MAX = 100_000;

/** The companies in sight, a fixed number of queries. */
export async function listStandings(ctx: Ctx): Promise<Standing[]> {
  return ctx.transaction(async (tx) => {
    const companies = await listOrganizations(tx, ["company"]);
    const [center] = await listOrganizations(tx, ["center"]);
    const lines = await listBuildingLines(tx, undefined, BUILDINGS_MAX);
    const buildings = Map.groupBy(lines, ({ organization }) => organization);
    const ids = lines.map(({ id }) => id);
    const [from, to] = [ctx.today, addDays(ctx.today, 1)];
    const accounts = await countOpenAccounts(tx, { buildings: ids, from, to });
    const named = Map.groupBy(await store.countIdentifiers(tx, ids), ({ building }) => building);
    const participants = new Map((await store.listParticipants(tx)).map((one) => [one.organization, one]));
    const unanswered = new Map((await store.countUnanswered(tx)).map((one) => [one.organization, one]));
    const mapped = (await store.listMappedServices(tx)).length;
    const payees = new Set(
      (await findRequisites(tx, center ? [center.id] : companies.map(({ id }) => id)))
        .filter((one) => one.from <= ctx.today && (one.to === undefined || one.to > ctx.today))
        .map((one) => one.organization),
    );
    return companies
      .filter(({ id }) => buildings.has(id))
      .map(({ id, name }): Standing => {
        const own = (buildings.get(id) ?? []).map((one) => one.id);
        const counted = (kind: string): number =>
          own.reduce(
            (sum, building) => sum + (named.get(building)?.find((one) => one.kind === kind)?.count ?? 0),
            0,
          );
        const standing = {
          organization: id,
          name,
          ppaGuid: participants.get(id)?.ppaGuid,
          accountKind: participants.get(id)?.accountKind,
          requisites: payees.has(center?.id ?? id),
          services: { known: mapped, total: SERVICES.length },
          houses: { known: counted("house"), total: own.length },
          premises: counted("premises"),
          accounts: {
            known: counted("account"),
            total: own.reduce((sum, building) => sum + (accounts.get(building) ?? 0), 0),
          },
          documents: counted("document"),
          unanswered: unanswered.get(id)?.messages ?? 0,
          open: unanswered.get(id)?.open ?? 0,
        };
        return { ...standing, next: nextOf(standing) };
      });
  });
}

function nextOf(of: Omit<Standing, "next">): Standing["next"] {
  if (of.ppaGuid === undefined) return "participant";
  if (!of.requisites) return "requisites";
  if (of.services.known < of.services.total) return "services";
  if (of.premises === 0) return "premises";
  if (of.unanswered > 0) return "answers";
  return of.accounts.known < of.accounts.total ? "accounts" : "none";
}

/** What a message holds, with the place of each thing among ours. */
export async function describedItems(ctx: Ctx, of: { readonly package: number }) {
  return ctx.transaction(async (tx): Promise<Result<Described, GisRefusal>> => {
    const [found] = await store.listPackages(tx, { package: of.package, limit: 1 });
    if (!found) return refuse({ code: "gis.package_not_found", package: of.package });
    const items = await store.listItems(tx, of.package);
    const lines = await findBuildingLines(tx, [...new Set(items.map(({ building }) => building))]);
    const hasAccounts = found.kind === "accounts" || found.kind === "documents";
    const places = hasAccounts
      ? items.map(({ building, thing }) => ({ building, account: Number(thing.split("|")[0]) as AccountId }))
      : [];
    const numbers = new Map(
      (await findAccountsByPlace(tx, places)).map((one) => [`${one.building}|${one.account}`, one.number]),
    );
    return ok({
      package: found,
      items: items.map((item) => ({
        ...item,
        address: lines.get(item.building)?.address ?? "",
        account: numbers.get(`${item.building}|${item.thing.split("|")[0]}`),
        payment: found.kind === "payments" ? item.thing : undefined,
      })),
    });
  });
}

interface Described {
  readonly package: Package;
  readonly items: (PackageItem & {
    readonly building: BuildingId;
    readonly outcome: "accepted" | "refused" | "left_out" | undefined;
    readonly errors: string;
    readonly address: string;
    readonly account: string | undefined;
    readonly payment: string | undefined;
  })[];
}

export async function workbookOf(
  ctx: Ctx,
  of: { readonly package: number },
): Promise<Result<Uint8Array, GisRefusal>> {
  const found = await ctx.transaction(async (tx) => {
    const [one] = await store.listPackages(tx, { package: of.package, limit: 1 });
    return one && { kind: one.kind, xml: must(await store.findPackageXml(tx, of.package), "the message") };
  });
  if (!found) return refuse({ code: "gis.package_not_found", package: of.package });
  return ok(await messageWorkbook(found.kind, found.xml.toString("utf8")));
}
