import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { site } from './place.ts';

const header = 12;
const noSuchName = 3;
const typeA = 1;

/** Answers for the names of Services, and knows no other name. */
export class NameServer {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** @param addressOf the cluster IP of a Service; undefined when there is none of that name */
  static async start(
    addressOf: (namespace: string, service: string) => Promise<string | undefined>,
  ): Promise<NameServer> {
    const socket = createSocket('udp4');
    socket.on('message', (query, sender) => {
      const name = nameIn(query);
      const [, service = '', namespace = ''] = /^([^.]+)\.([^.]+)\.svc\.cluster\.local$/.exec(name) ?? [];
      void addressOf(namespace, service)
        .catch(() => undefined)
        .then((address) => socket.send(answerTo(query, address), sender.port, sender.address));
    });
    socket.bind(53, site.address);
    await once(socket, 'listening');
    return new NameServer(socket);
  }

  async stop(): Promise<void> {
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }
}

/** The name that a query asks for, in small letters; empty when it is no query. */
export function nameIn(query: Buffer): string {
  const labels: string[] = [];
  let at = header;
  for (let length = query[at] ?? 0; length > 0 && at + length < query.length; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return labels.join('.').toLowerCase();
}

/** The answer to a query, by RFC 1035: this IPv4 address for 5 s, no such name, or nothing of another type. */
export function answerTo(query: Buffer, address: string | undefined): Buffer {
  const end = Math.min(header + nameIn(query).length + 6, query.length);
  const question = Buffer.from(query.subarray(0, end));
  const found = address !== undefined && question.readUInt16BE(end - 4) === typeA;
  question.writeUInt8(0x85, 2); // an answer, and with authority
  question.writeUInt8(0x80 | (address === undefined ? noSuchName : 0), 3);
  question.writeUInt16BE(found ? 1 : 0, 6);
  question.fill(0, 8, header);
  if (!found) return question;
  const record = [0xc0, header, 0, typeA, 0, 1, 0, 0, 0, 5, 0, 4, ...address.split('.').map(Number)];
  return Buffer.concat([question, Buffer.from(record)]);
}
