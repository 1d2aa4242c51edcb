import { useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { Form } from "../../ui/Form.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import { DIALECT_NAMES, DIALECTS } from "./agent-words.ts";
import { type ListedAgent, useAgentOrganizations, useRegister } from "./queries.ts";

/** Registers an agent with the ordinary settings of its protocol. */
export function NewAgentForm({
  onDone,
  onCancel,
}: {
  onDone: (agent: { readonly code: string; readonly secret: string }) => void;
  onCancel: () => void;
}) {
  const t = useT();
  const organizations = useAgentOrganizations();
  const register = useRegister();
  const [key] = useState(newKey);
  const [organization, setOrganization] = useState<string>();
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [dialect, setDialect] = useState<ListedAgent["dialect"]>("osmp");
  const known = organizations.data?.organizations ?? [];
  return (
    <Form
      pending={register.isPending}
      refusal={troubleOf(register.error)}
      submitLabel={t("agents.register")}
      onCancel={onCancel}
      onSubmit={() =>
        register.mutate(
          {
            key,
            body: { organization: Number(organization), code: code.trim(), name: name.trim(), dialect },
          },
          { onSuccess: ({ secret }) => onDone({ code: code.trim(), secret }) },
        )
      }
    >
      <Select
        label={t("agents.organization")}
        name="organization"
        required
        autoFocus
        value={organization}
        onChange={(value) => {
          setOrganization(value);
          const chosen = known.find(({ id }) => String(id) === value);
          if (name === "" && chosen) setName(chosen.name);
        }}
        options={known.map((one) => ({ value: String(one.id), label: one.name }))}
      />
      <TextInput
        label={t("agents.name")}
        name="name"
        required
        lengthMax={200}
        value={name}
        onChange={setName}
      />
      <TextInput
        label={t("agents.code")}
        name="code"
        required
        lengthMax={40}
        hint={t("agents.codeHint")}
        value={code}
        onChange={(text) => setCode(text.toLowerCase().replace(/[^a-z0-9-]/g, ""))}
      />
      <Select
        label={t("agents.dialect")}
        name="dialect"
        required
        value={dialect}
        onChange={(value) => setDialect(value ?? "osmp")}
        options={DIALECTS.map((value) => ({ value, label: DIALECT_NAMES[value] }))}
      />
    </Form>
  );
}
