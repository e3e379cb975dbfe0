import { describe, expect, it } from 'vitest';
import { KeptRequests } from './kept-requests.ts';

const requestOf = (body: string | Buffer, deliveryId = 'id') => ({
  kind: 'http' as const,
  destination: 'app',
  deliveryId,
  arrivedAt: '2026-11-26T00:00:00.000Z',
  method: 'POST',
  url: 'http://127.0.0.1:1/app',
  headers: {},
  body: Buffer.from(body),
});
const numbers = (requests: KeptRequests) => requests.find(() => true).map(({ number }) => number);

describe('kept requests', () => {
  it('are the newest thousand', () => {
    const requests = new KeptRequests();
    for (let count = 0; count < 1003; count++) requests.keep(requestOf('x'));
    expect(requests.counts()).toEqual({ kept: 1000, total: 1003 });
    expect(requests.get(3)).toBeUndefined();
    expect(requests.get(4)).toMatchObject({ number: 4 });
    expect(requests.get(1003)).toMatchObject({ number: 1003 });
    expect(requests.get(1004)).toBeUndefined();
    expect(requests.get(0.5)).toBeUndefined();
    expect(requests.get(Number.NaN)).toBeUndefined();
  });

  it('take 64 MB together, whatever their number', () => {
    const requests = new KeptRequests();
    const large = Buffer.alloc(5_000_000);
    for (let count = 0; count < 20; count++) requests.keep(requestOf(large));
    expect(requests.counts()).toEqual({ kept: 13, total: 20 });
  });

  it('make room for what an answer adds, and for headers', () => {
    const requests = new KeptRequests({ requests: 10, bytes: 20 });
    const first = requests.keep(requestOf('12345678'));
    const second = requests.keep(requestOf('12345678'));
    requests.end(second, {
      verdict: 'accepted',
      answer: { status: 200, body: Buffer.from('12345') },
    });
    expect(numbers(requests)).toEqual([second]);
    requests.end(first, { verdict: 'refused' });
    expect(numbers(requests)).toEqual([second]);
    requests.keep({ ...requestOf('1234'), headers: { name: 'value' } });
    expect(numbers(requests)).toEqual([second + 1]);
    requests.keep(requestOf('x'.repeat(21)));
    expect(numbers(requests)).toEqual([]);
    requests.keep(requestOf('1'));
    expect(requests.counts()).toEqual({ kept: 1, total: 5 });
  });

  it('hold what was said of them last', () => {
    const requests = new KeptRequests();
    const number = requests.keep(requestOf('x'));
    expect(requests.get(number)).not.toHaveProperty('verdict');
    requests.end(number, { verdict: 'accepted' });
    requests.end(number, { answer: { status: 204 } });
    expect(requests.get(number)).toMatchObject({ verdict: 'accepted', answer: { status: 204 } });
  });
});
