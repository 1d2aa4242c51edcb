import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { folderMailer, type Mailer, secretOf, smtpMailer } from "#modules/gateways";

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
