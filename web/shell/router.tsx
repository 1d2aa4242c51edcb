import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { withLateSentences } from "../words/words.ts";
import { Frame } from "./Frame.tsx";
import { watchWalks } from "./walk.ts";
import { NotFoundPage } from "./NotFoundPage.tsx";

const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage });

const page = <const Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component });

/** Every address of the workplaces; a page is loaded when it is first opened. */
const routes = [
  page(
    "/sign-in",
    lazyRouteComponent(() => import("./SignInPage.tsx"), "SignInPage"),
  ),
  page(
    "/",
    lazyRouteComponent(() => import("../pages/home/HomePage.tsx"), "HomePage"),
  ),
  page(
    "/reconcile",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/payments/ReconcilePage.tsx")),
      "ReconcilePage",
    ),
  ),
  page(
    "/reconcile/$day/act",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/payments/ReconciliationActPage.tsx")),
      "ReconciliationActPage",
    ),
  ),
  page(
    "/statements",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/payments/StatementsPage.tsx")),
      "StatementsPage",
    ),
  ),
  page(
    "/statements/$statement",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/payments/StatementPage.tsx")),
      "StatementPage",
    ),
  ),
  page(
    "/runs",
    lazyRouteComponent(() => import("../pages/charging/RunsPage.tsx"), "RunsPage"),
  ),
  page(
    "/runs/limits",
    lazyRouteComponent(() => import("../pages/charging/LimitsPage.tsx"), "LimitsPage"),
  ),
  page(
    "/runs/$run",
    lazyRouteComponent(() => import("../pages/charging/RunPage.tsx"), "RunPage"),
  ),
  page(
    "/jobs",
    lazyRouteComponent(() => import("../pages/access/JobsPage.tsx"), "JobsPage"),
  ),
  page(
    "/kit",
    lazyRouteComponent(() => import("../pages/kit/KitPage.tsx"), "KitPage"),
  ),
  page(
    "/accounts",
    lazyRouteComponent(() => import("../pages/accounts/AccountsPage.tsx"), "AccountsPage"),
  ),
  page(
    "/accounts/$number",
    lazyRouteComponent(() => import("../pages/accounts/AccountPage.tsx"), "AccountPage"),
  ),
  page(
    "/explain/$number/$period/$service",
    lazyRouteComponent(() => import("../pages/accounts/ExplainPage.tsx"), "ExplainPage"),
  ),
  page(
    "/addresses",
    lazyRouteComponent(() => import("../pages/addresses/AddressesPage.tsx"), "AddressesPage"),
  ),
  page(
    "/addresses/buildings/$building",
    lazyRouteComponent(() => import("../pages/addresses/BuildingPage.tsx"), "BuildingPage"),
  ),
  page(
    "/payments/rules",
    lazyRouteComponent(() => import("../pages/payments/AllocationRulesPage.tsx"), "AllocationRulesPage"),
  ),
  page(
    "/tariffs",
    lazyRouteComponent(() => withLateSentences(import("../pages/tariffs/TariffsPage.tsx")), "TariffsPage"),
  ),
  page(
    "/norms",
    lazyRouteComponent(() => withLateSentences(import("../pages/tariffs/TariffsPage.tsx")), "NormsPage"),
  ),
  page(
    "/penalty-rules",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/tariffs/PenaltyRulesPage.tsx")),
      "PenaltyRulesPage",
    ),
  ),
  page(
    "/site",
    lazyRouteComponent(() => withLateSentences(import("../pages/site/SitePage.tsx")), "SitePage"),
  ),
  page(
    "/benefits",
    lazyRouteComponent(() => withLateSentences(import("../pages/benefits/BenefitsPage.tsx")), "BenefitsPage"),
  ),
  page(
    "/law/$act",
    lazyRouteComponent(() => import("../pages/law/LawPage.tsx"), "LawPage"),
  ),
  page(
    "/formulas",
    lazyRouteComponent(() => withLateSentences(import("../pages/formulas/FormulasPage.tsx")), "FormulasPage"),
  ),
  page(
    "/formulas/new-formula",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/formulas/FormulaPage.tsx")),
      "NewFormulaPage",
    ),
  ),
  page(
    "/formulas/$code",
    lazyRouteComponent(() => withLateSentences(import("../pages/formulas/FormulaPage.tsx")), "FormulaPage"),
  ),
  page(
    "/registers/debts",
    lazyRouteComponent(() => withLateSentences(import("../pages/registers/DebtsPage.tsx")), "DebtsPage"),
  ),
  page(
    "/registers/drops",
    lazyRouteComponent(() => withLateSentences(import("../pages/registers/DropsPage.tsx")), "DropsPage"),
  ),
  page(
    "/registers/profiles",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/registers/ProfilesPage.tsx")),
      "ProfilesPage",
    ),
  ),
  page(
    "/registers/new-profile",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/registers/ProfilePage.tsx")),
      "NewProfilePage",
    ),
  ),
  page(
    "/registers/profiles/$code",
    lazyRouteComponent(() => withLateSentences(import("../pages/registers/ProfilePage.tsx")), "ProfilePage"),
  ),
  page(
    "/methods",
    lazyRouteComponent(() => withLateSentences(import("../pages/formulas/MethodsPage.tsx")), "MethodsPage"),
  ),
  page(
    "/what-if",
    lazyRouteComponent(() => withLateSentences(import("../pages/formulas/TrialPage.tsx")), "TrialPage"),
  ),
  page(
    "/entry/readings",
    lazyRouteComponent(() => import("../pages/metering/ReadingsEntryPage.tsx"), "ReadingsEntryPage"),
  ),
  page(
    "/payments",
    lazyRouteComponent(() => import("../pages/payments/PaymentsPage.tsx"), "PaymentsPage"),
  ),
  page(
    "/registers",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/gateways/RegistersPage.tsx")),
      "RegistersPage",
    ),
  ),
  page(
    "/registers/$file",
    lazyRouteComponent(() => withLateSentences(import("../pages/gateways/RegisterPage.tsx")), "RegisterPage"),
  ),
  page(
    "/gis",
    lazyRouteComponent(() => withLateSentences(import("../pages/gis/GisPage.tsx")), "GisPage"),
  ),
  page(
    "/gis/$message",
    lazyRouteComponent(() => withLateSentences(import("../pages/gis/MessagePage.tsx")), "MessagePage"),
  ),
  page(
    "/online-payments",
    lazyRouteComponent(() => import("../pages/payments/OnlinePaymentsPage.tsx"), "OnlinePaymentsPage"),
  ),
  page(
    "/online-payments/receipts",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/payments/DeadReceiptsPage.tsx")),
      "DeadReceiptsPage",
    ),
  ),
  page(
    "/unmatched",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/payments/UnmatchedPage.tsx")),
      "UnmatchedPage",
    ),
  ),
  page(
    "/cash",
    lazyRouteComponent(() => withLateSentences(import("../pages/payments/CashPage.tsx")), "CashPage"),
  ),
  page(
    "/cash/shifts",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/payments/CashShiftsPage.tsx")),
      "CashShiftsPage",
    ),
  ),
  page(
    "/cash/shifts/$shift",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/payments/CashShiftPage.tsx")),
      "CashShiftPage",
    ),
  ),
  page(
    "/agents",
    lazyRouteComponent(() => withLateSentences(import("../pages/agents/AgentsPage.tsx")), "AgentsPage"),
  ),
  page(
    "/agents/$code",
    lazyRouteComponent(() => withLateSentences(import("../pages/agents/AgentPage.tsx")), "AgentPage"),
  ),
  page(
    "/settlements",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/settlements/SettlementsPage.tsx")),
      "SettlementsPage",
    ),
  ),
  page(
    "/settlements/$settlement",
    lazyRouteComponent(
      () => withLateSentences(import("../pages/settlements/SettlementPage.tsx")),
      "SettlementPage",
    ),
  ),
  page(
    "/orders",
    lazyRouteComponent(() => withLateSentences(import("../pages/settlements/OrdersPage.tsx")), "OrdersPage"),
  ),
  page(
    "/contracts",
    lazyRouteComponent(() => withLateSentences(import("../pages/settlements/TermsPage.tsx")), "TermsPage"),
  ),
  page(
    "/notices",
    lazyRouteComponent(() => withLateSentences(import("../pages/notices/NoticesPage.tsx")), "NoticesPage"),
  ),
  page(
    "/inbox",
    lazyRouteComponent(() => withLateSentences(import("../pages/inbox/InboxPage.tsx")), "InboxPage"),
  ),
  page(
    "/inbox/$number",
    lazyRouteComponent(() => withLateSentences(import("../pages/inbox/CasePage.tsx")), "CasePage"),
  ),
  page(
    "/entry/payments",
    lazyRouteComponent(() => import("../pages/payments/PaymentsEntryPage.tsx"), "PaymentsEntryPage"),
  ),
  page(
    "/print",
    lazyRouteComponent(() => withLateSentences(import("../pages/receipts/PrintPage.tsx")), "PrintPage"),
  ),
];

export const router = createRouter({
  routeTree: root.addChildren(routes),
  basepath: "/app",
  defaultPreload: "intent",
  scrollRestoration: true,
  // Addresses are read by people: plain words, no JSON; and an account's number must not become a number.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (values) => {
    const text = new URLSearchParams(
      Object.entries(values).flatMap(([name, value]) =>
        value === undefined || value === null ? [] : [[name, String(value)]],
      ),
    ).toString();
    return text === "" ? "" : `?${text}`;
  },
});

router.subscribe("onBeforeNavigate", (step) => watchWalks(step));

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
