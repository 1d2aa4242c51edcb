import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { useWork } from "../../shell/context.ts";
import { useT } from "../../words/words.ts";
import { Page } from "../../ui/Page.tsx";
import { Empty } from "../../ui/States.tsx";
import { CenterHome } from "./CenterHome.tsx";
import { CompanyHome } from "./CompanyHome.tsx";

/** What a person sees first: the center the month of all its organizations, a company its own. */
export function HomePage() {
  const t = useT();
  const { may, signedIn } = useWork();
  if (may("settlements.read") && !may("runs.read"))
    return (
      <Page title={t("shell.product")}>
        <Empty
          title={signedIn.user.name}
          action={<Go to={paths.settlements()}>{t("shell.settlements")}</Go>}
        />
      </Page>
    );
  if (!may("runs.read"))
    return (
      <Page title={t("shell.product")}>
        <Empty title={signedIn.user.name} />
      </Page>
    );
  return signedIn.user.organization === undefined ? <CenterHome /> : <CompanyHome />;
}
