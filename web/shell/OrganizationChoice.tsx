import "@mantine/core/styles/Combobox.css";
import "@mantine/core/styles/Popover.css";
import { Combobox, useCombobox } from "@mantine/core";
import { IconBuilding, IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useT } from "../words/words.ts";
import { useWork } from "./context.ts";
import styles from "./Choice.module.css";
import frame from "./Frame.module.css";

/** Which company's data the pages show. A company's people have their own, and nothing to choose. */
export function OrganizationChoice() {
  const t = useT();
  const { organization, organizations, signedIn, chooseOrganization } = useWork();
  const [typed, setTyped] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setTyped("");
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const name = organization?.name ?? t("shell.allOrganizations");
  const isOwn = signedIn.user.organization !== undefined;
  const wanted = typed.trim().toLocaleLowerCase();
  const listed = organizations.filter((one) => one.name.toLocaleLowerCase().includes(wanted));
  const target = (
    <button
      type="button"
      className={frame.context}
      disabled={isOwn}
      aria-label={t("shell.organization", { name })}
      onClick={() => combobox.toggleDropdown()}
    >
      <IconBuilding size={16} aria-hidden />
      <span className={`cut ${styles.name}`}>{name}</span>
      {isOwn ? null : <IconChevronDown size={14} aria-hidden />}
    </button>
  );
  if (isOwn) return target;
  return (
    <Combobox
      store={combobox}
      width={320}
      position="bottom-start"
      transitionProps={{ duration: 0 }}
      onOptionSubmit={(value) => {
        chooseOrganization(value === "" ? undefined : Number(value));
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withAriaAttributes={false}>{target}</Combobox.Target>
      <Combobox.Dropdown className={styles.dropdown ?? ""}>
        <Combobox.Search
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={t("shell.filter")}
          aria-label={t("shell.filter")}
          classNames={{ input: styles.filter ?? "" }}
        />
        <Combobox.Options className={styles.options ?? ""} aria-label={t("shell.organizationList")}>
          {wanted === "" ? (
            <Combobox.Option value="" className={styles.option ?? ""} active={organization === undefined}>
              {organization === undefined ? <IconCheck size={14} aria-hidden /> : <i />}
              {t("shell.allOrganizations")}
            </Combobox.Option>
          ) : null}
          {listed.map((one) => (
            <Combobox.Option
              key={one.id}
              value={String(one.id)}
              className={styles.option ?? ""}
              active={one.id === organization?.id}
            >
              {one.id === organization?.id ? <IconCheck size={14} aria-hidden /> : <i />}
              {one.name}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
