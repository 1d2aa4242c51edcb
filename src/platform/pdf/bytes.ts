/** A growing buffer. Page content is written into it number by number: strings joined at the end cost three times as much. */
export class Bytes {
  private buffer = Buffer.allocUnsafe(32_768);
  length = 0;

  text(ascii: string): void {
    this.room(ascii.length);
    const { buffer, length } = this;
    for (let i = 0; i < ascii.length; i++) buffer[length + i] = ascii.charCodeAt(i);
    this.length = length + ascii.length;
  }

  byte(value: number): void {
    this.room(1);
    this.buffer[this.length++] = value;
  }

  /** Writes the codes of a text; false, and nothing written, if one of its letters has none. */
  coded(text: string, codes: Uint8Array): boolean {
    this.room(text.length);
    const { buffer, length } = this;
    for (let i = 0; i < text.length; i++) {
      const code = codes[text.charCodeAt(i)];
      if (!code) return false;
      buffer[length + i] = code;
    }
    this.length = length + text.length;
    return true;
  }

  /** A number of at most nine digits and a space. */
  int(value: number): void {
    this.room(16);
    const { buffer } = this;
    let at = this.length;
    let rest = value | 0;
    if (rest < 0) {
      buffer[at++] = 0x2d;
      rest = -rest;
    }
    let end = at + 1;
    for (let power = 10; power <= rest; power *= 10) end += 1;
    this.length = end + 1;
    buffer[end] = 0x20;
    for (at = end - 1; ; at--) {
      const tens = (rest / 10) | 0;
      buffer[at] = 0x30 + rest - tens * 10;
      rest = tens;
      if (rest === 0) break;
    }
  }

  bytes(content: Uint8Array): void {
    this.room(content.length);
    this.buffer.set(content, this.length);
    this.length += content.length;
  }

  /** The content, valid until the next write. */
  view(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  private room(more: number): void {
    if (this.length + more <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + more));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}
