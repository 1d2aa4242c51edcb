import { z } from "zod";
import { documentNumber, instant, numberInPath } from "#platform/http/wire";

const id = z.int().positive();
const line = (most: number) => z.string().trim().max(most);

/** As in the database; the room judges what may stand in it. */
export const DropSettingsBody = z.strictObject({
  kind: z.enum(["sftp", "mail"]),
  host: line(253),
  port: z.int().min(1).max(65_535),
  user: line(200).min(1),
  security: z.enum(["tls", "starttls", "none"]).meta({ description: "Of mail." }),
  hostKey: line(60).meta({ description: '"SHA256:…" of the SFTP server; empty: nobody signs in there yet.' }),
  folder: line(300),
  doneFolder: line(300).meta({ description: "Where what was dealt with is put; empty: it is left." }),
  outFolder: line(300).meta({ description: "Of SFTP: where files for the peer are laid; empty: none are." }),
  senders: z.array(line(254)).max(50).meta({ description: 'Of mail: addresses, or "@domain".' }),
  mask: line(200).meta({ description: '"*.txt;R??.csv"; empty: all names.' }),
  profile: z.string().max(40).optional(),
  minutes: z.int().min(1).max(1_440),
  isActive: z.boolean(),
});
const settings = {
  kind: "sftp",
  host: "sftp.severbank.example",
  port: 22,
  user: "eirc",
  security: "tls",
  hostKey: "SHA256:7k0pD1q1sZ1PqYt3v0Yz3qkz9sX1mKqg4m3mB8n0Ykc",
  folder: "/out",
  doneFolder: "/out/done",
  outFolder: "/in",
  senders: [],
  mask: "*.txt",
  minutes: 10,
  isActive: true,
} satisfies z.input<typeof DropSettingsBody>;

export const TROUBLES = [
  "unreachable",
  "too_slow",
  "not_understood",
  "host_key_unknown",
  "host_key_differs",
  "sign_in_refused",
  "folder_missing",
  "not_encrypted",
  "secret_unreadable",
  "agent_closed",
  "profile_gone",
  "failed",
] as const;

const DropFields = z.object({
  drop: id,
  agent: z.string(),
  agentName: z.string(),
  version: z.int(),
  settings: DropSettingsBody,
  failures: z.int().meta({ description: "Looks in a row that failed." }),
  trouble: z.enum(TROUBLES).optional(),
  troubleDetail: z.string(),
  triedAt: instant.optional(),
  fetchedAt: instant.optional(),
  nextAt: instant,
});
const drop = {
  drop: 3,
  agent: "severbank",
  agentName: "АО СЕВЕРБАНК",
  version: 2,
  settings,
  failures: 0,
  troubleDetail: "",
  triedAt: "2026-11-23T09:15:00.000Z",
  fetchedAt: "2026-11-23T09:15:00.000Z",
  nextAt: "2026-11-23T09:25:00.000Z",
} satisfies z.input<typeof DropFields>;

export const DropsResponse = z
  .object({
    drops: z.array(DropFields),
    agents: z.array(z.object({ code: z.string(), name: z.string() })),
    profiles: z.array(z.string()),
  })
  .meta({
    examples: [{ drops: [drop], agents: [{ code: "severbank", name: "АО СЕВЕРБАНК" }], profiles: [] }],
  });

export const DropPath = z.strictObject({ drop: numberInPath });
export const DropResponse = DropFields.extend({
  items: z
    .array(
      z.object({
        item: documentNumber,
        label: z.string(),
        size: documentNumber,
        seenAt: instant,
        outcome: z.enum(["taken", "refused"]).optional(),
        reason: z
          .enum(["sender_unknown", "archive", "too_large", "empty", "nothing_attached", "file_refused"])
          .optional(),
        files: z.array(id),
        settledAt: instant.optional(),
      }),
    )
    .meta({ description: "The last things seen there, newest first." }),
  versions: z.array(
    z.object({ version: z.int(), recordedAt: instant, recordedByName: z.string().optional() }),
  ),
}).meta({
  examples: [
    {
      ...drop,
      items: [
        {
          item: "41",
          label: "0911.txt",
          size: "5120",
          seenAt: "2026-11-23T09:05:00.000Z",
          outcome: "taken",
          files: [17],
          settledAt: "2026-11-23T09:15:00.000Z",
        },
      ],
      versions: [{ version: 1, recordedAt: "2026-11-20T09:15:00.000Z", recordedByName: "Оператор" }],
    },
  ],
});

const secret = z
  .string()
  .min(1)
  .max(20_000)
  .meta({ description: "A password, or a private key as PEM. It is shown to nobody afterwards." });
export const NewDropRequest = z
  .strictObject({ agent: z.string().max(40), settings: DropSettingsBody, secret })
  .meta({ examples: [{ agent: "severbank", settings, secret: "a password of theirs" }] });
export const ChangeDropRequest = z
  .strictObject({ settings: DropSettingsBody, secret: secret.optional() })
  .meta({ examples: [{ settings }] });
export const SavedDropResponse = z
  .object({ drop: id, version: z.int() })
  .meta({ examples: [{ drop: 3, version: 2 }] });

export const DropTrialResponse = z
  .object({
    isReached: z.boolean(),
    trouble: z.enum(TROUBLES).optional(),
    detail: z.string(),
    hostKey: z
      .string()
      .optional()
      .meta({ description: "The key that the server shows, where it is not the one agreed." }),
    seen: z.int().meta({ description: "Files or letters that lie there." }),
    fitting: z.int().meta({ description: "Those that would be taken by their name or sender." }),
  })
  .meta({ examples: [{ isReached: true, detail: "", seen: 4, fitting: 2 }] });

export const DropFetchedResponse = z
  .object({
    taken: z.int(),
    refused: z.int(),
    waiting: z.int(),
    trouble: z.enum(TROUBLES).optional(),
    detail: z.string(),
  })
  .meta({ examples: [{ taken: 2, refused: 0, waiting: 1, detail: "" }] });
