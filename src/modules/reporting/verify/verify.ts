import { type Ctx, centerContext } from "#platform/context";
import type { Database } from "#platform/database";
import { balanced, openings } from "./books.ts";
import { drawersCounted } from "./cash.ts";
import { accounted, asDeclared, takenOnce } from "./money.ts";
import { noneVanishes, receiptsPrinted } from "./outgoing.ts";
import { penaltiesBounded } from "./penalties.ts";
import { closedStaysClosed } from "./periods.ts";
import { type ReceiptRenderer, rendersTheSame } from "./receipts.ts";
import { repeatable } from "./replay.ts";
import { countedOnce } from "./runs.ts";
import { scoped } from "./scopes.ts";
import { covered } from "./settlements.ts";
import { type Finding, openSnapshot, type Snapshot } from "./snapshot.ts";
import { type InvariantId, SENTENCES } from "./words.ts";

/** What became of one invariant. */
export interface Verdict extends Finding {
  readonly id: InvariantId;
  /** What is always true. */
  readonly sentence: { readonly en: string; readonly ru: string };
  readonly ok: boolean;
  /** Why there was nothing to check, where that is so: it is not a proof. */
  readonly note?: { readonly en: string; readonly ru: string };
}

export interface VerifyOptions {
  /** Only these; all by default. */
  readonly only?: readonly InvariantId[];
  /** Renders issued receipts anew; without it I11 says that it was not checked. */
  readonly renderReceipt?: ReceiptRenderer;
}

/**
 * Checks the invariants of the whole database and gives a verdict on each as it is reached, in the order of
 * INVARIANTS. `database` is a pool of the application's role with at least two connections: the owner would not be
 * bound by the policies, and I15 says so. Reads one snapshot, writes nothing, and may run beside anything else.
 */
export async function* verify(database: Database, options: VerifyOptions = {}): AsyncGenerator<Verdict> {
  const ctx = await centerContext(database);
  const { snapshot, close } = await openSnapshot(database, ctx.today);
  const of: CheckOf = { ctx, snapshot, options, openings: once(() => openings(snapshot)) };
  try {
    for (const id of INVARIANTS) {
      if (options.only && !options.only.includes(id)) continue;
      const finding = await CHECKS[id](of);
      yield { id, sentence: SENTENCES[id], ok: finding.broken === 0, ...finding };
    }
  } finally {
    await close();
  }
}

interface CheckOf {
  readonly ctx: Ctx;
  readonly snapshot: Snapshot;
  readonly options: VerifyOptions;
  /** I2 and I3 are answered by one pass. */
  readonly openings: () => ReturnType<typeof openings>;
}

type Check = (of: CheckOf) => Promise<Finding & Pick<Verdict, "note">>;

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}

const CHECKS: Readonly<Record<InvariantId, Check>> = {
  I1: ({ snapshot }) => balanced(snapshot),
  I2: async ({ openings }) => (await openings()).continuous,
  I3: async ({ openings }) => (await openings()).posted,
  I4: ({ snapshot }) => takenOnce(snapshot),
  I5: ({ snapshot }) => accounted(snapshot),
  I6: async ({ snapshot }) => {
    const finding = await asDeclared(snapshot);
    return finding.checked > 0 ? finding : { ...finding, note: NO_REGISTRIES };
  },
  I7: ({ snapshot }) => countedOnce(snapshot),
  I9: ({ snapshot }) => closedStaysClosed(snapshot),
  I10: ({ ctx, snapshot }) => repeatable(ctx, snapshot),
  I11: async ({ snapshot, options }) =>
    options.renderReceipt
      ? rendersTheSame(snapshot, options.renderReceipt)
      : { ...NOT_CHECKED, note: NO_RENDERER },
  I13: async ({ snapshot }) => {
    const finding = await noneVanishes(snapshot);
    return finding.checked > 0 ? finding : { ...finding, note: NO_MESSAGES };
  },
  I14: async ({ snapshot }) => {
    const finding = await receiptsPrinted(snapshot);
    return finding.checked > 0 ? finding : { ...finding, note: NO_RECEIPTS };
  },
  I15: ({ ctx, snapshot }) => scoped(ctx, snapshot),
  I17: async ({ snapshot }) => {
    const finding = await penaltiesBounded(snapshot);
    return finding.checked > 0 ? finding : { ...finding, note: NO_PENALTIES };
  },
  I18: async ({ snapshot }) => {
    const finding = await covered(snapshot);
    return finding.checked > 0 ? finding : { ...finding, note: NO_SETTLEMENTS };
  },
  I19: async ({ snapshot }) => {
    const finding = await drawersCounted(snapshot);
    return finding.checked > 0 ? finding : { ...finding, note: NO_CASH };
  },
};

export const INVARIANTS = Object.keys(CHECKS) as readonly InvariantId[];

const NOT_CHECKED: Finding = { checked: 0, broken: 0, counterExamples: [] };

const NO_REGISTRIES = {
  en: "no registry is kept here, and those that were taken before registries were kept left only their payments",
  ru: "хранимых реестров нет, а от принятых до начала их хранения остались только платежи",
};

const NO_MESSAGES = {
  en: "nothing has had to leave the house yet",
  ru: "исходящих сообщений ещё не было",
};

const NO_RECEIPTS = {
  en: "no payment here needs a fiscal receipt",
  ru: "ни одному платежу кассовый чек не нужен",
};

const NO_PENALTIES = {
  en: "no penalties are booked here",
  ru: "пеней в этих книгах нет",
};

const NO_SETTLEMENTS = {
  en: "nothing is settled with providers here",
  ru: "расчётов с поставщиками здесь нет",
};

const NO_CASH = {
  en: "no cash is taken at a desk here",
  ru: "наличных в кассе здесь ещё не принимали",
};

const NO_RENDERER = {
  en: "not checked: receipts are rendered anew only where a renderer is given",
  ru: "не проверено: квитанции печатаются заново, только если задан способ печати",
};
