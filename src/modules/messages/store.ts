import type { Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, ServiceId, UserId } from "#core/ids";
import { periodFromNumber, periodNumber } from "#core/period";
import { must } from "#core/assert";
import type { Tx } from "#platform/database";
import type {
  AnswerTerm,
  Attachment,
  Case,
  CaseKind,
  CaseLine,
  CaseLink,
  CaseNumber,
  CaseState,
  Entry,
  KeptFile,
  LinkKind,
  MediaType,
  NewCase,
  PublishedAnswer,
  Template,
} from "./model.ts";

// --- the law ---------------------------------------------------------------------------------------------------------

export async function listAnswerTerms(tx: Tx): Promise<AnswerTerm[]> {
  const rows = await tx.query<Omit<AnswerTerm, "to"> & { to: Day | null }>(
    `select kind, audience, lower(in_force) as from, upper(in_force) as to, days, working as "isWorking", basis
     from messages.answer_terms order by kind, audience, in_force`,
  );
  return rows.map((row) => ({ ...row, to: row.to ?? undefined }));
}

// --- cases -----------------------------------------------------------------------------------------------------------

interface CaseRow {
  readonly number: CaseNumber;
  readonly organization: OrganizationId;
  readonly kind: CaseKind;
  readonly origin: Case["origin"];
  readonly building: BuildingId | null;
  readonly account: AccountId | null;
  readonly period: number | null;
  readonly service: ServiceId | null;
  readonly authorName: string;
  readonly email: string;
  readonly phone: string;
  readonly login: number | null;
  readonly receivedAt: Date;
  readonly receivedOn: Day;
  readonly dueOn: Day | null;
  readonly basis: string;
  readonly state: CaseState;
  readonly assignedTo: UserId | null;
  readonly answeredOn: Day | null;
  readonly continues: CaseNumber | null;
  readonly mayPublish: boolean;
  readonly publishedOn: Day | null;
  readonly publishedQuestion: string;
  readonly publishedAnswer: string;
}

const CASE = `c.case_id as number, c.organization_id as organization, c.kind, c.origin, c.building_id as building,
  c.account_id as account, c.period, c.service_id as service, c.author_name as "authorName", c.email, c.phone,
  c.login_id as login, c.received_at as "receivedAt", c.received_on as "receivedOn", c.due_on as "dueOn", c.basis, c.state,
  c.assigned_to as "assignedTo", c.answered_on as "answeredOn", c.continues, c.may_publish as "mayPublish",
  c.published_on as "publishedOn", c.published_question as "publishedQuestion", c.published_answer as "publishedAnswer"`;

const BEGINNING = `(select left(e.text, 200) from messages.entries e where e.case_id = c.case_id and e.author <> 'note'
   order by e.entry_id limit 1) as beginning`;

const caseOf = <R extends CaseRow>({ period, service, ...row }: R) => ({
  ...row,
  building: row.building ?? undefined,
  account: row.account ?? undefined,
  line: period === null || service === null ? undefined : { period: periodFromNumber(period), service },
  login: row.login ?? undefined,
  dueOn: row.dueOn ?? undefined,
  assignedTo: row.assignedTo ?? undefined,
  answeredOn: row.answeredOn ?? undefined,
  continues: row.continues ?? undefined,
  publishedOn: row.publishedOn ?? undefined,
});

export async function insertCase(
  tx: Tx,
  of: NewCase & {
    readonly codeHash: Buffer | undefined;
    readonly dueOn: Day | undefined;
    readonly basis: string;
  },
): Promise<CaseNumber> {
  const [row] = await tx.query<{ number: CaseNumber }>(
    `insert into messages.cases (organization_id, kind, origin, code_hash, building_id, account_id, period, service_id,
       author_name, email, phone, login_id, recorded_by, remote_address, received_on, due_on, basis, continues, may_publish)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) returning case_id as number`,
    [
      of.organization,
      of.kind,
      of.origin,
      of.codeHash ?? null,
      of.building ?? null,
      of.account ?? null,
      of.line === undefined ? null : periodNumber(of.line.period),
      of.line?.service ?? null,
      of.authorName,
      of.email,
      of.phone,
      of.login ?? null,
      tx.scope.user ?? null,
      of.remoteAddress ?? "",
      tx.scope.today,
      of.dueOn ?? null,
      of.basis,
      of.continues ?? null,
      of.mayPublish,
    ],
  );
  return must(row, "the number of a case").number;
}

export async function findCase(tx: Tx, number: number): Promise<Case | undefined> {
  const [row] = await tx.query<CaseRow>(`select ${CASE} from messages.cases c where c.case_id = $1`, [
    number,
  ]);
  return row && caseOf(row);
}

export async function lockCase(tx: Tx, number: number): Promise<Case | undefined> {
  const [row] = await tx.query<CaseRow>(
    `select ${CASE} from messages.cases c where c.case_id = $1 for no key update`,
    [number],
  );
  return row && caseOf(row);
}

export async function findCodeHash(tx: Tx, number: number): Promise<Buffer | undefined> {
  const [row] = await tx.query<{ hash: Buffer | null }>(
    "select code_hash as hash from messages.cases where case_id = $1",
    [number],
  );
  return row?.hash ?? undefined;
}

export interface CaseFilter {
  /** `open`: nobody has answered yet. */
  readonly state?: "open" | "answered" | "closed" | undefined;
  readonly kind?: CaseKind | undefined;
  readonly assignedTo?: UserId | undefined;
  /** Nobody deals with it. */
  readonly isUnassigned?: boolean | undefined;
  readonly isOverdue?: boolean | undefined;
  readonly number?: number | undefined;
  readonly account?: { readonly building: BuildingId; readonly account: AccountId } | undefined;
  /** Only what comes after this on the list. */
  readonly after?: CasePlace | undefined;
  readonly limit: number;
}

/** Where a case stands on the list: what changes meanwhile neither repeats a line nor hides one that has not moved. */
export interface CasePlace {
  readonly isOpen: boolean;
  /** Of an open one that the law wants answered. */
  readonly dueOn: Day | undefined;
  readonly number: number;
}

export const placeOf = ({ state, dueOn, number }: Pick<Case, "state" | "dueOn" | "number">): CasePlace => {
  const isOpen = state === "new" || state === "in_work";
  return { isOpen, dueOn: isOpen ? dueOn : undefined, number };
};

/** Three columns that grow along the list, so that a page begins where the one before ended. */
const PLACE = `(c.state not in ('new', 'in_work'))::integer,
  coalesce(case when c.state in ('new', 'in_work') then c.due_on end, 'infinity'::date), -c.case_id`;

/** What is owed soonest comes first; what wants no answer is last, the newest first. */
export async function listCases(tx: Tx, of: CaseFilter): Promise<CaseLine[]> {
  const rows = await tx.query<CaseRow & { beginning: string | null }>(
    `select ${CASE}, ${BEGINNING} from messages.cases c
     where ($1::text is null or c.state = any (case $1 when 'open' then '{new,in_work}'::text[] else array[$1] end))
       and ($2::text is null or c.kind = $2) and ($3::integer is null or c.assigned_to = $3)
       and (not $4 or c.assigned_to is null)
       and (not $5 or (c.due_on < $6::date and c.state in ('new', 'in_work')))
       and ($7::integer is null or c.case_id = $7)
       and ($8::integer is null or (c.building_id = $8 and c.account_id = $9))
       and ($11::integer is null or (${PLACE}) > ($11, coalesce($12::date, 'infinity'::date), -$13::integer))
     order by ${PLACE} limit $10`,
    [
      of.state ?? null,
      of.kind ?? null,
      of.assignedTo ?? null,
      of.isUnassigned ?? false,
      of.isOverdue ?? false,
      tx.scope.today,
      of.number ?? null,
      of.account?.building ?? null,
      of.account?.account ?? null,
      of.limit,
      of.after === undefined ? null : of.after.isOpen ? 0 : 1,
      of.after?.dueOn ?? null,
      of.after?.number ?? null,
    ],
  );
  return rows.map(({ beginning, ...row }) => ({ ...caseOf(row), beginning: beginning ?? "" }));
}

/** How many wait for an answer, and how many of these are late. */
export async function countOpenCases(tx: Tx): Promise<{ readonly open: number; readonly overdue: number }> {
  const [row] = await tx.query<{ open: number; overdue: number }>(
    `select count(*)::integer as open, count(*) filter (where due_on < $1::date)::integer as overdue
     from messages.cases where state in ('new', 'in_work')`,
    [tx.scope.today],
  );
  return must(row, "a count");
}

/** Cases that an account's people wrote in the private account; those of one login, where it is named. */
export async function listCasesOfAccount(
  tx: Tx,
  of: { readonly building: BuildingId; readonly account: AccountId; readonly login: number | undefined },
): Promise<CaseLine[]> {
  const rows = await tx.query<CaseRow & { beginning: string | null }>(
    `select ${CASE}, ${BEGINNING} from messages.cases c
     where c.building_id = $1 and c.account_id = $2 and ($3::integer is null or c.login_id = $3)
     order by c.case_id desc limit 100`,
    [of.building, of.account, of.login ?? null],
  );
  return rows.map(({ beginning, ...row }) => ({ ...caseOf(row), beginning: beginning ?? "" }));
}

export async function updateCase(
  tx: Tx,
  number: CaseNumber,
  of: Partial<Pick<Case, "kind" | "receivedOn" | "state">> & {
    readonly due?: { readonly dueOn: Day | undefined; readonly basis: string };
    readonly answeredOn?: Day | null;
    readonly assignedTo?: UserId | null;
  },
): Promise<void> {
  await tx.query(
    `update messages.cases set kind = coalesce($2, kind), received_on = coalesce($3::date, received_on),
       state = coalesce($4, state),
       due_on = case when $5 then $6::date else due_on end, basis = case when $5 then $7 else basis end,
       answered_on = case when $8 then $9::date else answered_on end,
       assigned_to = case when $10 then $11::integer else assigned_to end
     where case_id = $1`,
    [
      number,
      of.kind ?? null,
      of.receivedOn ?? null,
      of.state ?? null,
      of.due !== undefined,
      of.due?.dueOn ?? null,
      of.due?.basis ?? "",
      of.answeredOn !== undefined,
      of.answeredOn ?? null,
      of.assignedTo !== undefined,
      of.assignedTo ?? null,
    ],
  );
}

export async function updatePublication(
  tx: Tx,
  number: CaseNumber,
  of: { readonly question: string; readonly answer: string } | undefined,
): Promise<void> {
  await tx.query(
    `update messages.cases set published_on = $2::date, published_question = $3, published_answer = $4 where case_id = $1`,
    [number, of === undefined ? null : tx.scope.today, of?.question ?? "", of?.answer ?? ""],
  );
}

export async function listPublished(
  tx: Tx,
  of: { readonly organization: OrganizationId; readonly limit: number },
): Promise<PublishedAnswer[]> {
  return tx.query<PublishedAnswer>(
    `select case_id as number, kind, received_on as "receivedOn", published_on as "publishedOn",
       published_question as question, published_answer as answer
     from messages.cases where organization_id = $1 and published_on is not null
     order by published_on desc, case_id desc limit $2`,
    [of.organization, of.limit],
  );
}

/** How many cases came from an address through the portal, or from a login, within the last hour. */
export async function countRecent(
  tx: Tx,
  {
    remoteAddress,
    login,
  }: { readonly remoteAddress: string | undefined; readonly login: number | undefined },
): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::integer as count from messages.cases
     where received_at > now() - interval '1 hour'
       and ((origin = 'portal' and remote_address = $1) or (origin = 'account' and login_id = $2))`,
    [remoteAddress ?? null, login ?? null],
  );
  return must(row, "a count").count;
}

// --- texts -----------------------------------------------------------------------------------------------------------

export async function insertEntry(
  tx: Tx,
  of: {
    readonly organization: OrganizationId;
    readonly number: CaseNumber;
    readonly author: Entry["author"];
    readonly text: string;
    readonly files: readonly KeptFile[];
  },
): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into messages.entries (organization_id, case_id, author, text, written_by)
     values ($1, $2, $3, $4, $5) returning entry_id as id`,
    [of.organization, of.number, of.author, of.text, tx.scope.user ?? null],
  );
  const { id } = must(row, "the number of an entry");
  for (const { name, mediaType, body } of of.files) {
    await tx.query(
      `insert into messages.attachments (organization_id, entry_id, name, media_type, size, body)
       values ($1, $2, $3, $4, $5, $6)`,
      [of.organization, id, name, mediaType, body.length, body],
    );
  }
  return id;
}

/** The texts of a case in their order; without the notes of the company for anybody else. */
export async function listEntries(
  tx: Tx,
  of: { readonly number: CaseNumber; readonly withNotes: boolean },
): Promise<Entry[]> {
  const rows = await tx.query<Omit<Entry, "writtenBy" | "attachments"> & { writtenBy: UserId | null }>(
    `select entry_id as id, author, text, written_at as "writtenAt", written_by as "writtenBy" from messages.entries
     where case_id = $1 and ($2 or author <> 'note') order by entry_id`,
    [of.number, of.withNotes],
  );
  const files = await tx.query<Attachment & { entry: number }>(
    `select a.entry_id as entry, a.attachment_id as id, a.name, a.media_type as "mediaType", a.size
     from messages.attachments a join messages.entries e using (entry_id)
     where e.case_id = $1 and ($2 or e.author <> 'note') order by a.attachment_id`,
    [of.number, of.withNotes],
  );
  const byEntry = Map.groupBy(files, ({ entry }) => entry);
  return rows.map((row) => ({
    ...row,
    writtenBy: row.writtenBy ?? undefined,
    attachments: (byEntry.get(row.id) ?? []).map(({ id, name, mediaType, size }) => ({
      id,
      name,
      mediaType,
      size,
    })),
  }));
}

/** A file of a case; notes' files only for the company. */
export async function findAttachment(
  tx: Tx,
  of: { readonly number: CaseNumber; readonly id: number; readonly withNotes: boolean },
): Promise<{ readonly name: string; readonly mediaType: MediaType; readonly body: Buffer } | undefined> {
  const [row] = await tx.query<{ name: string; mediaType: MediaType; body: Buffer }>(
    `select a.name, a.media_type as "mediaType", a.body from messages.attachments a
     join messages.entries e using (entry_id)
     where a.attachment_id = $2 and e.case_id = $1 and ($3 or e.author <> 'note')`,
    [of.number, of.id, of.withNotes],
  );
  return row;
}

// --- templates -------------------------------------------------------------------------------------------------------

export async function listTemplates(tx: Tx): Promise<Template[]> {
  return tx.query<Template>(
    `select template_id as id, organization_id as organization, title, text from messages.templates
     where retired_at is null order by organization_id, title, template_id`,
  );
}

export async function insertTemplate(tx: Tx, of: Omit<Template, "id">): Promise<Template> {
  const [row] = await tx.query<Template>(
    `insert into messages.templates (organization_id, title, text, recorded_by) values ($1, $2, $3, $4)
     returning template_id as id, organization_id as organization, title, text`,
    [of.organization, of.title, of.text, tx.scope.user ?? null],
  );
  return must(row, "a template");
}

/** Gives the number of templates that ended. */
export async function retireTemplate(tx: Tx, id: number): Promise<number> {
  const rows = await tx.query(
    "update messages.templates set retired_at = now() where template_id = $1 and retired_at is null returning 1",
    [id],
  );
  return rows.length;
}

// --- what came of a case ---------------------------------------------------------------------------------------------

export async function listLinks(tx: Tx, number: CaseNumber): Promise<CaseLink[]> {
  return tx.query<CaseLink>(
    "select kind, reference from messages.links where case_id = $1 order by link_id",
    [number],
  );
}

/** False where it was linked before. */
export async function insertLink(
  tx: Tx,
  of: {
    readonly organization: OrganizationId;
    readonly number: CaseNumber;
    readonly kind: LinkKind;
    readonly reference: number;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into messages.links (organization_id, case_id, kind, reference, recorded_by) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning 1`,
    [of.organization, of.number, of.kind, of.reference, tx.scope.user ?? null],
  );
  return rows.length > 0;
}
