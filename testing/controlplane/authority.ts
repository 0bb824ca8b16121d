import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
// @peculiar/x509 injects its dependencies by decorators and does not load without this.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

/** A certificate and its private key, both PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly privateKey: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const day = 24 * 60 * 60 * 1000;

/** A certificate authority that lives as long as one control plane. */
export class Authority {
  /** The root certificate, PEM. */
  readonly certificate: string;
  readonly #root: x509.X509Certificate;
  readonly #keys: webcrypto.CryptoKeyPair;

  private constructor(root: x509.X509Certificate, keys: webcrypto.CryptoKeyPair) {
    this.certificate = root.toString('pem');
    this.#root = root;
    this.#keys = keys;
  }

  /** Makes a new authority with a key of its own. */
  static async create(name: string): Promise<Authority> {
    const keys = await generateKeys();
    const root = await x509.X509CertificateGenerator.createSelfSigned(
      {
        name: `CN=${name}`,
        keys,
        ...validity(),
        serialNumber: randomBytes(8).toString('hex'),
        signingAlgorithm: algorithm,
        extensions: [
          new x509.BasicConstraintsExtension(true, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
          await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
        ],
      },
      webcrypto,
    );
    return new Authority(root, keys);
  }

  /** Issues a server certificate for these host names and IP addresses. */
  issue(name: string, hosts: readonly string[]): Promise<KeyPair> {
    const names = hosts.map((host) => ({
      type: isIP(host) === 0 ? ('dns' as const) : ('ip' as const),
      value: host,
    }));
    return this.#sign(
      [{ CN: [name] }],
      [
        new x509.SubjectAlternativeNameExtension(names),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      ],
    );
  }

  /** Issues a client certificate for this user and group. */
  issueClient(user: string, group?: string): Promise<KeyPair> {
    return this.#sign(
      [...(group === undefined ? [] : [{ O: [group] }]), { CN: [user] }],
      [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])],
    );
  }

  async #sign(subject: x509.JsonName, extensions: readonly x509.Extension[]): Promise<KeyPair> {
    const keys = await generateKeys();
    const certificate = await x509.X509CertificateGenerator.create(
      {
        subject,
        issuer: this.#root.subject,
        publicKey: keys.publicKey,
        signingKey: this.#keys.privateKey,
        ...validity(),
        serialNumber: randomBytes(8).toString('hex'),
        signingAlgorithm: algorithm,
        extensions: [
          ...extensions,
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          await x509.AuthorityKeyIdentifierExtension.create(this.#root),
        ],
      },
      webcrypto,
    );
    return { certificate: certificate.toString('pem'), privateKey: await pem(keys.privateKey) };
  }
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

// One day in the past, because the clocks of a laptop and its virtual machine sometimes differ.
function validity(): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 30 * day) };
}

async function pem(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}
