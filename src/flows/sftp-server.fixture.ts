import { createHash } from "node:crypto";
import { type AddressInfo } from "node:net";
import path from "node:path";
import ssh2, { type SFTPWrapper } from "ssh2";

const { STATUS_CODE } = ssh2.utils.sftp;
const [FOLDER, FILE] = [0o040755, 0o100644];

export interface SftpServer {
  readonly port: number;
  /** As `ssh-keygen -l` shows it. */
  readonly hostKey: string;
  /** By the whole path. */
  readonly files: Map<string, Buffer>;
  /** Signs in that were tried. */
  readonly signIns: string[];
  /** Folders that nobody may change. */
  readonly readOnly: Set<string>;
  close(): Promise<void>;
}

/** An SFTP server of another make (ssh2), whose disk is a map: user "eirc", password "theirs". */
export async function sftpServer(folders: readonly string[], hostKeyPem?: string): Promise<SftpServer> {
  const pem = hostKeyPem ?? ssh2.utils.generateKeyPairSync("ed25519").private;
  const parsed = ssh2.utils.parseKey(pem);
  if (parsed instanceof Error) throw parsed;
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  const hostKey = `SHA256:${createHash("sha256").update(key.getPublicSSH()).digest("base64").replace(/=+$/, "")}`;
  const files = new Map<string, Buffer>();
  const dirs = new Set(["/", ...folders]);
  const signIns: string[] = [];
  const readOnly = new Set<string>();
  const sockets = new Set<{ end(): unknown }>();
  const server = new ssh2.Server({ hostKeys: [pem] }, (client) => {
    sockets.add(client);
    client.on("error", () => undefined);
    client.on("close", () => sockets.delete(client));
    client.on("authentication", (asked) => {
      if (asked.method === "password") signIns.push(`${asked.username}:${asked.password}`);
      if (asked.method === "password" && asked.username === "eirc" && asked.password === "theirs")
        asked.accept();
      else asked.reject(["password"]);
    });
    client.on("ready", () => {
      client.on("session", (accept) => {
        accept().on("sftp", (open) => serve(open(), { files, dirs, readOnly }));
      });
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    hostKey,
    files,
    signIns,
    readOnly,
    close: async () => {
      for (const socket of sockets) socket.end();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

interface Disk {
  readonly files: Map<string, Buffer>;
  readonly dirs: Set<string>;
  readonly readOnly: Set<string>;
}

function serve(sftp: SFTPWrapper, { files, dirs, readOnly }: Disk): void {
  const handles = new Map<number, { readonly name: string; listed: boolean }>();
  let next = 0;
  const handle = (name: string): Buffer => {
    next += 1;
    handles.set(next, { name, listed: false });
    const id = Buffer.alloc(4);
    id.writeUInt32BE(next);
    return id;
  };
  const at = (id: Buffer) => handles.get(id.readUInt32BE());
  const attrs = (name: string) => ({
    mode: dirs.has(name) ? FOLDER : FILE,
    uid: 0,
    gid: 0,
    size: files.get(name)?.length ?? 0,
    atime: 1_700_000_000,
    mtime: 1_700_000_000,
  });
  const plain = (name: string): string => path.posix.resolve("/", name);
  const isLocked = (name: string): boolean => readOnly.has(path.posix.dirname(name));
  const stat = (id: number, given: string): void => {
    const name = plain(given);
    if (dirs.has(name) || files.has(name)) sftp.attrs(id, attrs(name));
    else sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
  };
  sftp
    .on("REALPATH", (id, name) =>
      sftp.name(id, [{ filename: plain(name), longname: plain(name), attrs: attrs(plain(name)) }]),
    )
    .on("STAT", stat)
    .on("LSTAT", stat)
    .on("OPENDIR", (id, name) =>
      dirs.has(plain(name))
        ? sftp.handle(id, handle(plain(name)))
        : sftp.status(id, STATUS_CODE.NO_SUCH_FILE),
    )
    .on("READDIR", (id, of) => {
      const open = at(of);
      if (!open || open.listed) {
        sftp.status(id, STATUS_CODE.EOF);
        return;
      }
      open.listed = true;
      const inside = [...files.keys(), ...dirs].filter(
        (name) => name !== "/" && path.posix.dirname(name) === open.name,
      );
      sftp.name(
        id,
        inside.map((name) => ({
          filename: path.posix.basename(name),
          longname: `${dirs.has(name) ? "d" : "-"}rw-r--r-- 1 0 0 0 Jan 1 00:00 ${path.posix.basename(name)}`,
          attrs: attrs(name),
        })),
      );
    })
    .on("OPEN", (id, given, flags) => {
      const name = plain(given);
      const isWriting = (flags & ssh2.utils.sftp.OPEN_MODE.WRITE) !== 0;
      if (isWriting && !isLocked(name)) files.set(name, Buffer.alloc(0));
      if (files.has(name)) sftp.handle(id, handle(name));
      else sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    })
    .on("FSTAT", (id, of) => sftp.attrs(id, attrs(at(of)?.name ?? "")))
    .on("FSETSTAT", (id) => sftp.status(id, STATUS_CODE.OK))
    .on("READ", (id, of, offset, length) => {
      const bytes = files.get(at(of)?.name ?? "") ?? Buffer.alloc(0);
      if (offset >= bytes.length) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, bytes.subarray(offset, offset + length));
    })
    .on("WRITE", (id, of, offset, data) => {
      const name = at(of)?.name ?? "";
      const before = files.get(name) ?? Buffer.alloc(0);
      const bytes = Buffer.alloc(Math.max(before.length, offset + data.length));
      before.copy(bytes);
      data.copy(bytes, offset);
      files.set(name, bytes);
      sftp.status(id, STATUS_CODE.OK);
    })
    .on("CLOSE", (id, of) => {
      handles.delete(of.readUInt32BE());
      sftp.status(id, STATUS_CODE.OK);
    })
    .on("MKDIR", (id, name) => {
      dirs.add(plain(name));
      sftp.status(id, STATUS_CODE.OK);
    })
    .on("RENAME", (id, from, to) => {
      const bytes = files.get(plain(from));
      if (!bytes || isLocked(plain(from))) {
        sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
        return;
      }
      files.delete(plain(from));
      files.set(plain(to), bytes);
      sftp.status(id, STATUS_CODE.OK);
    });
}
