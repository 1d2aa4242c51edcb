import { expect, test } from "vitest";
import { day } from "#core/day";
import { richText } from "#modules/portal";
import type {
  CompanySheetPage,
  CompanySite,
  DisclosedForm,
  PortalCompany,
  PortalContacts,
  PortalFile,
  PortalHouse,
  PortalNews,
  PortalPage,
  PortalPrice,
} from "../../../src/flows/portal-pages-contract.ts";
import type { SiteFrame, SitePage } from "../../../src/flows/site-contract.ts";
import { faultsOfHtml, linkedDataOf } from "../../../test/html.ts";
import { render } from "../server.tsx";

const FRAME: SiteFrame = {
  language: "ru",
  origin: "https://portal.example",
  path: "/severoozyorsk",
  query: "",
  city: { name: "Североозёрск", slug: "severoozyorsk" },
  emergencyPhone: "(8100) 5-11-05",
  shownAt: "23.11.2026 10:40",
  isOld: false,
  theme: undefined,
  isDemo: true,
  ways: { pay: true, account: true, feedback: true },
};
const PRICE: PortalPrice = {
  price: 46_870_000n,
  unit: "m3",
  zone: 0,
  group: "",
  above: 0n,
  isAboveSocialNorm: false,
  from: "2026-10-01",
  to: undefined,
  basis: "Приказ № 61/4",
};
const CONTACTS: PortalContacts = {
  slug: "2-ooo-uk-zareche",
  name: "ООО «УК </script><b>Заречье»",
  emergencyPhone: "(8100) 5-11-05",
  phone: "(8100) 5-22-10",
  email: "office@zarechye.example",
  address: "ул. Ленина, д. 3",
  site: "zarechye.example",
  inn: "9901004568",
  kpp: undefined,
};
const COMPANY: PortalCompany = {
  slug: CONTACTS.slug,
  name: CONTACTS.name,
  buildings: 21,
  accounts: 1500,
  area: 118_400_000_000n,
  emergencyPhone: CONTACTS.emergencyPhone,
  disclosed: { stated: 17, of: 24 },
};
const HOUSE: PortalHouse = {
  id: 1,
  address: "ул. Ленина, д. 7",
  builtYear: 1968,
  storeys: 5,
  dwellings: 60,
  area: 2_700_000_000n,
  since: "2024-01-01",
  company: CONTACTS.name,
};
const SERVICE = { service: "Холодная вода", serviceEn: "Cold water" };

const SITE: CompanySite = {
  accent: "#1864ab",
  logo: "files/1/логотип.png",
  sheets: ["about", "houses", "tariffs", "news", "documents", "vacancies", "contacts"],
  pages: [{ slug: "priem", title: "Приём граждан" }],
};
const NEWS: PortalNews = {
  slug: "voda",
  title: "Отключение <воды>",
  day: "2026-11-20",
  summary: "С 9:00 до 16:00",
};
const FILE: PortalFile = {
  href: "files/4/Договор управления.pdf",
  title: "Договор управления",
  type: "pdf",
  size: 182_400,
  day: "2026-11-20",
  sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
};
const HTML = richText("## Когда\nС 9:00\n\n- ул. Мира\n- см. https://a.example/x\n\nДиспетчерская <24>");
const ARTICLE = { ...NEWS, changed: "2026-11-21", html: HTML };
const SHEETS: readonly CompanySheetPage["sheet"][] = [
  { of: "news", news: [NEWS, { ...NEWS, slug: "lift" }] },
  { of: "vacancies", vacancies: [{ slug: "slesar", title: "Слесарь", day: "2026-11-01", html: HTML }] },
  { of: "documents", documents: [FILE], reports: [{ ...FILE, href: "files/5/a.xlsx", size: 5_400_000 }] },
  { ...ARTICLE, of: "article" },
  { ...ARTICLE, of: "page", changed: NEWS.day },
];

const FORM: DisclosedForm = {
  code: "1.2",
  nameRu: "Показатели",
  nameEn: "Figures",
  of: "company",
  due: day("2027-03-31"),
  stated: 8,
  fields: (
    [
      { is: "text", text: "<текст>" },
      { is: "count", count: 5 },
      { is: "area", area: 1_500_000n },
      { is: "money", kopecks: -150n },
      { is: "rate", price: 32_800_000n },
      { is: "day", day: "2026-11-01" },
      { is: "yes", yes: true },
      { is: "hotWater", from: "own" },
      { is: "page", href: "documents", count: 2 },
      undefined,
    ] as const
  ).map((value, at) => ({
    code: `f${at}`,
    nameRu: `Поле ${at}`,
    nameEn: `Field ${at}`,
    value,
    source: at === 0 ? ("company" as const) : ("books" as const),
    statedOn: at === 0 ? day("2026-11-20") : undefined,
    statedBy: undefined,
  })),
};
const OF_YEAR = { basis: "Приказ № 882/пр", year: 2026, years: [2026, 2025] };
const OF_COMPANY = {
  ...OF_YEAR,
  page: "portal.disclosure",
  company: CONTACTS,
  houses: 21,
  site: SITE,
} as const;

const PAGES: Readonly<Record<string, PortalPage>> = {
  city: {
    page: "portal.city",
    companies: [COMPANY],
    tariffs: [{ ...SERVICE, ...PRICE }],
    news: [{ ...NEWS, company: COMPANY.name, companySlug: COMPANY.slug }],
    figures: { buildings: 21, accounts: 1500, charged: 100n, paid: 90n } as never,
  },
  "search without a find": {
    page: "portal.search",
    typed: "<Ленина>",
    isExact: false,
    found: [],
    hasMore: false,
  },
  search: {
    page: "portal.search",
    typed: "ленина",
    isExact: true,
    found: [HOUSE, { ...HOUSE, id: 2, builtYear: undefined, since: undefined }],
    hasMore: true,
  },
  house: {
    page: "portal.house",
    id: 1,
    address: HOUSE.address,
    postcode: "174350",
    builtYear: 1968,
    storeys: 5,
    entrances: 4,
    lifts: 0,
    dwellings: 60,
    dwellingsArea: 2_650_000_000n,
    others: 1,
    othersArea: 50_000_000n,
    commonArea: 350_000_000n,
    dilapidated: true,
    hotWater: "own",
    company: CONTACTS,
    since: "2024-01-01",
    services: [
      {
        ...SERVICE,
        code: "COLD_WATER",
        provider: "МУП «Водоканал»",
        prices: [PRICE, { ...PRICE, zone: 2, price: 1n }],
      },
    ],
    meters: [{ resource: "heat", serial: "Т-1", installed: "2020-01-01", verifiedUntil: undefined }],
    failures: [
      {
        supply: "hot_water",
        kind: "interruption",
        entrance: 2,
        startedAt: "2026-10-14T09:00",
        endedAt: "2026-10-15T16:00",
      },
    ],
  },
  companies: { page: "portal.companies", typed: "зар", order: "area", companies: [COMPANY] },
  "no companies": { page: "portal.companies", typed: "нет", order: "name", companies: [] },
  ...Object.fromEntries(
    (["about", "houses", "tariffs", "contacts"] as const).map((tab) => [
      `company ${tab}`,
      {
        page: "portal.company" as const,
        tab,
        company: CONTACTS,
        site: tab === "about" ? SITE : { ...SITE, logo: undefined, pages: [] },
        accounts: 1500,
        area: 118_400_000_000n,
        houses: [HOUSE],
        tariffs: [{ ...SERVICE, ...PRICE, house: HOUSE.address }],
      },
    ]),
  ),
  ...Object.fromEntries(
    SHEETS.map((sheet) => [
      `company's ${sheet.of}`,
      { page: "portal.sheet" as const, company: CONTACTS, houses: 21, site: SITE, sheet },
    ]),
  ),
  "forms of a company": {
    ...OF_COMPANY,
    forms: [FORM, { ...FORM, code: "1.3", due: undefined }],
    form: undefined,
  },
  "a form of a company": { ...OF_COMPANY, forms: [FORM], form: FORM },
  "forms of a house": {
    ...OF_YEAR,
    page: "portal.houseDisclosure",
    house: { id: 1, address: HOUSE.address },
    company: CONTACTS,
    forms: [{ ...FORM, of: "house" }],
  },
  "no changes of the disclosure": {
    ...OF_COMPANY,
    page: "portal.disclosureChanges",
    changes: [],
    hasMore: false,
  },
  "changes of the disclosure": {
    ...OF_COMPANY,
    page: "portal.disclosureChanges",
    changes: [undefined, { id: 1, address: HOUSE.address }].map((of) => ({
      day: day("2026-11-20"),
      year: 2026,
      house: of,
      form: "1.1",
      nameRu: "ОГРН",
      nameEn: "OGRN",
      before: of && "<b>",
      value: of ? undefined : "1025300780001",
    })),
    hasMore: true,
  },
  map: {
    page: "portal.map",
    of: undefined,
    companies: [{ slug: COMPANY.slug, name: COMPANY.name, accent: "#1864ab", houses: 2, placed: 1 }],
    houses: [
      { ...HOUSE, companyNumber: 1, point: { latitude: 58_612_400n, longitude: 31_449_000n } },
      { ...HOUSE, id: 2, companyNumber: 1, point: undefined },
    ],
  },
  "map of a city without points": {
    page: "portal.map",
    of: COMPANY.slug,
    companies: [{ slug: COMPANY.slug, name: COMPANY.name, accent: "#1864ab", houses: 1, placed: 0 }],
    houses: [{ ...HOUSE, companyNumber: 1, point: undefined }],
  },
  "open data": {
    page: "portal.opendata",
    licence: "CC-BY-4.0",
    day: "2026-11-23",
    formats: ["csv", "json", "xlsx"],
    sets: [
      { set: "houses", rows: 21, columns: [{ name: "house", type: "integer", ru: "Дом", en: "House" }] },
    ],
  },
  tariffs: {
    page: "portal.tariffs",
    on: "2026-11-23",
    services: [
      {
        ...SERVICE,
        code: "COLD_WATER",
        now: [PRICE, { ...PRICE, above: 3_900_000_000n, group: "electric_stove", zone: 1 }],
        later: [{ ...PRICE, from: "2027-01-01" }],
        earlier: [{ ...PRICE, from: "2025-10-01", to: "2026-10-01" }],
      },
    ],
  },
};

/** Where people write to a company; these lead to one another. */
const FEEDBACK: Readonly<Record<string, SitePage>> = {
  feedback: {
    page: "portal.feedback",
    company: undefined,
    companies: [{ id: 2, name: CONTACTS.name }],
    house: undefined,
    houses: [HOUSE],
    answers: [],
    form: {
      typed: { text: "</textarea><script>", house: "1" },
      wrong: { field: "address", sentence: "Такой дом не нашёлся." },
    },
  },
  "feedback to a company": {
    page: "portal.feedback",
    company: CONTACTS,
    companies: [],
    house: HOUSE,
    houses: [],
    answers: [
      {
        number: 1001,
        kind: "question",
        receivedOn: "2026-11-02",
        publishedOn: "2026-11-20",
        question: "Когда?",
        answer: "Завтра.",
      },
    ],
    form: { typed: {}, wrong: { field: "consent", sentence: "Поставьте отметку." } },
  },
  "a case asked for its code": {
    page: "portal.case",
    number: 1001,
    case: undefined,
    code: undefined,
    form: { typed: {}, wrong: { field: "code", sentence: "Код не подходит." } },
  },
  "a case": {
    page: "portal.case",
    number: 1001,
    code: "K7QM-2XTB-9HRC",
    form: { typed: {}, wrong: { field: "files", sentence: "Не фотография." } },
    case: {
      number: 1001,
      kind: "dispute",
      state: "in_work",
      company: CONTACTS.name,
      receivedOn: "2026-11-23",
      due: { on: "2026-12-07", daysLeft: -1, basis: "Постановление № 416, пункт 36" },
      answeredOn: undefined,
      continues: 1000,
      line: { period: "2026-11", service: "Отопление" },
      texts: [
        {
          id: 1,
          isOwn: true,
          text: "<b>Почему?</b>",
          at: "2026-11-23T09:15:00.000Z",
          files: [{ id: 7, name: "счётчик.jpg", size: 5 }],
        },
        { id: 2, isOwn: false, text: "Потому.", at: "2026-11-24T09:15:00.000Z", files: [] },
      ],
    },
  },
};

const drawn = (page: SitePage, frame: Partial<SiteFrame> = {}): string =>
  render(
    page,
    { ...FRAME, ...frame },
    { style: "/site/a.css", script: "/site/a.js", fonts: ["/site/f.woff2"] },
  );

test.each(Object.entries({ ...PAGES, ...FEEDBACK }))("%s is valid in both languages", async (_name, page) => {
  for (const language of ["ru", "en"] as const) {
    expect(await faultsOfHtml(drawn(page, { language }))).toEqual([]);
  }
});

const house = PAGES["house"] as PortalPage;

test("what machines read of a page cannot end the page, whatever a company is called", () => {
  const html = drawn(house);
  const data = linkedDataOf(html);
  expect(data.map((one) => one["@type"])).toEqual(["Organization", "ApartmentComplex", "BreadcrumbList"]);
  expect(data[0]?.["name"]).toBe(CONTACTS.name);
  expect(data[2]).toMatchObject({
    itemListElement: [
      { position: 1, item: "https://portal.example/severoozyorsk" },
      { position: 2, name: CONTACTS.name },
      { position: 3, name: HOUSE.address },
    ],
  });
  expect(html).not.toContain("<b>Заречье»");
});

test("the telephone of accidents can be called, and stands before the passport", () => {
  const html = drawn(house, { emergencyPhone: undefined });
  expect(html.indexOf('href="tel:810051105"')).toBeGreaterThan(0);
  expect(html.indexOf('href="tel:810051105"')).toBeLessThan(html.indexOf('id="passport"'));
});

test("no page leads to what is not served here", () => {
  for (const page of Object.values(PAGES)) {
    const html = drawn(page, { ways: { pay: false, account: false, feedback: false } });
    expect(html).not.toMatch(/href="(?:\/pay|\/lk[^"]*|[^"]*\/feedback)"/);
  }
});

test("the last day of a former price is named", () => {
  expect(drawn(PAGES["tariffs"] as PortalPage)).toContain("01.10.2025 – 30.09.2026");
});
