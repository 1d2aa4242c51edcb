import { readFileSync } from "node:fs";
import { z } from "zod";
import { atol, type FiscalService, orange, outgoing, secretOf } from "#modules/gateways";

const secret = z.string().regex(/^(env|file):.+/);

/** Where each secret lies, never a secret itself. */
const Configuration = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("atol"),
    version: z.union([z.literal(4), z.literal(5)]),
    url: z.url().optional(),
    login: z.string(),
    password: secret,
    group: z.string(),
    /** Where a payer's receipt goes who left no address. */
    contact: z.email(),
    company: z.strictObject({
      email: z.email(),
      sno: z.string(),
      inn: z.string().regex(/^\d{10}(\d{2})?$/),
      paymentAddress: z.string(),
      phones: z.array(z.string()).min(1),
      vat: z.string(),
    }),
  }),
  z.strictObject({
    kind: z.literal("orange"),
    url: z.url().default("https://api.orangedata.ru:12003/api/v2"),
    inn: z.string().regex(/^\d{10}(\d{2})?$/),
    group: z.string(),
    key: z.string(),
    taxationSystem: z.int().min(0).max(5),
    tax: z.int().min(1).max(10),
    signingKey: secret,
    certificate: z.strictObject({ cert: secret, key: secret }).optional(),
    contact: z.email(),
  }),
]);

/** The service of a file, or none where there is none. A mistake in it stops the start. */
export function readFiscalService(
  file: string,
  publicUrl?: string,
): { readonly service: FiscalService; readonly contact: string } | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const one = Configuration.parse(JSON.parse(text));
  const url = one.kind === "atol" ? (one.url ?? `https://online.atol.ru/possystem/v${one.version}`) : one.url;
  const send = outgoing({ hosts: [new URL(url).host] });
  const service =
    one.kind === "atol"
      ? atol(
          {
            ...one,
            url,
            password: secretOf(one.password),
            company: {
              ...one.company,
              callbackUrl: publicUrl === undefined ? undefined : `${publicUrl}/gateway/fiscal`,
            },
          },
          send,
        )
      : orange(
          {
            ...one,
            signingKey: secretOf(one.signingKey),
            certificate: one.certificate && {
              cert: secretOf(one.certificate.cert),
              key: secretOf(one.certificate.key),
            },
          },
          send,
        );
  return { service, contact: one.contact };
}
