import "@mantine/core/styles/Menu.css";
import "@mantine/core/styles/Popover.css";
import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconLogout } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useContext } from "react";
import { api } from "../api/client.ts";
import { paths } from "../paths.ts";
import { useT } from "../words/words.ts";
import styles from "./Choice.module.css";
import { useWork } from "./context.ts";
import frame from "./Frame.module.css";
import { KEEP_TRANSITIONS } from "./colours.ts";
import { LanguageContext } from "./LanguageContext.ts";

const THEMES = ["light", "dark", "auto"] as const;

/** Who is signed in; language, colours, leaving. */
export function PersonMenu() {
  const t = useT();
  const { signedIn } = useWork();
  const { language, choose } = useContext(LanguageContext);
  const { colorScheme, setColorScheme } = useMantineColorScheme(KEEP_TRANSITIONS);
  const queries = useQueryClient();
  const { name, role } = signedIn.user;
  const roleName = t.of("shell.role", role);
  const mark = (isOn: boolean) => (isOn ? <IconCheck size={14} aria-hidden /> : <i />);
  const signOut = async (): Promise<void> => {
    await api.delete("/api/session");
    queries.clear();
    location.assign(paths.signIn());
  };
  return (
    <Menu
      position="bottom-end"
      width={220}
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.dropdown ?? "", item: styles.option ?? "", label: "label t2" }}
    >
      <Menu.Target>
        <button type="button" className={frame.person} title={t("shell.user", { name, role: roleName })}>
          <span className={frame.avatar} aria-hidden>
            {initials(name)}
          </span>
          <span className="cut">
            <span className="cut label strong">{shortName(name)}</span>
            <br />
            <span className="cut label t2">{roleName}</span>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("shell.language")}</Menu.Label>
        {(["ru", "en"] as const).map((one) => (
          <Menu.Item
            key={one}
            role="menuitemradio"
            aria-checked={one === language}
            lang={one}
            onClick={() => void choose(one)}
            leftSection={mark(one === language)}
          >
            {one === "ru" ? "Русский" : "English"}
          </Menu.Item>
        ))}
        <Menu.Label>{t("shell.theme")}</Menu.Label>
        {THEMES.map((one) => (
          <Menu.Item
            key={one}
            role="menuitemradio"
            aria-checked={one === colorScheme}
            onClick={() => setColorScheme(one)}
            leftSection={mark(one === colorScheme)}
          >
            {t(`shell.theme.${one}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()} leftSection={<IconLogout size={14} aria-hidden />}>
          {t("shell.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part[0] ?? "")
    .join("");

/** "Орлова Елена Николаевна" → "Орлова Е. Н." */
function shortName(name: string): string {
  const [surname = "", ...others] = name.split(/\s+/);
  return [surname, ...others.map((part) => `${part[0] ?? ""}.`)].join(" ");
}
