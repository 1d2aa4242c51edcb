import { IconLink } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { useT } from "../../words/words.ts";

const PaymentLinkDialog = lazy(async () => ({
  default: (await import("./PaymentLinkDialog.tsx")).PaymentLinkDialog,
}));

/** A deed of the account card: a link by which anybody pays for the account, shown once. */
export function PaymentLink({
  account,
  disabledReason,
}: {
  account: string;
  disabledReason: string | undefined;
}) {
  const t = useT();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        icon={<IconLink size={16} aria-hidden />}
        disabledReason={disabledReason}
        onClick={() => setIsOpen(true)}
      >
        {t("online.link")}
      </Button>
      {isOpen && (
        <Suspense>
          <PaymentLinkDialog account={account} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
