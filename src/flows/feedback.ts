import { daysBetween } from "#core/day";
import type { BuildingId, OrganizationId } from "#core/ids";
import { ok, refuse, type Result } from "#core/result";
import { findBuilding, listCities } from "#modules/addresses";
import {
  type Case,
  type CaseKind,
  listEntries,
  listPublished,
  type MessageRefusal,
  openCase,
  type Opened,
  type SentFile,
} from "#modules/messages";
import { findOrganizations, listOrganizations } from "#modules/organizations";
import { listServices } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import type { Language } from "#platform/http";
import type { CaseShown, FeedbackPage } from "./feedback-contract.ts";
import { companyLine } from "./portal-companies.ts";
import { contactsOf, searchHouses, withoutCity } from "./portal-houses.ts";
import type { FormState } from "./resident-pages-contract.ts";
import { nameOf } from "./private-account.ts";

const ANSWERS_SHOWN = 50;
const HOUSES_OFFERED = 8;

/** The form, with what is known already of whom it is for; undefined where there is no such company. */
export async function feedbackPage(
  ctx: Ctx,
  of: {
    readonly organization: OrganizationId | undefined;
    readonly house: BuildingId | undefined;
    readonly form: FormState;
    /** The address that was typed and is not clear. */
    readonly unclear?: string | undefined;
  },
): Promise<FeedbackPage | undefined> {
  const houses = of.unclear === undefined ? [] : (await searchHouses(ctx, of.unclear)).found;
  return ctx.transaction(async (tx) => {
    const [company] = of.organization === undefined ? [] : await findOrganizations(tx, [of.organization]);
    if (of.organization !== undefined && company?.kind !== "company") return undefined;
    return {
      page: "portal.feedback",
      company: company && contactsOf(company),
      companies: company === undefined ? await companiesToWriteTo(tx) : [],
      house: of.house === undefined ? undefined : await houseOf(tx, of.house),
      houses: houses.slice(0, HOUSES_OFFERED),
      answers:
        company === undefined
          ? []
          : await listPublished(tx, { organization: company.id, limit: ANSWERS_SHOWN }),
      form: of.form,
    };
  });
}

async function companiesToWriteTo(tx: Tx): Promise<FeedbackPage["companies"]> {
  const companies = [];
  for (const company of await listOrganizations(tx, ["company"])) {
    if ((await companyLine(tx, company)) !== undefined)
      companies.push({ id: company.id, name: company.name });
  }
  return companies;
}

async function houseOf(tx: Tx, building: BuildingId): Promise<FeedbackPage["house"]> {
  const card = await findBuilding(tx, building);
  return card?.organization === undefined
    ? undefined
    : { id: building, address: withoutCity(card.address, await listCities(tx)) };
}

/** What was filled in on the portal. */
export interface FeedbackForm {
  readonly kind: CaseKind;
  readonly text: string;
  readonly authorName: string;
  readonly email: string;
  readonly phone: string;
  readonly mayPublish: boolean;
  readonly organization: OrganizationId | undefined;
  /** Chosen from a list, or known from the page that led here. */
  readonly house: BuildingId | undefined;
  /** As it was typed. */
  readonly address: string;
  readonly remoteAddress: string;
}

/** Takes a message from the portal. A house that is named decides whose it is: who manages it owes the answer. */
export async function sendFeedback(
  ctx: Ctx,
  form: FeedbackForm,
  files: readonly SentFile[],
): Promise<Result<Opened, MessageRefusal>> {
  const place = await addresseeOf(ctx, form);
  if (!place.ok) return place;
  const { house: _house, address: _address, ...rest } = form;
  return openCase(ctx, { ...rest, ...place.value, origin: "portal" }, files);
}

async function addresseeOf(
  ctx: Ctx,
  { house, address, organization }: FeedbackForm,
): Promise<
  Result<{ readonly organization: OrganizationId; readonly building: BuildingId | undefined }, MessageRefusal>
> {
  const building = house ?? (address === "" ? undefined : await houseTyped(ctx, address));
  if (building === "unclear") return refuse({ code: "messages.house_unclear" });
  return ctx.transaction(async (tx) => {
    if (building !== undefined) {
      const manager = (await findBuilding(tx, building))?.organization;
      return manager === undefined
        ? refuse({ code: "messages.unmanaged" })
        : ok({ organization: manager, building });
    }
    const [company] = organization === undefined ? [] : await findOrganizations(tx, [organization]);
    return company?.kind === "company"
      ? ok({ organization: company.id, building: undefined })
      : refuse({ code: "messages.addressee_missing" });
  });
}

async function houseTyped(ctx: Ctx, address: string): Promise<BuildingId | "unclear"> {
  const { found, isExact } = await searchHouses(ctx, address);
  const [only, another] = found;
  return isExact && only !== undefined && another === undefined ? (only.id as BuildingId) : "unclear";
}

/** A case as who wrote it sees it: without notes, and the company as one voice. */
export async function caseShown(tx: Tx, of: Case, language: Language): Promise<CaseShown> {
  const [company] = await findOrganizations(tx, [of.organization]);
  const { line } = of;
  const service = line && (await listServices(tx)).find(({ id }) => id === line.service);
  const entries = await listEntries(tx, { number: of.number, withNotes: false });
  return {
    number: of.number,
    kind: of.kind,
    state: of.state,
    company: company?.name ?? "",
    receivedOn: of.receivedOn,
    due:
      of.dueOn === undefined
        ? undefined
        : { on: of.dueOn, daysLeft: daysBetween(tx.scope.today, of.dueOn), basis: of.basis },
    answeredOn: of.answeredOn,
    continues: of.continues,
    line: line && service && { period: line.period, service: nameOf(service, language) },
    texts: entries.map(({ id, author, text, writtenAt, attachments }) => ({
      id,
      isOwn: author === "applicant",
      text,
      at: writtenAt.toISOString(),
      files: attachments.map((file) => ({ id: file.id, name: file.name, size: file.size })),
    })),
  };
}
