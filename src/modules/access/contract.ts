import { z } from "zod";
import { instant, languages, limitUpTo, numberInPath } from "#platform/http/wire";
import { ROLES } from "./model.ts";

/** Checked in the order of the list. */
export type AccessRefusal =
  | { readonly code: "access.not_signed_in" }
  /** Idle for twelve hours, thirty days old, or ended. */
  | { readonly code: "access.session_over" }
  /** `roles`: who may. */
  | { readonly code: "access.not_permitted"; readonly action: string; readonly roles: readonly string[] }
  /** Unknown login, wrong password, disabled user: nobody learns which. */
  | { readonly code: "access.sign_in_failed" }
  | { readonly code: "access.sign_in_too_often"; readonly seconds: number }
  | { readonly code: "access.session_not_found" }
  | { readonly code: "access.user_not_found"; readonly user: number }
  | { readonly code: "access.job_not_found"; readonly job: number }
  /** The job made no file, or has not ended. */
  | { readonly code: "access.job_without_file"; readonly job: number }
  | { readonly code: "access.password_wrong" }
  /** Only the center registers and disables users. */
  | { readonly code: "access.center_only" }
  /** Nothing was registered: each refused row with its position in the input, from 0. */
  | {
      readonly code: "access.rows_refused";
      readonly rows: readonly { readonly row: number; readonly refusal: UserRowRefusal }[];
    }
  | { readonly code: "access.idempotency_key_missing" }
  /** The key was used for another command. */
  | { readonly code: "access.idempotency_key_reused"; readonly key: string }
  | UserRowRefusal;

export type UserRowRefusal =
  | { readonly code: "access.login_malformed"; readonly login: string }
  | { readonly code: "access.name_empty"; readonly login: string }
  | { readonly code: "access.organization_contradicts_role"; readonly login: string; readonly role: string }
  | { readonly code: "access.password_too_short"; readonly charactersMin: number }
  | { readonly code: "access.password_too_long"; readonly charactersMax: number }
  | { readonly code: "access.password_easy" }
  | { readonly code: "access.login_taken"; readonly login: string };

/** Header of the commands that are done once. */
export const IdempotencyHeaders = z.object({
  "idempotency-key": z
    .string()
    .optional()
    .meta({
      description: "Required: 8 to 100 signs, new for each command, the same for its repeats.",
      examples: ["7c5e2b1a-till2-000417"],
    }),
});

const id = z.int().positive();
const role = z.enum(ROLES);

export const SignInRequest = z
  .strictObject({ login: z.string().min(1).max(64), password: z.string().min(1).max(128) })
  .meta({ examples: [{ login: "orlova@zarya", password: "a long password of one's own" }] });

export const UserResponse = z.object({
  id,
  login: z.string(),
  name: z.string(),
  role,
  /** Absent for the people of the center. */
  organization: id.optional(),
  language: z.enum(languages),
  disabledAt: instant.optional(),
});

const user = {
  id: 4,
  login: "orlova@zarya",
  name: "Орлова Елена Николаевна",
  role: "accountant",
  organization: 2,
  language: "ru",
};

export const SignedInResponse = z
  .object({
    user: UserResponse,
    permissions: z.array(z.string()),
    /** The business date of the installation. */
    today: z.string(),
  })
  .meta({ examples: [{ user, permissions: ["accounts.read", "payments.take"], today: "2026-11-23" }] });

export const SignInResponse = SignedInResponse.extend({
  token: z
    .string()
    .meta({ description: "For machines: Authorization: Bearer. Browsers have it as a cookie." }),
}).meta({
  examples: [
    {
      user,
      permissions: ["accounts.read", "payments.take"],
      today: "2026-11-23",
      token: "Qm9yaW5nIGJ1dCBsb25nIGVub3VnaCB0byBiZSBzYWZl",
    },
  ],
});

export const SessionsResponse = z
  .object({
    sessions: z.array(
      z.object({
        id: z.string(),
        startedAt: instant,
        seenAt: instant,
        remoteAddress: z.string(),
        userAgent: z.string(),
        current: z.boolean(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        sessions: [
          {
            id: "9b2f6a01c4de7788",
            startedAt: "2026-11-23T06:02:11.000Z",
            seenAt: "2026-11-23T09:15:00.000Z",
            remoteAddress: "10.0.4.17",
            userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            current: true,
          },
        ],
      },
    ],
  });

export const SessionPath = z.strictObject({
  session: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .meta({ examples: ["9b2f6a01c4de7788"] }),
});

export const ChangePasswordRequest = z
  .strictObject({ present: z.string().min(1).max(128), next: z.string().min(1).max(200) })
  .meta({ examples: [{ present: "a long password of one's own", next: "another one, longer still" }] });

export const RegisterUsersRequest = z
  .strictObject({
    users: z
      .array(
        z.strictObject({
          login: z.string().max(64),
          password: z.string().max(200),
          name: z.string().max(200),
          role,
          organization: id.optional(),
          language: z.enum(languages).optional(),
        }),
      )
      .min(1)
      .max(100),
  })
  .meta({
    examples: [
      {
        users: [
          {
            login: "orlova@zarya",
            password: "a long password of one's own",
            name: "Орлова Елена Николаевна",
            role: "accountant",
            organization: 2,
          },
        ],
      },
    ],
  });

export const UsersResponse = z
  .object({ users: z.array(UserResponse) })
  .meta({ examples: [{ users: [user] }] });

export const UserPath = z.strictObject({
  user: z
    .codec(z.string().regex(/^[1-9]\d{0,8}$/), id, { decode: Number, encode: String })
    .meta({ type: "integer", examples: [4] }),
});

export const AuditQuery = z.strictObject({
  subject: z
    .string()
    .max(100)
    .optional()
    .meta({ examples: ["account 1000000012"] }),
  limit: limitUpTo(500, 100),
});

export const AuditResponse = z
  .object({
    entries: z.array(
      z.object({
        recordedAt: instant,
        user: id.optional(),
        organization: id.optional(),
        action: z.string(),
        subject: z.string(),
        data: z.record(z.string(), z.unknown()),
        requestId: z.string().optional(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        entries: [
          {
            recordedAt: "2026-11-23T09:15:00.000Z",
            user: 4,
            organization: 2,
            action: "account.read",
            subject: "account 1000000012",
            data: {},
            requestId: "3f9c1a7be0d24c55",
          },
        ],
      },
    ],
  });

export const JobPath = z.strictObject({ job: numberInPath });
export const JobsQuery = z.strictObject({ limit: limitUpTo(200, 50) });

const JobFields = z.object({
  id,
  kind: z.string(),
  subject: z.string(),
  organization: id.optional(),
  state: z.enum(["running", "interrupted", "done", "refused", "failed"]),
  startedAt: instant,
  startedBy: id.optional(),
  endedAt: instant.optional(),
  done: z.int(),
  total: z.int().optional(),
  result: z.record(z.string(), z.unknown()).meta({
    description: "What came of it; of a refused one, the refusal.",
  }),
  title: z
    .string()
    .optional()
    .meta({ description: "Of a refused one, the sentence in the reader's language." }),
});
const job = {
  id: 14,
  kind: "receipts.print",
  subject: "period 2026-11",
  organization: 2,
  state: "done",
  startedAt: "2026-11-23T09:15:00.000Z",
  startedBy: 1,
  endedAt: "2026-11-23T09:15:03.000Z",
  done: 1740,
  total: 1740,
  result: { file: "receipts-14.pdf", batch: 3, receipts: 1740, pages: 3480 },
};
export const JobResponse = JobFields.meta({ examples: [job] });
export const JobsResponse = z.object({ jobs: z.array(JobFields) }).meta({ examples: [{ jobs: [job] }] });
