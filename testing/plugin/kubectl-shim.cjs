#!/usr/bin/env node
// The real kubectl, but for requests through the API server's proxy: those go to where PROXIED says.
const { spawnSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { get } = require('node:http');

const args = process.argv.slice(2);
const raw = args[args.indexOf('--raw') + 1] ?? '';
const [, target, path] = /^\/api\/v1\/namespaces\/mechanic\/(.*)\/proxy(\/.*)$/.exec(raw) ?? [];
const base = target === undefined ? undefined : targets()[target];

if (base === undefined) {
  // It finds plugins in the PATH, and the plugin finds this program there.
  const { status, signal } = spawnSync(process.env.REAL_KUBECTL, args, { stdio: 'inherit' });
  if (signal) process.kill(process.pid, signal);
  else process.exitCode = status ?? 1;
} else {
  get(base + path, (response) => response.pipe(process.stdout)).on('error', ({ message }) => {
    process.stderr.write(
      `Error from server (ServiceUnavailable): error trying to reach service: ${message}\n`,
    );
    process.exitCode = 1;
  });
}

function targets() {
  try {
    return JSON.parse(readFileSync(process.env.PROXIED, 'utf8'));
  } catch {
    return {};
  }
}
