import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Authority } from './authority.ts';

describe('Authority', () => {
  it('issues certificates with host names, signed by its root', async () => {
    const authority = await Authority.create('test');
    const issued = await authority.issue('server', ['localhost', '127.0.0.1']);
    const certificate = new X509Certificate(issued.certificate);
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
    expect(issued.privateKey).toContain('BEGIN PRIVATE KEY');
  });

  it('issues certificates with a user and a group', async () => {
    const authority = await Authority.create('test');
    const issued = await authority.issueClient('system:node:a', 'system:nodes');
    const certificate = new X509Certificate(issued.certificate);
    expect(certificate.subject.split('\n').sort()).toEqual(['CN=system:node:a', 'O=system:nodes']);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(certificate.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
  });
});
