import { IconDownload } from "@tabler/icons-react";
import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { Select } from "../../ui/Select.tsx";
import { useT } from "../../words/words.ts";
import styles from "./benefits.module.css";
import { type RegisterRow, useRegister } from "./queries.ts";

const FILES = ["dbf", "xlsx", "csv"] as const;

/** The register for the social office of the chosen company and month: looked at here, taken as a file. */
export function RegisterTab() {
  const t = useT();
  const { money, period: month, quantity } = useFormats();
  const { organization, organizations, chooseOrganization, period } = useWork();
  const register = useRegister({ organization: organization?.id, period });
  const rows = useMemo(
    () => (register.data?.rows ?? []).map((row, index) => ({ ...row, key: String(index) })),
    [register.data],
  );
  const columns = useMemo<Column<RegisterRow & { key: string }>[]>(
    () => [
      {
        id: "account",
        header: t("benefits.account"),
        width: 120,
        cell: ({ account }) => <Go to={paths.account(account, { tab: "people" })}>{account}</Go>,
        textOf: ({ account }) => account,
      },
      {
        id: "who",
        header: t("benefits.who"),
        grow: 2,
        minWidth: 180,
        cell: ({ beneficiary }) => <span className="cut">{beneficiary ?? t("benefits.ofAccount")}</span>,
        textOf: ({ beneficiary }) => beneficiary ?? t("benefits.ofAccount"),
      },
      { id: "category", header: t("benefits.category"), grow: 2, minWidth: 150, cell: (row) => row.category },
      {
        id: "mode",
        header: t("benefits.mode"),
        width: 110,
        cell: ({ mode }) => t(`benefits.mode.${mode}`),
      },
      {
        id: "month",
        header: t("benefits.chargedFor"),
        width: 130,
        cell: ({ chargedFor }) => month(chargedFor),
        timeOf: ({ chargedFor }) => chargedFor,
      },
      { id: "service", header: t("benefits.service"), grow: 2, minWidth: 150, cell: (row) => row.service },
      {
        id: "percent",
        header: t("benefits.percent"),
        align: "num",
        width: 90,
        cell: ({ percent }) => (percent === "0" ? "—" : `${quantity(percent)} %`),
      },
      {
        id: "charged",
        header: t("benefits.charged"),
        align: "num",
        cell: ({ charged }) => money(charged),
        sumOf: ({ charged }) => BigInt(charged),
      },
      {
        id: "amount",
        header: t("benefits.amount"),
        align: "num",
        cell: ({ amount }) => money(amount),
        sumOf: ({ amount }) => BigInt(amount),
      },
    ],
    [t, money, month, quantity],
  );
  const trouble = troubleOf(register.error);
  if (organization === undefined) {
    return (
      <Empty
        title={t("benefits.companyFirst")}
        action={
          <Select
            label={t("benefits.company")}
            value={undefined}
            onChange={(id) => chooseOrganization(id === undefined ? undefined : Number(id))}
            options={organizations.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        }
      >
        {t("benefits.companyFirstHow")}
      </Empty>
    );
  }
  if (trouble) return <ErrorState of={trouble} onRetry={() => void register.refetch()} />;
  const file = (kind: (typeof FILES)[number]): string =>
    `/api/benefits/register.${kind}?organization=${organization.id}&period=${period}`;
  return (
    <div className={styles["fill"]}>
      <div className={`${styles["bar"]} ${styles["pad"]}`}>
        <p className="t2">
          {t("benefits.registerAbout", { name: organization.name, month: month(period) })}
          {register.data && ` ${t("benefits.total", { amount: money(register.data.total) })}`}
        </p>
        <nav className={styles["files"]} aria-label={t("benefits.files")}>
          {FILES.map((kind) => (
            <a key={kind} href={file(kind)} download>
              <IconDownload size={16} aria-hidden /> {kind.toUpperCase()}
            </a>
          ))}
        </nav>
      </div>
      <DataGrid
        label={t("benefits.tab.register")}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        isLoading={register.isPending}
        emptyState={t("benefits.registerEmpty")}
      />
    </div>
  );
}

const keyOf = ({ key }: { key: string }): string => key;
