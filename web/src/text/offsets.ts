// The ledger counts in bytes of UTF-8; a browser's strings count in UTF-16 code units. This maps the one to the other.
//
//   const map = new OffsetMap("Übergabe in Ħarn");
//   map.toUtf16(2)  // 1: the "b" after the two bytes of "Ü"
//
// A text of ASCII alone needs no table. Otherwise the table has one entry per kStep bytes, and the rest is counted, so
// a long article costs little memory and an offset is found in constant time.

const kStep = 256;

function bytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

export class OffsetMap {
  readonly byteLength: number;
  private readonly marks: { byte: number; unit: number }[] = [];

  constructor(readonly text: string) {
    let byte = 0;
    let unit = 0;
    let next = 0;
    while (unit < text.length) {
      if (byte >= next) {
        this.marks.push({ byte, unit });
        next = byte + kStep;
      }
      const codePoint = text.codePointAt(unit) as number;
      byte += bytesOf(codePoint);
      unit += codePoint > 0xffff ? 2 : 1;
    }
    this.byteLength = byte;
  }

  private markBefore(key: "byte" | "unit", value: number): { byte: number; unit: number } {
    let low = 0;
    let high = this.marks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.marks[middle] as { byte: number; unit: number })[key] <= value) low = middle;
      else high = middle - 1;
    }
    return this.marks[low] ?? { byte: 0, unit: 0 };
  }

  // The index in `text` of the character that holds this byte; the text's length when it lies beyond the end.
  toUtf16(offset: number): number {
    if (offset <= 0) return 0;
    if (offset >= this.byteLength) return this.text.length;
    let { byte, unit } = this.markBefore("byte", offset);
    for (;;) {
      const codePoint = this.text.codePointAt(unit) as number;
      const after = byte + bytesOf(codePoint);
      if (after > offset) return unit;
      byte = after;
      unit += codePoint > 0xffff ? 2 : 1;
    }
  }

  // The byte at which the character of this index begins.
  toByte(index: number): number {
    if (index <= 0) return 0;
    if (index >= this.text.length) return this.byteLength;
    let { byte, unit } = this.markBefore("unit", index);
    for (;;) {
      const codePoint = this.text.codePointAt(unit) as number;
      const after = unit + (codePoint > 0xffff ? 2 : 1);
      if (after > index) return byte;
      byte += bytesOf(codePoint);
      unit = after;
    }
  }

  // The words of a span [begin, end) of bytes.
  slice(begin: number, end: number): string {
    return this.text.slice(this.toUtf16(begin), this.toUtf16(end));
  }
}
