import {
  IconBuildingCommunity,
  IconMoon,
  IconShieldCheck,
  IconSun,
  IconUser,
  IconUserCheck,
} from "@tabler/icons-react";
import { useMantineColorScheme, useComputedColorScheme } from "@mantine/core";
import { useContext, useEffect, useState } from "react";
import { troubleOf } from "../api/client.ts";
import { paths } from "../paths.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Form } from "../ui/Form.tsx";
import { useFormats } from "../ui/formats.ts";
import { Segmented } from "../ui/Segmented.tsx";
import { TextInput } from "../ui/TextInput.tsx";
import { useT } from "../words/words.ts";
import { useAddress } from "./address.ts";
import { type Demo, useDemo } from "./demo.ts";
import { KEEP_TRANSITIONS } from "./colours.ts";
import { LanguageContext } from "./LanguageContext.ts";
import { useGo } from "./Go.tsx";
import { useSignIn } from "./sign-in.ts";
import styles from "./SignInPage.module.css";
import { ThingsToTry } from "./ThingsToTry.tsx";

const ICONS: Readonly<Record<string, typeof IconUser>> = {
  operator: IconBuildingCommunity,
  chief_accountant: IconUserCheck,
  administrator: IconShieldCheck,
  accountant: IconUser,
};

/** The door: a login of one's own, and in the demo town the people whom one may be. */
export function SignInPage() {
  const t = useT();
  const { query } = useAddress();
  const go = useGo();
  const demo = useDemo();
  const isDemo = demo.data?.demo === true;
  const to = inside(query["next"]);
  const signIn = useSignIn(() => go(to, "replace"));
  useEffect(() => {
    document.title = `${t("signIn.title")} · Pay-logic`;
  }, [t]);
  return (
    <div className={styles.door}>
      <header className={styles.top}>
        <img src="/assets/mark.svg" alt="" width={26} height={26} />
        <b>{t("shell.product")}</b>
        <span className="t2 spread">{t("shell.center")}</span>
        <Language />
        <Theme />
      </header>
      {/* Drawn once it is known what stands on it, so that nothing jumps. */}
      {demo.isPending ? (
        <main />
      ) : (
        <main className={styles.sheet} data-demo={isDemo || undefined}>
          <section className={styles.main}>
            {isDemo && demo.data ? (
              <Newcomer demo={demo.data} chosen={query["as"]} signIn={signIn} />
            ) : (
              <>
                <h1>{t("signIn.title")}</h1>
                <p className="t2">{t("signIn.about")}</p>
              </>
            )}
            <OwnLogin signIn={signIn} titled={isDemo} />
          </section>
          {isDemo && demo.data?.things ? <ThingsToTry things={demo.data.things} /> : null}
        </main>
      )}
    </div>
  );
}

type SignIn = ReturnType<typeof useSignIn>;

function Newcomer({ demo, chosen, signIn }: { demo: Demo; chosen: string | undefined; signIn: SignIn }) {
  const t = useT();
  const formats = useFormats();
  const { buildings = 0, accounts = 0, organizations = 0, logins = [], password = "", today } = demo;
  return (
    <>
      <h1 className={styles.greeting}>{t("signIn.demo")}</h1>
      <p className={styles.lead}>{t("signIn.demoAbout", { buildings, accounts, organizations })}</p>
      <ul className={styles.people}>
        {logins.map(({ login, name, role, organization }) => {
          const Icon = ICONS[role] ?? IconUser;
          const isChosen = login === chosen;
          return (
            <li key={login}>
              <span className={styles.picture} aria-hidden>
                <Icon size={18} />
              </span>
              <span className="spread cut">
                <span className="strong">{t.of("shell.role", role)}</span>
                <br />
                <span className="label t2">
                  {organization === undefined ? name : `${organization} · ${name}`}
                </span>
              </span>
              <span className={`label t2 cut ${styles.login}`}>{login}</span>
              <Button
                kind={
                  isChosen ||
                  (chosen === undefined && role === "accountant" && login === firstAccountant(logins))
                    ? "primary"
                    : "default"
                }
                pending={signIn.isPending && signIn.variables?.login === login}
                ref={isChosen ? focused : undefined}
                onClick={() => signIn.mutate({ login, password })}
              >
                {t("signIn.submit")}
                <span className="hidden">: {`${name}, ${login}`}</span>
              </Button>
            </li>
          );
        })}
      </ul>
      <p className="label t2">
        {t("signIn.demoPassword", { password })}
        {today === undefined ? null : ` ${t("signIn.demoToday", { day: formats.day(today) })}`}
      </p>
    </>
  );
}

/** The person whom the link of a thing to try has chosen: Enter is enough. */
const focused = (button: HTMLButtonElement | null): void => button?.focus();

const firstAccountant = (logins: NonNullable<Demo["logins"]>): string | undefined =>
  logins.find(({ role }) => role === "accountant")?.login;

function OwnLogin({ signIn, titled }: { signIn: SignIn; titled: boolean }) {
  const t = useT();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const isOwn = signIn.variables?.login === login.trim();
  return (
    <div className={styles.own}>
      {titled ? <h2 className={styles.ownTitle}>{t("signIn.own")}</h2> : null}
      <Form
        pending={signIn.isPending && isOwn}
        refusal={troubleOf(signIn.error)}
        submitLabel={t("signIn.submit")}
        onSubmit={() => signIn.mutate({ login: login.trim(), password })}
      >
        <div className={styles.fields}>
          <TextInput
            label={t("signIn.login")}
            name="login"
            value={login}
            onChange={setLogin}
            required
            autoComplete="username"
            autoFocus={!titled}
          />
          <TextInput
            label={t("signIn.password")}
            name="password"
            type="password"
            value={password}
            onChange={setPassword}
            required
            autoComplete="current-password"
          />
        </div>
      </Form>
    </div>
  );
}

function Language() {
  const { language, choose } = useContext(LanguageContext);
  const t = useT();
  return (
    <Segmented
      label={t("shell.language")}
      value={language}
      onChange={(next) => void choose(next as "ru" | "en")}
      options={[
        { value: "en", label: "English" },
        { value: "ru", label: "Русский" },
      ]}
    />
  );
}

function Theme() {
  const t = useT();
  const { setColorScheme } = useMantineColorScheme(KEEP_TRANSITIONS);
  const isDark = useComputedColorScheme("light") === "dark";
  return (
    <IconButton
      label={t(isDark ? "shell.theme.light" : "shell.theme.dark")}
      icon={isDark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
      onClick={() => setColorScheme(isDark ? "light" : "dark")}
    />
  );
}

/** Only an address of the workplaces: a link from outside must not lead elsewhere after signing in. */
const inside = (next: string | undefined): string =>
  next !== undefined && /^\/app(?:[/?]|$)/.test(next) ? next : paths.home();
