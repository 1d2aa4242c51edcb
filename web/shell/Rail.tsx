import {
  IconBuildingBank,
  IconArrowsExchange,
  IconBuildingCommunity,
  IconCalculator,
  IconChevronsLeft,
  IconChevronsRight,
  IconCreditCard,
  IconHeartHandshake,
  IconHome,
  IconKeyboard,
  IconMathFunction,
  IconMessages,
  IconSpeakerphone,
  IconPlugConnected,
  IconPrinter,
  IconFileImport,
  IconReceipt,
  IconWorldUpload,
  IconZoomQuestion,
  IconAdjustmentsAlt,
  IconUsers,
} from "@tabler/icons-react";
import { useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { paths } from "../paths.ts";
import { useT } from "../words/words.ts";
import { centerMenu } from "../workplaces/center/menu.ts";
import { companyMenu } from "../workplaces/company/menu.ts";
import type { MenuIcon } from "../workplaces/menu.ts";
import { useWork } from "./context.ts";
import styles from "./Frame.module.css";
import { Go } from "./Go.tsx";

const ICONS: Readonly<Record<MenuIcon, typeof IconHome>> = {
  home: IconHome,
  accounts: IconUsers,
  readings: IconKeyboard,
  runs: IconCalculator,
  payments: IconReceipt,
  online: IconCreditCard,
  registers: IconFileImport,
  unmatched: IconZoomQuestion,
  settlements: IconBuildingBank,
  reconcile: IconArrowsExchange,
  agents: IconPlugConnected,
  inbox: IconMessages,
  notices: IconSpeakerphone,
  print: IconPrinter,
  tariffs: IconAdjustmentsAlt,
  formulas: IconMathFunction,
  benefits: IconHeartHandshake,
  gis: IconWorldUpload,
  addresses: IconBuildingCommunity,
};
const WIDE = "paylogic.menu";

/** The workplace's menu: icons, and their names where the person wants them. */
export function Rail() {
  const t = useT();
  const { may, signedIn } = useWork();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [isWide, setWide] = useState(() => localStorage.getItem(WIDE) === "wide");
  const menu = signedIn.user.organization === undefined ? centerMenu : companyMenu;
  const here = `/app${path === "/" ? "" : path.replace(/^\/app/, "").replace(/\/$/, "")}`;
  const isAt = (under: readonly string[]): boolean =>
    under.some((one) => (one === "/app" ? here === one : here === one || here.startsWith(`${one}/`)));
  const turn = (): void => {
    localStorage.setItem(WIDE, isWide ? "narrow" : "wide");
    setWide(!isWide);
  };
  const turnLabel = isWide ? t("shell.menuNarrow") : t("shell.menuWide");
  return (
    <nav className={styles.rail} data-wide={isWide || undefined} aria-label={t("shell.menu")}>
      <Go to={paths.home()} className={styles.logo} aria-label={t("shell.product")}>
        <img src="/assets/mark.svg" alt="" />
        {isWide ? <span>{t("shell.product")}</span> : null}
      </Go>
      {menu
        .filter(({ permission }) => permission === undefined || may(permission))
        .map(({ icon, name, to, under }) => {
          const Icon = ICONS[icon];
          return (
            <Go
              key={name}
              to={to}
              className={styles.nav}
              aria-current={isAt(under) ? "page" : undefined}
              aria-label={isWide ? undefined : t(name)}
              title={isWide ? undefined : t(name)}
            >
              <Icon size={18} stroke={1.6} aria-hidden />
              {isWide ? <span>{t(name)}</span> : null}
            </Go>
          );
        })}
      <div className="spread" />
      <button
        type="button"
        className={`${styles.nav} ${styles.pin}`}
        onClick={turn}
        aria-label={turnLabel}
        title={turnLabel}
        aria-expanded={isWide}
      >
        {isWide ? <IconChevronsLeft size={18} aria-hidden /> : <IconChevronsRight size={18} aria-hidden />}
      </button>
    </nav>
  );
}
