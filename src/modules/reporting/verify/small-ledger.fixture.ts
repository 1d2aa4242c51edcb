import { createHash } from "node:crypto";
import { zstdCompressSync } from "node:zlib";
import { Client } from "pg";
import { type ChargeLine, FORMULAS, calculateBuilding, linesHash, parseFacts } from "#modules/charging";

/**
 * Two companies, three accounts, two closed months and an open one, written by hand as the owner of the tables:
 * partial payment, advance and its use, a reversal, a registry, a recalculation, a draft. For the tests of `verify`, which must
 * find nothing in it until something is broken.
 */
export async function writeSmallLedger(ownerUrl: string): Promise<void> {
  const book = new SmallLedger();
  const rateOf = { 202609: "30.00", 202610: "30.00", 202611: "31.50" } as const;
  const run = (
    id: number,
    company: Company,
    charged: Month,
    booked: Month,
    state: "approved" | "draft",
    rate?: string,
  ) => book.run({ id, company, charged, booked, state, rate: rate ?? rateOf[charged] });

  run(1, A, 202609, 202609, "approved");
  run(2, B, 202609, 202609, "approved");
  book.pay({
    id: 10_000_000_001n,
    building: 1,
    account: 11,
    month: 202609,
    parts: [[202609, 100_000n]],
    transaction: "T-1",
  });
  book.pay({
    id: 10_000_000_002n,
    building: 2,
    account: 21,
    month: 202609,
    parts: [[202609, 150_000n]],
    advance: 50_000n,
  });
  book.close(202609);

  run(3, A, 202610, 202610, "approved");
  run(4, B, 202610, 202610, "approved");
  // September again with a lowered rate: only the difference is posted.
  run(5, A, 202609, 202610, "approved", "29.00");
  book.pay({
    id: 10_000_000_003n,
    building: 1,
    account: 12,
    month: 202610,
    parts: [
      [202609, 20_000n],
      [202610, 10_000n],
    ],
  });
  book.reverse({ payment: 10_000_000_003n, id: 10_000_000_004n, month: 202610 });
  book.useAdvance({
    id: 10_000_000_005n,
    building: 2,
    account: 21,
    month: 202610,
    charged: 202610,
    amount: 50_000n,
  });
  book.close(202610);

  run(6, A, 202611, 202611, "draft");
  run(7, B, 202611, 202611, "approved");
  // Of its two lines the bank had sent the first one online, in September.
  book.registry({
    id: 1,
    month: 202611,
    taken: { count: 1, total: 45_000n },
    repeated: { count: 1, total: 100_000n },
  });
  book.pay({
    id: 10_000_000_006n,
    building: 1,
    account: 11,
    month: 202611,
    parts: [[202609, 45_000n]],
    transaction: "T-2",
    registry: 1,
  });

  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select set_config('paylogic.scope', 'center', false)");
    await client.query(book.text());
  } finally {
    await client.end();
  }
}

type Month = 202609 | 202610 | 202611;
type Company = typeof A | typeof B;
const A = { id: 1, building: 1, accounts: [11, 12] } as const;
const B = { id: 2, building: 2, accounts: [21] } as const;
const MAINTENANCE = 1;
const FOLLOWING = { 202609: 202610, 202610: 202611, 202611: 202612 } as const;

interface LinesSum {
  readonly count: number;
  readonly total: bigint;
}

interface EntryRow {
  readonly document: bigint;
  readonly building: number;
  readonly account: number;
  readonly month: Month;
  readonly charged: number;
  readonly kind: number;
  readonly service: number;
  readonly provider: number;
  readonly amount: bigint;
  readonly line?: ChargeLine;
}

/** A ledger of pencil and paper: balances are kept in a map, rows become one SQL script. */
class SmallLedger {
  readonly #balances = new Map<string, bigint>();
  readonly #booked = new Map<string, bigint>();
  readonly #entries: EntryRow[] = [];
  readonly #late: string[] = [];
  readonly #statements: string[] = [CITY];

  run(of: {
    id: number;
    company: Company;
    charged: Month;
    booked: Month;
    state: "approved" | "draft";
    rate: string;
  }): void {
    const { company } = of;
    const facts = factsText(company, of.charged, of.rate);
    const lines = calculateBuilding(parseFacts(facts)).lines;
    const posted = lines.flatMap((line): EntryRow[] => {
      const key = `${line.account}|${of.charged}`;
      const amount = line.amount - (this.#booked.get(key) ?? 0n);
      if (of.state === "approved") this.#booked.set(key, line.amount);
      const entry = {
        document: BigInt(of.id),
        building: company.building,
        account: line.account,
        month: of.booked,
        kind: 1,
      };
      return [
        { ...entry, charged: of.charged, service: line.service, provider: line.provider, amount, line },
      ];
    });
    if (of.state === "approved") this.#post(posted);
    else this.#entries.push(...posted);
    const total = posted.reduce((sum, entry) => sum + entry.amount, 0n);
    const at = dayOf(of.booked, 20);
    this.#statements.push(
      `insert into charging.runs (run_id, organization_id, charged_for, booked_in, started_at) overriding system value
         values (${of.id}, ${company.id}, ${of.charged}, ${of.booked}, ${at})`,
      `insert into charging.run_events (run_id, event, organization_id, happened_at, line_count, amount)
         values (${of.id}, 'calculated', ${company.id}, ${at}, ${posted.length}, ${total})`,
      `insert into charging.run_buildings (building_id, run_id, accounts, state, line_count, amount)
         values (${company.building}, ${of.id}, ${company.accounts.length}, 'done', ${posted.length}, ${total})`,
      `insert into charging.facts (building_id, run_id, charged_for, sha256, lines_sha256, body)
         values (${company.building}, ${of.id}, ${of.charged}, ${bytes(createHash("sha256").update(facts).digest())},
           ${bytes(linesHash({ lines, corrections: [], penalties: [], benefits: [] }))}, ${bytes(zstdCompressSync(facts))})`,
      ...(of.state === "draft"
        ? [
            `insert into charging.open_drafts (organization_id, charged_for, run_id) values (${company.id}, ${of.charged}, ${of.id})`,
          ]
        : [
            `insert into charging.run_events (run_id, event, organization_id, happened_at) values (${of.id}, 'approved', ${company.id}, ${at})`,
            `insert into ledger.counted_runs (run_id, organization_id, counted_at) values (${of.id}, ${company.id}, ${at})`,
          ]),
    );
  }

  pay(of: {
    id: bigint;
    building: number;
    account: number;
    month: Month;
    parts: readonly (readonly [charged: Month, amount: bigint])[];
    advance?: bigint;
    transaction?: string;
    registry?: number;
  }): void {
    const { id: document, building, account, month } = of;
    const entry = { document, building, account, month };
    const parts = of.parts.map(([charged, amount]) => ({
      ...entry,
      charged,
      kind: 10,
      service: MAINTENANCE,
      provider: building,
      amount,
    }));
    const rest =
      of.advance === undefined
        ? []
        : [{ ...entry, charged: 0, kind: 11, service: 0, provider: 0, amount: of.advance }];
    this.#post([...parts, ...rest]);
    const total = [...parts, ...rest].reduce((sum, one) => sum + one.amount, 0n);
    const agent = of.transaction === undefined ? "null" : "1";
    this.#statements.push(
      `insert into payments.payments (building_id, payment_id, account_id, amount, paid_on, received_at, period, channel, agent_id)
         values (${building}, ${document}, ${account}, ${total}, ${dayOf(month, 12)}, ${dayOf(month, 12)}, ${month},
           '${channelOf(of)}', ${agent})`,
    );
    if (of.transaction !== undefined) {
      this.#statements.push(
        `insert into payments.agent_transactions (agent_id, transaction_id, building_id, payment_id, account_number, amount, registry_id)
           values (1, '${of.transaction}', ${building}, ${document}, '${numberOf(account)}', ${total}, ${of.registry ?? "null"})`,
      );
    }
  }

  registry(of: { id: number; month: Month; taken: LinesSum; repeated: LinesSum }): void {
    const { taken, repeated } = of;
    this.#statements.push(
      `insert into payments.registries (registry_id, agent_id, organization_id, document, declared_count, declared_total,
         taken_count, taken_total, repeated_count, repeated_total, recorded_at) overriding system value
         values (${of.id}, 1, 1, 'bank-${of.month}.csv', ${taken.count + repeated.count}, ${taken.total + repeated.total},
           ${taken.count}, ${taken.total}, ${repeated.count}, ${repeated.total}, ${dayOf(of.month, 12)})`,
    );
  }

  reverse(of: { payment: bigint; id: bigint; month: Month }): void {
    const taken = this.#entries.filter((entry) => entry.document === of.payment);
    this.#post(taken.map((entry) => ({ ...entry, document: of.id, month: of.month, amount: -entry.amount })));
    this.#statements.push(
      `insert into payments.reversals (building_id, payment_id, reversal_id, period, reversed_on, reason, recorded_at)
         values (${taken[0]?.building}, ${of.payment}, ${of.id}, ${of.month}, ${dayOf(of.month, 25)}, 'Mistaken account', ${dayOf(of.month, 25)})`,
    );
  }

  useAdvance(of: {
    id: bigint;
    building: number;
    account: number;
    month: Month;
    charged: Month;
    amount: bigint;
  }): void {
    const { id: document, building, account, month, charged, amount } = of;
    this.#post([
      {
        document,
        building,
        account,
        month,
        charged,
        kind: 12,
        service: MAINTENANCE,
        provider: building,
        amount,
      },
    ]);
  }

  close(month: Month): void {
    for (const [key, amount] of this.#balances) {
      if (amount === 0n) continue;
      const [building, account, service, provider, charged] = key.split("|");
      this.#statements.push(
        `insert into ledger.opening_balances (amount, building_id, account_id, period, charged_for, provider_id, service_id)
           values (${amount}, ${building}, ${account}, ${FOLLOWING[month]}, ${charged}, ${provider}, ${service})`,
      );
    }
    // The trigger keeps entries out of closed months, so the closures are written last.
    for (const company of [A, B]) {
      this.#late.push(
        `insert into organizations.period_closures (organization_id, period, closed_at) values (${company.id}, ${month}, ${dayOf(month, 28)})`,
      );
    }
  }

  text(): string {
    const numbers = new Map<string, number>();
    const rows = this.#entries.map((entry) => {
      const key = `${entry.document}|${entry.account}`;
      const lineNo = (numbers.get(key) ?? 0) + 1;
      numbers.set(key, lineNo);
      const { line } = entry;
      const formula = line ? FORMULAS[line.formula].id : 0;
      return `(${entry.amount}, ${line?.volume ?? 0}, ${line?.rate ?? 0}, ${entry.document}, ${entry.building}, ${entry.account},
        ${entry.month}, 0, ${entry.charged}, ${entry.provider}, ${lineNo}, ${entry.service}, 0, ${entry.kind}, ${formula}, 1)`;
    });
    const entries = `insert into ledger.entries (amount, volume, rate, document_id, building_id, account_id, period, batch,
      charged_for, provider_id, line_no, service_id, part, kind, formula, basis) values ${rows.join(",")}`;
    return [...this.#statements, entries, ...this.#late].join(";\n");
  }

  #post(entries: readonly EntryRow[]): void {
    this.#entries.push(...entries);
    for (const { building, account, kind, service, provider, charged, amount } of entries) {
      const item = `${building}|${account}|${service}|${provider}|${charged}`;
      const advance = `${building}|${account}|0|0|0`;
      if (kind === 11) this.#move(advance, -amount);
      else this.#move(item, kind === 1 ? amount : -amount);
      if (kind === 12) this.#move(advance, amount);
    }
  }

  #move(key: string, amount: bigint): void {
    this.#balances.set(key, (this.#balances.get(key) ?? 0n) + amount);
  }
}

const channelOf = (of: { transaction?: string; registry?: number }): string =>
  of.registry !== undefined ? "registry" : of.transaction === undefined ? "hand" : "agent";
const numberOf = (account: number): string => `10000000${account}`;
const bytes = (content: Buffer): string => `'\\x${content.toString("hex")}'`;
const dayOf = (month: Month, day: number): string =>
  `'${Math.trunc(month / 100)}-${String(month % 100).padStart(2, "0")}-${day}'`;

/** One service, one rate, fifty square metres an account: 50 × 30.00 = 1,500.00. */
function factsText(company: Company, month: Month, rate: string): string {
  const period = `${String(month).slice(0, 4)}-${String(month).slice(4)}`;
  const { building } = company;
  return [
    `paylogic-facts\t1\t${building}\t${period}\t${company.id}`,
    `B\t2020-01-01\t\\N\tapartments\t100000000\t\tf\tt`,
    ...company.accounts.map(
      (account) =>
        `P\t${account}\tflat\t${account}\t\\N\t2020-01-01\t\\N\t50000000\t2\tcentral\tgas\tprivate\t`,
    ),
    ...company.accounts.map(
      (account) =>
        `A\t${account}\t${numberOf(account)}\t${account}\t2020-01-01\t\\N\t2020-01-01\t\\N\t1\t1\t1\tperson`,
    ),
    `T\t${MAINTENANCE}\t0\t${building}\tarea\t2020-01-01\t\\N`,
    `V\t${MAINTENANCE}\trate\t\t0\t0\tcity\t0\t0\t${BigInt(rate.replace(".", "")) * 10_000n}\t2020-01-01\t\\N\tDecision 1`,
    "",
  ].join("\n");
}

const CITY = `
  select ledger.ensure_period(p) from unnest('{202609,202610,202611}'::integer[]) as p;
  insert into organizations.organizations (organization_id, kind, code, name) overriding system value
    values (1, 'company', 'A', 'Company A'), (2, 'company', 'B', 'Company B');
  insert into organizations.period_openings (organization_id, period)
    select o, p from unnest('{1,2}'::integer[]) as o, unnest('{202609,202610,202611}'::integer[]) as p;
  update organizations.business_calendar set fixed_on = '2026-11-23';
  insert into addresses.regions (region_id, name) overriding system value values (1, 'Region');
  insert into addresses.cities (city_id, region_id, kind, name) overriding system value values (1, 1, 'г.', 'City');
  insert into addresses.buildings (building_id, code, city_id, number, printed) overriding system value
    values (1, 'B1', 1, '1', 'Lesnaya 1'), (2, 'B2', 1, '2', 'Lesnaya 2');
  insert into addresses.managements (building_id, organization_id, in_force)
    values (1, 1, '[2020-01-01,)'), (2, 2, '[2020-01-01,)');
  insert into addresses.premises (building_id, premises_id, kind, number)
    values (1, 11, 'flat', '1'), (1, 12, 'flat', '2'), (2, 21, 'flat', '1');
  insert into accounts.accounts (building_id, account_id, number, premises_id, opened_on)
    values (1, 11, '1000000011', 11, '2020-01-01'), (1, 12, '1000000012', 12, '2020-01-01'), (2, 21, '1000000021', 21, '2020-01-01');
  insert into tariffs.services (service_id, code, unit, receipt_group, position, name_ru, name_en)
    values (${MAINTENANCE}, 'MAINTENANCE', 'm2', 'housing', 1, 'Содержание', 'Maintenance');
  insert into payments.agents (agent_id, organization_id, code, name, secret_hash) overriding system value
    values (1, 1, 'bank', 'Bank', '\\x00')`;
