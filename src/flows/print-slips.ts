import { createHash } from "node:crypto";
import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import { addDays, type Day } from "#core/day";
import type { Period } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import { listHolders } from "#modules/accounts";
import { findPremisesAddresses } from "#modules/addresses";
import { listBuildingsToCharge } from "#modules/charging";
import { findOrganizations } from "#modules/organizations";
import {
  type AccessSlip,
  finishBatch,
  insertBatch,
  type Language,
  renderSlips,
  TEMPLATE_VERSION,
} from "#modules/receipts";
import { keepSlips, makeSlips, type SlipToPrint } from "#modules/residents";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";

/** Everybody of the organization signs in to the private account already, or has a code that waits. */
export type SlipsRefusal = { code: "receipts.nobody_without_access" };

/** A code on its way to paper. */
export interface MadeSlip {
  readonly kept: SlipToPrint;
  readonly paper: AccessSlip;
}

export interface SlipsWanted {
  readonly organization: OrganizationId;
  readonly language: Language;
  readonly goodThrough: Day;
  /** Of the page where a code is typed: "https://eirc.example/activate". */
  readonly address: string;
}

/** Codes for those in these houses whom the private account does not know yet, in the order of the receipts. */
export async function slipsOfBuildings(
  tx: Tx,
  buildings: readonly BuildingId[],
  wanted: SlipsWanted,
): Promise<Map<AccountId, MadeSlip>> {
  const today = tx.scope.today;
  const holders = await listHolders(tx, { buildings, from: today, to: addDays(today, 1) });
  const made = new Map((await makeSlips(tx, holders)).map((slip) => [slip.account, slip]));
  const reached = holders.filter(({ account }) => made.has(account));
  const addresses = await findPremisesAddresses(tx, reached);
  const company = (await findOrganizations(tx, [wanted.organization]))[0]?.name ?? "";
  return new Map(
    reached
      .toSorted((a, b) => a.building - b.building || a.account - b.account)
      .flatMap(({ account, number, premises }) => {
        const kept = made.get(account);
        if (!kept) return [];
        const paper = {
          language: wanted.language,
          company,
          place: addresses.get(premises)?.address ?? "",
          number,
          code: kept.code,
          goodThrough: wanted.goodThrough,
          address: `${wanted.address}?number=${number}`,
        };
        return [[account, { kept, paper }] as const];
      }),
  );
}

export interface PrintedSlipSheets {
  readonly batch: number;
  readonly slips: number;
  readonly pages: number;
  readonly bytes: number;
}

/** Codes alone, four to a side, as a batch of their own; issues no receipt. */
export async function printSlips(
  ctx: Ctx,
  of: SlipsWanted & {
    readonly period: Period;
    readonly fileName: string;
    readonly write: (piece: Uint8Array) => void | Promise<void>;
  },
): Promise<Result<PrintedSlipSheets, SlipsRefusal>> {
  const made = await ctx.transaction(async (tx) => {
    const buildings = (await listBuildingsToCharge(tx, of)).map(({ building }) => building);
    return [...(await slipsOfBuildings(tx, buildings, of)).values()];
  });
  if (made.length === 0) return refuse({ code: "receipts.nobody_without_access" });
  const hash = createHash("sha256");
  const { pages, bytes } = await renderSlips(
    made.map(({ paper }) => paper),
    async (piece) => {
      hash.update(piece);
      await of.write(piece);
    },
  );
  const fileSha256 = hash.digest();
  const batch = await ctx.transaction(async (tx) => {
    const batch = await insertBatch(tx, { ...of, templateVersion: TEMPLATE_VERSION });
    await keepSlips(tx, { slips: made.map(({ kept }) => kept), batch, goodThrough: of.goodThrough });
    await finishBatch(tx, { batch, receipts: 0, fileName: of.fileName, fileSha256 });
    return batch;
  });
  return ok({ batch, slips: made.length, pages, bytes });
}
