/** A growing buffer. Page content is written into it number by number: strings joined at the end cost three times as much. */
export class Bytes {
  private buffer = Buffer.allocUnsafe(32_768);
  length = 0;

  text(ascii: string): void {
    this.room(ascii.length);
    for (let i = 0; i < ascii.length; i++) this.buffer[this.length++] = ascii.charCodeAt(i);
  }

  byte(value: number): void {
    this.room(1);
    this.buffer[this.length++] = value;
  }

  /** The number and a space. */
  int(value: number): void {
    this.room(16);
    let rest = value;
    if (rest < 0) {
      this.buffer[this.length++] = 0x2d;
      rest = -rest;
    }
    let power = 1;
    while (power * 10 <= rest) power *= 10;
    for (; power >= 1; power /= 10) {
      this.buffer[this.length++] = 0x30 + (Math.floor(rest / power) % 10);
    }
    this.buffer[this.length++] = 0x20;
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
