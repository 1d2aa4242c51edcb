import { z } from "zod";
import { instant, numberInPath } from "#platform/http/wire";
import { RIGHTS } from "./model.ts";

export type ResidentRefusal =
  /** Unknown account, wrong, used, expired or locked code: nobody learns which. */
  | { readonly code: "residents.slip_wrong" }
  /** Unknown name or wrong password: nobody learns which. */
  | { readonly code: "residents.sign_in_failed" }
  | { readonly code: "residents.too_often"; readonly seconds: number }
  | { readonly code: "residents.name_malformed" }
  /** The name belongs to a login already, and the password is not its. */
  | { readonly code: "residents.name_taken" }
  | { readonly code: "residents.password_too_short"; readonly charactersMin: number }
  | { readonly code: "residents.password_too_long"; readonly charactersMax: number }
  | { readonly code: "residents.password_easy" }
  /** The box of the consent to processing data was not ticked. */
  | { readonly code: "residents.consent_missing" }
  | { readonly code: "residents.password_wrong" }
  | { readonly code: "residents.account_not_found"; readonly number: string }
  | { readonly code: "residents.account_closed"; readonly number: string }
  | { readonly code: "residents.slip_not_found"; readonly slip: number }
  | { readonly code: "residents.grant_not_found"; readonly grant: number }
  | { readonly code: "residents.session_not_found" }
  /** Unknown, removed or wrong key, or an answer that came too late: nobody learns which. */
  | { readonly code: "residents.passkey_refused" }
  | { readonly code: "residents.passkey_not_found" }
  | { readonly code: "residents.passkeys_too_many"; readonly most: number }
  /** Only who may manage an account lets others in. */
  | { readonly code: "residents.not_yours" };

const right = z.enum(RIGHTS);
const number = z.string().regex(/^\d{1,20}$/);

export const AccountAccessPath = z.strictObject({ number });
export const GrantPath = z.strictObject({ number, grant: numberInPath });
export const SlipPath = z.strictObject({ number, slip: numberInPath });

export const AccountAccessResponse = z
  .object({
    grants: z.array(
      z.object({
        id: z.int(),
        login: z.string().meta({ description: "An e-mail address, or a mobile telephone." }),
        rights: z.array(right),
        grantedAt: instant,
        revokedAt: instant.optional(),
        isInvited: z.boolean().meta({ description: "The holder let them in, not the company." }),
      }),
    ),
    slips: z.array(
      z.object({
        id: z.int(),
        rights: z.array(right),
        issuedAt: instant,
        expiresAt: instant,
        state: z.enum(["waiting", "used", "expired", "locked", "revoked"]),
        isInvitation: z.boolean(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        grants: [
          {
            id: 7,
            login: "ivanova@mail.ru",
            rights: ["view", "readings", "pay", "manage"],
            grantedAt: "2026-11-20T09:14:00.000Z",
            isInvited: false,
          },
        ],
        slips: [
          {
            id: 12,
            rights: ["view", "readings", "pay", "manage"],
            issuedAt: "2026-11-20T09:02:00.000Z",
            expiresAt: "2026-12-20T09:02:00.000Z",
            state: "used",
            isInvitation: false,
          },
        ],
      },
    ],
  });

export const SlipResponse = z
  .object({
    id: z.int(),
    number,
    code: z.string().meta({ description: "Known this once; it is kept as a hash." }),
    expiresAt: instant,
    address: z.string().meta({ description: "Where it is typed: the path of the page." }),
  })
  .meta({
    examples: [
      {
        id: 12,
        number: "4400110010",
        code: "K7QM-2XTB-9HRC",
        expiresAt: "2026-12-20T09:02:00.000Z",
        address: "/activate?number=4400110010",
      },
    ],
  });
