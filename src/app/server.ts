import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import type { RunId } from "#core/ids";
import { agentSettingsRoutes } from "#flows/agents-routes";
import { companySiteRoutes } from "#flows/company-site-routes";
import { cashRoutes } from "#flows/cash-routes";
import { benefitRegisterRoutes } from "#flows/benefit-register-routes";
import { allocatorFileRoutes } from "#flows/allocator-files-routes";
import { officeListRoutes } from "#flows/office-lists-routes";
import { subsidyRegisterRoutes } from "#flows/subsidy-registers-routes";
import { buildingPageRoutes } from "#flows/building-page-routes";
import { chargeRunRoutes } from "#flows/charge-run-routes";
import { statementChores } from "#flows/order-confirmations";
import { runProgress } from "#flows/charge-run";
import { certificateRoutes } from "#flows/certificates-routes";
import { accountCardRoutes } from "#flows/account-card-routes";
import { debtChores } from "#flows/debt-registers";
import { mailingRoutes } from "#flows/mailings-routes";
import { noticeWordsRoutes } from "#flows/notice-words-routes";
import { debtRegisterRoutes } from "#flows/debt-registers-routes";
import { farDropChores, farOptions } from "#flows/far-drops";
import { farDropRoutes } from "#flows/far-drops-routes";
import { explainRoutes } from "#flows/explain-routes";
import { figuresRoutes } from "#flows/figures-routes";
import { findAnythingRoutes } from "#flows/find-anything-routes";
import { gisRoutes } from "#flows/gis-routes";
import { importRoutes } from "#flows/import-routes";
import { lawRoutes } from "#flows/law-routes";
import { monthCloseRoutes } from "#flows/month-close-routes";
import { monthBoardRoutes } from "#flows/month-board-routes";
import { paymentOrderRoutes } from "#flows/payment-orders-routes";
import { alertRoutes } from "#flows/alerts-routes";
import { autopayRoutes } from "#flows/autopay-routes";
import { onlinePaymentRoutes } from "#flows/online-payments-routes";
import { paymentsJournalRoutes } from "#flows/payments-journal-routes";
import { reconciliationRoutes } from "#flows/reconciliation-routes";
import { statementRoutes } from "#flows/statements-routes";
import { penaltyRoutes } from "#flows/penalties-routes";
import { receiptRoutes } from "#flows/receipt-routes";
import { reductionRoutes } from "#flows/reductions-routes";
import { inboxRoutes } from "#flows/inbox-routes";
import { unmatchedRoutes } from "#flows/unmatched-routes";
import { type TrialThreads, whatIfRoutes } from "#flows/what-if-routes";
import { registerChores } from "#flows/register-drops";
import { registerFileRoutes } from "#flows/register-files-routes";
import { runReviewRoutes } from "#flows/run-review-routes";
import { rolesWith } from "#modules/access";
import { listUnfinishedRuns } from "#modules/charging";
import { agentRoutes, pushKeys, registerProfileRoutes } from "#modules/gateways";
import { centerContext, centerContexts } from "#platform/context";
import { type Database, openDatabase } from "#platform/database";
import { createHttp, type Http, type LogDestination } from "#platform/http";
import { collectContracts } from "#platform/http/openapi";
import { accessRoutes, guard } from "../modules/access/routes.ts";
import { accountRoutes } from "../modules/accounts/routes.ts";
import { addressRoutes } from "../modules/addresses/routes.ts";
import { documentRoutes } from "../modules/documents/routes.ts";
import { formulaRoutes, methodRoutes } from "../modules/formulas/routes.ts";
import { benefitRoutes } from "../modules/benefits/routes.ts";
import { ledgerRoutes } from "../modules/ledger/routes.ts";
import { meteringRoutes } from "../modules/metering/routes.ts";
import { organizationRoutes } from "../modules/organizations/routes.ts";
import { paymentRoutes } from "../modules/payments/routes.ts";
import { residentRoutes } from "../modules/residents/routes.ts";
import { settlementRoutes } from "../modules/settlements/routes.ts";
import { tariffRoutes } from "../modules/tariffs/routes.ts";
import { startChores } from "./chores.ts";
import { NO_GATEWAYS, onlineChores, type OnlineGateways, onlineGateways } from "./online.ts";
import { payPages } from "./pay-pages.ts";
import { describeRefusal } from "./refusals.ts";
import { pageRoutes } from "./routes.ts";
import { runWorkers } from "./run-workers.ts";
import { notificationGateways } from "./notifications.ts";
import { letterDrawing, siteRoutes } from "./site.ts";
import { trialWorkers } from "./trial-workers.ts";
import { workplaceRoutes } from "./workplaces.ts";

// The order is that of the page of the contract.
const TAGS = [
  { name: "session", description: "Signing in" },
  { name: "accounts", description: "Accounts" },
  { name: "metering", description: "Meters and readings" },
  { name: "payments", description: "Payments" },
  { name: "messages", description: "What people write, and its answers" },
  { name: "notifications", description: "What residents are told: mailings and the log of messages" },
  { name: "agents", description: "Agents that pay online" },
  { name: "settlements", description: "Settlements with providers and payment orders" },
  { name: "runs", description: "Charge runs" },
  { name: "receipts", description: "Receipts" },
  { name: "organizations", description: "Organizations and months" },
  { name: "addresses", description: "Address book" },
  { name: "documents", description: "Documents that things are decided by" },
  { name: "tariffs", description: "Tariffs" },
  { name: "formulas", description: "Formulas and calculation methods" },
  { name: "benefits", description: "Benefits" },
  { name: "site", description: "Companies on the public portal" },
  { name: "gis", description: "Exchange with the state system (GIS ЖКХ)" },
  { name: "import", description: "Import" },
  { name: "gateways", description: "Banks and agents" },
  { name: "jobs", description: "Jobs" },
  { name: "users", description: "Users and audit" },
];

export interface AppOptions {
  readonly database: Database;
  /** For agents' messages, so that no long work of others holds them up; absent: `database`. */
  readonly doorDatabase?: Database | undefined;
  /** Files that jobs make and people upload. */
  readonly filesDir: string;
  /** Where the installation's key lies; absent: beside the files. */
  readonly dataDir?: string | undefined;
  /** Shows figures and logins on the start page: for the demo town alone. */
  readonly demo: boolean;
  /** Sets workers on runs; returns at once. */
  readonly work: (runs: readonly RunId[]) => void;
  /** Calculates trials; absent: this process does, one task after another. */
  readonly threads?: TrialThreads | undefined;
  /** Banks and cash register; absent: none. */
  readonly online?: OnlineGateways | undefined;
  readonly log?: LogDestination | undefined;
  readonly trustProxy?: boolean | undefined;
}

/** All routes, wired; it does not listen yet. */
export async function createApp(options: AppOptions): Promise<Http> {
  const { database, filesDir, online = NO_GATEWAYS } = options;
  const app = createHttp({
    describe: describeRefusal,
    log: options.log,
    trustProxy: options.trustProxy,
  });
  await collectContracts(app, {
    tags: TAGS,
    rolesOf: ({ config }) => {
      const permission = config?.permission;
      if (permission === "anyone") return "anyone";
      return permission === undefined || permission === "signed_in" ? [] : rolesWith(permission);
    },
  });
  await guard(app, database);
  await accessRoutes(app, { database, filesDir });
  await accountRoutes(app);
  await residentRoutes(app);
  await ledgerRoutes(app);
  await explainRoutes(app);
  await lawRoutes(app);
  await penaltyRoutes(app);
  await accountCardRoutes(app);
  await findAnythingRoutes(app);
  await meteringRoutes(app);
  await reductionRoutes(app);
  await paymentRoutes(app);
  await paymentsJournalRoutes(app);
  await cashRoutes(app);
  await onlinePaymentRoutes(app, online);
  await autopayRoutes(app);
  await agentSettingsRoutes(app, { publicUrl: process.env["PUBLIC_URL"] });
  await alertRoutes(app);
  await settlementRoutes(app);
  await paymentOrderRoutes(app);
  await unmatchedRoutes(app);
  await inboxRoutes(app);
  await registerFileRoutes(app);
  await farDropRoutes(app, { far: () => farOptions(options.dataDir ?? filesDir) });
  await debtRegisterRoutes(app);
  await mailingRoutes(app, { origin: process.env["PUBLIC_URL"] });
  await noticeWordsRoutes(app, { origin: process.env["PUBLIC_URL"] });
  await statementRoutes(app);
  await reconciliationRoutes(app);
  await chargeRunRoutes(app, options);
  await runReviewRoutes(app, options);
  await monthBoardRoutes(app);
  await certificateRoutes(app, { publicUrl: process.env["PUBLIC_URL"] });
  await receiptRoutes(app, { filesDir, publicUrl: process.env["PUBLIC_URL"] });
  await organizationRoutes(app);
  await monthCloseRoutes(app);
  await figuresRoutes(app);
  await addressRoutes(app);
  await buildingPageRoutes(app);
  await documentRoutes(app);
  await tariffRoutes(app);
  await benefitRoutes(app);
  await benefitRegisterRoutes(app);
  await allocatorFileRoutes(app);
  await officeListRoutes(app);
  await subsidyRegisterRoutes(app);
  await formulaRoutes(app);
  await methodRoutes(app);
  await whatIfRoutes(app, options);
  await gisRoutes(app);
  await importRoutes(app, { filesDir });
  await registerProfileRoutes(app);
  await app.register(async (scope) => {
    await agentRoutes(scope as unknown as FastifyInstance, {
      context: centerContexts(options.doorDatabase ?? database),
      trustsProxy: options.trustProxy,
    });
  });
  await payPages(app, { ...online, database, publicUrl: process.env["PUBLIC_URL"] });
  const publicUrl = process.env["PUBLIC_URL"];
  let forgetPages = (): void => undefined;
  await companySiteRoutes(app, { onChange: () => forgetPages() });
  const site = await siteRoutes(app, {
    database,
    banks: online.banks,
    demo: options.demo,
    pushKey: pushKeys(options.dataDir ?? filesDir).publicKey,
    publicUrl,
    onPortal: ({ forget }) => {
      forgetPages = forget;
    },
  });
  await pageRoutes(app, { ...options, hasSite: site !== undefined });
  await workplaceRoutes(app);
  await app.ready();
  return app;
}

export interface ServeOptions {
  readonly database: Database;
  readonly port: number;
  readonly host: string;
  /** Where the log and the files are kept. */
  readonly dataDir: string;
  /** Connects as the application's role: for the worker threads and the agents' door. */
  readonly appUrl: string;
  readonly demo: boolean;
  /** Takes a sentence for the person who started the server. */
  readonly log: (sentence: string) => void;
}

/** Listens, and works on runs: those started here, and those that a stopped process has left. */
export async function serve(options: ServeOptions): Promise<{ address: string; close(): Promise<void> }> {
  const { database, dataDir } = options;
  await mkdir(dataDir, { recursive: true });
  const log = pino.destination({ dest: path.join(dataDir, "server.log"), mkdir: true, sync: false });
  const workers = runWorkers(options.appUrl);
  const trials = trialWorkers(options.appUrl);
  const doorDatabase = openDatabase(options.appUrl, { max: 16, batched: true });
  const working = new Set<RunId>();
  const work = (runs: readonly RunId[]): void => {
    const fresh = runs.filter((run) => !working.has(run));
    if (fresh.length === 0) return;
    for (const run of fresh) working.add(run);
    workers
      .work(fresh)
      .catch((error: unknown) => {
        options.log(`A charge run stopped: ${error instanceof Error ? error.message : String(error)}`);
      })
      .finally(() => {
        for (const run of fresh) working.delete(run);
      });
  };
  const online = onlineGateways({
    dataDir,
    demo: options.demo,
    notify: async (url, body) => {
      const { pathname } = new URL(url);
      await app.inject({
        method: "POST",
        url: pathname,
        payload: body,
        headers: { "content-type": "application/json" },
      });
    },
  });
  const app: Http = await createApp({
    ...options,
    doorDatabase,
    online,
    filesDir: path.join(dataDir, "files"),
    log,
    work,
    threads: trials,
    trustProxy: process.env["TRUST_PROXY"] === "yes",
  });
  const address = await app.listen({ port: options.port, host: options.host });
  const watch = setInterval(() => {
    resume(database, work).catch((error: unknown) => app.log.warn(error, "looking for unfinished runs"));
  }, LOOK_EVERY_MILLISECONDS);
  const notifications = await notificationGateways({
    database,
    dataDir,
    origin: process.env["PUBLIC_URL"] ?? address,
    draw: await letterDrawing(),
  });
  const all = [
    ...onlineChores(online),
    ...registerChores(path.join(dataDir, "drop")),
    ...farDropChores(dataDir),
    ...debtChores(dataDir),
    ...statementChores,
  ];
  const chores = startChores(database, [...all, ...notifications.chores], (chore, error) =>
    app.log.warn(error, `chore ${chore}`),
  );
  await resume(database, work);
  return {
    address,
    close: async () => {
      clearInterval(watch);
      await chores.close();
      notifications.close();
      await app.close();
      await doorDatabase.close();
      await workers.close();
      await trials.close();
      log.end();
    },
  };
}

const LOOK_EVERY_MILLISECONDS = 10_000;

/** Runs that have buildings to calculate whoever began them; workers that are on them already share the rest. */
async function resume(database: Database, work: (runs: readonly RunId[]) => void): Promise<void> {
  const ctx = await centerContext(database);
  const left: RunId[] = [];
  for (const { id } of await ctx.transaction((tx) => listUnfinishedRuns(tx))) {
    const progress = (await runProgress(ctx, id))?.progress;
    if (progress && progress.buildingsDone + progress.buildingsFailed < progress.buildings) left.push(id);
  }
  if (left.length > 0) work(left);
}
