import type { StartPageWords } from "../words.ts";

export const startPageWords: StartPageWords = {
  subtitle: "billing center",
  title: "Pay-logic — billing center",
  contract: "Interface",
  health: "Health",
  greeting: "Good day. The town is alive.",
  about: (counts) =>
    `${counts.buildings} buildings, ${counts.accounts} accounts, ${counts.organizations} organizations. Its people and companies are made up, its tariffs and laws are real. Nothing leaves this computer.`,
  today: (day) => `Today in the town is ${day}: it has a calendar of its own.`,
  ready: "The server is running",
  readyAbout:
    "Sign in through the interface: POST /api/session with the login and password that your administrator gave you.",
  months: "The open month by organization",
  organization: "Organization",
  month: "Month",
  buildings: "Buildings",
  accounts: "Accounts",
  charged: "Charged",
  paid: "Paid",
  debt: "Debt",
  total: "Total",
  noMonth: "not open",
  notCharged: "not charged yet",
  logins: "Logins to try",
  passwordOfAll: (password) => `Password of each: ${password}`,
  roles: {
    operator: "operator of the center",
    chief_accountant: "chief accountant of the center",
    administrator: "administrator",
    accountant: "accountant of a company",
    provider: "a provider's person",
  },
  resident: "a resident, private account",
  next: "What next",
  links: [
    { href: "/", text: "The town’s portal", about: "houses, companies, tariffs: without signing in" },
    { href: "/api", text: "HTTP interface", about: "all addresses, fields and examples on one page" },
    {
      href: "/api/openapi.json",
      text: "OpenAPI contract",
      about: "for programs: types and checks made from the code",
    },
    { href: "/health", text: "Health", about: "does the database answer" },
  ],
  thingsTitle: "Five things to try",
  thingsAbout: "Ten minutes, in any order. Each link leads to the sign-in of the right person.",
  things: [
    {
      name: "Ask a bill why",
      about:
        "Why is Ivanova’s hot water 1,510.02? Follow the amount down to the meter reading, the tariff order and the law.",
    },
    {
      name: "Charge the whole town",
      about:
        "November waits for three companies of four: thousands of accounts take seconds. See what is unlike October, and let a second person approve.",
    },
    {
      name: "Enter a house in three minutes",
      about: "Readings of a whole house by keyboard alone; make a mistake on purpose.",
    },
    {
      name: "Take a payment and reverse it",
      about: "F7 on an account; the statement shows both, and nothing disappears.",
    },
    {
      name: "Print the receipts of a company",
      about: "A thousand payment documents in one file, each with its QR code.",
    },
  ],
  open: "Open the workplaces",
  signIn: "Sign in",
  commandLine: "On the command line:",
};
