import { expect, it } from 'vitest';
import { fixtureSettings } from '../test/factories/fixture-inputs.ts';
import { settingsWarnings } from './settings-warnings.ts';

const warnings = (overrides: Readonly<Record<string, string>>) =>
  settingsWarnings(fixtureSettings('dev', overrides));

it('says that every alarm links nowhere while the repository is nobody’s', () => {
  expect(warnings({ repository: 'your-organization/spillway' })).toEqual([
    expect.stringMatching(/^infra\/settings.ts: the repository of stage dev is your-organization/),
  ]);
});

it.each([
  { repository: 'acme/webhooks' },
  { repository: 'your-organization/spillway', runbookBaseUrl: 'https://wiki.example.com/alarms' },
])('says nothing where the runbooks are found: %j', (overrides) => {
  expect(warnings(overrides)).toEqual([]);
});
