import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import { DIALECT_NAMES } from "./agent-words.ts";
import type { Settings } from "./queries.ts";

/** One setting as a person reads it. */
export function useSettingText(): (field: keyof Settings, settings: Settings) => string {
  const t = useT();
  const { money, count } = useFormats();
  return (field, settings) => {
    switch (field) {
      case "dialect":
        return DIALECT_NAMES[settings.dialect];
      case "language":
        return t(`agents.language.${settings.language}`);
      case "deadlineMs":
        return t("agents.milliseconds", { shown: count(settings.deadlineMs) });
      case "signIn":
        return settings.signIn.map((means) => t(`agents.means.${means}`)).join(", ");
      case "extras":
        return settings.extras.map((extra) => t(`agents.extra.${extra}`)).join(", ") || t("agents.noExtras");
      case "certificates":
        return settings.certificates.map((one) => `${one.slice(0, 16)}…`).join(", ") || "—";
      case "publicKeys":
        return settings.publicKeys.length === 0
          ? "—"
          : t("agents.keys", { count: settings.publicKeys.length });
      case "signature":
        return settings.signature === undefined
          ? "—"
          : `${settings.signature.algorithm}, ${settings.signature.encoding}, ${t(`agents.place.${settings.signature.place}`)} ${settings.signature.name}`;
      case "addresses":
        return settings.addresses.join(", ") || t("agents.anywhere");
      case "messagesPerMinuteMax":
        return count(settings.messagesPerMinuteMax);
      case "amountMin":
      case "amountMax":
        return `${money(settings[field])} ₽`;
      case "dayTotalMax":
        return settings.dayTotalMax === undefined
          ? t("agents.unlimited")
          : `${money(settings.dayTotalMax)} ₽`;
      case "cancelAfterClose":
        return t(`agents.cancelAfterClose.${settings.cancelAfterClose}`);
      case "maskName":
        return t(`agents.maskName.${settings.maskName}`);
      case "maskAddress":
        return t(`agents.maskAddress.${settings.maskAddress}`);
      case "tellsDebt":
        return t(settings.tellsDebt ? "agents.yes" : "agents.no");
      case "names":
        return (
          Object.entries(settings.names)
            .map(([ours, theirs]) => `${ours} → ${theirs}`)
            .join(", ") || "—"
        );
      case "codes":
        return (
          Object.entries(settings.codes)
            .map(([reason, code]) => `${t.of("agents.reason", reason)}: ${code}`)
            .join("; ") || t("agents.codesOfDialect")
        );
      case "timeZone":
      case "accountPattern":
        return settings[field];
    }
  };
}
