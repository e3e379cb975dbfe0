import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPageNames } from '../pages/read-page-names.ts';
import { drillOf } from './drill-of.ts';
import { fillInDrill } from './drill-section.ts';

it.each(readPageNames())('%s says how it is drilled: if this fails, run `npm run docs`', (name) => {
  const page = readFileSync(join(import.meta.dirname, '..', `${name}.md`), 'utf8');
  expect(fillInDrill(page, drillOf(name))).toBe(page);
});

it('says what somebody would type', () => {
  const page = '# x\n\n## Drill\n\nold\n\n## After\n';
  const filled = fillInDrill(page, {
    alarm: 'dlq-growing',
    setup: { name: 'plain' },
    inject: [
      { fault: 'destination-down', status: 410 },
      { load: { perMinute: 5, bad: 'old' } },
      { jump: 3_600 },
    ],
    detectSeconds: 1_080,
    mitigation: ['end', { step: 'Send them again' }],
    clearSeconds: 60,
  });
  expect(filled).toContain('`npx spillway fault destination-down --status 410`');
  expect(filled).toContain('5 webhooks a minute, too old; 3,600 seconds pass');
  expect(filled).toContain('`dlq-growing` fires within 1,080 seconds');
  expect(filled).toContain('`npx spillway fault off`, and nothing more of that is sent');
  expect(filled).not.toContain('old\n');
  expect(filled).toMatch(/end of drill -->\n\n## After\n$/);
});
