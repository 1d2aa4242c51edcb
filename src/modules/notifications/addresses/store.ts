import type { LoginId } from "#modules/residents";
import type { Tx } from "#platform/database";

interface AddressPlace {
  readonly login: LoginId;
  readonly channel: "email" | "sms";
}

/** An address that waits for its code, in the place of one that waited before; false where one is in use. */
export async function putAddress(
  tx: Tx,
  of: AddressPlace & { readonly address: string; readonly codeHash: Buffer; readonly minutes: number },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into notifications.addresses as a (login_id, channel, address, code_hash, code_until)
     values ($1, $2, $3, $4, now() + make_interval(mins => $5::integer))
     on conflict (login_id, channel) do update set address = excluded.address, code_hash = excluded.code_hash,
       code_until = excluded.code_until, failures = 0 where a.confirmed_at is null returning 1`,
    [of.login, of.channel, of.address, of.codeHash, of.minutes],
  );
  return rows.length === 1;
}

/** One whose code is still good, held until the transaction ends: guesses come one after another. */
export async function lockWaitingAddress(
  tx: Tx,
  of: AddressPlace,
): Promise<{ readonly address: string; readonly codeHash: Buffer; readonly failures: number } | undefined> {
  const [row] = await tx.query<{ address: string; codeHash: Buffer; failures: number }>(
    `select address, code_hash as "codeHash", failures from notifications.addresses
     where login_id = $1 and channel = $2 and confirmed_at is null and code_until > now() for update`,
    [of.login, of.channel],
  );
  return row;
}

export async function noteWrongCode(tx: Tx, of: AddressPlace): Promise<void> {
  await tx.query(
    "update notifications.addresses set failures = failures + 1 where login_id = $1 and channel = $2",
    [of.login, of.channel],
  );
}

export async function confirmAddress(tx: Tx, of: AddressPlace): Promise<void> {
  await tx.query(
    `update notifications.addresses set confirmed_at = now(), code_hash = null, code_until = null
     where login_id = $1 and channel = $2`,
    [of.login, of.channel],
  );
}

export async function deleteAddress(tx: Tx, of: AddressPlace): Promise<void> {
  await tx.query("delete from notifications.addresses where login_id = $1 and channel = $2", [
    of.login,
    of.channel,
  ]);
}

/** Addresses that somebody wrote down; one that waits for its code is there until the code is too old. */
export async function listAddresses(
  tx: Tx,
  login: LoginId,
): Promise<{ readonly channel: "email" | "sms"; readonly address: string; readonly isConfirmed: boolean }[]> {
  return tx.query(
    `select channel, address, confirmed_at is not null as "isConfirmed" from notifications.addresses
     where login_id = $1 and (confirmed_at is not null or code_until > now()) order by channel`,
    [login],
  );
}
