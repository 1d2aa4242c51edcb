import { daysBetween } from "#core/day";
import type { BuildingId, UserId } from "#core/ids";
import { NOTHING } from "#core/units";
import { ok, refuse, type Result } from "#core/result";
import { listUsers } from "#modules/access";
import { findAccountsByNumber, findAccountsByPlace, findStates, listAbsencesOf } from "#modules/accounts";
import { findBuildingLines, findManagements, findPremisesAddresses } from "#modules/addresses";
import { covers } from "#core/day";
import {
  type Case,
  type CaseFilter,
  type CaseKind,
  countOpenCases,
  link,
  listCases,
  type MessageRefusal,
  openCase,
  type Opened,
  peopleFor,
  placeOf,
  readCase,
} from "#modules/messages";
import { listFailuresOf } from "#modules/metering";
import { findOrganizations } from "#modules/organizations";
import { listServices } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import type { Language } from "#platform/http";
import { moneyToday, nameOf } from "./private-account.ts";

/** What a list and a card say alike of a case. */
async function facing(tx: Tx, cases: readonly Case[]): Promise<Map<number, CaseFace>> {
  const companies = new Map(
    (await findOrganizations(tx, [...new Set(cases.map(({ organization }) => organization))])).map((one) => [
      one.id,
      one.name,
    ]),
  );
  const buildings = await findBuildingLines(tx, [
    ...new Set(cases.flatMap(({ building }) => (building === undefined ? [] : [building]))),
  ]);
  const places = cases.flatMap(({ building, account }) =>
    building === undefined || account === undefined ? [] : [{ building, account }],
  );
  const accounts = new Map((await findAccountsByPlace(tx, places)).map((one) => [one.account, one.number]));
  return new Map(
    cases.map((one) => [
      one.number,
      {
        number: one.number,
        kind: one.kind,
        origin: one.origin,
        state: one.state,
        organization: companies.get(one.organization) ?? "",
        authorName: one.authorName,
        address: one.building === undefined ? "" : (buildings.get(one.building)?.address ?? ""),
        account: one.account === undefined ? undefined : accounts.get(one.account),
        receivedOn: one.receivedOn,
        dueOn: one.dueOn,
        daysLeft:
          one.dueOn !== undefined && (one.state === "new" || one.state === "in_work")
            ? daysBetween(tx.scope.today, one.dueOn)
            : undefined,
      },
    ]),
  );
}

interface CaseFace
  extends Pick<Case, "number" | "kind" | "origin" | "state" | "authorName" | "receivedOn" | "dueOn"> {
  readonly organization: string;
  readonly address: string;
  readonly account: string | undefined;
  readonly daysLeft: number | undefined;
}

export interface InboxFilter extends Omit<CaseFilter, "account"> {
  readonly accountNumber?: string | undefined;
}

/** A page of the cases that the person sees, what is owed soonest first. */
export async function inbox(ctx: Ctx, { accountNumber, limit, ...filter }: InboxFilter) {
  const names = new Map<UserId, string>((await listUsers(ctx)).map(({ id, name }) => [id, name]));
  return ctx.transaction(async (tx) => {
    const [account] = accountNumber === undefined ? [] : await findAccountsByNumber(tx, [accountNumber]);
    // One more than asked for tells whether another page follows.
    const found =
      accountNumber !== undefined && account === undefined
        ? []
        : await listCases(tx, { ...filter, account, limit: limit + 1 });
    const lines = found.slice(0, limit);
    const last = lines.at(-1);
    const faces = await facing(tx, lines);
    return {
      cases: lines.flatMap(({ number, beginning, assignedTo }) => {
        const face = faces.get(number);
        return face
          ? [
              {
                ...face,
                beginning,
                assignedTo: assignedTo === undefined ? undefined : names.get(assignedTo),
              },
            ]
          : [];
      }),
      ...(await countOpenCases(tx)),
      next: found.length > limit && last ? placeOf(last) : undefined,
    };
  });
}

/** A case with all that a person needs to answer it; undefined where it is out of their sight. */
export async function inboxCase(ctx: Ctx, number: number, language: Language) {
  const found = await readCase(ctx, number);
  if (!found) return undefined;
  const names = new Map<UserId, string>((await listUsers(ctx)).map(({ id, name }) => [id, name]));
  const people = await peopleFor(ctx, found);
  return ctx.transaction(async (tx) => {
    const face = (await facing(tx, [found])).get(found.number);
    if (!face) return undefined;
    const { line } = found;
    const service = line && (await listServices(tx)).find(({ id }) => id === line.service);
    return {
      ...face,
      assignedTo: found.assignedTo === undefined ? undefined : names.get(found.assignedTo),
      assignee: found.assignedTo,
      basis: found.basis,
      answeredOn: found.answeredOn,
      email: found.email,
      phone: found.phone,
      continues: found.continues,
      line: line &&
        service && {
          period: line.period as string,
          service: nameOf(service, language),
          serviceCode: service.code,
        },
      mayPublish: found.mayPublish,
      published:
        found.publishedOn === undefined
          ? undefined
          : {
              on: found.publishedOn,
              question: found.publishedQuestion,
              answer: found.publishedAnswer,
            },
      texts: found.entries.map(({ id, author, text, writtenAt, writtenBy, attachments }) => ({
        id,
        author,
        name: writtenBy === undefined ? "" : (names.get(writtenBy) ?? ""),
        text,
        writtenAt,
        files: [...attachments],
      })),
      people,
      links: [...found.links],
      ...(await contextOf(tx, found)),
    };
  });
}

/** The account of a case: whose it is, what it owes, and the proposals of recalculation that may concern it. */
async function contextOf(tx: Tx, { building, account }: Case) {
  if (building === undefined) return { context: undefined, proposals: [] };
  const failures = (await listFailuresOf(tx, building)).map((one) => ({
    kind: "supply_failure" as const,
    reference: one.no,
    from: one.startedAt.slice(0, 10),
    what: one.document,
  }));
  if (account === undefined) return { context: undefined, proposals: failures };
  const place = { building, account };
  const [found] = await findAccountsByPlace(tx, [place]);
  const state = (await findStates(tx, [place])).find((one) => covers(one, tx.scope.today));
  const absences = (await listAbsencesOf(tx, place)).map((one) => ({
    kind: "absence" as const,
    reference: one.no,
    from: one.left as string,
    what: one.document,
  }));
  const address =
    found && (await findPremisesAddresses(tx, [{ building, premises: found.premises }])).get(found.premises);
  // A company that gave the house away sees the case, and the account no more.
  const money = found ? await moneyToday(tx, place) : undefined;
  return {
    context: found && {
      holder: state?.facts.holderName ?? "",
      premises: address?.address ?? "",
      owed: money?.amount ?? NOTHING,
      overdue: money?.overdue ?? NOTHING,
    },
    proposals: [...absences, ...failures],
  };
}

/** Writes down what somebody said at the counter or on the telephone. */
export async function recordCase(
  ctx: Ctx,
  of: {
    readonly kind: CaseKind;
    readonly account: string;
    readonly text: string;
    readonly authorName: string;
    readonly email: string;
    readonly phone: string;
  },
): Promise<Result<Opened, MessageRefusal>> {
  const place = await ctx.transaction(async (tx) => {
    const [found] = await findAccountsByNumber(tx, [of.account]);
    return found && { ...found, organization: await managerOf(tx, found.building) };
  });
  if (!place) return refuse({ code: "messages.account_not_found", number: of.account });
  const { building, account, organization } = place;
  if (organization === undefined) return refuse({ code: "messages.unmanaged" });
  return openCase(ctx, { ...of, origin: "clerk", building, account, organization, mayPublish: false });
}

/** The company that manages a house today. */
export async function managerOf(tx: Tx, building: BuildingId) {
  return (await findManagements(tx, [building])).find((one) => covers(one, tx.scope.today))?.facts;
}

/** Notes that a proposal of recalculation came of a case; it must be of the same account or house. */
export async function linkProposal(
  ctx: Ctx,
  of: { readonly number: number; readonly kind: "absence" | "supply_failure"; readonly reference: number },
): Promise<Result<Case, MessageRefusal>> {
  const found = await readCase(ctx, of.number);
  if (!found) return refuse({ code: "messages.not_found", number: of.number });
  const { proposals } = await ctx.transaction((tx) => contextOf(tx, found));
  if (!proposals.some(({ kind, reference }) => kind === of.kind && reference === of.reference))
    return refuse({ code: "messages.link_not_found", reference: of.reference });
  const linked = await link(ctx, of);
  return linked.ok ? ok(linked.value) : linked;
}
