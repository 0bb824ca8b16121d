import type { Html } from './html.ts';

/** What stands around the content of a document. */
export interface Frame {
  /** Of the pieces that it shows. */
  readonly version: string;
  readonly title: string;
  /** From where it is to the root, `''` or `'../'`: all addresses are relative, so that it works behind a proxy as well. */
  readonly root: '' | '../';
}

/** A document of its own, from what its body holds. */
export function documentOf(body: Html, { version, title, root }: Frame): string {
  return `<!doctype html>
<html lang="en" data-version="${version}" data-root="${root}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${root}icon.svg">
<link rel="stylesheet" href="${root}page.css">
<script type="module" src="${root}page.client.js"></script>
</head>
<body>
${body.text}
</body>
</html>
`;
}
