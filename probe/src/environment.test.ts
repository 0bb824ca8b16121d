import { describe, expect, it } from '@jest/globals';
import { readEnvironment } from './environment.ts';

const needed = { NODE_NAME: 'aks-user-25795745-vmss000003', KUBERNETES_SERVICE_HOST: '10.0.0.1' };

describe('readEnvironment', () => {
  it('has a default for everything but the Node and the API server', () => {
    expect(readEnvironment(needed)).toEqual({
      nodeName: 'aks-user-25795745-vmss000003',
      imdsEndpoint: 'http://169.254.169.254',
      pollIntervalMs: 1_000,
      spotRebalance: false,
      acknowledgeEvents: false,
      listen: { port: 8081 },
      healthListen: { port: 8083, asked: false },
      allowedHosts: [],
      logLevel: 'info',
      apiServer: { host: '10.0.0.1', port: 443 },
      serviceAccountDir: '/var/run/secrets/kubernetes.io/serviceaccount',
    });
  });

  it('reads every variable', () => {
    const variables = {
      NODE_NAME: 'a',
      MECHANIC_IMDS_ENDPOINT: 'http://127.0.0.1:9000/vm/a/',
      MECHANIC_IMDS_POLL_INTERVAL: '250ms',
      MECHANIC_IMDS_SPOT_REBALANCE: 'true',
      MECHANIC_ACKNOWLEDGE_EVENTS: 'true',
      MECHANIC_LISTEN: '127.0.0.1:9090',
      MECHANIC_HEALTH_LISTEN: '127.0.0.1:9091',
      MECHANIC_ALLOWED_HOSTS: 'a.example.com',
      MECHANIC_LOG_LEVEL: 'debug',
      KUBERNETES_SERVICE_HOST: 'fd00::1',
      KUBERNETES_SERVICE_PORT: '6443',
      MECHANIC_SERVICEACCOUNT_DIR: '/tmp/account',
    };
    expect(readEnvironment(variables)).toEqual({
      nodeName: 'a',
      imdsEndpoint: 'http://127.0.0.1:9000/vm/a',
      pollIntervalMs: 250,
      spotRebalance: true,
      acknowledgeEvents: true,
      listen: { host: '127.0.0.1', port: 9090 },
      healthListen: { host: '127.0.0.1', port: 9091, asked: true },
      allowedHosts: ['a.example.com'],
      logLevel: 'debug',
      apiServer: { host: 'fd00::1', port: 6443 },
      serviceAccountDir: '/tmp/account',
    });
  });

  it('accepts an IPv6 address with or without brackets', () => {
    expect(readEnvironment({ ...needed, KUBERNETES_SERVICE_HOST: '[fd00::1]' }).apiServer.host).toBe(
      'fd00::1',
    );
    expect(readEnvironment({ ...needed, MECHANIC_LISTEN: '[::1]:8081' }).listen).toEqual({
      host: '::1',
      port: 8081,
    });
  });

  it.each([
    ['NODE_NAME', ''],
    ['KUBERNETES_SERVICE_HOST', undefined],
    ['KUBERNETES_SERVICE_PORT', 'https'],
    ['KUBERNETES_SERVICE_PORT', '0'],
    ['MECHANIC_IMDS_ENDPOINT', '169.254.169.254'],
    ['MECHANIC_IMDS_ENDPOINT', 'https://169.254.169.254'],
    ['MECHANIC_IMDS_ENDPOINT', 'http://169.254.169.254/?a=b'],
    ['MECHANIC_IMDS_POLL_INTERVAL', '99ms'],
    ['MECHANIC_IMDS_POLL_INTERVAL', '1'],
    ['MECHANIC_IMDS_SPOT_REBALANCE', 'yes'],
    ['MECHANIC_ACKNOWLEDGE_EVENTS', '1'],
    ['MECHANIC_LISTEN', '8081'],
    ['MECHANIC_LISTEN', ':99999'],
    ['MECHANIC_HEALTH_LISTEN', '8083'],
    ['MECHANIC_LOG_LEVEL', 'trace'],
  ])('refuses %s=%s and names the variable', (name, value) => {
    expect(() => readEnvironment({ ...needed, [name]: value })).toThrow(new RegExp(`^${name}: is `));
  });
});
