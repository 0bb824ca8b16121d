/** Part of what etcd answers over HTTP. */
interface EtcdAnswer {
  readonly header: { readonly revision: string };
}

/** Lets etcd forget every state but the present one. `url` is the one at which it serves clients. */
export async function compactEtcd(url: string): Promise<void> {
  // Any read tells the present revision; the key is one byte of zero, in base64.
  const { header } = await ask(`${url}/v3/kv/range`, { key: 'AA==' });
  await ask(`${url}/v3/kv/compaction`, { revision: header.revision, physical: true });
}

async function ask(url: string, body: object): Promise<EtcdAnswer> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: HTTP ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as EtcdAnswer; // etcd's own schema
}
