/** Every address of the workplaces is built here; filters, tabs and periods live in the query. */
type Query = Readonly<Record<string, string | number | undefined>>;

const at = (path: string, query: Query = {}): string => {
  const text = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]): [string, string][] =>
      value === undefined || value === "" ? [] : [[name, String(value)]],
    ),
  ).toString();
  return `/app${path}${text === "" ? "" : `?${text}`}`;
};

export const paths = {
  home: () => at(""),
  /** `as`: the login that is offered first. */
  signIn: (query: { next?: string; as?: string } = {}) => at("/sign-in", query),
  kit: () => at("/kit"),
  jobs: () => at("/jobs"),
  accounts: (query: { q?: string } = {}) => at("/accounts", query),
  account: (
    number: string,
    /** What the card shows: tab, period, on, why, panel, compare, by, span. */
    query: Query = {},
  ) => at(`/accounts/${number}`, query),
  /** The workings of one amount as a page of its own, to be sent to a colleague. */
  explanation: (number: string, period: string, service: string, query: { run?: number } = {}) =>
    at(`/explain/${number}/${period}/${service}`, query),
  /** The stored text of an act, opened at clauses: "p59,f1". */
  law: (act: string, query: { at?: string } = {}) => at(`/law/${act}`, query),
  readingsEntry: (query: { building?: number } = {}) => at("/entry/readings", query),
  paymentsEntry: () => at("/entry/payments"),
  cash: () => at("/cash"),
  cashShifts: () => at("/cash/shifts"),
  cashShift: (shift: number) => at(`/cash/shifts/${shift}`),
  allocationRules: (query: { panel?: string } = {}) => at("/payments/rules", query),
  runs: (query: { organization?: number; period?: string } = {}) => at("/runs", query),
  runLimits: () => at("/runs/limits"),
  run: (
    run: number,
    /** What it shows: view, rule, sort; before, service, house, bin of its accounts. */
    query: Query = {},
  ) => at(`/runs/${run}`, query),
  /** `payment`: building and number, "31-10000000042", open beside the list. */
  payments: (query: { from?: string; to?: string; q?: string; payment?: string } = {}) =>
    at("/payments", query),
  site: () => at("/site"),
  registers: () => at("/registers"),
  register: (file: number) => at(`/registers/${file}`),
  /** Fiscal receipts that were given up. */
  deadReceipts: () => at("/online-payments/receipts"),
  /** `order`: the one that is open beside the list. */
  onlinePayments: (query: { order?: number; state?: string; attention?: string } = {}) =>
    at("/online-payments", query),
  /** `held`: the line that is looked at. */
  unmatched: (query: { held?: string; registry?: number } = {}) => at("/unmatched", query),
  /** What each provider is due in the month of the header. */
  settlements: () => at("/settlements"),
  settlement: (settlement: number, query: { building?: number } = {}) =>
    at(`/settlements/${settlement}`, query),
  orders: (query: { order?: number } = {}) => at("/orders", query),
  contracts: () => at("/contracts"),
  /** `day`: an agent and a day, "1-2026-11-20", open beside the list. */
  reconcile: (query: { from?: string; to?: string; day?: string } = {}) => at("/reconcile", query),
  /** The act of an agent's day, for paper. */
  reconciliationAct: (day: string) => at(`/reconcile/${day}/act`),
  /** `panel`: "new". */
  agents: () => at("/agents"),
  /** `tab`: settings, messages or trial. */
  agent: (code: string, query: { tab?: string; message?: string } = {}) => at(`/agents/${code}`, query),
  /** `state`, `whose`, `kind`: which of them. */
  inbox: (query: { state?: string; whose?: string } = {}) => at("/inbox", query),
  /** `mailing`: the number of one, new or terms; `tab`: log, with `of` a mailing. */
  notices: (query: { mailing?: string; tab?: string; of?: number } = {}) => at("/notices", query),
  case: (number: number) => at(`/inbox/${number}`),
  statements: () => at("/statements"),
  statement: (statement: number, query: { line?: string } = {}) => at(`/statements/${statement}`, query),
  print: (query: { organization?: number; period?: string; job?: number } = {}) => at("/print", query),
  tariffs: (query: { on?: string; service?: string; building?: number } = {}) => at("/tariffs", query),
  /** `panel`: rate, policy, day or moratorium:DAY. */
  penaltyRules: (query: { panel?: string } = {}) => at("/penalty-rules", query),
  norms: (query: { on?: string } = {}) => at("/norms", query),
  formulas: () => at("/formulas"),
  formula: (code: string, query: { version?: number } = {}) => at(`/formulas/${code}`, query),
  /** No code of a formula has a dash. */
  newFormula: () => at("/formulas/new-formula"),
  methods: (query: { on?: string; service?: string; formula?: string; building?: number } = {}) =>
    at("/methods", query),
  /** What a change would do: the change that is begun with, or a trial that was made (`job`). */
  trial: (query: Query = {}) => at("/what-if", query),
  /** `tab`: categories, register or lists; `list`: the number of one; `panel`: category, norms, rule:CODE. */
  benefits: (
    query: { tab?: string; panel?: string; list?: number; organization?: number; period?: string } = {},
  ) => at("/benefits", query),
  registerDebts: () => at("/registers/debts"),
  registerDrops: () => at("/registers/drops"),
  registerProfiles: () => at("/registers/profiles"),
  registerProfile: (code: string, query: { version?: number } = {}) =>
    at(`/registers/profiles/${code}`, query),
  newRegisterProfile: () => at("/registers/new-profile"),
  /** `tab`: participants, exchange or services; `company`, `service`: open beside the list. */
  gis: (query: { tab?: string; company?: number; service?: number; of?: number } = {}) => at("/gis", query),
  gisMessage: (message: number, query: { outcome?: string } = {}) => at(`/gis/${message}`, query),
  addresses: (query: { building?: number; q?: string } = {}) => at("/addresses", query),
  /** `failure`: the number of a failure of supply that is open beside the list, or "new". */
  building: (building: number, query: { tab?: string; period?: string; failure?: string } = {}) =>
    at(`/addresses/buildings/${building}`, query),
} as const;
