import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useT } from "../words/words.ts";
import { Button, IconButton } from "./Button.tsx";
import { toast } from "./toast.ts";

/** Copies a text; with a `label` it is a button of words, without one a small picture. */
export function CopyButton({ text, label }: { text: string; label?: string | undefined }) {
  const t = useT();
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
    } catch {
      // The browser may forbid it; the person can still select the text by hand.
      toast({ kind: "warn", text: t("ui.copy.refused") });
    }
  };
  const icon = isCopied ? <IconCheck /> : <IconCopy />;
  const name = isCopied ? t("ui.copied") : (label ?? t("ui.copy"));
  return label === undefined ? (
    <IconButton label={name} icon={icon} onClick={() => void copy()} />
  ) : (
    <Button icon={icon} onClick={() => void copy()}>
      {name}
    </Button>
  );
}
