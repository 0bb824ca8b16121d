import { describe, expect, it } from '@jest/globals';
import { AllowedHosts, hostList } from './allowed-hosts.ts';

const hosts = new AllowedHosts({
  services: ['mechanic-controller'],
  namespace: 'mechanic',
  hostname: 'mechanic-controller-6d4cf56db6-x7k2p',
  more: ['mechanic.example.com', '*.corp.example.com'],
});

describe('the names under which a server is known', () => {
  it.each([
    undefined,
    '10.244.0.7:8080',
    '127.0.0.1',
    '[::1]:8080',
    '[fd00::7]',
    'localhost:8080',
    'LocalHost',
    'mechanic-controller',
    'mechanic-controller:8080',
    'mechanic-controller.mechanic:8080',
    'mechanic-controller.mechanic.svc',
    'mechanic-controller.mechanic.svc.cluster.local.:8080',
    'mechanic-controller-6d4cf56db6-x7k2p:8080',
    'my-aks-dns-abc.hcp.westeurope.azmk8s.io',
    'my-aks.privatelink.westeurope.azmk8s.io:443',
    'kubernetes.default.svc',
    'mechanic.example.com',
    'a.b.corp.example.com',
  ])('include %s', (host) => {
    expect(hosts.allows(host)).toBe(true);
  });

  it.each([
    '',
    'evil.example',
    'evil.example:8080',
    'localhost.evil.example',
    'mechanic-controller.evil.example',
    'mechanic-controller.elsewhere',
    'svc',
    'evilsvc',
    'x.svc.evil.example',
    'azmk8s.io.evil.example',
    'evilazmk8s.io',
    '127.0.0.1.evil.example',
    '10.244.0.7.nip.io',
    '0x7f000001',
    'corp.example.com',
    'evil.mechanic.example.com',
    'localhost:8080:8080',
    '[::1].evil.example',
    'evil.example/localhost',
    'localhost evil.example',
  ])('do not include "%s"', (host) => {
    expect(hosts.allows(host)).toBe(false);
  });

  it('are all names when the operator allows every name', () => {
    const all = new AllowedHosts({ services: [], namespace: null, hostname: 'a', more: ['*'] });
    expect(all.allows('evil.example')).toBe(true);
  });
});

describe('a list of host names', () => {
  it('is read with or without spaces', () => {
    expect(hostList({ HOSTS: 'a.example.com, *.b.example.com,' }, 'HOSTS')).toEqual([
      'a.example.com',
      '*.b.example.com',
    ]);
    expect(hostList({}, 'HOSTS')).toEqual([]);
    expect(hostList({ HOSTS: '*' }, 'HOSTS')).toEqual(['*']);
  });

  it.each(['https://a.example.com', 'a.example.com:8080', 'a..b', '*a.example.com', 'a b'])(
    'refuses "%s"',
    (text) => {
      expect(() => hostList({ HOSTS: text }, 'HOSTS')).toThrow(`HOSTS: has "${text}"`);
    },
  );
});
