import { describe, expect, it } from '@jest/globals';
import { ownerOf } from './owner.ts';

const token = (claims: unknown): string =>
  ['head', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'signature'].join('.');

describe('ownerOf', () => {
  const serviceaccount = { name: 'mechanic-controller', uid: 'u-1' };

  it('is the ServiceAccount of the token', () => {
    const claims = { 'kubernetes.io': { namespace: 'mechanic', serviceaccount } };
    expect(ownerOf(token(claims), 'mechanic')).toEqual({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      name: 'mechanic-controller',
      uid: 'u-1',
    });
  });

  it('is null in another namespace, where the ServiceAccount could own nothing', () => {
    const claims = { 'kubernetes.io': { namespace: 'elsewhere', serviceaccount } };
    expect(ownerOf(token(claims), 'mechanic')).toBeNull();
  });

  it.each([
    '',
    'opaque',
    'a.%%%.c',
    token(null),
    token({}),
    token({ 'kubernetes.io': 'x' }),
    token({ 'kubernetes.io': { namespace: 'mechanic' } }),
    token({ 'kubernetes.io': { namespace: 'mechanic', serviceaccount: { name: 'a', uid: 1 } } }),
  ])('is null when the token names no ServiceAccount: %s', (text) => {
    expect(ownerOf(text, 'mechanic')).toBeNull();
  });
});
