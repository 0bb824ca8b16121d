import { randomBytes, generateKeyPairSync } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority } from './authority.ts';
import { isAlive } from './alive.ts';
import { type Access, kubeconfigFile } from './kubeconfig.ts';

/** The clients with a static token, each with its user and group. */
const identities = {
  admin: { user: 'admin', group: 'system:masters' },
  'kube-controller-manager': { user: 'system:kube-controller-manager', group: '' },
  'kube-scheduler': { user: 'system:kube-scheduler', group: '' },
  kwok: { user: 'kwok', group: 'system:masters' },
} as const;

const prefix = 'mechanic-controlplane-';

export type Identity = keyof typeof identities;

/** The files of one control plane, below one temporary directory. */
export class Layout {
  readonly root: string;
  readonly logs: string;
  readonly authority: Authority;
  readonly server: string;
  readonly tokens: Readonly<Record<Identity, string>>;

  private constructor(root: string, authority: Authority, server: string) {
    this.root = root;
    this.logs = join(root, 'logs');
    this.authority = authority;
    this.server = server;
    const token = (): string => randomBytes(16).toString('hex');
    this.tokens = {
      admin: token(),
      'kube-controller-manager': token(),
      'kube-scheduler': token(),
      kwok: token(),
    };
  }

  /** Creates the directory with certificates, keys, tokens, kubeconfigs and the audit policy. */
  static async create(apiServerPort: number, address = '127.0.0.1'): Promise<Layout> {
    await removeOrphans();
    const root = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
    const authority = await Authority.create('mechanic test control plane');
    const layout = new Layout(root, authority, `https://${address}:${apiServerPort}`);
    await mkdir(layout.logs);
    await layout.#writeSecrets();
    await Promise.all(
      layout
        .#identities()
        .map(([identity]) => writeFile(layout.kubeconfig(identity), kubeconfigFile(layout.access(identity)))),
    );
    await copyFile(join(import.meta.dirname, 'audit-policy.yaml'), layout.file('audit-policy.yaml'));
    return layout;
  }

  file(name: string): string {
    return join(this.root, name);
  }

  log(component: string): string {
    return join(this.logs, `${component}.log`);
  }

  kubeconfig(identity: Identity): string {
    return this.file(`${identity}.kubeconfig`);
  }

  access(identity: Identity): Access {
    return {
      server: this.server,
      caData: Buffer.from(this.authority.certificate).toString('base64'),
      user: identities[identity].user,
      token: this.tokens[identity],
    };
  }

  async #writeSecrets(): Promise<void> {
    const serving = await this.authority.issue('kube-apiserver', [
      new URL(this.server).hostname,
      // The API server has the first address of the Service range.
      '10.96.0.1',
      '127.0.0.1',
      'localhost',
      'kubernetes.default.svc',
    ]);
    const accounts = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'sec1', format: 'pem' },
    });
    const tokens = this.#identities().map(
      ([identity, { user, group }]) => `${this.tokens[identity]},${user},${user},"${group}"\n`,
    );
    const files = {
      'ca.crt': this.authority.certificate,
      'apiserver.crt': serving.certificate,
      'apiserver.key': serving.privateKey,
      'service-account.pub': accounts.publicKey,
      'service-account.key': accounts.privateKey,
      'tokens.csv': tokens.join(''),
    };
    await Promise.all(
      Object.entries(files).map(([name, text]) => writeFile(this.file(name), text, { mode: 0o600 })),
    );
  }

  #identities(): [Identity, (typeof identities)[Identity]][] {
    // Object.entries() widens the key type to string.
    return Object.entries(identities) as [Identity, (typeof identities)[Identity]][];
  }
}

/** Removes the data of control planes whose process was killed before its own cleanup. */
async function removeOrphans(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (owner > 0 && !isAlive(owner)) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}
