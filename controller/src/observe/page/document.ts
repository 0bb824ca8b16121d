import type { Html } from './html.ts';

/** The parts of a document around its content. */
export interface Frame {
  /** Version of the pieces that it shows. */
  readonly version: string;
  readonly title: string;
  /**
   * The path from the document to the root, `''` or `'../'`. All addresses are relative, so that the page works behind a
   * proxy.
   */
  readonly root: '' | '../';
}

/** Builds a complete document from the content of its body. */
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
