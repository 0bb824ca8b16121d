import type { ChartValue } from './values-document.ts';

/** The page that Helm and registries show for the chart. */
export function chartReadme(values: readonly ChartValue[]): string {
  return `# mechanic

Empties AKS nodes before Azure maintains their hosts, never more of them at once than you allow.

\`\`\`sh
helm install mechanic charts/mechanic --namespace mechanic --create-namespace
helm test mechanic --namespace mechanic
\`\`\`

The chart may be installed once in a cluster, in any namespace and under any release name: its objects have the same
names always. Kubernetes 1.32 or later. How to install it on the various kinds of AKS cluster is in
[docs/install.md](../../docs/install.md), what every permission is for in [docs/security.md](../../docs/security.md).

This page is generated from \`values.yaml\`. \`values.schema.json\` refuses whatever is not listed here.

${table(values)}`;
}

function table(values: readonly ChartValue[]): string {
  const rows = values.flatMap(rowsOf);
  return ['| value | default | meaning |', '|---|---|---|', ...rows, ''].join('\n');
}

function rowsOf(value: ChartValue): string[] {
  const name = value.path.join('.');
  const own =
    value.comment === null
      ? []
      : [`| \`${name}\` | ${value.children ? '' : code(value.default)} | ${cell(value.comment)} |`];
  return [...own, ...(value.children ?? []).flatMap(rowsOf)];
}

function code(value: unknown): string {
  return `\`${cell(JSON.stringify(value))}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
