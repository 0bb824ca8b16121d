import type { Browser } from 'playwright-core';
import { type Html, html } from '../../controller/src/observe/page/html.ts';

const style = `
  body { margin: 0; padding: 14px 18px; background: #14171c; color: #d7dce2; font: 11px/1.45 monospace; }
  p { margin: 0; min-height: 1.45em; white-space: pre-wrap; }
  .c1 { color: #fff; font-weight: bold; } .c2 { color: #8a94a3; } .c36 { color: #6fd0dd; }
  .c32 { color: #7fd49c; } .c31 { color: #ff9088; }
`;

/** Writes what a terminal shows as a picture, in the colours that it would have. */
export async function terminalImage(browser: Browser, lines: readonly string[], path: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1_000, height: 400 } });
  const shown = lines.map(
    (line) =>
      `<p>${painted(line)
        .map(({ text }) => text)
        .join('')}</p>`,
  );
  await page.setContent(`<style>${style}</style>${shown.join('')}`);
  await page.screenshot({ path, fullPage: true });
  await page.close();
}

/** The codes of the terminal as elements with a class each. */
function painted(line: string): Html[] {
  return line.split('\u001b[').map((part, index) => {
    const code = index === 0 ? null : /^(\d+)m/.exec(part);
    const text = code === null ? part : part.slice(code[0].length);
    return html`<span class="c${code?.[1] ?? '0'}">${text}</span>`;
  });
}
