import { useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Note } from "../../ui/Note.tsx";
import { type Picked, Picker } from "../../ui/Picker.tsx";
import { Select } from "../../ui/Select.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { foundBuildings } from "../addresses/queries.ts";
import { type DisclosedForm, type Site, useDisclose, useDisclosure } from "./queries.ts";
import styles from "./site.module.css";

/** The forms that the law asks of the company: how complete each is, until when, and what is missing. */
export function DisclosureTab({ site }: { site: Site }) {
  const t = useT();
  const { query, set } = useAddress();
  const disclosure = useDisclosure(site.organization, { year: query["year"], building: query["building"] });
  const columns = useColumns();
  const { data } = disclosure;
  const opened = data?.forms.find(({ code }) => code === query["form"]);
  const trouble = troubleOf(disclosure.error);
  const open = ({ code }: DisclosedForm): void =>
    set({ form: code }, opened === undefined ? "push" : "replace");
  if (trouble) return <ErrorState of={trouble} onRetry={() => void disclosure.refetch()} />;
  return (
    <div className={styles["place"]}>
      <div className={styles["bar"]}>
        <Select
          label={t("company.year")}
          name="year"
          value={data === undefined ? undefined : String(data.year)}
          onChange={(year) => set({ year, form: undefined })}
          options={(data?.years ?? []).map((year) => ({ value: String(year), label: String(year) }))}
        />
        <div className={styles["wide"]}>
          <Picker
            label={t("company.formsOf")}
            name="building"
            placeholder={t("company.formsOfCompany")}
            value={data?.house && { id: String(data.house.id), name: data.house.address }}
            search={(text, signal) => ownHouses(site.organization, text, signal)}
            onChange={(house) => set({ building: house?.id, form: undefined })}
          />
        </div>
        <span className={styles["quiet"]}>{data?.basis}</span>
      </div>
      {data === undefined || data.overdue.length === 0 ? null : (
        <div className={styles["bar"]}>
          <Note
            state="danger"
            actions={data.overdue.map(({ year, form }) => (
              <Button
                key={`${year} ${form}`}
                onClick={() => set({ building: undefined, year, form }, "push")}
              >
                {t("company.formOfYear", { form, year: String(year) })}
              </Button>
            ))}
          >
            {t("company.overdueForms")}
          </Note>
        </div>
      )}
      <div className={styles["list"]}>
        <DataGrid
          label={t("company.tab.disclosure")}
          columns={columns}
          rows={data?.forms ?? []}
          rowKey={({ code }) => code}
          isLoading={disclosure.isPending}
          onOpen={open}
          onPeek={open}
          emptyState={<Empty title={t("company.noForms")}>{t("company.noFormsHow")}</Empty>}
        />
      </div>
      {opened && data ? (
        <FormPanel
          key={`${data.house?.id ?? 0} ${data.year} ${opened.code}`}
          organization={site.organization}
          building={data.house?.id}
          year={data.year}
          of={opened}
          onClose={() => set({ form: undefined })}
        />
      ) : null}
    </div>
  );
}

async function ownHouses(
  organization: number,
  text: string,
  signal: AbortSignal,
): Promise<readonly Picked[]> {
  const { buildings } = await foundBuildings(text).queryFn({ signal });
  return buildings
    .filter((one) => one.organization === organization)
    .map(({ id, address }) => ({ id: String(id), name: address }));
}

function useColumns(): readonly Column<DisclosedForm>[] {
  const t = useT();
  const { day } = useFormats();
  return useMemo(
    (): Column<DisclosedForm>[] => [
      { id: "code", header: t("company.form"), cell: (row) => row.code, width: 70 },
      { id: "name", header: t("company.formName"), cell: (row) => row.name, grow: 3, minWidth: 180 },
      {
        id: "complete",
        header: t("company.complete"),
        cell: (row) => (
          <Chip state={row.isOverdue ? "danger" : row.stated === row.fields.length ? "ok" : "warn"}>
            {t("company.fields", { stated: row.stated, of: row.fields.length })}
          </Chip>
        ),
        textOf: (row) => t("company.fields", { stated: row.stated, of: row.fields.length }),
        width: 150,
      },
      {
        id: "due",
        header: t("company.due"),
        cell: (row) =>
          row.due === undefined ? (
            t("company.atChange")
          ) : row.isOverdue ? (
            <Chip state="danger">{t("company.overdueSince", { day: day(row.due) })}</Chip>
          ) : (
            day(row.due)
          ),
        textOf: (row) =>
          row.due === undefined
            ? t("company.atChange")
            : t(row.isOverdue ? "company.overdueSince" : "company.dueBy", { day: day(row.due) }),
        width: 210,
      },
    ],
    [t, day],
  );
}

function FormPanel({
  organization,
  building,
  year,
  of,
  onClose,
}: {
  organization: number;
  building: number | undefined;
  year: number;
  of: DisclosedForm;
  onClose: () => void;
}) {
  const t = useT();
  const { may } = useWork();
  const disclose = useDisclose();
  const { day } = useFormats();
  const own = of.fields.filter(({ isOpen }) => isOpen);
  const lacking = own.filter(({ isStated }) => !isStated);
  const [values, setValues] = useState(
    () => new Map(own.map(({ code, value }): [string, string] => [code, value ?? ""])),
  );
  return (
    <SidePanel title={`${of.code}. ${of.name}`} subtitle={String(year)} onClose={onClose}>
      <Note state={lacking.length === 0 ? "ok" : "warn"}>
        {lacking.length === 0
          ? t("company.booksTold")
          : t("company.booksLack", { fields: lacking.map(({ name }) => name).join("; ") })}
      </Note>
      {own.length === 0 ? null : (
        <Form
          pending={disclose.isPending}
          refusal={troubleOf(disclose.error)}
          submitLabel={t("company.publishForm")}
          submitDisabledReason={may("site.write") ? undefined : t("company.noRight")}
          onCancel={onClose}
          onSubmit={() =>
            disclose.mutate(
              {
                organization,
                ...(building !== undefined && { building }),
                year,
                form: of.code,
                fields: [...values].map(([field, value]) => ({ field, value })),
              },
              { onSuccess: () => toast({ kind: "ok", text: t("company.saved") }) },
            )
          }
        >
          {own.map(({ code, name, statedOn, statedBy }) => (
            <TextInput
              key={code}
              label={name}
              hint={
                statedOn === undefined
                  ? undefined
                  : statedBy === undefined
                    ? t("company.statedOn", { day: day(statedOn) })
                    : t("company.statedBy", { day: day(statedOn), name: statedBy })
              }
              name={code}
              rows={2}
              lengthMax={4000}
              value={values.get(code) ?? ""}
              onChange={(value) => setValues((former) => new Map(former).set(code, value))}
            />
          ))}
        </Form>
      )}
    </SidePanel>
  );
}
