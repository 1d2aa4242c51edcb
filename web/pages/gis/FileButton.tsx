import { IconFileUpload } from "@tabler/icons-react";
import { useRef } from "react";
import { Button } from "../../ui/Button.tsx";

/** A button that asks for one file; the same one may be chosen again after it was mended. */
export function FileButton({
  label,
  accept,
  pending,
  disabledReason,
  kind,
  onPick,
}: {
  label: string;
  accept: string;
  pending: boolean;
  disabledReason?: string | undefined;
  kind?: "primary" | undefined;
  onPick: (file: File) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        {...(kind === undefined ? {} : { kind })}
        icon={<IconFileUpload size={16} aria-hidden />}
        pending={pending}
        disabledReason={disabledReason}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onPick(file);
          event.target.value = "";
        }}
      />
    </>
  );
}
