import { ACKNOWLEDGE, REPORT } from '@mechanic/contract/keys';
import type { NodeAnswer, NodeApi, NodeFailure, OwnNode } from '../../../probe/src/node-client.ts';
import type { ApiAnswer, Client, Network } from '../net/network.ts';
import type { ApiCall } from '../net/traffic.ts';

const TIMEOUT_MS = 10_000;
const silence: NodeFailure = { kind: 'failed', message: 'no answer', retryAfterMs: 0 };

interface NodeShape {
  readonly metadata: { readonly uid: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: { readonly providerID?: string };
}

/** The way of one probe to its Node, over the simulated network; takes the place of a NodeClient. */
export class SimNodeApi implements NodeApi {
  readonly #network: Network;
  readonly #client: Client;
  readonly #path: string;

  constructor(network: Network, client: Client, node: string) {
    this.#network = network;
    this.#client = client;
    this.#path = `/api/v1/nodes/${node}`;
  }

  async read(): Promise<NodeAnswer<OwnNode>> {
    const answer = await this.#ask('GET');
    if (answer === null) return silence;
    if (answer.status !== 200) return failureOf(answer);
    const { metadata, spec = {} } = JSON.parse(answer.text) as NodeShape; // the model's own Node
    const { annotations = {} } = metadata;
    return {
      kind: 'ok',
      value: {
        uid: metadata.uid,
        providerId: spec.providerID,
        report: annotations[REPORT],
        acknowledge: annotations[ACKNOWLEDGE],
      },
    };
  }

  async writeReport(uid: string, report: string): Promise<NodeAnswer<undefined>> {
    const answer = await this.#ask(
      'PATCH',
      JSON.stringify({ metadata: { uid, annotations: { [REPORT]: report } } }),
    );
    if (answer === null) return silence;
    return answer.status === 200 ? { kind: 'ok', value: undefined } : failureOf(answer);
  }

  #ask(method: string, body?: string): Promise<ApiAnswer | null> {
    const { process } = this.#client;
    const call: ApiCall = {
      method,
      path: this.#path,
      query: new URLSearchParams(),
      headers: body === undefined ? {} : { 'Content-Type': 'application/merge-patch+json' },
      body,
      actor: process.name,
    };
    return new Promise((resolve) => {
      const abandon = this.#network.exchange({
        client: this.#client,
        call,
        begin: () => true,
        answer: (answer) => done(answer),
        fail: () => done(null),
      });
      const cancel = process.clock.after(TIMEOUT_MS, () => {
        abandon();
        done(null);
      });
      const done = (answer: ApiAnswer | null): void => {
        cancel();
        resolve(answer);
      };
    });
  }
}

function failureOf({ status, headers = {} }: ApiAnswer): NodeFailure {
  const message = `HTTP ${status}`;
  switch (status) {
    case 404:
      return { kind: 'not_found' };
    case 403:
      return { kind: 'forbidden', message };
    case 409:
    case 422:
      return { kind: 'rejected', message };
    default:
      return { kind: 'failed', message, retryAfterMs: 1_000 * (Number(headers['retry-after']) || 0) };
  }
}
