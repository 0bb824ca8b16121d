/** One field of a protobuf message: a number, or bytes that are a text, bytes or another message. */
export type Field = bigint | Buffer;

/** The fields of a protobuf message by number, each as often as it is there. */
export class Message {
  readonly #fields = new Map<number, Field[]>();

  /** @throws Error when it is none */
  constructor(bytes: Buffer) {
    let at = 0;
    const varint = (): bigint => {
      let value = 0n;
      for (let shift = 0n; ; shift += 7n) {
        const byte = bytes[at++];
        if (byte === undefined || shift > 63n) throw new Error('the message is cut off');
        value |= BigInt(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
      }
    };
    const take = (length: number): Buffer => {
      at += length;
      if (at > bytes.length) throw new Error('the message is cut off');
      return bytes.subarray(at - length, at);
    };
    while (at < bytes.length) {
      const tag = Number(varint());
      const read = {
        0: varint,
        1: () => take(8).readBigUInt64LE(),
        2: () => take(Number(varint())),
        5: () => BigInt(take(4).readUInt32LE()),
      }[tag & 7];
      if (read === undefined) throw new Error(`there is no wire type ${tag & 7}`);
      this.#fields.set(tag >>> 3, [...(this.#fields.get(tag >>> 3) ?? []), read()]);
    }
  }

  /** Messages in this field. */
  messages(field: number): Message[] {
    return this.bytes(field).map((bytes) => new Message(bytes));
  }

  bytes(field: number): Buffer[] {
    return this.#all(field).filter((value) => typeof value !== 'bigint');
  }

  text(field: number): string {
    return this.bytes(field)[0]?.toString() ?? '';
  }

  /** undefined when the field is not there. */
  number(field: number): bigint | undefined {
    return this.#all(field).find((value) => typeof value === 'bigint');
  }

  #all(field: number): readonly Field[] {
    return this.#fields.get(field) ?? [];
  }
}
