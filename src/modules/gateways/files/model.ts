import type { UserId } from "#core/ids";

export type FileSource = "upload" | "command" | "folder" | "sftp" | "mail";

export type FileEventKind =
  /** No profile reads it, or more than one does: a person chooses. */
  | "unclear"
  /** For the file that comes with it. */
  | "waiting"
  /** It came with another file, and was read with it. */
  | "companion"
  | "refused"
  | "posted"
  | "reconciled"
  /** The same bytes came again. */
  | "duplicate";

export type FileState = "received" | Exclude<FileEventKind, "duplicate">;

export interface NewFile {
  readonly agent: number;
  readonly name: string;
  readonly bytes: Buffer;
  readonly source: FileSource;
}

export interface ReceivedFile {
  readonly id: number;
  readonly agent: number;
  readonly agentCode: string;
  readonly agentName: string;
  readonly name: string;
  /** sha256, hexadecimal. */
  readonly hash: string;
  readonly size: number;
  readonly source: FileSource;
  readonly state: FileState;
  /** The registry that its lines were taken as. */
  readonly registry: number | undefined;
  readonly profile: string | undefined;
  /** Of the event that made the state. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly receivedAt: Date;
  readonly receivedBy: UserId | undefined;
  /** How often the same bytes came again. */
  readonly duplicates: number;
}

export interface FileEvent {
  readonly no: number;
  readonly event: FileEventKind;
  readonly profile: string | undefined;
  readonly profileVersion: number | undefined;
  readonly registry: number | undefined;
  /** Numbers of any size are text in it. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly recordedAt: Date;
  readonly recordedBy: UserId | undefined;
}
