import { useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Form } from "../../ui/Form.tsx";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Select } from "../../ui/Select.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT, useWords } from "../../words/words.ts";
import { type MappedService, SECTIONS, useKeepSettings, useMapping, useServices } from "./queries.ts";
import styles from "./gis.module.css";

interface Row {
  readonly service: number;
  readonly name: string;
  readonly mapped: MappedService | undefined;
}

/** Which item of the system's dictionaries each of our services is. */
export function ServicesTab({ mayChange }: { mayChange: boolean }) {
  const t = useT();
  const { language } = useWords();
  const { organizations } = useWork();
  const { query, set } = useAddress();
  const services = useServices();
  const mapping = useMapping(organizations[0]?.id);
  const columns = useColumns();
  const rows = useMemo((): Row[] => {
    const known = new Map((mapping.data ?? []).map((one) => [one.service, one]));
    return (services.data?.services ?? []).map(({ id, nameRu, nameEn }) => ({
      service: id,
      name: language === "ru" ? nameRu : nameEn,
      mapped: known.get(id),
    }));
  }, [services.data, mapping.data, language]);
  const opened = mayChange ? rows.find(({ service }) => String(service) === query["service"]) : undefined;
  const trouble = troubleOf(services.error) ?? troubleOf(mapping.error);
  const open = (row: Row): void => set({ service: row.service }, opened === undefined ? "push" : "replace");
  if (trouble) return <ErrorState of={trouble} onRetry={() => void mapping.refetch()} />;
  return (
    <div className={styles["place"]}>
      <div className={styles["list"]}>
        <DataGrid
          label={t("gis.tab.services")}
          columns={columns}
          rows={rows}
          rowKey={(row) => String(row.service)}
          isLoading={services.isPending || mapping.isLoading}
          {...(mayChange ? { onOpen: open, onPeek: open } : {})}
          emptyState={<Empty title={t("gis.tab.services")} />}
        />
      </div>
      {opened === undefined ? null : (
        <ServicePanel key={opened.service} of={opened} onClose={() => set({ service: undefined })} />
      )}
    </div>
  );
}

function ServicePanel({ of, onClose }: { of: Row; onClose: () => void }) {
  const t = useT();
  const keeping = useKeepSettings();
  const [section, setSection] = useState<MappedService["section"]>(of.mapped?.section ?? "municipal");
  const [code, setCode] = useState(of.mapped?.code ?? "");
  const [guid, setGuid] = useState(of.mapped?.guid ?? "");
  const [common, setCommon] = useState(of.mapped?.common ?? false);
  return (
    <SidePanel title={of.name} onClose={onClose}>
      <Form
        pending={keeping.isPending}
        refusal={troubleOf(keeping.error)}
        submitLabel={t("gis.keep")}
        onCancel={onClose}
        onSubmit={() =>
          keeping.mutate(
            { services: [{ service: of.service, section, code: code.trim(), guid: guid.trim(), common }] },
            {
              onSuccess: () => {
                toast({ kind: "ok", text: t("gis.kept") });
                onClose();
              },
            },
          )
        }
      >
        <Select
          label={t("gis.section")}
          name="section"
          value={section}
          onChange={(value) => setSection((value ?? "municipal") as typeof section)}
          options={SECTIONS.map((value) => ({ value, label: t(`gis.section.${value}`) }))}
        />
        <TextInput
          label={t("gis.code")}
          name="code"
          required
          lengthMax={20}
          value={code}
          onChange={setCode}
        />
        <TextInput label="GUID" name="guid" required lengthMax={36} value={guid} onChange={setGuid} />
        <Checkbox name="common" checked={common} onChange={setCommon}>
          {t("gis.common")}
        </Checkbox>
      </Form>
    </SidePanel>
  );
}

function useColumns(): readonly Column<Row>[] {
  const t = useT();
  return useMemo(
    (): Column<Row>[] => [
      { id: "name", header: t("gis.service"), minWidth: 200, grow: 1.2, cell: (row) => row.name },
      {
        id: "section",
        header: t("gis.section"),
        minWidth: 160,
        cell: (row) => (row.mapped ? t(`gis.section.${row.mapped.section}`) : "—"),
      },
      { id: "code", header: t("gis.code"), width: 110, cell: (row) => row.mapped?.code ?? "" },
      { id: "guid", header: "GUID", minWidth: 290, grow: 1, cell: (row) => row.mapped?.guid ?? "" },
      {
        id: "common",
        header: t("gis.common"),
        minWidth: 150,
        cell: (row) => (row.mapped?.common ? t("gis.yes") : ""),
      },
    ],
    [t],
  );
}
