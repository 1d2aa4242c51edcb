import type { Tx } from "#platform/database";

/** What a bank sent, as it came; tokens and signatures cut out. */
export interface CardMessage {
  readonly bank: string;
  readonly remoteAddress: string;
  readonly request: string;
  readonly outcome: string;
  readonly incident: boolean;
}

export async function insertCardMessage(tx: Tx, message: CardMessage): Promise<void> {
  await tx.query(
    `insert into gateways.card_messages (bank, remote_address, request, outcome, incident) values ($1, $2, $3, $4, $5)`,
    [
      message.bank,
      message.remoteAddress,
      message.request.slice(0, 20_000),
      message.outcome,
      message.incident,
    ],
  );
}

/** What a person has to look at, newest first. */
export async function listCardIncidents(
  tx: Tx,
  limit: number,
): Promise<(CardMessage & { readonly receivedAt: Date })[]> {
  return tx.query(
    `select bank, remote_address as "remoteAddress", request, outcome, incident, received_at as "receivedAt"
     from gateways.card_messages where incident order by message_id desc limit $1`,
    [limit],
  );
}

export async function isNotificationHandled(tx: Tx, bank: string, replayKey: string): Promise<boolean> {
  const rows = await tx.query(
    "select 1 from gateways.card_notifications where bank = $1 and replay_key = $2",
    [bank, replayKey],
  );
  return rows.length === 1;
}

export async function insertNotification(tx: Tx, bank: string, replayKey: string): Promise<void> {
  await tx.query(
    "insert into gateways.card_notifications (bank, replay_key) values ($1, $2) on conflict do nothing",
    [bank, replayKey],
  );
}
