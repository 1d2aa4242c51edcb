import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import {
  folderMailer,
  folderSms,
  httpSms,
  type Mailer,
  outgoing,
  secretOf,
  type SmsListener,
  type SmsSender,
  smppSender,
  smtpMailer,
} from "#modules/gateways";

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text, "u").source !== "";
  } catch {
    return false;
  }
};

const secret = z.string().regex(/^(env|file):.+/);

/** Where each secret lies, never a secret itself. */
const Configuration = z.strictObject({
  email: z
    .strictObject({
      host: z.string().min(1),
      port: z.int().min(1).max(65_535).default(587),
      secure: z.boolean().default(false),
      /** A server in the same house that speaks no TLS. */
      allowsPlain: z.boolean().default(false),
      user: z.string().optional(),
      password: secret.optional(),
      from: z.email(),
      replyTo: z.email().optional(),
      dkim: z.strictObject({ domain: z.string(), selector: z.string(), privateKey: secret }).optional(),
      perMinute: z.int().min(1).max(60_000).default(600),
      /** Connections at once. */
      lines: z.int().min(1).max(20).default(2),
    })
    .optional(),
  sms: z
    .discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("smpp"),
        host: z.string().min(1),
        port: z.int().min(1).max(65_535).default(2775),
        tls: z.boolean().default(false),
        systemId: z.string().max(15),
        password: secret,
        sender: z.string().min(1).max(20),
        perMinute: z.int().min(1).max(60_000).default(300),
      }),
      z.strictObject({
        kind: z.literal("http"),
        method: z.enum(["GET", "POST"]),
        url: z.string().startsWith("https://"),
        /** A value may name a secret: "env:SMS_TOKEN". */
        headers: z.record(z.string(), z.string()).default({}),
        body: z.discriminatedUnion("as", [
          z.strictObject({ as: z.literal("none") }),
          z.strictObject({ as: z.enum(["form", "json"]), template: z.string() }),
        ]),
        sender: z.string().min(1).max(20),
        taken: z.string().refine(isPattern),
        refused: z.string().refine(isPattern).optional(),
        digitsOnly: z.boolean().default(true),
        perMinute: z.int().min(1).max(60_000).default(300),
      }),
    ])
    .optional(),
});
export type NotificationChannels = z.infer<typeof Configuration>;

/** The channels of a file; none where there is no file. A mistake in it stops the start. */
export function readNotificationChannels(file: string): NotificationChannels {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
  return Configuration.parse(JSON.parse(text));
}

/** The mail server, or the folder where letters lie down instead. */
export function mailerFor(email: NotificationChannels["email"], dataDir: string): Mailer {
  if (!email) return folderMailer(path.join(dataDir, "mail"), { from: "bills@paylogic.example" });
  return smtpMailer({
    ...email,
    password: email.password && secretOf(email.password),
    dkim: email.dkim && { ...email.dkim, privateKey: secretOf(email.dkim.privateKey) },
  });
}

/** The message center, the gateway, or the folder where short messages lie down instead. */
export function smsFor(sms: NotificationChannels["sms"], dataDir: string, listener: SmsListener): SmsSender {
  if (!sms) return folderSms(path.join(dataDir, "sms"));
  if (sms.kind === "smpp") return smppSender({ ...sms, password: secretOf(sms.password) }, listener);
  const headers = Object.entries(sms.headers).map(([name, value]): [string, string] => [
    name,
    /^(env|file):/.test(value) ? secretOf(value) : value,
  ]);
  return httpSms(
    { ...sms, headers: Object.fromEntries(headers) },
    outgoing({ hosts: [new URL(sms.url).host] }),
  );
}
