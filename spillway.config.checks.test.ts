import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import config from '#config';
import { routeWebhook } from '#kit';
import { stages } from './infra/settings.ts';
import { describeFiltered, filterExamples } from './kit/filter-examples.ts';
import { findUnreachable } from './kit/find-unreachable.ts';
import { eventsSource } from './service/webhook/configuration.ts';
import { synthesizeStack, synthesizeWithCode } from './test/factories/synthesized-stack.ts';

// Looks at your files, whatever you wrote: spillway.config.ts, infra/settings.ts, the stages that GitHub Actions
// deploys. What you expect of your own routes goes into spillway.config.test.ts.

const at = (file: string) => join(import.meta.dirname, file);

describe('infra/settings.ts', () => {
  const [withCode] = Object.keys(stages);

  it.each(Object.keys(stages))(
    'has a stage %s that can be synthesized',
    async (stage) => {
      const context = { settings: at('infra/settings.ts') };
      const configFile = at('spillway.config.ts');
      // No stage changes the code.
      const synthesizeOne = stage === withCode ? synthesizeWithCode : synthesizeStack;
      const { template } = await synthesizeOne({ stage, configFile, context });
      expect(Object.keys(template.Resources).length).toBeGreaterThan(0);
    },
    240_000,
  );

  const workflows = ['deploy.yml', 'diff.yml'].map((name) => `.github/workflows/${name}`);
  it.each(workflows.filter((file) => existsSync(at(file))))('has every stage of %s', (file) => {
    const workflow = readFileSync(at(file), 'utf8');
    const named = [...workflow.matchAll(/\bstage: \[?([a-z0-9-, ]+)/g)].flatMap(([, list = '']) =>
      list.split(',').map((stage) => stage.trim()),
    );
    expect(named).not.toEqual([]);
    expect(Object.keys(stages)).toEqual(expect.arrayContaining(named));
  });
});

describe('spillway.config.ts', () => {
  it('has no source and no route that can never have an effect', () => {
    expect(findUnreachable(config)).toEqual([]);
  });

  it.each([...Object.keys(config.sources), ...('events' in config ? [eventsSource] : [])])(
    'takes the examples of source %s to an end',
    async (source) => {
      const { total, filtered } = await filterExamples(source, config, routeWebhook);
      expect(total).toBeGreaterThan(0);
      // Not a mistake by itself: examples are not all that a sender sends.
      process.stdout.write(describeFiltered(source, filtered));
    },
  );
});
