/** The part of etcd's HTTP answers that is used. */
interface EtcdAnswer {
  readonly header: { readonly revision: string };
}

/** Compacts etcd, so that it forgets every revision but the present one. `url` is its client URL. */
export async function compactEtcd(url: string): Promise<void> {
  // Any read returns the present revision; the key is one zero byte in base64.
  const { header } = await ask(`${url}/v3/kv/range`, { key: 'AA==' });
  await ask(`${url}/v3/kv/compaction`, { revision: header.revision, physical: true });
}

async function ask(url: string, body: object): Promise<EtcdAnswer> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: HTTP ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as EtcdAnswer; // the schema of etcd
}
