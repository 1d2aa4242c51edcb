import { covers, type Day } from "#core/day";
import { ok, type Result, refuse } from "#core/result";
import { findAccountsByNumber, findResidents, findStates } from "#modules/accounts";
import { findBuildingStates, findManagements, findPremisesStates } from "#modules/addresses";
import { type Entitlement, listEntitlements, listInsuranceNumbers, maskedSnils } from "#modules/benefits";
import { findOrganizations } from "#modules/organizations";
import { findBuildingValues, listServices, valuesInForce } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import { within } from "#platform/deed";
import type { CardRefusal } from "./account-card.ts";

/** How a value of a parameter is to be read. */
export type ParameterType = "quantity" | "count" | "share" | "text" | "word" | "yes_no";

/** One value of one parameter over its span. */
export interface ParameterSpan {
  readonly value: string;
  readonly from: Day;
  readonly to: Day | undefined;
}

/** A dated fact of an account, its premises or its building, with all its past and future. */
export interface Parameter {
  readonly of: "account" | "premises" | "building";
  readonly name: string;
  readonly type: ParameterType;
  /** Oldest first; neighbours differ. */
  readonly spans: readonly ParameterSpan[];
}

/**
 * Spans of one field of dated states: neighbours that say the same are one, since a state is written anew when any
 * of its fields changes.
 */
export function spansOf<T>(
  states: readonly { readonly from: Day; readonly to?: Day | undefined; readonly facts: T }[],
  valueOf: (facts: T) => string | undefined,
): ParameterSpan[] {
  const spans: ParameterSpan[] = [];
  for (const { from, to, facts } of states) {
    const value = valueOf(facts);
    const last = spans.at(-1);
    if (value === undefined) continue;
    if (last && last.value === value && last.to === from) spans[spans.length - 1] = { ...last, to };
    else spans.push({ value, from, to });
  }
  return spans;
}

/** Everything dated that an account's charges depend on, and the services with their values on a day. */
export async function accountParameters(
  ctx: Ctx,
  of: { readonly number: string; readonly on?: Day | undefined },
): Promise<Result<Awaited<ReturnType<typeof parametersOf>>, CardRefusal>> {
  const [account] = await ctx.transaction((tx) => findAccountsByNumber(tx, [of.number]));
  if (!account) return refuse({ code: "accounts.account_not_found", number: of.number });
  return ok(await parametersOf(ctx, account, of.on ?? ctx.today));
}

async function parametersOf(
  ctx: Ctx,
  account: Awaited<ReturnType<typeof findAccountsByNumber>>[number],
  on: Day,
) {
  return ctx.transaction(async (tx) => {
    const { building } = account;
    const states = await findStates(tx, [account]);
    const premises = await findPremisesStates(tx, [account]);
    const house = await findBuildingStates(tx, [building]);
    const managements = await findManagements(tx, [building]);
    const inForce = await valuesInForce(within(ctx, tx), { building, account: account.account, on });
    // A building that nobody manages has no tariffs either.
    const services = inForce.ok ? inForce.value : [];
    const organizations = new Map(
      (
        await findOrganizations(tx, [
          ...managements.map(({ facts }) => facts),
          ...services.map(({ terms }) => terms.provider),
        ])
      ).map((one) => [one.id, one.name]),
    );
    const names = new Map((await listServices(tx)).map((service) => [service.id, service]));
    const parameter = (
      where: Parameter["of"],
      name: string,
      type: ParameterType,
      spans: readonly ParameterSpan[],
    ): Parameter => ({ of: where, name, type, spans });
    const parameters: Parameter[] = [
      parameter(
        "account",
        "holder",
        "text",
        spansOf(states, (one) => one.holderName),
      ),
      parameter(
        "account",
        "holder_kind",
        "word",
        spansOf(states, (one) => one.holder),
      ),
      parameter(
        "account",
        "share",
        "share",
        spansOf(states, (one) => `${one.shareNumerator}/${one.shareDenominator}`),
      ),
      parameter(
        "account",
        "owners",
        "count",
        spansOf(states, (one) => String(one.owners)),
      ),
      parameter(
        "premises",
        "area",
        "quantity",
        spansOf(premises, (one) => String(one.totalArea)),
      ),
      parameter(
        "premises",
        "rooms",
        "count",
        spansOf(premises, (one) => String(one.rooms)),
      ),
      parameter(
        "premises",
        "heating",
        "word",
        spansOf(premises, (one) => one.heating),
      ),
      parameter(
        "premises",
        "stove",
        "word",
        spansOf(premises, (one) => one.stove),
      ),
      parameter(
        "premises",
        "ownership",
        "word",
        spansOf(premises, (one) => one.ownership),
      ),
      parameter(
        "building",
        "manager",
        "text",
        spansOf(managements, (one) => organizations.get(one)),
      ),
      parameter(
        "building",
        "building_kind",
        "word",
        spansOf(house, (one) => one.kind),
      ),
      parameter(
        "building",
        "common_area",
        "quantity",
        spansOf(house, (one) => String(one.commonPropertyArea)),
      ),
      parameter(
        "building",
        "improvement",
        "text",
        spansOf(house, (one) => one.improvement || undefined),
      ),
      parameter(
        "building",
        "dilapidated",
        "yes_no",
        spansOf(house, (one) => String(one.dilapidated)),
      ),
      parameter(
        "building",
        "central_hot_water",
        "yes_no",
        spansOf(house, (one) => String(one.centralHotWater)),
      ),
    ];
    const own = (await findBuildingValues(tx, [building])).filter(
      (value) => value.account === 0 || value.account === account.account,
    );
    return {
      account: account.number,
      on,
      parameters: parameters.filter(({ spans }) => spans.length > 0),
      services: services.map(({ terms, values }) => ({
        service: terms.service,
        named: names.get(terms.service),
        provider: terms.provider,
        providerName: organizations.get(terms.provider) ?? "",
        method: terms.method,
        isOwn: terms.account !== 0,
        from: terms.from,
        to: terms.to,
        values: values.flatMap(({ parameter: name, variant, zone, inForce: found }) =>
          found.values.map(({ level, rangeFrom, value, basis }) => ({
            parameter: name,
            variant,
            zone,
            above: rangeFrom,
            level,
            value,
            basis,
            from: found.from,
            to: found.to,
          })),
        ),
        history: own
          .filter((value) => value.service === terms.service)
          .map(({ account: whose, parameter: name, variant, zone, rangeFrom, from, to, facts }) => ({
            parameter: name,
            variant,
            zone,
            above: rangeFrom,
            level: whose === 0 ? ("building" as const) : ("account" as const),
            value: facts.value,
            basis: facts.basis,
            from,
            to,
          })),
      })),
    };
  });
}

/** A registration with what it entitles to. */
export interface Person {
  readonly no: number;
  readonly name: string;
  readonly born: Day | undefined;
  readonly registration: "permanent" | "temporary";
  readonly from: Day;
  readonly to: Day | undefined;
  readonly isPresent: boolean;
  /** Masked: its last digits alone. */
  readonly snils: string | undefined;
  readonly benefits: readonly Entitlement[];
}

/** Who is and was registered; those present on the day first. */
export async function accountPeople(
  ctx: Ctx,
  of: { readonly number: string; readonly on?: Day | undefined },
): Promise<Result<{ on: Day; owners: number; people: readonly Person[] }, CardRefusal>> {
  const on = of.on ?? ctx.today;
  return ctx.transaction(async (tx) => {
    const [account] = await findAccountsByNumber(tx, [of.number]);
    if (!account) return refuse({ code: "accounts.account_not_found", number: of.number });
    const benefits = Map.groupBy(await listEntitlements(tx, account), (one) => one.resident);
    const state = (await findStates(tx, [account])).find((one) => covers(one, on));
    const numbers = new Map(
      (await listInsuranceNumbers(tx, [account])).map(({ resident, snils }) => [
        resident,
        maskedSnils(snils),
      ]),
    );
    const people = (await findResidents(tx, [account])).map(
      ({ no, name, born, registration, from, to }): Person => ({
        no,
        name,
        born,
        registration,
        from,
        to,
        isPresent: covers({ from, to }, on),
        snils: numbers.get(no),
        benefits: benefits.get(no) ?? [],
      }),
    );
    return ok({
      on,
      owners: state?.facts.owners ?? 0,
      people: people.toSorted((a, b) => Number(b.isPresent) - Number(a.isPresent)),
    });
  });
}
