import { createTransport } from "nodemailer";
import type { Letter } from "./model.ts";

export interface Sender {
  /** "bills@eirc.example": the address of the sender, and the domain of the letters' numbers. */
  readonly from: string;
  /** Where a person reads answers; absent: nowhere. */
  readonly replyTo?: string | undefined;
  readonly dkim?:
    | { readonly domain: string; readonly selector: string; readonly privateKey: string }
    | undefined;
}

/** A one-click end counts only where both of its headers are signed (RFC 8058, section 4). */
const SIGNED =
  "From:Reply-To:To:Subject:Date:Message-ID:MIME-Version:Content-Type:List-Unsubscribe:List-Unsubscribe-Post";

/** The letter as bytes: text and HTML, attachments, the signature over it. */
export async function composed(letter: Letter, { from, replyTo, dkim }: Sender): Promise<Buffer> {
  const domain = from.slice(from.indexOf("@") + 1);
  const { unsubscribeUrl } = letter;
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    newline: "windows",
    ...(dkim && {
      dkim: {
        domainName: dkim.domain,
        keySelector: dkim.selector,
        privateKey: dkim.privateKey,
        headerFieldNames: SIGNED,
      },
    }),
  });
  const { message } = await transport.sendMail({
    from: { name: letter.fromName, address: from },
    to: letter.to,
    ...(replyTo !== undefined && { replyTo }),
    subject: letter.subject,
    text: letter.text,
    ...(letter.html !== undefined && { html: letter.html }),
    messageId: `<${letter.id}@${domain}>`,
    headers: {
      "Content-Language": letter.language,
      // No machine answers to a machine (RFC 3834).
      "Auto-Submitted": "auto-generated",
      ...(unsubscribeUrl !== undefined && {
        "List-Unsubscribe": `<${unsubscribeUrl}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      }),
    },
    attachments: (letter.attachments ?? []).map(({ name, type, content }) => ({
      filename: name,
      contentType: type,
      content: Buffer.from(content),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  if (!Buffer.isBuffer(message)) throw new Error("the letter was not composed into bytes");
  return message;
}
