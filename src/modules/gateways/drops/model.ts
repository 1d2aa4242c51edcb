import type { UserId } from "#core/ids";

export const DROP_KINDS = ["sftp", "mail"] as const;
export type DropKind = (typeof DROP_KINDS)[number];
export const DROP_SECURITY = ["tls", "starttls", "none"] as const;

/** What was agreed with a peer about a place where it leaves its files. */
export interface DropSettings {
  readonly kind: DropKind;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Of mail. Without encryption a mailbox is read on this machine alone. SFTP is always encrypted. */
  readonly security: (typeof DROP_SECURITY)[number];
  /** Of SFTP: "SHA256:…" of the server's key, as `ssh-keygen -l` shows it. Without it nobody signs in there. */
  readonly hostKey: string;
  /** The folder, or the mailbox. */
  readonly folder: string;
  /** Where what was dealt with is put, beside the others: a folder or a mailbox. Empty: it is left where it lies. */
  readonly doneFolder: string;
  /** Of SFTP: where files for the peer are laid. Empty: none are. */
  readonly outFolder: string;
  /** Of mail: who may send, as addresses or as "@domain". */
  readonly senders: readonly string[];
  /** Names that are taken: "*.txt;R??.csv". Empty: all. */
  readonly mask: string;
  /** Absent: found out of the file. */
  readonly profile?: string | undefined;
  /** From one look to the next. */
  readonly minutes: number;
  readonly isActive: boolean;
}

/** Why a look failed. Each has its sentence on the screen. */
export const DROP_TROUBLES = [
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
export type DropTroubleKind = (typeof DROP_TROUBLES)[number];

/** A look that failed: what the peer did, and its own words where it had any. */
export class DropTrouble extends Error {
  override readonly name = "DropTrouble";
  readonly kind: DropTroubleKind;

  constructor(kind: DropTroubleKind, detail = "", options?: ErrorOptions) {
    super(detail, options);
    this.kind = kind;
  }
}

/** Why a file or letter was not taken as a register at all. */
export type ItemReason =
  | "sender_unknown"
  | "archive"
  | "too_large"
  | "empty"
  | "nothing_attached"
  /** Taken, and what it says could not be booked: the file tells why. */
  | "file_refused";

/** A file or a letter as the peer lists it. */
export interface FarItem {
  /** The same as long as it is the same thing there. */
  readonly key: string;
  readonly label: string;
  readonly size: number;
  /** A letter is whole when it is there; a file may still be written. */
  readonly mayGrow: boolean;
  /** Of a letter. */
  readonly sender?: string | undefined;
}

export interface FarFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A file of ours that is laid at a peer's, never held whole. */
export interface FileToLay {
  readonly name: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly parts: () => AsyncIterable<Buffer>;
}

/** An open connection with a place of files. Every deed may throw a `DropTrouble`. */
export interface FarPlace {
  list(): Promise<readonly FarItem[]>;
  /** The files of an item; undefined where it is another thing by now. */
  read(item: FarItem): Promise<readonly FarFile[] | undefined>;
  /** Puts what was dealt with aside. */
  putAside(item: FarItem): Promise<void>;
  /** Lays a file for the peer, whole or not at all; the same file again changes nothing. */
  lay(file: FileToLay): Promise<void>;
  close(): Promise<void>;
}

export interface Drop {
  readonly id: number;
  readonly agent: number;
  readonly agentCode: string;
  readonly agentName: string;
  readonly version: number;
  readonly settings: DropSettings;
  readonly failures: number;
  readonly trouble: DropTroubleKind | undefined;
  readonly troubleDetail: string;
  readonly triedAt: Date | undefined;
  readonly fetchedAt: Date | undefined;
  readonly nextAt: Date;
}

export interface DropItem {
  readonly id: bigint;
  readonly label: string;
  readonly size: bigint;
  readonly seenAt: Date;
  readonly outcome: "taken" | "refused" | undefined;
  readonly reason: ItemReason | undefined;
  readonly files: readonly number[];
  readonly settledAt: Date | undefined;
}

export interface DropVersion {
  readonly version: number;
  readonly settings: DropSettings;
  readonly recordedAt: Date;
  readonly recordedBy: UserId | undefined;
}

/** What the settings themselves forbid. */
export type DropFault =
  | "host_malformed"
  | "host_key_malformed"
  | "folder_malformed"
  | "folders_equal"
  | "sender_missing"
  | "sender_malformed"
  | "mask_malformed"
  | "plain_text_far";
