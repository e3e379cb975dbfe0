import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpReceiver, startHttpReceiver } from '../../../test/factories/http-receiver.ts';
import { isForbiddenAddress } from './forbidden-address.ts';
import { createGuardedLookup } from './guarded-lookup.ts';
import { createSendRequest } from './send-request.ts';

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '169.254.170.2',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    '2001:db8::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    'localhost',
    '',
  ])('%s is forbidden', (address) => {
    expect(isForbiddenAddress(address)).toBe(true);
  });

  it.each(['1.1.1.1', '8.8.8.8', '172.15.0.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])(
    '%s is public',
    (address) => {
      expect(isForbiddenAddress(address)).toBe(false);
    },
  );

  it('of IPv4 is forbidden in every IPv6 form, public or not', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isForbiddenAddress(`::ffff:${address}`)).toBe(true);
        expect(isForbiddenAddress(`64:ff9b::${address}`)).toBe(true);
      }),
    );
  });
});

describe('a request to a destination', () => {
  let receiver: HttpReceiver;
  beforeAll(async () => {
    receiver = await startHttpReceiver();
  });
  afterAll(() => receiver.stop());

  const send = (url: string, addresses: readonly string[] = ['127.0.0.1']) => {
    let asked = 0;
    const lookup = createGuardedLookup((_hostname, _options, done) => {
      asked++;
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    });
    const answer = createSendRequest(lookup)({
      destination: 'app',
      url,
      method: 'POST',
      headers: {},
      body: Buffer.from(''),
      timeoutSeconds: 20,
      allowPrivateAddress: false,
    });
    return { answer, asked: () => asked };
  };
  const port = () => new URL(receiver.url).port;

  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback in other notations', '0x7f.1'],
    ['loopback as one number', '2130706433'],
    ['loopback by IPv6', '[::1]'],
    ['loopback as mapped IPv4', '[::ffff:127.0.0.1]'],
    ['the metadata service', '169.254.169.254'],
  ])('at %s is refused before a connection is made', async (_what, host) => {
    await expect(send(`http://${host}:${port()}/`).answer).rejects.toMatchObject({
      name: 'PermanentError',
      reason: 'address-forbidden',
    });
    expect(receiver.connections).toBe(0);
  });

  it('whose name leads to a private address is refused before a connection is made', async () => {
    const { answer } = send(`http://internal.example.com:${port()}/`);
    await expect(answer).rejects.toMatchObject({
      name: 'PermanentError',
      message: 'internal.example.com is not a public address',
    });
    expect(receiver.connections).toBe(0);
  });

  it('whose name changes its meaning after the check is connected to what was checked', async () => {
    // A second look-up, by the connection, would find the receiver.
    let asked = 0;
    const rebinding = createGuardedLookup((_hostname, _options, done) => {
      asked++;
      done(null, [{ address: asked === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }]);
    });
    const answer = createSendRequest(rebinding)({
      destination: 'app',
      url: `http://rebinding.example.com:${port()}/`,
      method: 'POST',
      headers: {},
      body: Buffer.from(''),
      timeoutSeconds: 20,
      allowPrivateAddress: false,
    });
    await expect(answer).rejects.toMatchObject({ reason: 'address-forbidden' });
    expect([asked, receiver.connections]).toEqual([1, 0]);
  });

  it('drops the private ones of several addresses', () => {
    const found: unknown[] = [];
    const lookup = createGuardedLookup((_hostname, _options, done) =>
      done(null, [
        { address: '10.0.0.1', family: 4 },
        { address: '1.1.1.1', family: 4 },
        { address: 'fd00::1', family: 6 },
      ]),
    );
    lookup('mixed.example.com', { all: true }, (_error, addresses) => found.push(addresses));
    lookup('mixed.example.com', {}, (_error, address, family) => found.push(address, family));
    expect(found).toEqual([[{ address: '1.1.1.1', family: 4 }], '1.1.1.1', 4]);
  });
});
