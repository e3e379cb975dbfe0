import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const permissions = z.record(z.string(), z.enum(['read', 'write']));
const workflowSchema = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions,
  jobs: z.record(
    z.string(),
    z.object({
      uses: z.string().optional(),
      needs: z.string().optional(),
      environment: z.string().optional(),
      permissions: permissions.optional(),
      'timeout-minutes': z.number().optional(),
      steps: z
        .array(
          z.object({
            uses: z.string().optional(),
            run: z.string().optional(),
            with: z.record(z.string(), z.unknown()).optional(),
          }),
        )
        .optional(),
    }),
  ),
});

const directory = new URL('../../.github/workflows/', import.meta.url);
const workflows = readdirSync(directory).map((name) => {
  const text = readFileSync(new URL(name, directory), 'utf8');
  return { name, text, workflow: workflowSchema.parse(parse(text)) };
});

const nodeVersion = readFileSync(new URL('../../.node-version', import.meta.url), 'utf8').trim();
const cdkVersion = z
  .object({ devDependencies: z.object({ 'aws-cdk': z.string() }) })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')))
  .devDependencies['aws-cdk'];

describe.each(workflows)('the workflow $name', ({ text, workflow }) => {
  const jobs = Object.values(workflow.jobs);
  const granted = (job: (typeof jobs)[number]) => job.permissions ?? workflow.permissions;
  const scriptsOf = ({ steps = [] }: (typeof jobs)[number]) =>
    steps.flatMap(({ run }) => run ?? []);

  it('pins each action to a commit and says which version that is', () => {
    const uses = [...text.matchAll(/uses: (.+)$/gm)].map(([, value = '']) => value);
    for (const one of uses.filter((value) => !value.startsWith('./'))) {
      expect(one).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it('keeps no key and no secret', () => {
    expect(text).not.toMatch(/secrets\.|aws-access-key-id|aws-secret-access-key|AKIA/);
  });

  it('lets no text from outside into a shell', () => {
    for (const script of jobs.flatMap(scriptsOf)) expect(script).not.toContain('${{');
  });

  it('may write nothing but ask for a token', () => {
    const granted = [workflow.permissions, ...jobs.map((job) => job.permissions ?? {})];
    for (const one of granted) {
      const writes = Object.entries(one).filter(([, access]) => access === 'write');
      expect(writes.map(([scope]) => scope).filter((scope) => scope !== 'id-token')).toEqual([]);
    }
  });

  it('lets no job that can ask for a token run code of dependencies, or of this repository', () => {
    const trusted = jobs.filter((job) => job.steps && granted(job)['id-token'] === 'write');
    for (const job of trusted) {
      const scripts = scriptsOf(job).join('\n');
      expect(scripts).not.toMatch(/\bnpm (ci|run|test|exec)\b|\bnpx\b|\bsynth\b/);
      expect(scripts.match(/\bnpm install .*/g)).toEqual([
        `npm install --ignore-scripts --no-save --prefix "$RUNNER_TEMP/cli" aws-cdk@${cdkVersion}`,
      ]);
      expect(JSON.stringify(job.steps)).not.toContain('actions/checkout@');
    }
  });

  it('gives a job that runs such code nothing but the right to read', () => {
    const building = jobs.filter((job) => /npm ci|\.ci\/run/.test(scriptsOf(job).join()));
    for (const job of building) expect(granted(job)).toEqual({ contents: 'read' });
  });

  it('has Node at the version of this repository', () => {
    const versions = jobs
      .flatMap(({ steps = [] }) => steps)
      .filter(({ uses = '' }) => uses.startsWith('actions/setup-node@'))
      .map(({ with: inputs = {} }) => inputs['node-version'] ?? inputs['node-version-file']);
    for (const version of versions) expect([nodeVersion, '.node-version']).toContain(version);
  });

  it('ends by itself', () => {
    for (const { uses, 'timeout-minutes': timeout } of jobs) {
      expect(uses ? 1 : timeout).toBeGreaterThan(0);
    }
  });
});

describe('the workflows together', () => {
  it('deploy and compare with a token, in a job of its own', () => {
    const asking = workflows.flatMap(({ workflow }) =>
      Object.entries(workflow.jobs)
        .filter(([, job]) => job.steps && job.permissions?.['id-token'] === 'write')
        .map(([name]) => name),
    );
    expect(asking.toSorted()).toEqual(['deploy', 'diff']);
  });

  const jobsOf = (name: string) => workflows.find((one) => one.name === name)?.workflow.jobs ?? {};

  it('check with what .ci/run does', () => {
    const steps = jobsOf('check.yml').check?.steps ?? [];
    const runs = steps.flatMap(({ run }) => run ?? []);
    expect(runs.filter((run) => !run.startsWith('cat '))).toEqual(['./.ci/run']);
  });

  it('deploy only what was checked, and each stage only after the one before', () => {
    const [first, ...stages] = Object.entries(jobsOf('deploy.yml'));
    expect(first?.[0]).toBe('check');
    expect(stages.length).toBeGreaterThan(0);
    expect(stages.map(([, { needs }]) => needs)).toEqual(
      Object.keys(jobsOf('deploy.yml')).slice(0, -1),
    );
  });

  it('deploy from an environment, which the role wants to see in the token', () => {
    expect(jobsOf('deploy-stage.yml').deploy?.environment).toMatch(/^\$\{\{ inputs\.stage \}\}$/);
  });
});
