import { expect, it } from 'vitest';
import project from '../../package.json' with { type: 'json' };
import worker from '../package.json' with { type: 'json' };

it('installs on a worker the versions that are installed here', () => {
  const here: Readonly<Record<string, string>> = {
    ...project.dependencies,
    ...project.devDependencies,
  };

  expect(Object.keys(worker.dependencies)).not.toEqual([]);
  for (const [name, version] of Object.entries(worker.dependencies)) {
    expect({ [name]: version }).toEqual({ [name]: here[name] });
  }
});
