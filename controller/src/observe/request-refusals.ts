import type { NodeRef } from '../decide/decision.ts';
import type { NodeView } from '../decide/snapshot.ts';
import type { Statement } from './event-recorder.ts';
import { NodeRateLimit } from './node-rate-limit.ts';

/** Where refusals are reported. */
export interface RequestRefusalPorts {
  warn(message: string, node: NodeRef, fields: Readonly<Record<string, unknown>>): void;
  say(node: NodeRef, statement: Statement): void;
}

/** Finds unreadable requests, and reports each text once. */
export class RequestRefusals {
  readonly #ports: RequestRefusalPorts;
  /** The text that was reported last, by Node UID. */
  readonly #told = new Map<string, string>();
  readonly #pace = new NodeRateLimit();

  constructor(ports: RequestRefusalPorts) {
    this.#ports = ports;
  }

  /** @param nodes all Nodes; `now` in milliseconds since the epoch */
  take(nodes: readonly NodeView[], now: number): void {
    const present = new Map(nodes.map((node) => [node.uid, node]));
    for (const uid of this.#told.keys()) {
      if (present.get(uid)?.request.kind !== 'unreadable') this.#told.delete(uid);
    }
    this.#pace.keep(present);
    for (const { name, uid, request } of nodes) {
      if (request.kind !== 'unreadable' || this.#told.get(uid) === request.id) continue;
      if (!this.#pace.allows(uid, now)) continue;
      this.#told.set(uid, request.id);
      this.#ports.warn('request cannot be read', { name, uid }, { id: request.id, error: request.why });
      this.#ports.say({ name, uid }, refusal(request));
    }
  }

  clear(): void {
    this.#told.clear();
    this.#pace.clear();
  }
}

function refusal({ id, why }: Extract<NodeView['request'], { readonly kind: 'unreadable' }>): Statement {
  return {
    type: 'Warning',
    reason: 'RequestRefused',
    message: `The annotation mechanic.dev/request cannot be read, and the node is not drained for it: ${why}`,
    about: 'Request',
    occasion: id,
  };
}
