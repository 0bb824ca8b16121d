import { describe, expect, it } from '@jest/globals';
import { readEnvironment } from './environment.ts';

describe('readEnvironment', () => {
  it('has a default for everything', () => {
    expect(readEnvironment({})).toMatchObject({
      listen: { port: 8080 },
      logLevel: 'info',
      namespace: 'mechanic',
      configMap: 'mechanic',
      lease: { durationMs: 15_000, renewDeadlineMs: 10_000, retryPeriodMs: 2_000 },
      serviceAccountDir: '/var/run/secrets/kubernetes.io/serviceaccount',
      kubeconfig: null,
    });
  });

  it('makes up an identity that no other process has when POD_NAME is missing', () => {
    expect(readEnvironment({}).identity).not.toBe(readEnvironment({}).identity);
    expect(readEnvironment({ POD_NAME: 'mechanic-controller-0' }).identity).toBe('mechanic-controller-0');
  });

  it.each([
    [':9090', { port: 9090 }],
    ['127.0.0.1:9090', { host: '127.0.0.1', port: 9090 }],
    ['[::1]:9090', { host: '::1', port: 9090 }],
  ])('listens on %s', (text, listen) => {
    expect(readEnvironment({ MECHANIC_LISTEN: text }).listen).toEqual(listen);
  });

  it('has a separate port for health, and knows whether somebody set it', () => {
    expect(readEnvironment({}).healthListen).toEqual({ port: 8082, asked: false });
    expect(readEnvironment({ MECHANIC_HEALTH_LISTEN: '127.0.0.1:9091' }).healthListen).toEqual({
      host: '127.0.0.1',
      port: 9091,
      asked: true,
    });
  });

  it('reads further host names', () => {
    const variables = { MECHANIC_ALLOWED_HOSTS: 'mechanic.example.com, *.corp.example.com' };
    expect(readEnvironment(variables).allowedHosts).toEqual(['mechanic.example.com', '*.corp.example.com']);
  });

  it.each([
    ['MECHANIC_LISTEN', '9090'],
    ['MECHANIC_HEALTH_LISTEN', '8082'],
    ['MECHANIC_ALLOWED_HOSTS', 'https://mechanic.example.com'],
    ['MECHANIC_LISTEN', ':70000'],
    ['MECHANIC_LOG_LEVEL', 'loud'],
    ['MECHANIC_LOG_FORMAT', 'xml'],
    ['MECHANIC_NODE_MARKS', 'no'],
    ['MECHANIC_LEASE_DURATION', '15'],
    ['MECHANIC_LEASE_DURATION', '10s'],
    ['MECHANIC_LEASE_RENEW_DEADLINE', '2s'],
    ['MECHANIC_LEASE_RETRY_PERIOD', '0s'],
  ])('refuses %s=%s and names the variable', (name, value) => {
    expect(() => readEnvironment({ [name]: value })).toThrow(new RegExp(`^${name}: `));
  });

  it('treats an empty value as missing', () => {
    expect(readEnvironment({ MECHANIC_LOG_LEVEL: '', KUBECONFIG: '' })).toMatchObject({
      logLevel: 'info',
      kubeconfig: null,
    });
  });
});
