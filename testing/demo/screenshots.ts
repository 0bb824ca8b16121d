/**
 * Writes the pictures of the README: the status page while a deadline is at risk, and what the demo prints. The exit code is
 * 0 only when everything held that the demo checks.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../page/browser.ts';
import { demo } from './show.ts';
import { Terminal } from './terminal.ts';
import { terminalImage } from './terminal-image.ts';

const images = join(import.meta.dirname, '..', '..', 'docs', 'images');
await mkdir(images, { recursive: true });
const browser = await launchBrowser();
const lines: string[] = [];
const terminal = new Terminal(true, (line) => {
  lines.push(line);
  process.stdout.write(`${line}\n`);
});
try {
  const held = await demo({ terminal, onRisk: (url) => pageImage(browser, url) });
  // Setting up is left out: it is the same everywhere.
  const story = lines.slice(lines.findIndex((line) => line.includes('1. Azure')));
  await terminalImage(browser, story, join(images, 'demo.png'));
  process.exitCode = held ? 0 : 1;
} finally {
  await browser.close();
}

async function pageImage(from: Browser, url: string): Promise<void> {
  const page = await from.newPage({ viewport: { width: 1_100, height: 1_000 }, colorScheme: 'light' });
  await page.goto(url);
  await page.locator('#connection.live').waitFor();
  await page.screenshot({ path: join(images, 'page.png') });
  await page.close();
}
