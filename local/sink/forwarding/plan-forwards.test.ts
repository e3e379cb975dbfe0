import { describe, expect, it } from 'vitest';
import type { DestinationConfig } from '../../../service/webhook/destination-config.ts';
import { UsageError } from '../../usage-error.ts';
import { planForwards } from './plan-forwards.ts';
import { readForward } from './read-forward.ts';

const http = { type: 'http', url: 'https://app.example.com/webhooks' } as const;
const destinations: Readonly<Record<string, DestinationConfig>> = {
  app: http,
  billing: http,
  team: { type: 'slack' },
};
const sinkPort = 4101;

const plan = (texts: readonly string[], configs = destinations) => {
  const orders = texts.map((text) => readForward(text, []));
  const forwards = planForwards({ orders }, configs, sinkPort);
  return Object.fromEntries([...forwards].map(([name, { url }]) => [name, url]));
};

describe('an order to forward', () => {
  it.each([
    [['app=http://localhost:3000/hook?a=b'], { app: 'http://localhost:3000/hook?a=b' }],
    [
      ['http://127.0.0.1:3000'],
      { app: 'http://127.0.0.1:3000/', billing: 'http://127.0.0.1:3000/' },
    ],
    [
      ['all=http://[::1]:3000/{destination}'],
      { app: 'http://[::1]:3000/app', billing: 'http://[::1]:3000/billing' },
    ],
    [
      ['http://{destination}.localhost:3000/'],
      { app: 'http://app.localhost:3000/', billing: 'http://billing.localhost:3000/' },
    ],
    [
      ['http://localhost:1/', 'app=https://app.localhost:2/'],
      { app: 'https://app.localhost:2/', billing: 'http://localhost:1/' },
    ],
    [[], {}],
  ])('is followed: %j', (texts, expected) => {
    expect(plan(texts)).toEqual(expected);
  });

  it('means a destination that is named all, where there is one', () => {
    expect(plan(['all=http://localhost:1/'], { all: http, app: http })).toEqual({
      all: 'http://localhost:1/',
    });
  });

  it.each([
    [['app=localhost:3000'], 'an http: or https: URL goes there'],
    [['app='], 'an http: or https: URL goes there'],
    [['app=http://'], 'an http: or https: URL goes there'],
    [['app=http:///hook'], 'an http: or https: URL goes there'],
    [['=http://localhost:1/'], 'there is no destination .'],
    [['app'], 'an http: or https: URL goes there'],
    [['app=ftp://localhost/'], 'an http: or https: URL goes there'],
    [['app=http://a:b@localhost/'], 'must hold no password'],
    [['app=http://example.com/'], 'add --allow-host example.com'],
    [['app=http://[fd00::1]/'], 'add --allow-host fd00::1'],
    [['app=http://0.0.0.0/'], 'add --allow-host 0.0.0.0'],
    [['app=http://{destination}.example.com/'], 'is not this machine'],
    [['app=http://10.0.0.1/'], 'add --allow-host 10.0.0.1'],
    [['app=http://169.254.169.254/'], 'add --allow-host 169.254.169.254'],
    [['app=http://localhost.example.com/'], 'is not this machine'],
    [['app=http://notlocalhost/'], 'is not this machine'],
    [['ap=http://localhost:1/'], 'Did you mean app? These can be forwarded: app, billing.'],
    [['constructor=http://localhost:1/'], 'there is no destination constructor.'],
    [['team=http://localhost:1/'], 'team has the type slack, and only http is forwarded.'],
    [['app=http://localhost:1/', 'app=http://localhost:2/'], 'app is forwarded already'],
    [['http://localhost:1/', 'all=http://localhost:2/'], 'all are forwarded already'],
    [['app=http://localhost:4101/app'], 'that is the sink itself'],
    [['http://127.0.0.1:4101/'], 'that is the sink itself'],
  ])('is refused with what to type instead: %j', (texts, message) => {
    expect(() => plan(texts)).toThrow(UsageError);
    expect(() => plan(texts)).toThrow(`--forward ${texts.at(-1)}: `);
    expect(() => plan(texts)).toThrow(message);
  });

  it('for all is refused where there is none', () => {
    const configs = { team: { type: 'slack' } } as const;
    expect(() => plan(['http://localhost:1/'], configs)).toThrow(
      'no destination has the type http',
    );
  });

  it.each([
    'http://127.0.0.1/',
    'http://127.8.9.1/',
    'http://[::ffff:127.0.0.1]/',
    'http://2130706433/',
  ])('may go to this machine by any of its addresses: %s', (url) => {
    expect(plan([`app=${url}`])).toEqual({ app: new URL(url).href });
  });

  it('may go to another host that is named for it, and to no other', () => {
    const allowed = ['dev.example.com'];
    expect(readForward('app=https://dev.example.com/', allowed).url).toBe(
      'https://dev.example.com/',
    );
    expect(readForward('app=https://DEV.example.com:8443/', ['Dev.Example.com'])).toBeDefined();
    expect(readForward('app=http://[FD00::1]/', ['fd00::1'])).toBeDefined();
    expect(() => readForward('app=https://x.dev.example.com/', allowed)).toThrow(
      'is not this machine',
    );
  });
});

describe('a destination that the configuration has on this machine', () => {
  const on = (url: string, allowPrivateAddress = true) => ({
    app: { ...http, url, allowPrivateAddress },
  });
  const orders = [readForward('app=http://localhost:9/', [])];

  it.each(['http://localhost:3000/a', 'http://127.0.0.1:3000/a', 'https://[::1]/a'])(
    'is called there: %s',
    (url) => {
      const forwards = planForwards({ callsThisMachine: true }, on(url), sinkPort);
      expect([...forwards]).toEqual([['app', { url, isConfigured: true }]]);
    },
  );

  it.each([
    ['it is elsewhere', on('https://app.example.com/')],
    ['its address is private', on('https://10.0.0.1/')],
    ['it may have no private address', on('https://[::1]/', false)],
    ['the sink is there', on('http://localhost:4101/app')],
  ])('is the sink where %s', (_, configs) => {
    expect(planForwards({ callsThisMachine: true }, configs, sinkPort).size).toBe(0);
  });

  it('is the sink unless that is asked for, as load tests do not', () => {
    expect(planForwards({}, on('http://localhost:3000/'), sinkPort).size).toBe(0);
  });

  it('is called where an order says', () => {
    const options = { orders, callsThisMachine: true };
    const forwards = planForwards(options, on('http://localhost:3000/'), sinkPort);
    expect(forwards.get('app')).toEqual({ url: 'http://localhost:9/', isConfigured: false });
  });
});
