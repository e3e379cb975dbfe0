import { expect, it } from 'vitest';
import { commandOf } from './command-of.ts';

it('names all that was chosen, and quotes what a shell would read otherwise', () => {
  expect(commandOf({ source: 'github' }, 'local')).toBe('npx spillway send github --stage local');
  expect(commandOf({ source: 'stripe', example: 'invoice.paid', bad: 'altered' }, 'dev')).toBe(
    'npx spillway send stripe --example invoice.paid --bad altered --stage dev',
  );
  const typed = { source: 'shop', example: 'x', body: '{}', type: "it's; rm" } as const;
  expect(commandOf(typed, 'dev')).toBe(
    `npx spillway send shop --type 'it'\\''s; rm' --body body.json --stage dev`,
  );
  expect(commandOf({ source: 'github', count: 500, ratePerSecond: 50 }, 'local')).toBe(
    'npx spillway send github --count 500 --rate 50 --stage local',
  );
});
