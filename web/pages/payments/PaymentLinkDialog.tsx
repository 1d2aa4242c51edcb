import { useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import { usePaymentLink } from "./online-queries.ts";

/** Makes a link of a sum, and shows it. */
export function PaymentLinkDialog({ account, onClose }: { account: string; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog isOpen onClose={onClose} title={t("online.linkTitle", { account })}>
      <LinkForm account={account} onClose={onClose} />
    </Dialog>
  );
}

function LinkForm({ account, onClose }: { account: string; onClose: () => void }) {
  const t = useT();
  const { money } = useFormats();
  const [key] = useState(newKey);
  const [amount, setAmount] = useState<bigint | undefined>();
  const [way, setWay] = useState<"card" | "fast">("card");
  const [email, setEmail] = useState("");
  const link = usePaymentLink(account);
  if (link.data) {
    const url = `${window.location.origin}${link.data.path}`;
    return (
      <>
        <p>{t("online.linkReady", { amount: money(amount ?? 0n) })}</p>
        <p>
          <a href={url} target="_blank" rel="noopener noreferrer">
            {t("online.linkOpen")}
          </a>{" "}
          <CopyButton label={t("online.linkCopy")} text={url} />
        </p>
      </>
    );
  }
  return (
    <Form
      pending={link.isPending}
      refusal={troubleOf(link.error)}
      submitLabel={t("online.linkMake")}
      onCancel={onClose}
      onSubmit={() =>
        link.mutate({
          key,
          amount: String(amount ?? 0n),
          fast: way === "fast",
          ...(email.trim() === "" ? {} : { email: email.trim() }),
        })
      }
    >
      <p className="t2">{t("online.linkAbout")}</p>
      <MoneyInput
        label={t("online.linkAmount")}
        name="amount"
        required
        autoFocus
        value={amount}
        onChange={setAmount}
      />
      <Segmented
        label={t("online.linkWay")}
        value={way}
        options={[
          { value: "card", label: t("online.card") },
          { value: "fast", label: t("online.fast") },
        ]}
        onChange={setWay}
      />
      <TextInput
        label={t("online.linkEmail")}
        name="email"
        lengthMax={120}
        value={email}
        onChange={setEmail}
      />
    </Form>
  );
}
