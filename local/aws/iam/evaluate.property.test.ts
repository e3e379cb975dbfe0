import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../service/webhook/vectors/property-runs.ts';
import { evaluate, type Principal } from './evaluate.ts';
import type { Statement } from './policy.ts';
import { matchesWildcard } from './wildcard.ts';

const propertyRuns = runs(2_000);

const role: Principal = {
  kind: 'role',
  accountId: '1',
  arn: 'arn:aws:iam::1:role/r',
  sessionArn: 'arn:aws:sts::1:assumed-role/r/s',
};

const actions = fc.constantFrom('sqs:Send', 'sqs:Receive', 's3:Get');
const resources = fc.constantFrom('arn:aws:sqs:x:1:a', 'arn:aws:sqs:x:2:a', 'arn:aws:s3:::a/b');
const patterns = (some: fc.Arbitrary<string>) =>
  fc.record({
    isNot: fc.boolean(),
    patterns: fc.array(fc.oneof(some, fc.constant('*')), { minLength: 1, maxLength: 2 }),
  });
const condition = fc.record({
  operator: fc.constantFrom('StringEquals', 'StringNotLike', 'ArnLikeIfExists'),
  key: fc.constant('aws:sourcearn'),
  values: fc.array(fc.constantFrom('arn:aws:sns:x:1:t', '*'), { minLength: 1, maxLength: 2 }),
});
const statement = fc.record({
  effect: fc.constantFrom('Allow', 'Deny'),
  actions: patterns(actions),
  resources: patterns(resources),
  conditions: fc.array(condition, { maxLength: 1 }),
}) as fc.Arbitrary<Statement>;
const principals = fc.record({
  isAnyone: fc.boolean(),
  aws: fc.subarray([role.arn, role.sessionArn, '1', '2']),
  services: fc.constant([]),
});
const held = fc.tuple(statement, principals).map(([one, principals]) => ({ ...one, principals }));
const world = fc.record({
  identity: fc.array(statement, { maxLength: 4 }),
  resource: fc.array(held, { maxLength: 4 }),
  request: fc.record({
    principal: fc.constant(role),
    action: actions,
    resource: resources,
    context: fc.option(fc.constant({ 'aws:sourcearn': 'arn:aws:sns:x:1:t' }), { nil: {} }),
  }),
});

const everything = { isNot: false, patterns: ['*'] };
const all = (effect: 'Allow' | 'Deny'): Statement => ({
  effect,
  actions: everything,
  resources: everything,
  conditions: [],
});

describe('a decision', () => {
  it('is a denial as soon as one more statement denies all, wherever it stands', () => {
    fc.assert(
      fc.property(world, ({ identity, resource, request }) => {
        const anyone = { isAnyone: true, aws: [], services: [] };
        const byRole = { identity: [...identity, all('Deny')], resource };
        const byResource = {
          identity,
          resource: [{ ...all('Deny'), principals: anyone }, ...resource],
        };
        expect(evaluate(request, byRole).kind).toBe('denied');
        expect(evaluate(request, byResource).kind).toBe('denied');
      }),
      propertyRuns,
    );
  });

  it('never gets stricter by one more Allow, nor milder by one more Deny', () => {
    fc.assert(
      fc.property(world, statement, ({ identity, resource, request }, more) => {
        const before = evaluate(request, { identity, resource }).kind;
        const after = evaluate(request, { identity: [...identity, more], resource }).kind;
        expect([before, after]).not.toEqual(
          more.effect === 'Allow' ? ['allowed', 'denied'] : ['denied', 'allowed'],
        );
      }),
      propertyRuns,
    );
  });

  it('does not depend on the order of statements', () => {
    fc.assert(
      fc.property(world, ({ identity, resource, request }) => {
        const turned = { identity: identity.toReversed(), resource: resource.toReversed() };
        expect(evaluate(request, turned).kind).toBe(evaluate(request, { identity, resource }).kind);
      }),
      propertyRuns,
    );
  });

  it('is a denial where no statement allows', () => {
    fc.assert(
      fc.property(world, ({ identity, resource, request }) => {
        const denials = {
          identity: identity.filter(({ effect }) => effect === 'Deny'),
          resource: resource.filter(({ effect }) => effect === 'Deny'),
        };
        expect(evaluate(request, denials).kind).toBe('denied');
      }),
      propertyRuns,
    );
  });
});

describe('a wildcard', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '/'), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 8 });

  it('matches what its definition says', () => {
    fc.assert(
      fc.property(pattern, text, (wanted, given) => {
        expect(matchesWildcard(wanted, given)).toBe(matchesByDefinition(wanted, given));
      }),
      propertyRuns,
    );
  });
});

function matchesByDefinition(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [first, ...others] = pattern;
  const rest = others.join('');
  if (first === '*') {
    return (
      matchesByDefinition(rest, text) ||
      (text !== '' && matchesByDefinition(pattern, text.slice(1)))
    );
  }
  return (
    text !== '' && (first === '?' || first === text[0]) && matchesByDefinition(rest, text.slice(1))
  );
}
