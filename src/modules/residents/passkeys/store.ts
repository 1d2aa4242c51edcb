import type { LoginId, Passkey } from "../model.ts";
import type { Unscoped } from "../store.ts";

// --- questions -------------------------------------------------------------------------------------------------------

/** Keeps a question to be answered, and sweeps away some that nobody has answered in time. */
export async function insertChallenge(
  tx: Unscoped,
  of: { readonly hash: Buffer; readonly login: LoginId | undefined },
): Promise<void> {
  await tx.query(
    `delete from residents.challenges where challenge_hash in
       (select challenge_hash from residents.challenges where asked_at < now() - interval '5 minutes'
        order by asked_at limit 20 for update skip locked)`,
  );
  await tx.query("insert into residents.challenges (challenge_hash, login_id) values ($1, $2)", [
    of.hash,
    of.login ?? null,
  ]);
}

/** Whether the question was asked of that login (of nobody yet: undefined) and waits; from now on it does not. */
export async function takeChallenge(
  tx: Unscoped,
  of: { readonly hash: Buffer; readonly login: LoginId | undefined },
): Promise<boolean> {
  const rows = await tx.query(
    `delete from residents.challenges where challenge_hash = $1 and login_id is not distinct from $2
       and asked_at >= now() - interval '5 minutes' returning 1`,
    [of.hash, of.login ?? null],
  );
  return rows.length === 1;
}

// --- keys ------------------------------------------------------------------------------------------------------------

export interface KeptPasskey {
  readonly id: number;
  readonly login: LoginId;
  readonly credential: Buffer;
  readonly publicKey: Buffer;
  readonly uses: number;
  readonly transports: readonly string[];
}

/** A key that is good, by the number that the device gave it. Locked: of two answers at once one counts first. */
export async function lockPasskey(tx: Unscoped, credential: Buffer): Promise<KeptPasskey | undefined> {
  const [row] = await tx.query<KeptPasskey>(
    `select passkey_id as id, login_id as login, credential_id as credential, public_key as "publicKey",
       uses::float8 as uses, transports
     from residents.passkeys where credential_id = $1 and removed_at is null for update`,
    [credential],
  );
  return row;
}

/** False when the device has given the number before: to this login or to another. */
export async function insertPasskey(
  tx: Unscoped,
  of: Omit<KeptPasskey, "id"> & { readonly name: string },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into residents.passkeys (login_id, credential_id, public_key, uses, transports, name)
     values ($1, $2, $3, $4, $5, $6) on conflict (credential_id) do nothing returning 1`,
    [of.login, of.credential, of.publicKey, of.uses, of.transports, of.name],
  );
  return rows.length === 1;
}

export async function noteUsed(
  tx: Unscoped,
  of: { readonly id: number; readonly uses: number },
): Promise<void> {
  await tx.query("update residents.passkeys set uses = $2, used_at = now() where passkey_id = $1", [
    of.id,
    of.uses,
  ]);
}

/** Gives the number of keys that ended. */
export async function removePasskey(
  tx: Unscoped,
  of: { readonly login: LoginId; readonly id: number },
): Promise<number> {
  const rows = await tx.query(
    `update residents.passkeys set removed_at = now()
     where passkey_id = $1 and login_id = $2 and removed_at is null returning 1`,
    [of.id, of.login],
  );
  return rows.length;
}

type Row = Omit<Passkey, "usedAt"> & {
  readonly usedAt: Date | null;
  readonly credential: Buffer;
  readonly transports: readonly string[];
};

/** The keys of a login that are good, the oldest first. */
export async function listPasskeys(
  tx: Unscoped,
  login: LoginId,
): Promise<(Passkey & { readonly credential: Buffer; readonly transports: readonly string[] })[]> {
  const rows = await tx.query<Row>(
    `select passkey_id as id, name, added_at as "addedAt", used_at as "usedAt", credential_id as credential, transports
     from residents.passkeys where login_id = $1 and removed_at is null order by passkey_id`,
    [login],
  );
  return rows.map((row) => ({ ...row, usedAt: row.usedAt ?? undefined }));
}
