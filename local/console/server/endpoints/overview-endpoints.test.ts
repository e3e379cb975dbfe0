import { afterAll, expect, it } from 'vitest';
import { type EndpointFixture, startEndpointFixture } from '../endpoint-fixture.ts';
import { readBooks } from './read-books.ts';

const fixture: EndpointFixture = await startEndpointFixture();
afterAll(() => fixture.stop());

it('says before the first audit that there was none, and when it comes', async () => {
  const now = Date.parse('2026-11-26T12:00:00Z');
  const asked = { params: {}, body: undefined, query: new URLSearchParams() };
  const { signal } = fixture.context;
  const context = { ...fixture.context, now: () => now };
  expect(await readBooks.answer({ ...asked, signal }, context)).toEqual({
    why: 'The audit of stage dev has not run yet.',
    remedy: expect.stringContaining('runbooks/audit-silent.md'),
    next: '2026-11-26T12:02:00.000Z',
  });
});
