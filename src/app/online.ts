import path from "node:path";
import { payByThemselves } from "#flows/autopay";
import { type CardBanks, cardBanks, readCardBanks } from "#flows/card-banks";
import { receiptCarrier } from "#flows/fiscal-receipts";
import { readFiscalService } from "#flows/fiscal-service";
import { reconcileOrders, refundCarrier } from "#flows/online-payments";
import { type TestBank, TEST_BANK_URL, TEST_TERMINAL, testBank, testCashRegister } from "#flows/test-bank";
import type { Chore } from "#modules/access";
import { type Carrier, deliver, sealerOf, tbank } from "#modules/gateways";

/** The banks and the cash register that this installation is connected to. */
export interface OnlineGateways {
  readonly banks: CardBanks;
  readonly testBank: TestBank | undefined;
  readonly carriers: readonly Carrier[];
}

export const NO_GATEWAYS: OnlineGateways = { banks: cardBanks([]), testBank: undefined, carriers: [] };

/**
 * Those of the files `card-gateways.json` and `fiscal.json` in the folder of the data. The demo town, which has neither,
 * has a test bank and a test cash register; nothing else ever does.
 */
export function onlineGateways(of: {
  readonly dataDir: string;
  readonly demo: boolean;
  /** Brings the test bank's word to our own door. */
  readonly notify: (url: string, body: string) => Promise<void>;
}): OnlineGateways {
  const configured = readCardBanks(path.join(of.dataDir, "card-gateways.json"));
  const service = readFiscalService(path.join(of.dataDir, "fiscal.json"), process.env["PUBLIC_URL"]);
  const seal = sealerOf(of.dataDir);
  if (configured.length > 0 || !of.demo) {
    const banks = cardBanks(configured, seal);
    return { banks, testBank: undefined, carriers: carriersOf(banks, service) };
  }
  const bank = testBank(of.notify);
  const gateway = tbank({ url: TEST_BANK_URL, ...TEST_TERMINAL }, bank.send);
  const banks = cardBanks(
    [{ code: "test-bank", title: "Учебный банк · Test bank", fast: true, isTest: true, gateway }],
    seal,
  );
  return {
    banks,
    testBank: bank,
    carriers: carriersOf(banks, service ?? { service: testCashRegister(), contact: "kassa@example.test" }),
  };
}

const carriersOf = (banks: CardBanks, fiscal: ReturnType<typeof readFiscalService>): readonly Carrier[] => [
  refundCarrier(banks),
  // Without a cash register the receipts wait, and are seen to wait.
  ...(fiscal ? [receiptCarrier(fiscal.service, { contact: fiscal.contact })] : []),
];

/** What is done at intervals for them. */
export const onlineChores = ({ banks, carriers }: OnlineGateways): readonly Chore[] => [
  {
    name: "deliver-outbox",
    everySeconds: 5,
    leaseSeconds: 600,
    run: async (ctx) => void (await deliver(ctx, carriers)),
  },
  {
    name: "reconcile-online-payments",
    everySeconds: 20,
    leaseSeconds: 600,
    run: async (ctx) => void (await reconcileOrders(ctx, banks)),
  },
  {
    name: "autopay",
    everySeconds: 300,
    leaseSeconds: 1_800,
    run: async (ctx) => {
      const { troubles } = await payByThemselves(ctx, banks, { publicUrl: process.env["PUBLIC_URL"] });
      if (troubles.length > 0) throw new Error(troubles.slice(0, 5).join("; "));
    },
  },
];
